"""IPC subclasses with their official titles, the everyday words for them, and a centre's own list."""

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from pydantic import Field as Bounded

from knowledge.ipc.codes import IpcCode
from knowledge.library import KNOWLEDGE
from knowledge.models import Record
from knowledge.reading import read_record


class Field(StrEnum):
    """The industry a subclass looks like; a hint for people, never a centre's list."""

    NEXT_GEN_IT = "next_gen_it"
    MODERN_AGRICULTURE = "modern_agriculture"
    EQUIPMENT = "equipment"
    BIOMED = "biomed"
    OTHER = "other"


class Listed(StrEnum):
    """Whether a centre's list holds a symbol; unknown while the centre has given no list."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Subclass(Record):
    """One subclass; ``title_short`` marks a title of which only the official core was verified."""

    title: str
    title_short: bool = False
    field: Field
    words: tuple[str, ...] = Bounded(min_length=10, max_length=30)


class Subclasses(Record):
    """``data/knowledge/ipc/subclasses.yml``; ``moved`` says where subclasses of older versions went."""

    version: str
    moved: dict[str, tuple[str, ...]]
    subclasses: dict[str, Subclass]

    def now(self, code: IpcCode) -> tuple[str, ...]:
        """The subclasses of the current version a symbol belongs to: its own, or where it was moved."""
        return self.moved.get(code.subclass, (code.subclass,))


class IpcWording(Record):
    """``data/knowledge/ipc/wording.yml``: what the helper says; ``fillers`` do not help the search."""

    not_a_code: dict[str, str]
    listed: dict[Listed, str]
    fields: dict[Field, str]
    moved: str
    nothing_found: str
    fillers: tuple[str, ...]


def load_subclasses(knowledge: Path = KNOWLEDGE) -> Subclasses:
    """Read the subclasses; raises BrokenKnowledge."""
    return read_record(knowledge / "ipc" / "subclasses.yml", Subclasses)


def load_wording(knowledge: Path = KNOWLEDGE) -> IpcWording:
    """Read what the helper says; raises BrokenKnowledge."""
    return read_record(knowledge / "ipc" / "wording.yml", IpcWording)


def listed(code: IpcCode, accepted: Collection[str]) -> Listed:
    """Whether a centre's list holds the symbol's subclass; an empty list says nothing at all."""
    if not accepted:
        return Listed.UNKNOWN
    return Listed.YES if code.subclass in accepted else Listed.NO
