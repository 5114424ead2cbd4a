"""What guided functions say and listen for: ``data/knowledge/guided/``; no sentence stands in an action."""

from functools import cache

from knowledge.library import KNOWLEDGE
from knowledge.models import Record, TopicId
from knowledge.reading import read_record

GUIDED = KNOWLEDGE / "guided"


class Offer(Record):
    """Something to click: what stands on it and what clicking says."""

    title: str
    say: str


class CommonWords(Record):
    """Words all guided functions share."""

    openings: tuple[str, ...]
    said_yes: tuple[str, ...]
    said_no: tuple[str, ...]
    said_unsure: tuple[str, ...]
    asking: tuple[str, ...]
    resumed: str
    resumed_answered: str
    again: str
    continued: str
    noted: str
    hint: str
    way_out: str
    narrowed: str
    first_step: str
    skipped: str
    skip: Offer
    card: Offer
    stop: Offer
    person: TopicId


class QuestionWords(Record):
    """How one eligibility question listens.

    ``names``: what a person calls it when changing it. ``said``: short answers that count while it is open. ``means``:
    what yes, no and unsure say here; several values ask back. ``about_others``: the answer speaks of other companies.
    """

    names: tuple[str, ...]
    said: dict[str, tuple[str, ...]]
    means: dict[str, tuple[str, ...]]
    explains: TopicId
    about_others: bool = False


class VerdictWords(Record):
    """The parts of the eligibility card."""

    verdict: str
    not_met: str
    needs_review: str
    met: str
    unknown: str
    condition: str
    remedy: str
    basis: str
    since: str
    documents: str
    document: str
    contact: str


class EligibilityWords(Record):
    """The eligibility dialogue."""

    title: str
    known: str
    changed: str
    asked_again: str
    which_to_change: str
    nothing_to_change: str
    restarted: str
    stopped: str
    fact: str
    card: VerdictWords
    choices: dict[str, Offer]
    read_next: dict[str, TopicId]
    questions: dict[str, QuestionWords]


class IpcWords(Record):
    """The dialogue of the IPC helper; ``asking_words`` describe no product."""

    title: str
    ask: str
    ask_again: str
    candidates: str
    code: str
    candidate: str
    short_title: str
    unknown_subclass: str
    not_a_code: str
    standing: str
    reminder: str
    stopped: str
    way_out: str
    again: Offer
    read_next: tuple[TopicId, ...]
    asking_words: tuple[str, ...]


class ScoreWords(Record):
    """The parts of the self-check card."""

    title: str
    scores: str
    score: str
    no_score: str
    steps: str
    step: str
    basis: str
    nothing_to_do: str
    unanswered: str
    download: str
    download_title: str


class SelfCheckWords(Record):
    """The dialogue of the trade-secret self-check."""

    title: str
    element: str
    stopped: str
    restarted: str
    asked_again: str
    said: dict[str, tuple[str, ...]]
    means: dict[str, str]
    card: ScoreWords
    choices: dict[str, Offer]
    read_next: tuple[TopicId, ...]


@cache
def common_words() -> CommonWords:
    """The words all guided functions share."""
    return read_record(GUIDED / "common.yml", CommonWords)


@cache
def eligibility_words() -> EligibilityWords:
    """The words of the eligibility dialogue."""
    return read_record(GUIDED / "eligibility.yml", EligibilityWords)


@cache
def ipc_words() -> IpcWords:
    """The words of the IPC helper."""
    return read_record(GUIDED / "ipc.yml", IpcWords)


@cache
def self_check_words() -> SelfCheckWords:
    """The words of the self-check dialogue."""
    return read_record(GUIDED / "self_check.yml", SelfCheckWords)
