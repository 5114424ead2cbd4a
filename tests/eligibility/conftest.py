"""The tables of situations, read once, for the tests of this folder."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bench.eligibility_questions import TODAY, Situation, situations
from knowledge.eligibility import Assessment, Pack, assess, load_pack, next_question
from knowledge.eligibility.engine import Resolver
from knowledge.models import Citation

TABLES = list(situations())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per situation for every test that asks for one."""
    if "situation" in metafunc.fixturenames:
        metafunc.parametrize("situation", TABLES, ids=lambda found: found.name)


@pytest.fixture(scope="session")
def tables() -> list[Situation]:
    return TABLES


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="session")
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def cite() -> Resolver:
    """Every reference cited by its own name, so that a table can say which document it expects."""
    return lambda reference: Citation(title=reference)


@pytest.fixture(scope="session")
def differences(cite: Resolver) -> Callable[[Pack], Callable[[Situation], list[str]]]:
    """For a pack: what a situation expects and does not get; empty when it holds."""

    def against(pack: Pack) -> Callable[[Situation], list[str]]:
        def found(situation: Situation) -> list[str]:
            card = assess(situation.facts, situation.day, pack, cite=cite, today=TODAY)
            return list(compared(situation, card, pack))

        return found

    return against


def compared(situation: Situation, card: Assessment, pack: Pack) -> Iterator[str]:
    """Every point in which the card is not what the table says."""
    rules = {rule.id: rule for rule in card.rules}
    expected = situation.expected
    if card.verdict != expected["verdict"]:
        yield f"verdict {card.verdict}"
    for rule_id, status in expected.get("statuses", {}).items():
        if rule_id not in rules or rules[rule_id].status != status:
            yield f"{rule_id} is {rules[rule_id].status if rule_id in rules else 'left out'}, not {status}"
    for rule_id in expected.get("absent", ()):
        if rule_id in rules:
            yield f"{rule_id} is not left out"
    for rule_id, reference in expected.get("cites", {}).items():
        if rule_id not in rules or rules[rule_id].citation.title != reference:
            yield f"{rule_id} does not cite {reference}"
    if "remedies" in expected and [rule.id for rule in card.rules if rule.remedy] != expected["remedies"]:
        yield f"remedies {[rule.id for rule in card.rules if rule.remedy]}"
    if "missing" in expected and {question.fact for question in card.missing} != set(expected["missing"]):
        yield f"missing {[question.fact for question in card.missing]}"
    if "next" in expected and next_question(situation.facts, situation.day, pack) != expected["next"]:
        yield f"next {next_question(situation.facts, situation.day, pack)}"
