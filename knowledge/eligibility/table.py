"""How a condition is written down: one small predicate with its facts, its citation and when it applies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.eligibility.facts import OPTIONAL
from knowledge.eligibility.local import LocalRules
from knowledge.eligibility.results import Status


@dataclass(frozen=True)
class Case:
    """A planned application as far as it is known, on a day, before one city's centre."""

    facts: Mapping[str, str]
    day: date
    local: LocalRules

    def said(self, fact: str, *values: str) -> bool:
        """Whether the fact is known to have one of these values."""
        return self.facts.get(fact) in values

    def denied(self, fact: str, *values: str) -> bool:
        """Whether the fact is known and has none of these values."""
        return fact in self.facts and self.facts[fact] not in values


Predicate = Callable[[Case], Status]
Condition = Callable[[Case], bool]
Explanation = Callable[[Case], str]
#: Documents in the order they took effect: a citation must be in force on the day it is used.
Dated = tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Rule:
    """One condition of the decision table; ``gates`` are facts that only decide whether it applies."""

    id: str
    looks_at: tuple[str, ...]
    gates: tuple[str, ...]
    cites: str | Dated
    applies: Condition
    decide: Predicate
    because: Explanation

    def status(self, case: Case) -> Status:
        """What the condition says; unknown while one of its own facts is missing."""
        if any(fact not in case.facts and fact not in OPTIONAL for fact in self.looks_at):
            return Status.UNKNOWN
        return self.decide(case)

    def reference(self, case: Case) -> str:
        """The document this condition rests on, that day, in that city."""
        local = case.local.citations.get(self.id)
        if local:
            return local
        if isinstance(self.cites, str):
            return self.cites
        return [reference for start, reference in self.cites if start <= case.day][-1]

    def references(self) -> tuple[str, ...]:
        """Every document this condition may cite, whatever the day."""
        return (self.cites,) if isinstance(self.cites, str) else tuple(ref for _, ref in self.cites)


def concerns_a_patent(case: Case) -> bool:
    """R02 to R25 are left out for a right that is known not to be a patent."""
    return not case.denied("right_type", "patent", "unsure")


def always(case: Case) -> bool:
    """Applies whatever the case."""
    return True


class Table:
    """The conditions in the order of the fact sheet, each registered by its decorator."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}

    def rule(
        self,
        rule_id: str,
        *looks_at: str,
        cites: str | Dated,
        gates: tuple[str, ...] = (),
        applies: Condition = always,
        any_right: bool = False,
        because: Explanation | None = None,
    ) -> Callable[[Predicate], Predicate]:
        """Register a predicate as a condition.

        ``any_right`` keeps the condition for rights that are not patents. ``because`` names the reason in
        the wording file; by default the value of the first fact, then the status.
        """

        def register(decide: Predicate) -> Predicate:
            self.rules[rule_id] = Rule(
                id=rule_id,
                looks_at=looks_at,
                gates=gates,
                cites=cites,
                applies=lambda case: (any_right or concerns_a_patent(case)) and applies(case),
                decide=decide,
                because=because or (lambda case: case.facts.get(looks_at[0], "")),
            )
            return decide

        return register
