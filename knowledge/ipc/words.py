"""From a product in plain words to candidate subclasses: whole words first, shared characters second.

Deterministic and untrained. Every everyday word found in the text counts with the square of its length
(the text found in a word with half the square of its own), and less the more subclasses share the word.
Pairs of characters the text shares with a subclass count a little, and break ties.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from pydantic import BaseModel

from knowledge.ipc.subclasses import Field, Subclass, Subclasses

#: Below this score a subclass shares only chance pairs of characters with the text.
FLOOR = 1.2
PAIR_WEIGHT = 0.5
INSIDE_WEIGHT = 0.5


class Candidate(BaseModel):
    """A subclass that may fit; ``matched`` are the everyday words found, ``score`` only orders candidates."""

    code: str
    title: str
    title_short: bool
    field: Field
    matched: list[str]
    score: float


@dataclass(frozen=True)
class Entry:
    """A subclass prepared for search: its words, and how many of them hold each pair of characters."""

    code: str
    words: tuple[str, ...]
    pairs: Counter[str]


@dataclass(frozen=True)
class Wanted:
    """What is looked for: the whole text, and the text without words that describe no product."""

    text: str
    core: str


class Finder:
    """Search over the subclasses; ``fillers`` are words that describe no product."""

    def __init__(self, subclasses: Subclasses, fillers: Iterable[str]) -> None:
        self.subclasses = subclasses.subclasses
        self.fillers = sorted(fillers, key=lambda word: (-len(word), word))
        self.entries = [prepared(code, item) for code, item in self.subclasses.items()]
        self.word_count = Counter(word for entry in self.entries for word in entry.words)
        self.pair_count = Counter(pair for entry in self.entries for pair in entry.pairs)

    def candidates(self, text: str, limit: int = 5) -> list[Candidate]:
        """The subclasses nearest to a product's description, best first; none when nothing is near."""
        wanted = Wanted(plain(text), self.core(plain(text)))
        scored = [(self.score(entry, wanted), entry) for entry in self.entries]
        near = sorted(((score, entry) for score, entry in scored if score >= FLOOR),
                      key=lambda found: (-found[0], found[1].code))
        return [self.candidate(entry, wanted, score) for score, entry in near[:limit]]

    def core(self, text: str) -> str:
        """The text without words that describe no product; all of it when nothing else is left."""
        rest = text
        for filler in self.fillers:
            rest = rest.replace(filler, " ")
        return rest.strip() or text

    def score(self, entry: Entry, wanted: Wanted) -> float:
        """How near a subclass is: its words in the text, the text in its words, pairs they share."""
        found = sum(self.rarity(self.word_count[word]) * len(word) ** 2 for word in in_text(entry, wanted))
        inside = sum(self.rarity(self.word_count[word]) for word in around_text(entry, wanted))
        shared = sum(self.rarity(self.pair_count[pair]) * (1 + log(entry.pairs[pair]))
                     for pair in sorted(set(pairs(wanted.core)) & entry.pairs.keys()))
        return found + INSIDE_WEIGHT * inside * len(wanted.core) ** 2 + PAIR_WEIGHT * shared

    def rarity(self, count: int) -> float:
        """1 for what one subclass has alone, falling to 0 for what all share."""
        return log(len(self.entries) / count) / log(len(self.entries))

    def candidate(self, entry: Entry, wanted: Wanted, score: float) -> Candidate:
        """A subclass as it is shown."""
        item = self.subclasses[entry.code]
        matched = [*in_text(entry, wanted), *around_text(entry, wanted)]
        return Candidate(code=entry.code, title=item.title, title_short=item.title_short, field=item.field,
                         matched=matched, score=round(score, 2))


def prepared(code: str, item: Subclass) -> Entry:
    """A subclass ready for search."""
    words = tuple(dict.fromkeys(map(plain, item.words)))
    return Entry(code, words, Counter(pair for word in (*words, plain(item.title)) for pair in set(pairs(word))))


def plain(text: str) -> str:
    """Half width, lower case, letters, digits and characters only."""
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def in_text(entry: Entry, wanted: Wanted) -> list[str]:
    """The words of a subclass that stand in the text."""
    return [word for word in entry.words if word in wanted.text]


def around_text(entry: Entry, wanted: Wanted) -> list[str]:
    """The words of a subclass that hold the whole text and more; a lone Latin letter or digit is no text."""
    if not wanted.core or (len(wanted.core) == 1 and wanted.core.isascii()):
        return []
    return [word for word in entry.words if wanted.core in word and word not in wanted.text]


def pairs(text: str) -> list[str]:
    """Neighbouring characters of a text, blanks left out."""
    return [text[i:i + 2] for i in range(len(text) - 1) if " " not in text[i:i + 2]]
