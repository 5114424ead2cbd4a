"""Why a row, or a whole file, is refused; the sentences stand in ``data/knowledge/ledger.yml``."""

from dataclasses import dataclass

from api.cases.ledger.words import ledger_words

LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Rejection:
    """One refused row: where it stands, the name of the reason, the sentence for whoever mends it."""

    row: int
    number: str
    reason: str
    sentence: str


class BadRow(Exception):
    """A row that cannot go in; ``value`` is what it says, ``other`` what that was compared with."""

    def __init__(self, reason: str, value: object = "", other: object = "") -> None:
        quoted = str(value) if len(str(value)) <= LONGEST_QUOTE else f"{str(value)[:LONGEST_QUOTE]}…"
        self.reason = reason
        self.sentence = ledger_words().reasons[reason].format(value=quoted, other=other)
        super().__init__(reason)


class UnreadableLedger(Exception):
    """A file of which no row can be read; ``str()`` is a sentence for staff."""

    def __init__(self, failure: str, **details: object) -> None:
        self.failure = failure
        super().__init__(ledger_words().failures[failure].format(**details))
