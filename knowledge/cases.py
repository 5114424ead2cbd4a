"""The five kinds of cases: their states, the steps between them, what each means, whose turn it is, until when."""

from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from knowledge.case_numbers import CaseKind, CaseNumber, NumberProblem, UnreadableNumber, parse_number
from knowledge.library import KNOWLEDGE
from knowledge.models import Record
from knowledge.reading import read_record
from knowledge.working_days import WorkCalendar

__all__ = [
    "Acts", "CaseBook", "CaseKind", "CaseNumber", "DeadlineRule", "KindOfCase", "NumberProblem", "State", "Step",
    "UnreadableNumber", "load_cases", "parse_number",
]


class Acts(StrEnum):
    """Whose turn it is."""

    APPLICANT = "applicant"
    OFFICE = "office"
    BOTH = "both"
    NOBODY = "nobody"


class DeadlineRule(Record):
    """Where a state's deadline comes from.

    ``notice``: only the day that the office wrote down counts. ``law``: a term the fact sheets verified
    (``cite``), counted from the day of receipt or of the state; a day the office wrote down still goes first.
    """

    source: Literal["notice", "law"]
    note: str
    days: int | None = Field(default=None, gt=0)
    unit: Literal["working", "calendar"] = "calendar"
    counted_from: Literal["received", "state"] = "state"
    cite: str | None = None

    @model_validator(mode="after")
    def _law_names_its_term(self) -> Self:
        if (self.source == "law") != (self.days is not None and self.cite is not None):
            raise ValueError("a deadline by law has days and a citation, one by notice has neither")
        return self

    def due(self, received: date, since: date, calendar: WorkCalendar) -> date | None:
        """The last day of the term; None for a deadline by notice, or where working days are not announced yet."""
        if self.days is None:
            return None
        start = received if self.counted_from == "received" else since
        return start + timedelta(days=self.days) if self.unit == "calendar" else calendar.after(start, self.days)


class State(Record):
    """One state of a kind of case; ``names`` are how ledgers write it, ``steps`` where it may go from here."""

    title: str
    names: tuple[str, ...]
    meaning: str
    next_step: str
    acts: Acts
    steps: tuple[str, ...]
    deadline: DeadlineRule | None = None
    closed: bool = False


class KindOfCase(Record):
    """One kind of case; its first state is the one a case has on receipt."""

    title: str
    names: tuple[str, ...]
    states: dict[str, State] = Field(min_length=1)

    @model_validator(mode="after")
    def _states_hang_together(self) -> Self:
        for name, state in self.states.items():
            if unknown := set(state.steps) - set(self.states):
                raise ValueError(f"{name} steps to unknown states {sorted(unknown)}")
            if state.title not in state.names:
                raise ValueError(f"{name} is not found by its own title")
        written = [spelling for state in self.states.values() for spelling in state.names]
        if len(written) != len(set(written)):
            raise ValueError("two states share a spelling")
        return self

    @property
    def initial(self) -> str:
        """The state on receipt."""
        return next(iter(self.states))

    def state_named(self, written: str) -> str | None:
        """The state that a ledger writes this way."""
        return next((name for name, state in self.states.items() if written in state.names), None)

    def reaches(self, start: str, goal: str) -> bool:
        """Whether some sequence of allowed steps leads from one state to another."""
        seen, waiting = {start}, [start]
        while waiting:
            new = set(self.states[waiting.pop()].steps) - seen
            seen |= new
            waiting += new
        return goal in seen


class Step(StrEnum):
    """What a move from one state to another is."""

    SAME = "same"
    ALLOWED = "allowed"
    BACKWARDS = "backwards"
    CLOSED = "closed"
    NOT_ALLOWED = "not_allowed"


class CaseBook(Record):
    """``data/knowledge/cases.yml``: all kinds, what to say when a number or a code cannot be read, and of changes."""

    kinds: dict[CaseKind, KindOfCase]
    number_help: dict[NumberProblem, str]
    code_help: str
    change_title: str
    change: str
    change_choice: str

    @model_validator(mode="after")
    def _nothing_is_missing(self) -> Self:
        if set(self.kinds) != set(CaseKind) or set(self.number_help) != set(NumberProblem):
            raise ValueError("every kind of case and every problem of a number must be described")
        return self

    def state(self, kind: CaseKind, state: str) -> State:
        """One state of one kind."""
        return self.kinds[kind].states[state]

    def step(self, kind: CaseKind, start: str, goal: str) -> Step:
        """Whether a case may go from one state to another, and if not, why."""
        described = self.kinds[kind]
        if start == goal:
            return Step.SAME
        if goal in described.states[start].steps:
            return Step.ALLOWED
        if described.states[start].closed:
            return Step.CLOSED
        return Step.BACKWARDS if described.reaches(goal, start) else Step.NOT_ALLOWED

    def kind_named(self, written: str) -> CaseKind | None:
        """The kind that a ledger writes this way."""
        return next((kind for kind, described in self.kinds.items() if written in described.names), None)


def load_cases(knowledge: Path = KNOWLEDGE) -> CaseBook:
    """Read ``cases.yml``; raises BrokenKnowledge."""
    return read_record(knowledge / "cases.yml", CaseBook)
