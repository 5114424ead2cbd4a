"""Ledger files into rows of cells, one at a time: .xlsx by openpyxl, .csv in UTF-8, UTF-16 or GBK."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.utils.exceptions import InvalidFileException

from api.cases.ledger.cells import Cell
from api.cases.ledger.failures import UnreadableLedger

BLOCK = 1 << 20
DELIMITERS = ",\t;"


class RawRow(NamedTuple):
    """The cells of one row and the number by which staff find it: the sheet's row, or the file's line."""

    row: int
    cells: list[Cell]


@dataclass(frozen=True)
class Sheet:
    """An open ledger: its rows, how many there may be (None: unknown), the first day of its day numbers."""

    rows: Iterator[RawRow]
    expected: int | None
    epoch: datetime = WINDOWS_EPOCH
    unread_sheets: tuple[str, ...] = field(default=())


def open_ledger(path: Path, sheet: str | None = None) -> Sheet:
    """A ledger ready to be read row by row; raises UnreadableLedger."""
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            return open_workbook(path, sheet)
        case ".csv" | ".txt" | ".tsv":
            return open_csv(path)
        case _:
            raise UnreadableLedger("unknown_format")


def open_workbook(path: Path, name: str | None) -> Sheet:
    """The named sheet of a workbook, or its first."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as reason:
        raise UnreadableLedger("not_readable") from reason
    name = name or book.sheetnames[0]
    if name not in book.sheetnames:
        raise UnreadableLedger("no_sheet", name=name)
    sheet = book[name]
    expected = sheet.max_row
    sheet.reset_dimensions()

    def rows() -> Iterator[RawRow]:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield RawRow(number, [plain(cell) for cell in cells])
        book.close()

    others = tuple(other for other in book.sheetnames if other != name)
    return Sheet(rows(), expected, book.epoch, others)


def plain(cell: object) -> Cell:
    """A cell's value in the few types a ledger needs; rarer ones (times of day, rich text) as their text."""
    return cell if cell is None or isinstance(cell, str | int | float | datetime | date) else str(cell)


def open_csv(path: Path) -> Sheet:
    """A CSV file in whatever encoding it is."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.readline() + file.readline()
        lines = 2 + sum(1 for _ in file)
    delimiter = max(DELIMITERS, key=head.count)

    def rows() -> Iterator[RawRow]:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            start = 1
            try:
                for cells in reader:
                    yield RawRow(start, list(cells))
                    start = reader.line_num + 1
            except csv.Error as reason:
                raise UnreadableLedger("broken_csv", line=start) from reason

    return Sheet(rows(), lines)


def encoding_of(path: Path) -> str:
    """The encoding in which the whole file can be read; raises UnreadableLedger when there is none."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as reason:
        raise UnreadableLedger("not_readable") from reason
    is_utf_16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "gb18030"):
        if decodes(path, encoding):
            return encoding
    raise UnreadableLedger("unknown_encoding")


def decodes(path: Path, encoding: str) -> bool:
    """Whether every byte of a file has a meaning in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
