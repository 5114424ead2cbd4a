"""Finds the header of a ledger: below a title row, in one row or in two with merged cells."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from api.cases.ledger.cells import Cell
from api.cases.ledger.failures import UnreadableLedger
from api.cases.ledger.sheets import RawRow
from api.cases.ledger.words import Field, LedgerWords

EXPLANATION = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]|[\s*\uff0a:：'\u200b\ufeff]")


@dataclass(frozen=True)
class Table:
    """Which column holds which field, how many columns the header has, and the rows below it."""

    columns: dict[Field, int]
    width: int
    rows: Iterator[RawRow]


def find_table(rows: Iterator[RawRow], words: LedgerWords) -> Table:
    """The table in a sheet; raises UnreadableLedger when the required columns are not headed, or headed twice."""
    top = list(islice(rows, words.header_within))
    for index, row in enumerate(top):
        one = [tidied(cell) for cell in row.cells]
        two = two_rows(one, [tidied(cell) for cell in top[index + 1].cells], words) if index + 1 < len(top) else one
        for labels, height in ((one, 1), (two, 2)):
            columns = columns_of(labels, words)
            if all(field in columns for field in words.required):
                return Table(columns, width_of(labels), chain(top[index + height:], rows))
    fields = "、".join(words.export[field] for field in words.required)
    raise UnreadableLedger("no_header", rows=words.header_within, fields=fields)


def tidied(cell: Cell) -> str:
    """A header without explanations in brackets, stars, colons and spaces."""
    return EXPLANATION.sub("", unicodedata.normalize("NFKC", str(cell))) if isinstance(cell, str) else ""


def two_rows(upper: list[str], lower: list[str], words: LedgerWords) -> list[str]:
    """One label per column from a header of two rows: the lower, both together, or the upper, whichever is known.

    A merged upper cell stands above all the columns that follow it without a label of their own.
    """
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    labels, above = [], ""
    for own, below in zip(upper, lower, strict=True):
        above = own or (above if below else "")
        candidates = (below, above + below, own)
        labels.append(next((label for label in candidates if words.field_of(label)), below or own))
    return labels


def columns_of(labels: list[str], words: LedgerWords) -> dict[Field, int]:
    """The column of every field a row of labels names; raises UnreadableLedger when one is named twice."""
    columns: dict[Field, int] = {}
    for column, label in enumerate(labels):
        field = words.field_of(label)
        if field is None:
            continue
        if field in columns:
            raise UnreadableLedger("header_twice", first=labels[columns[field]], second=label)
        columns[field] = column
    return columns


def width_of(labels: list[str]) -> int:
    """How many columns the header spans."""
    return max((column for column, label in enumerate(labels, start=1) if label), default=0)
