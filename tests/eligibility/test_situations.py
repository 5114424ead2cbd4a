"""Every situation of the tables comes out as written; the tables cover every rule and every answer."""

from knowledge.eligibility.facts import OPTIONAL, VALUES
from knowledge.eligibility.rules import TABLE


def test_the_situation_comes_out_as_written(situation, pack, differences):
    assert differences(pack)(situation) == []


def test_there_are_enough_situations_each_with_its_own_name(tables):
    names = [situation.name for situation in tables]
    assert len(names) >= 60
    assert len(names) == len(set(names))


def test_every_answer_of_every_fact_occurs(tables):
    said = {(fact, value) for situation in tables for fact, value in situation.facts.items()}
    assert {(fact, value) for fact, values in VALUES.items() for value in values} <= said


def test_every_status_a_rule_can_have_is_expected_somewhere(tables, pack):
    expected = {(rule_id, status) for situation in tables
                for rule_id, status in situation.expected.get("statuses", {}).items()}
    possible = {(rule_id, status) for rule_id, words in pack.wording.conditions.items()
                for status in ("met", "not_met", "needs_review", "unknown") if status in words.reasons}
    assert set(pack.wording.conditions) == set(TABLE.rules)
    assert possible <= expected


def test_every_rule_that_can_be_left_out_is_left_out_somewhere(tables):
    absent = {rule_id for situation in tables for rule_id in situation.expected.get("absent", ())}
    assert absent == set(TABLE.rules) - {"R01", "R26"}
    assert {"ipc", "review_service"} == OPTIONAL
