"""How a short answer is heard: by the words on a choice, by its number, or as yes, no and "I do not know"."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from actions.wording import CommonWords

NUMBER = re.compile(
    r"^(?:我?选|就选|第|选第)?([0-9]{1,2}|[一二两三四五六七八九十]|[a-h])(?:个|项|条|种|号|题)?(?:吧|呢|啊)?$"
)
LAST = re.compile(r"^(?:选|就选)?最后(?:一个|一项|那个|一条)?(?:吧)?$")
DIGITS = {digit: place for place, digit in enumerate("一二三四五六七八九十")} | {"两": 1}
LETTERS = {letter: place for place, letter in enumerate("abcdefgh")}
ASIDE = re.compile(r"[（(].*?[)）]")
LONGEST_YES_OR_NO = 12


def plain(text: str) -> str:
    """A text in half width and lower case, letters, digits and characters only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def clicked(text: str, titles: Sequence[str]) -> int | None:
    """Which of the titles the text is, whole, without its aside, or by its number; None when it is none."""
    said = plain(text)
    for form in (plain, lambda title: plain(ASIDE.sub("", title))):
        forms = [form(title) for title in titles]
        if said and forms.count(said) == 1:
            return forms.index(said)
    place = place_named(said, len(titles))
    return place if place is not None and 0 <= place < len(titles) else None


def place_named(said: str, count: int) -> int | None:
    """The place a number, a letter or 最后一个 names, counted from 0."""
    if LAST.match(said):
        return count - 1
    found = NUMBER.match(said)
    if found is None:
        return None
    name = found.group(1)
    return int(name) - 1 if name.isdigit() else DIGITS.get(name, LETTERS.get(name))


def phrase_in(text: str, phrases: Mapping[str, Iterable[str]]) -> str | None:
    """The value whose phrase stands in the text; the longest phrase wins, a tie of two values is no answer."""
    said = plain(text)
    found = sorted(((len(phrase), value) for value, words in phrases.items() for phrase in words if phrase in said),
                   reverse=True)
    if not found:
        return None
    best = {value for length, value in found if length == found[0][0]}
    return best.pop() if len(best) == 1 else None


def attitude(text: str, words: CommonWords) -> str | None:
    """Whether a short text says ``yes``, ``no`` or ``unsure``; a question says none of them."""
    if any(word in text for word in words.asking):
        return None
    said = plain(text)
    if any(word in said for word in words.said_unsure):
        return "unsure"
    said = without_openings(said, words.openings)
    return stance(said, words) if len(said) <= LONGEST_YES_OR_NO else None


def stance(said: str, words: CommonWords) -> str | None:
    """What a text begins with: yes, no, or neither; a yes that takes itself back (是没有) is a no or nothing."""
    agrees, refuses = (longest_start(said, group) for group in (words.said_yes, words.said_no))
    if len(agrees) <= len(refuses):
        return "no" if refuses else None
    rest = said.removeprefix(agrees)
    if not any(word in rest for word in words.said_no):
        return "yes"
    return stance(rest, words)


def longest_start(said: str, words: Iterable[str]) -> str:
    """The longest of the words a text begins with; empty when it begins with none."""
    return max((word for word in words if said.startswith(word)), key=len, default="")


def without_openings(said: str, openings: Iterable[str]) -> str:
    """A text without the words people begin an answer with, unless nothing would be left."""
    while True:
        opening = next((word for word in openings if said.startswith(word) and len(said) > len(word)), None)
        if opening is None:
            return said
        said = said.removeprefix(opening)
