"""Case numbers as people write and speak them: ``ys二零二六 000123``, ``YS-2026-000123``, ``预审2026年123号``."""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from knowledge.errors import KnowledgeError


class CaseKind(StrEnum):
    """The five kinds of matters an asker can follow."""

    REGISTRATION = "registration"
    PRE_EXAMINATION = "pre_examination"
    RIGHTS_AID = "rights_aid"
    MEDIATION = "mediation"
    REPORT = "report"


PREFIXES = {
    "BA": CaseKind.REGISTRATION,
    "YS": CaseKind.PRE_EXAMINATION,
    "WQ": CaseKind.RIGHTS_AID,
    "TJ": CaseKind.MEDIATION,
    "JB": CaseKind.REPORT,
}
SPOKEN_PREFIXES = {"备案": "BA", "预审": "YS", "维权": "WQ", "援助": "WQ", "调解": "TJ", "举报": "JB"}
FIRST_YEAR, LAST_YEAR = 2000, 2099
YEAR_DIGITS, SERIAL_DIGITS = 4, 6


class CaseNumber(NamedTuple):
    """Two letters, a year, a serial of six digits."""

    kind: CaseKind
    year: int
    serial: int

    def __str__(self) -> str:
        prefix = next(prefix for prefix, kind in PREFIXES.items() if kind is self.kind)
        return f"{prefix}{self.year:04d}{self.serial:06d}"


class NumberProblem(StrEnum):
    """Why a text is not a case number; ``number_help`` in cases.yml words each of them."""

    EMPTY = "empty"
    NO_PREFIX = "no_prefix"
    UNKNOWN_PREFIX = "unknown_prefix"
    YEAR = "year"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    SEVERAL = "several"
    UNREADABLE = "unreadable"


class UnreadableNumber(KnowledgeError):
    """The text holds no case number; ``problem`` says what is wrong with its form, never whether a case exists."""

    def __init__(self, problem: NumberProblem) -> None:
        super().__init__(f"no case number: {problem}")
        self.problem = problem


SPOKEN_DIGITS = dict(zip("零\u3007一幺二三四五六七八九OIL", "001123456789011", strict=True))
DIGIT = r"[0-9零\u3007一幺二三四五六七八九]"
DIGIT_OR_LOOKALIKE = r"[0-9零\u3007一幺二三四五六七八九OIL]"
GAP = r"[\s\-\u2013—－_.·/〔〕\[\]()【】]*"
PREFIX = r"(?P<prefix>(?<![A-Z])(?:B\s?A|Y\s?S|W\s?Q|T\s?J|J\s?B)|备案|预审|维权|援助|调解|举报)(?:号|编号|案号|字)?"
# A whole number in plain digits; failing that, one with spoken digits or letters that look like digits.
# The last pattern is for numbers written with words between year and serial, whose zeros people leave out.
PLAIN = re.compile(rf"{PREFIX}{GAP}(?P<digits>(?:[0-9]{GAP}年?{GAP}第?{GAP}){{9}}[0-9])(?![0-9])")
SPOKEN = re.compile(
    rf"{PREFIX}{GAP}(?P<digits>(?:{DIGIT_OR_LOOKALIKE}{GAP}年?{GAP}第?{GAP}){{9}}{DIGIT_OR_LOOKALIKE})(?!{DIGIT})"
)
SHORT = re.compile(
    rf"{PREFIX}{GAP}(?P<year>(?:{DIGIT}\s*){{4}})(?:年第?|[\-/〕)\]】])\s*(?P<serial>{DIGIT}{{1,5}})(?!{DIGIT})"
)
RUN = re.compile(rf"(?P<letters>[A-Z]*)(?P<digits>(?:{GAP}{DIGIT})+)")


def parse_number(text: str) -> CaseNumber:
    """The one case number in a text; raises UnreadableNumber with the problem of its form."""
    plain = unicodedata.normalize("NFKC", text).upper()
    found = {number for number, _ in numbers_in(plain)}
    if len(found) > 1:
        raise UnreadableNumber(NumberProblem.SEVERAL)
    if not found:
        raise UnreadableNumber(problem_of(plain))
    number = found.pop()
    if not FIRST_YEAR <= number.year <= LAST_YEAR:
        raise UnreadableNumber(NumberProblem.YEAR)
    return number


def numbers_in(plain: str) -> list[tuple[CaseNumber, tuple[int, int]]]:
    """Every case number in an upper-case, half-width text, with the place where it stands."""
    found: list[tuple[CaseNumber, tuple[int, int]]] = []
    for pattern in (PLAIN, SPOKEN):
        for match in pattern.finditer(plain):
            if not any(start < match.end() and match.start() < end for _, (start, end) in found):
                digits = as_digits(match["digits"])
                found.append((number_of(match["prefix"], digits[:YEAR_DIGITS], digits[YEAR_DIGITS:]), match.span()))
    for match in () if found else SHORT.finditer(plain):
        found.append((number_of(match["prefix"], as_digits(match["year"]), as_digits(match["serial"])), match.span()))
    return found


def number_of(prefix: str, year: str, serial: str) -> CaseNumber:
    """A case number from its written parts."""
    letters = SPOKEN_PREFIXES.get(prefix, re.sub(r"\s", "", prefix))
    return CaseNumber(PREFIXES[letters], int(year), int(serial))


def as_digits(written: str) -> str:
    """Spoken digits and look-alike letters as digits, everything else left out."""
    digits = (SPOKEN_DIGITS.get(character, character) for character in written)
    return "".join(digit for digit in digits if digit in "0123456789")


def problem_of(plain: str) -> NumberProblem:
    """What is wrong with the longest run of digits in a text that holds no case number."""
    if not plain.strip():
        return NumberProblem.EMPTY
    runs = [(match["letters"], as_digits(match["digits"])) for match in RUN.finditer(plain)]
    runs = [(letters, digits) for letters, digits in runs if letters or len(digits) >= YEAR_DIGITS]
    if not runs:
        return NumberProblem.UNREADABLE
    letters, digits = max(runs, key=lambda run: len(run[1]))
    wanted = YEAR_DIGITS + SERIAL_DIGITS
    spoken = any(word in plain for word in SPOKEN_PREFIXES)
    if letters not in PREFIXES and not spoken:
        return NumberProblem.UNKNOWN_PREFIX if letters else NumberProblem.NO_PREFIX
    if len(digits) == wanted:
        return NumberProblem.UNREADABLE
    return NumberProblem.TOO_SHORT if len(digits) < wanted else NumberProblem.TOO_LONG
