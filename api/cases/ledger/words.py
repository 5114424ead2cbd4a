"""How ledgers are headed and how bad rows are explained; ``data/knowledge/ledger.yml``."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import model_validator

from knowledge.library import KNOWLEDGE
from knowledge.models import Record
from knowledge.reading import read_record


class Field(StrEnum):
    """What a ledger says of a case."""

    NUMBER = "number"
    KIND = "kind"
    APPLICANT = "applicant"
    STATUS = "status"
    RECEIVED = "received"
    SINCE = "since"
    DEADLINE = "deadline"
    NOTE = "note"
    HISTORY = "history"


class LedgerWords(Record):
    """Header synonyms, and a sentence for every reason a row or a file is refused."""

    headers: dict[Field, tuple[str, ...]]
    required: tuple[Field, ...]
    header_within: int
    export: dict[Field, str]
    reasons: dict[str, str]
    failures: dict[str, str]
    words: dict[str, str]

    @model_validator(mode="after")
    def _headers_are_distinct(self) -> Self:
        written = [synonym for synonyms in self.headers.values() for synonym in synonyms]
        if len(written) != len(set(written)) or set(self.headers) != set(Field) or set(self.export) != set(Field):
            raise ValueError("every field has headers of its own")
        return self

    def field_of(self, header: str) -> Field | None:
        """The field a tidied header stands for."""
        return next((field for field, synonyms in self.headers.items() if header in synonyms), None)


@cache
def ledger_words(knowledge: Path = KNOWLEDGE) -> LedgerWords:
    """Read the words; raises BrokenKnowledge."""
    return read_record(knowledge / "ledger.yml", LedgerWords)
