"""From answers to a score per element, the most useful next steps and a checklist. Nothing is kept."""

from collections.abc import Callable, Mapping

from pydantic import BaseModel

from knowledge.errors import KnowledgeError
from knowledge.models import Citation
from knowledge.self_check.definitions import CheckQuestion, SelfCheck

STEPS = 3
Resolver = Callable[[str], Citation]


class UnknownAnswer(KnowledgeError):
    """Answers to questions that are not asked, or with a choice that is not offered; ``answers`` holds them."""

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__("unknown answers: " + ", ".join(f"{name}={value}" for name, value in answers.items()))
        self.answers = answers


class Row(BaseModel):
    """One line of the checklist; ``answer`` is None where nothing was said."""

    question: str
    element: str
    text: str
    answer: str | None
    advice: str
    basis: list[Citation]


class ElementScore(BaseModel):
    """How an element stands, from 0 to 100; None while none of its questions is answered."""

    id: str
    title: str
    score: int | None
    answered: int
    asked: int


class SelfCheckResult(BaseModel):
    """The result card: elements in order, the most useful next steps, the whole checklist."""

    elements: list[ElementScore]
    steps: list[Row]
    rows: list[Row]
    unanswered: list[str]
    notice: str


class OutlinePoint(BaseModel):
    """A point to discuss with its articles."""

    text: str
    basis: list[Citation]


def score(answers: Mapping[str, str], check: SelfCheck, cite: Resolver) -> SelfCheckResult:
    """Score the answers given; questions left open lower no score. Raises UnknownAnswer."""
    strange = {name: value for name, value in answers.items()
               if name not in check.questions or value not in check.choices}
    if strange:
        raise UnknownAnswer(strange)
    rows = {name: row(name, question, answers, check, cite) for name, question in check.questions.items()}
    return SelfCheckResult(
        elements=[element_score(element, answers, check) for element in check.elements],
        steps=[rows[name] for name in most_useful(answers, check)],
        rows=list(rows.values()),
        unanswered=[name for name in check.questions if name not in answers],
        notice=check.notice,
    )


def row(name: str, question: CheckQuestion, answers: Mapping[str, str], check: SelfCheck, cite: Resolver) -> Row:
    """One question with the company's answer and its basis."""
    answer = check.choices[answers[name]] if name in answers else None
    return Row(question=name, element=check.elements[question.element], text=question.question, answer=answer,
               advice=question.advice, basis=[cite(reference) for reference in question.cites])


def element_score(element: str, answers: Mapping[str, str], check: SelfCheck) -> ElementScore:
    """The weighted share of what was answered with yes, in percent."""
    asked = {name: question for name, question in check.questions.items() if question.element == element}
    given = [name for name in asked if name in answers]
    weight = sum(asked[name].weight for name in given)
    reached = sum(asked[name].weight * check.worth[answers[name]] for name in given)
    share = round(100 * reached / weight) if given else None
    return ElementScore(id=element, title=check.elements[element], score=share, answered=len(given), asked=len(asked))


def most_useful(answers: Mapping[str, str], check: SelfCheck) -> list[str]:
    """The questions where the most weight is still to be gained, in the order of questions among equals."""
    gains = {name: check.questions[name].weight * (1 - check.worth[answers[name]])
             for name in check.questions if name in answers}
    return sorted((name for name, gain in gains.items() if gain > 0), key=lambda name: -gains[name])[:STEPS]


def next_question(answers: Mapping[str, str], check: SelfCheck) -> str | None:
    """The next question without an answer; None when all are answered."""
    return next((name for name in check.questions if name not in answers), None)


def outline(name: str, check: SelfCheck, cite: Resolver) -> list[OutlinePoint]:
    """The points to discuss for one agreement; raises KeyError for an agreement that is not held."""
    return [OutlinePoint(text=point.text, basis=[cite(reference) for reference in point.cites])
            for point in check.outlines[name].points]
