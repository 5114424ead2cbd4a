"""What the case enquiry says and listens for: ``data/knowledge/guided/case_status.yml`` and ``cases.yml``."""

from functools import cache

from actions.wording import GUIDED, Offer
from knowledge.cases import Acts, CaseBook, load_cases
from knowledge.models import Record
from knowledge.reading import read_record


class CardWords(Record):
    """The parts of the card; ``whose`` says whose turn the next step is."""

    title: str
    status: str
    meaning: str
    next_step: str
    whose: dict[Acts, str]
    days_left: str
    last_day: str
    days_over: str
    typical: str
    timeline: str
    entry: str
    subscribed: str


class CaseWords(Record):
    """The dialogue.

    ``subscribing``: patterns of asking to be told of changes. ``wishes``: what people say instead of a number or code;
    ``asides``: what they then hear.
    """

    title: str
    opening: str
    ask_number: str
    ask_number_for_code: str
    ask_code: str
    again_with_code: str
    prove_first: str
    subscribed: str
    unsubscribed: str
    cannot_subscribe: str
    hint: str
    way_out: str
    silent: str
    stopped: str
    card: CardWords
    choices: dict[str, Offer]
    number_choice: str
    subscribing: tuple[str, ...]
    wishes: dict[str, tuple[str, ...]]
    asides: dict[str, str]


@cache
def case_words() -> CaseWords:
    """The words of the case enquiry."""
    return read_record(GUIDED / "case_status.yml", CaseWords)


@cache
def case_book() -> CaseBook:
    """The kinds of cases, and help with numbers and codes."""
    return load_cases()
