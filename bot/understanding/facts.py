"""What a message tells a guided function: facts of a planned application, and wishes such as 上一步 or 算了.

The patterns stand in ``data/nlu/vocabulary/facts.yml``. A fact heard with two values counts as not heard, what is
denied or asked is not told, and a longer phrase wins over the shorter ones inside it (分公司 over 公司).
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Mapping, Optional, Pattern, Tuple

from bot.understanding.normalise import normalise
from bot.understanding.subjects import IPC

CLAUSE_END = re.compile(r"[，,。；;、！!？?：:（）()\n]+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
CHANGED_TO = re.compile(r"^.*(?:改成|改为|换成|变成)")
IGNORED = "ignored"


@dataclass(frozen=True)
class Told:
    """What was heard: facts with their values, one wish, a function asked for, and how it was said."""

    facts: Mapping[str, str] = field(default_factory=dict)
    command: Optional[str] = None
    entry: Optional[str] = None
    asks: bool = False
    asks_about_case: bool = False
    supposes: bool = False


@dataclass(frozen=True)
class Heard:
    """One phrase found in a clause."""

    fact: str
    value: str
    start: int
    end: int

    def inside(self, other: "Heard") -> bool:
        """Whether a longer phrase that means something else covers this one."""
        covers = other.start <= self.start and self.end <= other.end
        return covers and other.end - other.start > self.end - self.start and other.meaning != self.meaning

    @property
    def meaning(self) -> Tuple[str, str]:
        """What the phrase says."""
        return self.fact, self.value


class FactRules:
    """The patterns of ``facts.yml``, compiled; without a file nothing is ever heard."""

    def __init__(self, written: Mapping[str, Any]) -> None:
        self._facts = [
            (fact, value, compiled(patterns))
            for fact, values in written.get("facts", {}).items() for value, patterns in values.items()
        ] + [(IGNORED, "", compiled(written.get(IGNORED, [])))]
        self._commands = [(name, compiled(patterns)) for name, patterns in written.get("commands", {}).items()]
        self._entries = [(name, compiled(patterns)) for name, patterns in written.get("entries", {}).items()]
        self._unsure, self._denied, self._asked, self._interrogative, self._supposing, self._case_question = (
            re.compile(written.get(name, r"(?!)"))
            for name in ("unsure", "denied", "asked", "interrogative", "supposing", "case_question")
        )

    def read(self, text: str) -> Told:
        """Everything a message tells."""
        whole = squeezed(text)
        return Told(
            facts=self.facts(text),
            command=first(self._commands, whole),
            entry=first(self._entries, whole),
            asks=bool(self._interrogative.search(text)),
            asks_about_case=bool(self._case_question.search(whole)),
            supposes=bool(self._supposing.search(whole)),
        )

    def facts(self, text: str) -> Dict[str, str]:
        """Fact by fact the one value heard; an IPC symbol is a fact by its shape."""
        values: Dict[str, List[str]] = {}
        for clause in clauses(text):
            for heard in self.heard(clause):
                values.setdefault(heard.fact, []).append(heard.value)
        found = {fact: said[0] for fact, said in values.items() if len(set(said)) == 1 and fact != IGNORED}
        symbol = IPC.search(unicodedata.normalize("NFKC", text))
        return {**found, "ipc": symbol.group().upper()} if symbol else found

    def heard(self, clause: str) -> List[Heard]:
        """The phrases of a clause that state something."""
        found = [
            Heard(fact, value, match.start(), match.end())
            for fact, value, pattern in self._facts for match in pattern.finditer(clause) if match.group()
        ]
        outer = [phrase for phrase in found if not any(phrase.inside(other) for other in found)]
        return [phrase for phrase in outer if self.stated(clause, phrase)]

    def stated(self, clause: str, phrase: Heard) -> bool:
        """Whether a phrase is said to be so, rather than denied, doubted or asked."""
        before, after = clause[:phrase.start], clause[phrase.end:]
        return not (self._unsure.search(before) or self._denied.search(before) or self._asked.search(after))


def clauses(text: str) -> Iterator[str]:
    """The clauses of a message in one spelling; of "从…改成…" only what it is changed to."""
    for part in CLAUSE_END.split(unicodedata.normalize("NFKC", text)):
        clause = CHANGED_TO.sub("", squeezed(part))
        if clause:
            yield clause


def squeezed(text: str) -> str:
    """A text in one spelling, without marks and blanks."""
    return normalise(text).replace(" ", "")


def compiled(patterns: List[str]) -> Pattern[str]:
    """One pattern for many, longest alternatives first tried by position; none matches nothing."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


def first(groups: List[Tuple[str, Pattern[str]]], text: str) -> Optional[str]:
    """The name of the first group that is found in a text."""
    return next((name for name, pattern in groups if pattern.search(text)), None)
