"""The domain's words: kept whole, brought to one form, replaced by what they mean."""

from pathlib import Path

import pytest

from bot.understanding.features import Blocks
from bot.understanding.normalise import normalise, strip_fillers
from bot.understanding.places import Places
from bot.understanding.subjects import SubjectRules
from bot.understanding.vocabulary import Vocabulary, tokenizer

ROOT = Path(__file__).resolve().parents[2]
WHOLE = ["预审", "商业秘密", "竞业限制", "专精特新", "一窗通办", "优先审查", "保密协议", "著录项目变更", "实用新型", "外观设计", "发明专利", "提前公布", "实质审查", "主动修改", "同日双申", "分案申请", "国际分类号", "费减备案", "保护中心", "维权援助", "行政裁决", "司法确认", "惩罚性赔偿", "驰名商标", "证明商标", "集体商标", "地理标志", "软件著作权", "职务发明", "非正常申请", "反向工程", "脱密期", "客户名单", "举报", "复审", "无效宣告", "评价报告", "专利代办处", "知识产权", "12345"]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.read(ROOT / "data" / "nlu" / "vocabulary")


@pytest.fixture(scope="module")
def rules(vocabulary: Vocabulary) -> SubjectRules:
    return SubjectRules(vocabulary, tokenizer(vocabulary))


@pytest.mark.parametrize("term", WHOLE)
def test_a_term_of_the_domain_stays_one_word(rules: SubjectRules, term: str):
    assert len(WHOLE) >= 40
    assert term in rules.words(f"请问{term}怎么办理")


@pytest.mark.parametrize(("written", "meant"), [
    ("專利預審要多久？", "专利预审要多久"),
    ("ＰＣＴ　申请", "pct 申请"),
    ("预审！！！？？？", "预审"),
    ("急急急急急急", "急急"),
    ("Ｙｕｓｈｅｎ要钱吗", "yushen要钱吗"),
])
def test_all_spellings_become_one(written: str, meant: str):
    assert normalise(written) == meant
    assert normalise(normalise(written)) == meant


@pytest.mark.parametrize(("said", "left"), [
    ("你好请问一下预审备案怎么办谢谢", "预审备案怎么办"),
    ("嗯那个我想问一下商标续展啊", "商标续展"),
    ("你好", "你好"),
    ("谢谢", "谢谢"),
])
def test_fillers_go_but_a_greeting_stays_a_greeting(said: str, left: str):
    assert strip_fillers(normalise(said)) == left


def test_synonyms_are_consistent(vocabulary: Vocabulary):
    heads = set(vocabulary.synonyms)
    said = [word for words in vocabulary.synonyms.values() for word in words]
    assert len(said) == len(set(said)), "a synonym under two heads"
    assert not heads & set(said), "a head that is another head's synonym"


def test_lay_words_come_to_the_official_term(vocabulary: Vocabulary):
    blocks = Blocks(vocabulary, {"canon": 1.0})
    assert blocks.canonical("去工商局咋整") == "去市场监管局怎么办"


@pytest.mark.parametrize(("text", "subject", "facet"), [
    ("预审要多久", "pre_examination", "time"),
    ("签了竞业限制还能去同行吗", "noncompete", None),
    ("商标续展要什么材料", None, "materials"),
])
def test_subjects_and_facets_are_found(rules: SubjectRules, text: str, subject, facet):
    aspects = rules.aspects(text)
    assert subject is None or subject in aspects.subjects
    assert facet is None or facet in aspects.facets


@pytest.mark.parametrize(("text", "kind", "code"), [
    ("G06F 17/30能做吗", "ipc", "G06F 17/30"),
    ("查ys2026000123", "case_number", "ys2026000123"),
    ("专利号ZL202310123456.7", "patent_number", "ZL202310123456.7"),
    ("2026年3月5日交的", "day", "2026年3月5日"),
])
def test_codes_are_taken_from_the_raw_text(rules: SubjectRules, text: str, kind: str, code: str):
    assert rules.aspects(text).codes[kind] == [code]


@pytest.mark.parametrize(("text", "elsewhere"), [
    ("宁波备案要几个人参保", True), ("北京中心多久给意见", True), ("我们在沈阳，预审找谁", False),
    ("沈阳的公司能在长春备案吗", False), ("预审要多久", False), ("我的专利在石家庄报的，到哪步了", True),
    ("松原有没有专利代办处", True), ("我们在通化，预审找谁", False),
])
def test_another_citys_rules_are_recognised(vocabulary: Vocabulary, text: str, elsewhere: bool):
    assert Places(vocabulary.places).asks_elsewhere(text) is elsewhere
