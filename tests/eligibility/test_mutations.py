"""Breaking any single condition, or any single answer of it, makes at least one situation fail.

The broken conditions speak from a wording that has a sentence for every status, so that it is the table of
situations that catches them, not a missing sentence.
"""

from dataclasses import replace

import pytest

from knowledge.eligibility.facts import OPTIONAL, VALUES
from knowledge.eligibility.results import Status
from knowledge.eligibility.rules import TABLE
from knowledge.eligibility.table import Case

DECIDED = (Status.MET, Status.NOT_MET, Status.NEEDS_REVIEW)
INVERTED = {Status.MET: Status.NOT_MET, Status.NOT_MET: Status.MET, Status.NEEDS_REVIEW: Status.MET}


@pytest.fixture(scope="module")
def failures(pack, differences):
    talkative = {name: words.model_copy(update={"reasons": dict.fromkeys(Status, "。") | words.reasons})
                 for name, words in pack.wording.conditions.items()}
    return differences(replace(pack, wording=pack.wording.model_copy(update={"conditions": talkative})))


def constant(rule, status):
    return replace(rule, decide=lambda case: status)


def inverted(rule):
    return replace(rule, decide=lambda case: INVERTED[rule.decide(case)])


def gap_taken_for_met(rule):
    own = set(rule.looks_at)
    return replace(rule, looks_at=(), gates=rule.looks_at,
                   decide=lambda case: rule.decide(case) if own <= case.facts.keys() else Status.MET)


def one_answer(rule, fact, value, status):
    return replace(rule, decide=lambda case: status if case.said(fact, value) else rule.decide(case))


def whole_rule_mutants():
    for rule in TABLE.rules.values():
        for status in DECIDED:
            if not (rule.id == "R07" and status is Status.NEEDS_REVIEW):
                yield pytest.param(constant(rule, status), id=f"{rule.id} always {status}")
        yield pytest.param(inverted(rule), id=f"{rule.id} inverted")


def single_answer_mutants():
    for rule in TABLE.rules.values():
        fact = rule.looks_at[-1]
        for value in VALUES.get(fact, ()):
            for status in DECIDED:
                yield rule, fact, value, status


def applicability_mutants():
    for rule in TABLE.rules.values():
        yield pytest.param(replace(rule, applies=lambda case: False), id=f"{rule.id} never applies")
        if rule.id not in ("R01", "R26"):
            yield pytest.param(replace(rule, applies=lambda case: True), id=f"{rule.id} always applies")


def caught(mutant, monkeypatch, tables, failures):
    monkeypatch.setitem(TABLE.rules, mutant.id, mutant)
    return any(failures(situation) for situation in tables)


@pytest.mark.parametrize("mutant", [*whole_rule_mutants(), *applicability_mutants()])
def test_a_broken_condition_is_caught(mutant, monkeypatch, tables, failures):
    assert caught(mutant, monkeypatch, tables, failures)


@pytest.mark.parametrize("rule_id", list(TABLE.rules))
def test_every_single_answer_is_pinned(rule_id, monkeypatch, tables, failures, pack):
    for rule, fact, value, status in single_answer_mutants():
        if rule.id != rule_id:
            continue
        changes = [situation for situation in tables if situation.facts.get(fact) == value]
        if any(rule.decide(Case(situation.facts, situation.day, pack.local)) is not status for situation in changes):
            mutant = one_answer(rule, fact, value, status)
            assert caught(mutant, monkeypatch, changes, failures), f"{fact}={value} as {status} goes unnoticed"


@pytest.mark.parametrize("rule_id", [name for name, rule in TABLE.rules.items() if set(rule.looks_at) - OPTIONAL])
def test_taking_a_gap_for_a_yes_is_caught(rule_id, monkeypatch, tables, failures):
    assert caught(gap_taken_for_met(TABLE.rules[rule_id]), monkeypatch, tables, failures)
