"""Symbols as people type them, candidates for products in plain words, a centre's list that may be empty."""

import re

import pytest

from knowledge.ipc import Field, Finder, IpcCode, Listed, NotACode, listed, load_subclasses, parse_code
from knowledge.ipc.subclasses import load_wording


def full_width(text):
    return text.translate({ord(" "): 0x3000} | {code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@pytest.fixture(scope="module")
def subclasses():
    return load_subclasses()


@pytest.fixture(scope="module")
def finder(subclasses):
    return Finder(subclasses, load_wording().fillers)


@pytest.mark.parametrize(("typed", "code"), [
    ("G06F17/30", IpcCode("G06F", "17", "30")), ("g06f 17/30", IpcCode("G06F", "17", "30")),
    (full_width("G06F 17/30"), IpcCode("G06F", "17", "30")),
    (" a01g ", IpcCode("A01G")), ("H04L 9", IpcCode("H04L", "9")),
    ("主分类号：A01G 9/24。", IpcCode("A01G", "9", "24")), ("分类号是h04w84/18", IpcCode("H04W", "84", "18")),
    ("IPC: G01S 17/931", IpcCode("G01S", "17", "931")),
])
def test_a_symbol_is_read_however_it_is_typed(typed, code):
    assert parse_code(typed) == code


def test_a_symbol_is_written_the_official_way():
    assert [str(parse_code(text)) for text in ("g06f17/30", "a01g", "h04l9")] == ["G06F 17/30", "A01G", "H04L 9"]


@pytest.mark.parametrize(("typed", "reason"), [
    ("", "empty"), ("   ", "empty"), ("大棚温控", "section"), ("I06F", "section"), ("14-02", "section"),
    ("G6F", "class"), ("G", "class"), ("G06", "subclass"), ("G0617/30", "subclass"), ("G06F17/3", "group"),
    ("G06F/30", "group"), ("G06F 17-30", "group"), ("G06F17/30 和 G06F16/00", "group"),
])
def test_what_is_no_symbol_is_refused_with_the_reason(typed, reason):
    with pytest.raises(NotACode) as refused:
        parse_code(typed)
    assert refused.value.reason == reason
    assert load_wording().not_a_code[reason]


@pytest.mark.parametrize(("product", "among", "first"), [
    ("车载激光雷达支架", {"G01S", "B60R", "F16M"}, None), ("大棚温控", {"A01G", "G05D"}, "A01G"),
    ("无人机喷药", {"B64U", "A01M"}, None), ("猪脸识别", {"G06V", "A01K"}, None),
    ("一种基于深度学习的病虫害识别方法", {"G06V", "G06N"}, "G06V"), ("水稻插秧机", {"A01C"}, "A01C"),
    ("玉米联合收割机", {"A01D"}, "A01D"), ("粮食烘干塔", {"F26B"}, "F26B"), ("电动汽车充电桩", {"B60L"}, "B60L"),
    ("农产品溯源平台", {"G06Q"}, "G06Q"), ("土壤墒情传感器", {"G01D", "G01N"}, None), ("智能音箱", {"H04R"}, "H04R"),
    ("秸秆打捆机", {"A01F"}, "A01F"), ("人参口服液", {"A61K"}, "A61K"), ("谐波减速器", {"F16H"}, "F16H"),
    (full_width("OLED") + "显示屏", {"H10K", "G09F"}, None), ("5G 基站天线", {"H01Q", "H04W"}, "H01Q"),
])
def test_a_product_in_plain_words_finds_its_subclasses(finder, product, among, first):
    found = [candidate.code for candidate in finder.candidates(product)]
    assert among <= set(found)
    assert first is None or found[0] == first


@pytest.mark.parametrize("text", ["", "你好", "？？？", "裤子", "一种", "a"])
def test_nothing_is_offered_where_nothing_is_near(finder, text):
    assert finder.candidates(text) == []


def test_candidates_are_deterministic_limited_and_sorted(finder):
    found = finder.candidates("无人机喷药", limit=1)
    assert len(found) == 1
    many = finder.candidates("智能机器人识别控制系统", limit=50)
    assert many == finder.candidates("智能机器人识别控制系统", limit=50)
    assert [item.score for item in many] == sorted((item.score for item in many), reverse=True)


def test_candidates_can_point_to_the_other_centre(finder):
    assert finder.candidates("工业机器人夹爪")[0].field is Field.EQUIPMENT
    assert finder.candidates("单克隆抗体")[0].field is Field.BIOMED


def test_an_empty_list_says_nothing_and_a_filled_one_answers():
    code = parse_code("G06F 17/30")
    assert listed(code, ()) is Listed.UNKNOWN
    assert listed(code, ("G06F", "A01G")) is Listed.YES
    assert listed(code, ("A01G",)) is Listed.NO


def test_an_old_subclass_is_shown_where_it_went(subclasses):
    assert subclasses.now(parse_code("H01L 31/00")) == subclasses.moved["H01L"]
    assert subclasses.now(parse_code("G06F")) == ("G06F",)
    assert set(subclasses.moved["H01L"]) <= set(subclasses.subclasses)
    assert not set(subclasses.moved) & set(subclasses.subclasses)


def test_the_subclasses_are_enough_and_well_formed(subclasses):
    assert subclasses.version == "2026.01"
    assert len(subclasses.subclasses) >= 160
    assert all(re.fullmatch(r"[A-H]\d\d[A-Z]", code) for code in subclasses.subclasses)
    assert all(len(item.words) == len(set(item.words)) for item in subclasses.subclasses.values())
    assert {item.field for item in subclasses.subclasses.values()} == set(Field)


def test_every_word_finds_its_own_subclass(finder, subclasses):
    for code, item in subclasses.subclasses.items():
        for word in item.words:
            assert code in [found.code for found in finder.candidates(word, limit=len(subclasses.subclasses))], word


def test_the_wording_covers_every_answer():
    wording = load_wording()
    assert set(wording.listed) == set(Listed)
    assert set(wording.fields) == set(Field)
    assert set(wording.not_a_code) == {"empty", "section", "class", "subclass", "group"}
    assert "待中心提供" in wording.listed[Listed.UNKNOWN]
