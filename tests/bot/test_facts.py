"""What people tell guided functions in their own words, and what must not be taken for it."""

from pathlib import Path

import pytest
import yaml

from bot.understanding.facts import FactRules

WRITTEN = Path(__file__).resolve().parents[2] / "data" / "nlu" / "vocabulary" / "facts.yml"


@pytest.fixture(scope="module")
def told():
    return FactRules(yaml.safe_load(WRITTEN.read_text(encoding="utf-8")))


def test_one_sentence_fills_all_it_says(told):
    assert told.facts("我们是长春的公司，已经备案了，做大棚温控的实用新型") == {
        "applicant_type": "legal_entity", "registered_in": "changchun", "recorded_at_centre": "active",
        "technical_field": "modern_agriculture", "patent_type": "utility_model", "right_type": "patent",
    }


@pytest.mark.parametrize(("said", "value"), [
    ("没备案", "none"), ("还没备案", "none"), ("未备案", "none"), ("我们还没有备案呢", "none"),
    ("备案还没做", "none"), ("备案没做", "none"), ("没有做预审备案", "none"), ("备案中", "pending"),
    ("正在备案", "pending"), ("备案正在办", "pending"), ("备案提交了还没批", "pending"), ("信息正在变更", "pending"),
    ("已经备案了", "active"), ("已备案，状态正常", "active"), ("备案过了", "active"), ("备案已经办好了", "active"),
    ("备好案了", "active"), ("已經備案了", "active"), ("备案被暂停了", "suspended"),
])
def test_recording_at_the_centre(told, said, value):
    assert told.facts(said) == {"recorded_at_centre": value}


@pytest.mark.parametrize(("said", "fact", "value"), [
    ("我是个体户", "applicant_type", "other_entity"), ("长春分公司", "applicant_type", "other_entity"),
    ("是合伙企业", "applicant_type", "other_entity"), ("我们厂", "applicant_type", "legal_entity"),
    ("吉林大学的", "applicant_type", "legal_entity"), ("以个人名义申请", "applicant_type", "individual"),
    ("不是个人，是公司申请", "applicant_type", "legal_entity"), ("净月的", "registered_in", "changchun"),
    ("在农安开厂", "registered_in", "changchun"), ("公主岭的", "registered_in", "changchun"),
    ("吉林市的企业", "registered_in", "jilin_other"), ("四平的公司", "registered_in", "jilin_other"),
    ("我们在北京注册的", "registered_in", "elsewhere"), ("沈阳的", "registered_in", "elsewhere"),
    ("我们长春公司找了北京的代理", "registered_in", "changchun"), ("做物联网的", "technical_field", "next_gen_it"),
    ("搞育种的", "technical_field", "modern_agriculture"), ("医疗器械方面", "technical_field", "equipment_or_biomed"),
    ("养殖设备", "technical_field", "modern_agriculture"), ("不是发明，是实用新型", "patent_type", "utility_model"),
    ("从发明改成实用新型", "patent_type", "utility_model"), ("外观设计", "patent_type", "design"),
    ("想注册商标", "right_type", "trademark"), ("软著", "right_type", "copyright"),
    ("还没交", "filed_with_cnipa", "no"), ("已经交了，有申请号", "filed_with_cnipa", "yes"),
    ("没有申请号", "filed_with_cnipa", "no"), ("交过，后来撤回了", "filed_with_cnipa", "withdrawn"),
    ("发明和实用新型同一天报", "same_day_dual_filing", "yes"), ("只报一件", "same_day_dual_filing", "no"),
    ("费减备案做了", "fee_reduction", "recorded"), ("费减备案还没做", "fee_reduction", "not_recorded"),
    ("不要费减", "fee_reduction", "not_wanted"), ("能接受提前公布", "early_publication_and_examination", "yes"),
    ("不能接受提前公布", "early_publication_and_examination", "no"), ("要求本国优先权", "priority_claim", "domestic"),
    ("不要求优先权", "priority_claim", "none"), ("没找代理", "agency", "none"), ("自己办", "agency", "none"),
    ("没有不良记录", "bad_record", "none"), ("没有共同申请人", "applicants", "sole"), ("不涉密", "secrecy", "no"),
    ("不会做XML", "xml_filing", "no"), ("发明人都是员工", "inventors_are_real_persons", "yes"),
    ("分类号是 \uff270\uff16F 17/30", "ipc", "G06F 17/30"),
    ("想做专利权评价报告", "review_service", "evaluation_report"),
])
def test_facts_in_plain_words(told, said, fact, value):
    assert told.facts(said)[fact] == value


