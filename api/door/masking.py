"""Numbers that identify a person, and query codes, masked before Rasa and before storage.

Design, Privacy: phone, ID card, bank card, e-mail and 查询码 never pass the door.
"""

import re
import unicodedata
from dataclasses import dataclass

ID_CARD = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[- ]?[2-9]\d{6,7}(?!\d)")
BANK_CARD = re.compile(r"(?<!\d)[3-6]\d{3}(?:[- ]?\d{4}){2,3}[- ]?\d{1,4}(?!\d)")
E_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")


@dataclass(frozen=True)
class Masked:
    """A text with personal numbers replaced, and the kinds that were found."""

    text: str
    found: tuple[str, ...]


PATTERNS = (
    ("身份证号", ID_CARD),
    ("手机号", MOBILE),
    ("银行卡号", BANK_CARD),
    ("电话号码", LANDLINE),
    ("电子邮箱", E_MAIL),
)


def mask(text: str) -> Masked:
    """Replace every personal number by a name for what it was, full-width digits included."""
    found: list[str] = []
    plain = narrow(text)
    for name, pattern in PATTERNS:
        plain, count = pattern.subn(f"〔{name}〕", plain)
        if count:
            found.append(name)
    return Masked(plain if found else text, tuple(found))


def narrow(text: str) -> str:
    """Full-width letters, digits and the marks inside numbers as half-width, one by one, so that positions stay."""
    return "".join(unicodedata.normalize("NFKC", c) if c in "－＠．" or is_full_width_alnum(c) else c for c in text)


def is_full_width_alnum(character: str) -> bool:
    """Whether a character is a full-width Latin letter or digit."""
    return "\uff01" <= character <= "\uff5e" and character.isalnum()
