"""Query codes are swapped for one-time tokens before Rasa, logs or the conversation table see the message.

What counts as a code: eight characters of a code's shape standing alone, in any case and width, with gaps inside,
its digits also spoken; after the words 查询码 or 码是, or right beside a case number, also a mistyped one (six to ten
letters and digits, at least one of each); a mistyped one also when it is the whole message. Nothing else: case numbers,
IPC symbols, dates and English words stay as they are.
"""

import re
import unicodedata
from dataclasses import dataclass

from api.cases.codes import DIGITS, GAPS, LETTERS, LOOKALIKES, tidy
from api.door.vault import HeldCode, Vault
from knowledge.case_numbers import numbers_in

EDGE, END = r"(?<![A-Z0-9])", r"(?![A-Z0-9])"
L, D, GAP = f"[{LETTERS}]", f"[{DIGITS}{''.join(chr(letter) for letter in LOOKALIKES)}]", r"[\s\-\u2013—－_.·]{0,3}"
ALONE = re.compile(EDGE + GAP.join((L, L, D, L, L, D, L, L)) + END)
CUE = re.compile(r"(?:查询密码|查询码|密码|码)(?:是|为|[:：=])?[\s,，:：「“\"']*")
MISTYPED = re.compile(rf"{EDGE}[A-Z0-9](?:[\-\u2013—－_.· ]?[A-Z0-9]){{5,9}}{END}")
IPC = re.compile(r"[A-H]\d\d[A-Z]")
TOKEN = re.compile(r"〔查询码:[a-z]+〕")
MARK = "〔查询码〕"
FEWEST_LETTERS, MOST_DIGITS = 5, 3


@dataclass(frozen=True)
class Sighting:
    """A code in a text: the part to replace, and the characters that were written."""

    start: int
    end: int
    written: str


async def swap(text: str, vault: Vault, asker: str) -> str:
    """The text with every query code replaced by ``〔查询码:token〕``.

    ``asker`` is what lookups are counted by (address or keyed openid); it waits in the vault with the code.
    A case number in the same message is kept beside the code.
    """
    plain = narrowed(text)
    numbers = numbers_in(plain)
    case_no = str(numbers[0][0]) if len({number for number, _ in numbers}) == 1 else None
    seen = sightings(plain, [span for _, span in numbers])
    tokens = [await vault.keep(HeldCode(tidy(one.written), asker, case_no)) for one in seen]
    return replaced(text, seen, [f"〔查询码:{token}〕" for token in tokens])


def hide(text: str) -> str:
    """The text with every query code replaced by a mark that leads nowhere, where no lookup can be meant."""
    plain = narrowed(text)
    seen = sightings(plain, [span for _, span in numbers_in(plain)])
    return replaced(text, seen, [MARK] * len(seen))


def replaced(text: str, seen: list[Sighting], marks: list[str]) -> str:
    """The text with each sighting's part replaced by its mark."""
    parts, place = [], 0
    for one, mark in zip(seen, marks, strict=True):
        parts += [text[place:one.start], mark]
        place = one.end
    return "".join((*parts, text[place:]))


def without_tokens(text: str) -> str:
    """The text as it may be kept: that a code stood there, and nothing that leads to it."""
    return TOKEN.sub(MARK, text)


def unmarked(text: str) -> str:
    """The text with a bare mark for each token, for those who look for passwords and other secrets in it."""
    return TOKEN.sub(" 。 ", text)


def narrowed(text: str) -> str:
    """Upper case and half width, character by character, so that every position stays the same."""
    folded = (unicodedata.normalize("NFKC", character).upper() for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


def sightings(plain: str, numbers: list[tuple[int, int]]) -> list[Sighting]:
    """Every code in a narrowed text, from left to right, none overlapping another or a case number."""
    taken: list[tuple[int, int]] = list(numbers)
    found: list[Sighting] = []
    for seen in (*alone(plain), *after_cues(plain), *beside_numbers(plain, numbers), *nothing_else(plain)):
        if not any(start < seen.end and seen.start < end for start, end in taken):
            taken.append((seen.start, seen.end))
            found.append(seen)
    return sorted(found, key=lambda seen: seen.start)


def alone(plain: str) -> list[Sighting]:
    """Codes of the right shape, wherever they stand; the words 密码是 go with them, lest they look like a password."""
    found = []
    for match in filter(lambda match: mixed(match[0]), ALONE.finditer(plain)):
        cue = re.search(r"(?<!查询)密码(?:是|为|[:：=])?\s*$", plain[:match.start()])
        found.append(Sighting(cue.start() if cue else match.start(), match.end(), match[0]))
    return found


def after_cues(plain: str) -> list[Sighting]:
    """Mistyped codes after 查询码; after 密码 or 码 alone only when it is said that the code *is* this."""
    found = []
    for cue in CUE.finditer(plain):
        match = MISTYPED.match(plain, cue.end())
        said = cue[0].startswith(("查询", "码是"))
        if match and said and mixed(match[0]):
            found.append(Sighting(match.start(), match.end(), match[0]))
    return found


def beside_numbers(plain: str, numbers: list[tuple[int, int]]) -> list[Sighting]:
    """Mistyped codes that follow a case number directly, with nothing but a space or a comma between."""
    found = []
    for _, end in numbers:
        gap = re.match(r"[\s,，、;；/]+", plain[end:])
        match = MISTYPED.match(plain, end + gap.end()) if gap else None
        if match and mixed(match[0]):
            found.append(Sighting(match.start(), match.end(), match[0]))
    return found


def nothing_else(plain: str) -> list[Sighting]:
    """A mistyped code that is the whole message: nearly all letters, digits among them as in no word or number."""
    match = MISTYPED.search(plain)
    if match is None or re.search(r"\w", plain[:match.start()] + plain[match.end():]):
        return []
    bare = GAPS.sub("", match[0])
    digits = sum(character.isdigit() for character in bare)
    like = len(bare) - digits >= FEWEST_LETTERS and 0 < digits <= MOST_DIGITS and re.search(r"\d[A-Z]", bare)
    return [Sighting(match.start(), match.end(), match[0])] if like else []


def mixed(written: str) -> bool:
    """Whether letters and digits are mixed as in a code, not as in an IPC symbol or a plain word."""
    bare = GAPS.sub("", written)
    return any(c.isnumeric() for c in bare) and any(c.isalpha() for c in bare) and not IPC.match(bare)
