"""What a message brings to a case enquiry: the token that stands for a code, a number or why it is none, a wish."""

import re
import unicodedata
from dataclasses import dataclass

from actions.case_wording import case_words
from actions.listening import phrase_in, plain
from knowledge.cases import NumberProblem, UnreadableNumber, parse_number

#: The api swaps codes for these at the door (api/door/query_codes.py).
TOKEN = re.compile(r"〔查询码:([a-z]+)〕")
DIGIT = r"[0-9零\u3007一幺二三四五六七八九]"
LIKE_A_NUMBER = re.compile(rf"[A-Z]{{1,3}}[\s\-_]*(?:{DIGIT}[\s\-]?){{3,}}|(?:{DIGIT}[\s\-]?){{6,}}")
LIKE_A_CODE = re.compile(r"[A-Z0-9]")
PREFIXED = (NumberProblem.TOO_SHORT, NumberProblem.TOO_LONG, NumberProblem.YEAR, NumberProblem.SEVERAL)
SHORT = 16
SUBSCRIBE, UNSUBSCRIBE = "subscribe", "unsubscribe"


@dataclass(frozen=True)
class Heard:
    """A message taken apart.

    ``problem`` is what is wrong with the form of a number, where the message tries to give one; ``digits`` are its ten
    digits when only the letters before them are missing or wrong. ``writes`` whether there are letters or digits.
    """

    token: str | None = None
    number: str | None = None
    problem: NumberProblem | None = None
    digits: str | None = None
    writes: bool = False
    wish: str | None = None

    @classmethod
    def of(cls, text: str, number_wanted: bool) -> "Heard":
        """Read a message; ``number_wanted`` when a number was just asked for, and less counts as trying to give one."""
        tokens = TOKEN.findall(text)
        rest = unicodedata.normalize("NFKC", TOKEN.sub(" ", text)).upper()
        token, wish = tokens[-1] if tokens else None, wish_in(rest)
        writes = bool(LIKE_A_CODE.search(rest))
        try:
            return cls(token, str(parse_number(rest)), None, None, writes, wish)
        except UnreadableNumber as unreadable:
            tries = LIKE_A_NUMBER.search(rest) or (number_wanted and len(rest) <= SHORT and re.search(r"\d", rest))
            problem = unreadable.problem if tries else None
            return cls(token, None, problem, ten_digits(rest) if problem else None, writes, wish)

    @property
    def mistypes_a_number(self) -> bool:
        """Whether the message holds a number that begins as one should, but is not one."""
        return self.problem in PREFIXED


def wish_in(text: str) -> str | None:
    """What a message wants besides or instead of a lookup."""
    words = case_words()
    wish = phrase_in(text, words.wishes)
    subscribes = any(re.search(pattern, plain(text)) for pattern in words.subscribing)
    return wish or (SUBSCRIBE if subscribes else None)


def ten_digits(text: str) -> str | None:
    """The year and serial of a number that lacks its letters."""
    found = re.findall(r"(?<!\d)20\d{8}(?!\d)", re.sub(r"[\s\-]", "", text))
    return found[0] if len(found) == 1 else None
