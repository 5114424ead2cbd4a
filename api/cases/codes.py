"""Query codes (查询码): how they look, how sloppy ones are read, how they are kept.

A code has the shape ``LLD LLD LL`` over an alphabet without vowels and without look-alikes, so that no English word,
date, case number, IPC symbol (whose second character is a digit) or patent number can be one. 16^6 · 8^2 ≈ 10^9
codes and five tries a quarter of an hour leave guessing hopeless; the keyed hash makes a stolen table worthless.
"""

import hmac
import re
import secrets
import unicodedata
from hashlib import sha256

from knowledge.case_numbers import CaseNumber

LETTERS = "CDFHJKMNPQRTVWXY"
DIGITS = "23456789"
SHAPE = "LLDLLDLL"
CODE = re.compile("".join({"L": f"[{LETTERS}]", "D": f"[{DIGITS}]"}[kind] for kind in SHAPE))
# What is written or spoken for a digit; the letters stand in no code.
LOOKALIKES = str.maketrans(dict(zip("BSZG二两三四五六七八九", "8526223456789", strict=True)))
GAPS = re.compile(r"[\s\-\u2013—－_.·]")


def new_code() -> str:
    """A fresh code, drawn by the operating system's generator."""
    return "".join(secrets.choice(LETTERS if kind == "L" else DIGITS) for kind in SHAPE)


def printed(code: str) -> str:
    """A code as it stands on a slip: ``KM4-TR7-XC``."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def tidy(written: str) -> str:
    """A code as it was given out, from one written in lower case, full width, with gaps, look-alikes or 二三四."""
    return GAPS.sub("", unicodedata.normalize("NFKC", written)).upper().translate(LOOKALIKES)


def is_code(tidied: str) -> bool:
    """Whether a tidied text has the shape of a code."""
    return CODE.fullmatch(tidied) is not None


class CodeSeal:
    """Keyed hashes for codes, askers and tickets, each purpose apart from the others; ``key`` is ZHIWEN_HASH_KEY."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def code_hash(self, number: CaseNumber, code: str) -> str:
        """What is stored of a code; bound to its case, so that a copied row opens nothing else."""
        return self.keyed("query-code", f"{number}|{code}")

    def keyed(self, purpose: str, value: str) -> str:
        """A hexadecimal HMAC-SHA256 of a value for one purpose."""
        return hmac.new(self._key, f"{purpose}\0{value}".encode(), sha256).hexdigest()

    def same(self, given: str, held: str) -> bool:
        """Whether two hashes agree, in time that does not depend on where they differ."""
        return hmac.compare_digest(given, held)
