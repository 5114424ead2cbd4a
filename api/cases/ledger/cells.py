"""Cells into values: text without invisible dirt, days from every form in which offices write them."""

import re
import unicodedata
from datetime import date, datetime

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from api.cases.ledger.failures import BadRow

type Cell = str | int | float | bool | datetime | date | None

SPACES = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\xa0\u3000]+")
FULL_WIDTH = re.compile(r"[\uff0d-\uff1a\uff21-\uff3a\uff41-\uff5a]")
FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"
NOTHING = {"-", "--", "—", "——", "/", "无", "\\"}
ERROR_VALUES = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
BROKEN = re.compile(r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]|锟斤拷|烫烫|鈥|锘")
CHINESE_DIGITS = str.maketrans("\u3007零一二三四五六七八九", "00123456789")
FULL = re.compile(r"(\d{4})[年/\-.](\d{1,2})[月/\-.](\d{1,2})日?(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
SPOKEN = "([一二三四五六七八九十]{1,3})"
CHINESE_FULL = re.compile(rf"([\u3007零一二三四五六七八九]{{4}})年{SPOKEN}月{SPOKEN}日")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
WITHOUT_YEAR = re.compile(r"\d{1,2}[月/\-.]\d{1,2}日?")
WITHOUT_DAY = re.compile(r"\d{4}[年/\-.]\d{1,2}月?")
SHORT_YEAR = re.compile(r"\d{2}[年/\-.]\d{1,2}[月/\-.]\d{1,2}日?")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def text_of(cell: Cell) -> str:
    """A cell as text: half-width letters and digits, no invisible characters, single spaces; a dash is nothing.

    Raises BadRow for garbled text, formulas and error values.
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    if BROKEN.search(text):
        raise BadRow("broken_text", text)
    text = SPACES.sub(" ", narrow(text)).strip()
    if text[:1] == "=" or text in ERROR_VALUES:
        raise BadRow("formula_or_error", text)
    return "" if text in NOTHING else without_guard(text)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before a character that begins one."""
    return f"'{text}" if begins_formula(text) else text


def without_guard(text: str) -> str:
    """The text without the apostrophe ``guarded`` put before it."""
    return text[1:] if text[:1] == "'" and begins_formula(text) else text


def begins_formula(text: str) -> bool:
    """Whether a text begins like a formula, apostrophes apart."""
    start = text.lstrip("'")[:1]
    return bool(start) and start in FORMULA_STARTS


def narrow(text: str) -> str:
    """Full-width letters, digits and the signs dates are written with as half-width; Chinese brackets stay."""
    return "".join(unicodedata.normalize("NFKC", c) if FULL_WIDTH.match(c) else c for c in text)


def bare(cell: Cell) -> str:
    """A cell's text without any space, for numbers, kinds and states."""
    return text_of(cell).replace(" ", "")


def day_of(cell: Cell, field: str, epoch: datetime = WINDOWS_EPOCH) -> date | None:
    """The day in a cell, None for an empty one; raises BadRow named after the field.

    Read are Excel dates, Excel day numbers (counted from the workbook's epoch), 20260305, and days written with
    dashes, slashes, dots or 年月日, with or without a time of day.
    """
    if isinstance(cell, datetime):
        return in_range(cell.date(), cell, field)
    if isinstance(cell, date):
        return in_range(cell, cell, field)
    text = text_of(cell)
    if not text:
        return None
    if SERIAL.fullmatch(text):
        moment = from_excel(float(text), epoch)
        return in_range(moment.date() if isinstance(moment, datetime) else None, text, field)
    parts = parts_of(text)
    if parts is None:
        raise BadRow(f"{field}_{shortcoming(text)}", text)
    try:
        return in_range(date(*parts), text, field)
    except ValueError as reason:
        raise BadRow(f"{field}_impossible", text) from reason


def parts_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a written date; they may still name a day that does not exist."""
    close = re.sub(r"(?<=[年月/\-.])\s+|\s+(?=[年月日/\-.])", "", text)
    if match := CHINESE_FULL.fullmatch(close):
        return int(match[1].translate(CHINESE_DIGITS)), spoken(match[2]), spoken(match[3])
    match = FULL.fullmatch(close) or COMPACT.fullmatch(close)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def spoken(written: str) -> int:
    """A number up to 九十九 in Chinese numerals."""
    tens, ten, ones = written.rpartition("十")
    units = int(ones.translate(CHINESE_DIGITS)) if ones else 0
    return (int(tens.translate(CHINESE_DIGITS)) if tens else 1) * 10 + units if ten else units


def shortcoming(text: str) -> str:
    """What a text that is no full date lacks."""
    for name, pattern in (("without_year", WITHOUT_YEAR), ("without_day", WITHOUT_DAY), ("short_year", SHORT_YEAR)):
        if pattern.fullmatch(text.replace(" ", "")):
            return name
    return "unreadable"


def in_range(day: date | None, written: object, field: str) -> date:
    """The day, unless no case can be that old or that new."""
    if day is None or not EARLIEST <= day <= LATEST:
        raise BadRow(f"{field}_out_of_range", written)
    return day
