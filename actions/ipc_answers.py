"""What the IPC helper reads in a message and what it answers."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from actions.library import eligibility_pack, ipc_finder, ipc_subclasses, ipc_wording, library
from actions.listening import plain
from actions.replies import Saying, choice, topic_choice
from actions.wording import common_words, ipc_words
from knowledge.ipc import IpcCode, Listed, NotACode, listed, parse_code
from knowledge.outcomes import Kind, Outcome

TASK = "ipc_lookup"
TOPIC = f"task/{TASK}"
SYMBOL = re.compile(r"(?<![A-Za-z0-9])[A-Ha-h]\s?\d{2}\s?[A-Za-z](?:\s?\d{1,4}(?:\s?/\s?\d{2,6})?)?(?![A-Za-z0-9])")
LIKE_A_SYMBOL = re.compile(r"^[a-zA-Z]\d+[a-zA-Z]?[\d/\s-]*$")
SHORTEST_PRODUCT = 2
MISSES_BEFORE_A_WAY_OUT = 1


@dataclass(frozen=True)
class Found:
    """What a message asks for: a symbol or a product, and the subclasses for it."""

    code: IpcCode | None = None
    reason: str | None = None
    nothing_asked: bool = False
    moved: bool = False
    candidates: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Found":
        """Read a message: a symbol anywhere in it, else what is left without the words of asking."""
        text = unicodedata.normalize("NFKC", text)
        symbol = SYMBOL.search(text)
        alone = LIKE_A_SYMBOL.match(text.strip())
        if alone:
            return cls.by_symbol(text)
        if symbol:
            return cls.by_symbol(symbol.group())
        product = product_in(text)
        if len(product) < SHORTEST_PRODUCT:
            return cls(nothing_asked=True)
        return cls(candidates=[shown(found.code, found.field, found.title, found.title_short)
                               for found in ipc_finder().candidates(product)])

    @classmethod
    def by_symbol(cls, text: str) -> "Found":
        """What a symbol stands for, or what is wrong with it."""
        try:
            return cls.by_code(parse_code(text))
        except NotACode as refused:
            return cls(reason=refused.reason)

    @classmethod
    def by_code(cls, code: IpcCode) -> "Found":
        """The subclasses a symbol belongs to today."""
        known = ipc_subclasses()
        now = known.now(code)
        entries = [(name, known.subclasses[name]) for name in now if name in known.subclasses]
        return cls(code=code, moved=now != (code.subclass,),
                   candidates=[shown(name, entry.field, entry.title, entry.title_short) for name, entry in entries])


def product_in(text: str) -> str:
    """A message without the words of asking."""
    rest = plain(text)
    for word in sorted(ipc_words().asking_words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest


def shown(code: str, field_: str, title: str, short: bool) -> dict[str, Any]:
    """A subclass as the card holds it, with whether the centre's list holds it."""
    accepted = eligibility_pack().local.ipc_list.subclasses
    return {"code": code, "title": title, "title_short": short, "field": field_,
            "listed": listed(IpcCode(code), accepted)}


def ask() -> Saying:
    """Ask for a product or a symbol."""
    return question(ipc_words().ask)


def question(text: str, ways: list[dict[str, str]] | None = None) -> Saying:
    """A question of the helper."""
    more = {"topic": TOPIC, "title": ipc_words().title, "text": text, "choices": ways or [choice(common_words().stop)]}
    return Saying(Kind.QUESTION, Outcome.TASK_STEP, more)


def farewell() -> Saying:
    """The helper is left."""
    return Saying(Kind.NOTICE, Outcome.TASK_DONE, {"topic": TOPIC, "text": ipc_words().stopped})


def not_found(found: Found, misses: float) -> Saying:
    """Why there is no candidate, and another try; after that, ways out."""
    words, city = ipc_words(), library().city
    if found.reason:
        return question(words.not_a_code.format(reason=ipc_wording().not_a_code[found.reason]))
    if found.code:
        return question("\n".join([words.unknown_subclass.format(subclass=found.code.subclass), words.ask]))
    if misses < MISSES_BEFORE_A_WAY_OUT:
        return question(city.fill(ipc_wording().nothing_found))
    return question(words.way_out, [choice(common_words().stop), topic_choice(common_words().person)])


def look_up(found: Found) -> Saying:
    """The candidates in words and as data, with what the helper cannot decide."""
    words = ipc_words()
    lead = (words.code.format(code=found.code) if found.code
            else words.candidates.format(version=ipc_subclasses().version))
    lines = [words.candidate.format(n=place, code=item["code"], title=title_of(item),
                                    field=ipc_wording().fields[item["field"]])
             for place, item in enumerate(found.candidates, start=1)]
    parts = ["\n".join([lead, *([ipc_wording().moved] if found.moved else []), *lines]),
             list_note(found), f"{words.standing}{words.reminder}"]
    return Saying(Kind.ANSWER, Outcome.TASK_DONE, {
        "topic": TOPIC, "title": words.title, "text": "\n\n".join(parts),
        "choices": [choice(words.again), *(topic_choice(topic) for topic in words.read_next)],
        "data": {"code": str(found.code) if found.code else None, "version": ipc_subclasses().version,
                 "candidates": found.candidates},
    })


def title_of(item: dict[str, Any]) -> str:
    """A subclass's title, marked where only its official core was verified."""
    return ipc_words().short_title.format(title=item["title"]) if item["title_short"] else str(item["title"])


def list_note(found: Found) -> str:
    """What the centre's list says of the candidates, or that it is yet to be provided."""
    sentences = {status: library().city.fill(ipc_wording().listed[status]) for status in Listed}
    by_status = {status: [item["code"] for item in found.candidates if item["listed"] is status] for status in Listed}
    if by_status[Listed.UNKNOWN]:
        return sentences[Listed.UNKNOWN]
    return "\n".join(f"{'、'.join(codes)}：{sentences[status]}" for status, codes in by_status.items() if codes)