@pytest.mark.parametrize("said", [
    "备案了吗", "代理备案了吗", "不知道备案没有", "发明人是谁", "不清楚有没有备案", "我们是吉林省的",
    "是不是要先备案", "知识产权局在哪", "保护中心的电话",
])
def test_what_is_asked_or_open_is_not_told(told, said):
    assert told.facts(said) == {}


@pytest.mark.parametrize(("said", "fact"), [
    ("发明还是实用新型", "patent_type"), ("农机上的软件", "technical_field"), ("个人和公司都行", "applicant_type"),
    ("费减备案做了", "recorded_at_centre"), ("代理机构登记了", "recorded_at_centre"), ("发明人是员工", "patent_type"),
    ("软件著作权", "technical_field"),
])
def test_two_values_or_another_meaning_leave_a_fact_open(told, said, fact):
    assert fact not in told.facts(said)


@pytest.mark.parametrize(("said", "command"), [
    ("上一步", "back"), ("返回上一题", "back"), ("我说错了", "back"), ("算了，不查了", "stop"), ("退出", "stop"),
    ("不想测了", "stop"), ("改天再来", "stop"), ("现在就给结论", "card"), ("先看看结果", "card"),
    ("给个结论吧", "card"), ("重新开始", "restart"), ("从头来", "restart"), ("再测一次", "restart"),
    ("改一下备案情况", "change"), ("备案情况改一下", "change"), ("我说错了，是个人", "change"),
    ("哦不对，我们是公司", "change"), ("换成公司申请", "change"), ("什么意思", "explain"), ("没看懂", "explain"),
    ("跳过", "skip"), ("继续", "resume"), ("再说一遍", "repeat"),
])
def test_wishes(told, said, command):
    assert told.read(said).command == command


@pytest.mark.parametrize("said", [
    "是", "没有", "不对", "不是", "说不清", "还没有备案", "能接受", "做不到", "要求本国优先权",
    "授权前确实要转让或变更", "备案要多久", "备案正在办，或信息正在变更", "不打算，只报一件", "有，还没有解除",
    "说不准，比如方案是外购的、短期内有多件相似申请",
])
def test_answers_and_questions_are_no_wishes(told, said):
    assert told.read(said).command is None


@pytest.mark.parametrize(("said", "entry"), [
    ("我的申请能走预审吗", "eligibility_check"), ("我们公司能走预审吗", "eligibility_check"),
    ("这件专利符不符合预审条件", "eligibility_check"), ("这个申请能不能走预审啊", "eligibility_check"),
    ("做个商业秘密自查", "trade_secret_self_check"),
    ("G06F 17/30", "ipc_lookup"), ("帮我查G06F17/30在不在清单里", "ipc_lookup"), ("个人能走预审吗", None),
    ("外观设计能走预审吗", None), ("预审要多久", None), ("什么是预审", None),
])
def test_plain_wishes_to_begin(told, said, entry):
    assert told.read(said).entry == entry


def test_every_value_and_key_is_text(told):
    written = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    for values in written["facts"].values():
        assert all(isinstance(value, str) for value in values)
        assert all(isinstance(pattern, str) for patterns in values.values() for pattern in patterns)


def test_without_patterns_nothing_is_heard():
    read = FactRules({}).read("我们是长春的公司，算了")
    assert (read.facts, read.command, read.entry) == ({}, None, None)
