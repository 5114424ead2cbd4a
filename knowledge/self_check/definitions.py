"""The self-check as written in data: elements, questions with basis and weight, outlines to discuss."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from knowledge.library import KNOWLEDGE
from knowledge.models import Record
from knowledge.reading import read_record


class CheckQuestion(Record):
    """One question; ``weight`` says how much it counts within its element and among next steps."""

    element: str
    question: str
    weight: int = Field(ge=1, le=3)
    cites: tuple[str, ...] = Field(min_length=1)
    advice: str


class Point(Record):
    """One point to discuss, with the articles it comes from where the fact sheet names any."""

    text: str
    cites: tuple[str, ...]


class Outline(Record):
    """Points to discuss for one agreement."""

    title: str
    points: tuple[Point, ...] = Field(min_length=10, max_length=14)


class SelfCheck(Record):
    """``data/knowledge/self_check.yml``; ``worth`` is what each choice scores, from 0 to 1."""

    notice: str
    reminder: str
    choices: dict[str, str]
    worth: dict[str, float]
    elements: dict[str, str]
    questions: dict[str, CheckQuestion]
    outline_mark: str
    outlines: dict[str, Outline]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.choices.keys() != self.worth.keys():
            raise ValueError("every choice needs a worth")
        if {question.element for question in self.questions.values()} != set(self.elements):
            raise ValueError("every element needs a question, every question an element")
        return self


def load_self_check(knowledge: Path = KNOWLEDGE) -> SelfCheck:
    """Read the self-check; raises BrokenKnowledge."""
    return read_record(knowledge / "self_check.yml", SelfCheck)
