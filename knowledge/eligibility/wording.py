"""The words of the eligibility check: questions, choices, reasons, remedies, documents; none stand in code."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from knowledge.eligibility.facts import FREE_TEXT, NAMES, VALUES
from knowledge.eligibility.results import Status, Verdict
from knowledge.models import Record
from knowledge.reading import read_record


class FactWords(Record):
    """How a fact is asked; ``choices`` holds a title for every value, in the order they are offered."""

    label: str
    question: str
    choices: dict[str, str]


class ConditionWords(Record):
    """What is said of a condition: a reason for each status or case, a remedy where one exists."""

    title: str
    reasons: dict[str, str]
    remedies: dict[Status, str] = Field(default_factory=dict)


class VerdictWords(Record):
    """The name of a verdict and what it means for the person."""

    title: str
    text: str


class Document(Record):
    """Something to prepare, listed when every fact of ``when`` is known to have one of the values."""

    text: str
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class ChartWords(Record):
    """The words of the flowchart and of the table of conditions."""

    columns: tuple[str, ...]
    skipped: str
    note: str


class Wording(Record):
    """``data/knowledge/eligibility.yml``, common to all cities."""

    facts: dict[str, FactWords]
    conditions: dict[str, ConditionWords]
    verdicts: dict[Verdict, VerdictWords]
    contact: str
    notice: str
    documents: tuple[Document, ...]
    chart: ChartWords

    @model_validator(mode="after")
    def _names_and_values_exist(self) -> Self:
        if set(self.facts) != set(NAMES):
            raise ValueError(f"facts must be exactly those of the contract: {set(self.facts) ^ set(NAMES)}")
        for document in self.documents:
            for fact, values in document.when.items():
                if not set(values) <= set(VALUES.get(fact, ())):
                    raise ValueError(f"document waits for {fact} {values}, which it cannot be")
        return self

    def with_choices(self, local: dict[str, dict[str, str]]) -> Self:
        """The wording with a city's own choices in it; raises ValueError unless every value has a title."""
        facts = {name: words.model_copy(update={"choices": local.get(name, words.choices)})
                 for name, words in self.facts.items()}
        for name, words in facts.items():
            if name not in FREE_TEXT and set(words.choices) != set(VALUES[name]):
                raise ValueError(f"{name}: choices must be exactly {VALUES[name]}")
        return self.model_copy(update={"facts": facts})


def load_wording(knowledge: Path) -> Wording:
    """Read the wording common to all cities; raises BrokenKnowledge."""
    return read_record(knowledge / "eligibility.yml", Wording)
