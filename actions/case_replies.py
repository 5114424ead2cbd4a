"""What a case enquiry says: its questions, its card, its farewells; the words stand in the data."""

from datetime import date
from typing import Any

from actions.case_desk import Card, Subscribed
from actions.case_wording import case_book, case_words
from actions.library import library
from actions.replies import Saying, choice, topic_choice
from actions.wording import common_words
from knowledge.case_numbers import PREFIXES
from knowledge.cases import Acts
from knowledge.outcomes import Kind, Outcome

TASK = "case_status"
TOPIC = f"task/{TASK}"


def ask(number: str | None, *, lead: str = "", held: bool = False) -> Saying:
    """Ask for what is missing: the number, or the code for a number; ``held`` when a code waits for its number."""
    words = case_words()
    if number:
        return question(words.ask_code.format(number=number), lead)
    return question(words.ask_number_for_code if held else words.ask_number, lead)


def question(text: str, lead: str = "", choices: list[dict[str, str]] | None = None) -> Saying:
    """A question with the ways out of it."""
    ways = [choice(common_words().stop), topic_choice(common_words().person)]
    return Saying(Kind.QUESTION, Outcome.TASK_STEP, {
        "topic": TOPIC, "title": case_words().title, "lead": lead or None, "text": text,
        "choices": [*(choices or []), *ways],
    })


def help_with_number(problem: str, digits: str | None) -> Saying:
    """What is wrong with the form of a number; where only its letters are, the five it could be."""
    words, book = case_words(), case_book()
    numbers = [(book.kinds[kind].title, f"{letters}{digits}") for letters, kind in PREFIXES.items()] if digits else []
    choices = [{"title": words.number_choice.format(title=title, number=number), "say": number}
               for title, number in numbers]
    return question(problem, choices=choices)


def card(found: Card) -> Saying:
    """Where the case stands, in words and as data."""
    words = case_words()
    offered = "unsubscribe" if found.subscribed else "subscribe"
    return Saying(Kind.CASE, Outcome.TASK_DONE, {
        "topic": TOPIC,
        "title": words.card.title.format(kind=found.kind_title, number=found.case_no),
        "text": "\n".join(lines(found)),
        "choices": [choice(words.choices[offered]), choice(words.choices["another"]),
                    topic_choice(common_words().person)],
        "data": found.model_dump(mode="json"),
    })


def lines(found: Card) -> list[str]:
    """The text of the card; what is not known is left out."""
    words = case_words().card
    whose = words.whose[Acts(found.acts)]
    parts: list[str | None] = [
        words.status.format(status=found.status_title),
        words.meaning.format(meaning=found.meaning),
        words.next_step.format(whose=whose, next_step=found.next_step),
        deadline(found),
        typical(found),
        words.timeline,
        *(words.entry.format(date=entry.date, title=entry.title) for entry in found.timeline),
        words.subscribed if found.subscribed else None,
    ]
    return [part for part in parts if part]


def deadline(found: Card) -> str | None:
    """The deadline with the days that are left."""
    if found.deadline is None:
        return None
    words, days = case_words().card, found.deadline.days_left
    sentence = words.days_left if days > 0 else words.days_over if days < 0 else words.last_day
    return sentence.format(date=found.deadline.date, days=abs(days), note=found.deadline.note or "").rstrip()


def typical(found: Card) -> str | None:
    """How long similar cases still took, with range and sample."""
    usual = found.typical_remaining
    if usual is None:
        return None
    return case_words().card.typical.format(
        median=usual.median_days, low=usual.low_days, high=usual.high_days, sample=usual.sample
    )


def told(text: str, *, outcome: Outcome = Outcome.TASK_DONE, choices: list[dict[str, str]] | None = None) -> Saying:
    """A plain word on the enquiry."""
    more: dict[str, Any] = {"topic": TOPIC, "title": case_words().title, "text": text, "choices": choices or []}
    return Saying(Kind.NOTICE, outcome, more)


def subscribed(made: Subscribed) -> Saying:
    """What was subscribed to, and until when."""
    day = date.fromisoformat(made.expires[:10])
    return told(case_words().subscribed.format(number=made.case_no, day=day),
                choices=[choice(case_words().choices["unsubscribe"]), choice(case_words().choices["another"])])


def silence() -> Saying:
    """The service did not answer."""
    return told(library().city.fill(case_words().silent), outcome=Outcome.ERROR)
