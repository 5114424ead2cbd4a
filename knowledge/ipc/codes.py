"""Classification symbols as people type them, read into section, class, subclass and group."""

import re
import unicodedata
from dataclasses import dataclass

from knowledge.errors import KnowledgeError

SHAPE = re.compile(r"(?P<subclass>[A-H]\d{2}[A-Z])(?:(?P<group>\d{1,4})(?:/(?P<subgroup>\d{2,6}))?)?")
PREFIX = re.compile(r"^(?:国际)?(?:IPC|主?分类号)?[::是为]*", re.IGNORECASE)


class NotACode(KnowledgeError):
    """The text is no IPC symbol; ``reason`` names what is wrong with it."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r} is not an IPC symbol: {reason}")
        self.text = text
        self.reason = reason


@dataclass(frozen=True)
class IpcCode:
    """An IPC symbol: ``subclass`` such as G06F, and main group and subgroup when they were given."""

    subclass: str
    group: str | None = None
    subgroup: str | None = None

    def __str__(self) -> str:
        if self.group is None:
            return self.subclass
        return f"{self.subclass} {self.group}" + (f"/{self.subgroup}" if self.subgroup else "")


def parse_code(text: str) -> IpcCode:
    """Read a symbol in full or half width, any case, with or without blanks; raises NotACode."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    plain = PREFIX.sub("", plain).rstrip("。.,，")
    found = SHAPE.fullmatch(plain)
    if found is None:
        raise NotACode(text, what_is_wrong(plain))
    return IpcCode(found["subclass"], found["group"], found["subgroup"])


def what_is_wrong(plain: str) -> str:
    """The first thing that keeps the text from being a symbol: empty, section, class, subclass or group."""
    checks = (("empty", r".+"), ("section", r"[A-H].*"), ("class", r"[A-H]\d{2}.*"),
              ("subclass", r"[A-H]\d{2}[A-Z].*"))
    for reason, shape in checks:
        if not re.fullmatch(shape, plain):
            return reason
    return "group"
