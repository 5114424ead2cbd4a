"""The shapes an eligibility check answers with; the names are those of the HTTP contract."""

from enum import StrEnum

from pydantic import BaseModel

from knowledge.models import Citation


class Status(StrEnum):
    """What one condition says about the facts known so far."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_REVIEW = "needs_review"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What all conditions say together; always preliminary, never a promise."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    NEEDS_REVIEW = "needs_review"
    INCOMPLETE = "incomplete"


class Choice(BaseModel):
    """One answer a person may give: the value of the contract and its words."""

    value: str
    title: str


class Question(BaseModel):
    """A fact still missing, as it is asked; ``fact`` is its name in the contract."""

    fact: str
    question: str
    choices: list[Choice]


class RuleResult(BaseModel):
    """One condition of the card; ``remedy`` says what would turn a no into a yes."""

    id: str
    status: Status
    reason: str
    remedy: str | None
    citation: Citation


class Assessment(BaseModel):
    """The verdict card: conditions in the order of the table, what is missing, what to prepare."""

    verdict: Verdict
    rules: list[RuleResult]
    missing: list[Question]
    documents: list[str]
