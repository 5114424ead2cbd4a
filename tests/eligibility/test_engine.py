"""What the engine refuses, what the card says, which local rules it takes from the city pack."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bench.eligibility_questions import questions_asked
from knowledge.eligibility import (
    DayOutOfRange,
    Status,
    UnknownFact,
    UnknownValue,
    Verdict,
    assess,
    flow,
    load_pack,
)
from knowledge.eligibility.facts import NAMES, OPTIONAL, VALUES, implied
from knowledge.eligibility.rules import TABLE
from knowledge.eligibility.table import Case
from knowledge.errors import BrokenKnowledge
from knowledge.library import CITY, KNOWLEDGE, Library
from knowledge.models import Cite


@pytest.fixture(scope="module")
def library():
    return Library.load()


def card(pack, cite, facts, day=date(2026, 11, 22), today=date(2026, 11, 22)):
    return assess(facts, day, pack, cite=cite, today=today)


def complete(tables):
    return dict(tables[0].facts)


def result(found, rule_id):
    return next(rule for rule in found.rules if rule.id == rule_id)


def test_all_unknown_facts_and_values_are_named_at_once(pack, cite):
    with pytest.raises(UnknownFact) as refused:
        card(pack, cite, {"colour": "red", "size": "big", "pct": "perhaps"})
    assert refused.value.names == ["colour", "size"]
    assert refused.value.values == {"pct": "perhaps"}


@pytest.mark.parametrize("facts", [
    {"pct": "perhaps", "secrecy": "x"}, {"pct": True, "ipc": 7}, {"pct": None, "xml_filing": []},
])
def test_all_unknown_values_are_named_at_once(pack, cite, facts):
    with pytest.raises(UnknownValue) as refused:
        card(pack, cite, facts)
    assert set(refused.value.values) == set(facts)
    assert all(name in str(refused.value) for name in facts)


@pytest.mark.parametrize("day", [date(2024, 1, 19), date(2028, 11, 23)])
def test_days_outside_the_range_are_refused(pack, cite, day):
    with pytest.raises(DayOutOfRange) as refused:
        card(pack, cite, {}, day)
    assert (refused.value.first, refused.value.last) == (date(2024, 1, 20), date(2028, 11, 22))


@pytest.mark.parametrize("day", [date(2024, 1, 20), date(2028, 11, 22)])
def test_the_bounds_of_the_range_are_judged(pack, cite, day):
    assert card(pack, cite, {}, day).verdict is Verdict.INCOMPLETE


def test_two_years_after_a_leap_day_is_the_end_of_february(pack, cite):
    assert card(pack, cite, {}, date(2030, 2, 28), date(2028, 2, 29)).verdict is Verdict.INCOMPLETE
    with pytest.raises(DayOutOfRange):
        card(pack, cite, {}, date(2030, 3, 1), date(2028, 2, 29))


def test_the_card_has_the_shape_of_the_contract(pack, cite):
    found = card(pack, cite, {"recorded_at_centre": "none"}).model_dump(mode="json")
    assert set(found) == {"verdict", "rules", "missing", "documents"}
    rule = next(rule for rule in found["rules"] if rule["id"] == "R05")
    assert set(rule) == {"id", "status", "reason", "remedy", "citation"}
    assert {"title", "number", "article", "effective", "url"} <= set(rule["citation"])
    assert rule["status"] == "not_met"
    assert "备案" in rule["remedy"]
    assert set(found["missing"][0]) == {"fact", "question", "choices"}
    assert set(found["missing"][0]["choices"][0]) == {"value", "title"}


def test_rules_stand_in_the_order_of_the_table(pack, cite):
    assert [rule.id for rule in card(pack, cite, {}).rules] == [f"R{number:02}" for number in range(1, 27)]


@pytest.mark.parametrize(("ipc", "accepted", "says"), [
    (None, (), "待中心提供"), ("大棚", (), "没有认出"), ("g06f 17/30", (), "待中心提供"),
    ("G06F17/30", ("G06F",), "在中心提供的清单里"), ("A61K 8/00", ("G06F",), "不在中心提供的清单里"),
])
def test_the_classification_is_always_named_and_never_decides(pack, cite, tables, ipc, accepted, says):
    ipc_list = pack.local.ipc_list.model_copy(update={"subclasses": accepted})
    city = replace(pack, local=pack.local.model_copy(update={"ipc_list": ipc_list}))
    found = card(city, cite, complete(tables) | ({"ipc": ipc} if ipc else {}))
    assert result(found, "R07").status is Status.NEEDS_REVIEW
    assert says in result(found, "R07").reason
    assert found.verdict is Verdict.LIKELY


def test_another_city_serves_its_own_place_fields_and_types(pack, cite, tables):
    local = pack.local.model_copy(update={"home": ("elsewhere",), "neighbours": (), "fields": ("neither",),
                                          "types_to_confirm": (), "citations": {}})
    facts = complete(tables) | {"registered_in": "elsewhere", "technical_field": "neither", "patent_type": "design"}
    found = card(replace(pack, local=local), cite, facts)
    assert found.verdict is Verdict.LIKELY
    assert result(found, "R06").citation.title == "centre_measures_2023"


def test_reasons_follow_the_very_case(pack, cite, tables):
    pending = card(pack, cite, complete(tables) | {"recorded_at_centre": "pending"})
    paused = card(pack, cite, complete(tables) | {"recorded_at_centre": "suspended"})
    other_field = card(pack, cite, complete(tables) | {"technical_field": "equipment_or_biomed"})
    assert "变更" in result(pending, "R05").reason
    assert "暂停" in result(paused, "R05").reason
    assert "吉林省知识产权保护中心" in result(other_field, "R06").reason


def test_documents_follow_the_facts_and_are_not_listed_for_a_case_that_cannot_go(pack, cite, tables):
    invention = card(pack, cite, complete(tables)).documents
    model = card(pack, cite, complete(tables) | {"patent_type": "utility_model"}).documents
    unrecorded = card(pack, cite, complete(tables) | {"recorded_at_centre": "none"}).documents
    assert any("实质审查请求" in text for text in invention)
    assert not any("实质审查请求" in text for text in model)
    assert any("备案申请表" in text for text in unrecorded)
    assert card(pack, cite, complete(tables) | {"divisional": "yes"}).documents == []


@pytest.mark.parametrize("day", [date(2024, 1, 20), date(2025, 9, 30), date(2025, 10, 1), date(2025, 12, 31),
                                 date(2026, 1, 1), date(2026, 11, 22), date(2028, 11, 22)])
def test_every_citation_is_held_and_in_force_on_its_day(pack, library, tables, day):
    case = Case(complete(tables), day, pack.local)
    for rule in TABLE.rules.values():
        if rule.applies(case):
            cite = Cite.model_validate(rule.reference(case))
            assert library.source(cite).in_force(day), f"{rule.id} cites {cite.reference}"


def test_a_card_with_the_librarys_citations_names_the_documents(pack, library, tables):
    found = card(pack, library.citation, complete(tables))
    assert result(found, "R22").citation.title == "规范申请专利行为的规定"
    assert result(found, "R22").citation.article == "第3条"
    assert result(found, "R17").citation.effective == date(2026, 1, 1)


def test_naming_a_patent_type_says_it_is_a_patent():
    assert implied({"patent_type": "design"}) == {"patent_type": "design", "right_type": "patent"}
    assert implied({"patent_type": "design", "right_type": "unsure"})["right_type"] == "unsure"
    assert implied({"pct": "no"}) == {"pct": "no"}


def test_the_wording_holds_every_name_and_value_of_the_contract(pack):
    assert set(pack.wording.facts) == set(NAMES)
    assert [question.fact for question in pack.questions()] == list(NAMES)
    for fact, values in VALUES.items():
        assert {choice.value for choice in pack.question(fact).choices} == set(values)
        assert all(len(choice.title) <= 40 for choice in pack.question(fact).choices)


def test_a_city_pack_without_its_choices_is_refused(tmp_path):
    text = (CITY / "eligibility.yml").read_text(encoding="utf-8")
    (tmp_path / "city.yml").write_text((CITY / "city.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "eligibility.yml").write_text(text.replace("    neither: 都不是\n", ""), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match="technical_field"):
        load_pack(city=tmp_path)


def test_only_the_city_pack_names_the_city():
    for path in (KNOWLEDGE / "eligibility.yml", KNOWLEDGE / "self_check.yml", *(KNOWLEDGE / "ipc").glob("*.yml")):
        assert not re.search("长春|吉林|长市监", path.read_text(encoding="utf-8")), path


def test_no_sentence_promises_anything(pack):
    said = [text for words in pack.wording.conditions.values()
            for text in (*words.reasons.values(), *words.remedies.values())]
    said += [words.text for words in pack.wording.verdicts.values()]
    assert not any(word in text for text in said for word in ("保证", "一定", "肯定", "包过"))


def test_a_clear_refusal_takes_less_than_half_of_the_questions(pack, tables):
    refused = [questions_asked(situation, pack) for situation in tables if situation.expected["verdict"] == "unlikely"]
    asked_of_all = len(set(VALUES) - OPTIONAL)
    assert sorted(refused)[len(refused) // 2] < asked_of_all / 2


def test_the_flowchart_asks_every_question_once_and_ends_early_at_every_no(pack):
    drawn = flow.mermaid(pack, date(2026, 11, 22))
    for fact in set(VALUES) - OPTIONAL:
        assert len(re.findall(rf'^  {fact}\["', drawn, re.MULTILINE)) == 1
    ends = set(re.findall(r"初步不符合 (R\d\d)", drawn))
    assert ends == {"R01", "R02", "R03", "R04", "R05", "R06", "R09", "R10", "R11", "R12", "R14", "R15", "R16", "R17",
                    "R18", "R19", "R20", "R21", "R22"}
    assert "不问：专利类型为实用新型 / 外观设计" in drawn


def test_the_flowchart_of_an_earlier_day_lacks_later_questions(pack):
    drawn = flow.mermaid(pack, date(2025, 9, 30))
    assert "xml_filing" not in drawn
    assert "inventors_are_real_persons" not in drawn


def test_the_table_of_conditions_names_every_article(pack, cite):
    rows = flow.table(pack, date(2026, 11, 22), cite).splitlines()
    assert len(rows) == 2 + 26
    assert rows[0].startswith("| 规则 |")
    assert any("R22" in row and "cnipa_order_77#3" in row for row in rows)
