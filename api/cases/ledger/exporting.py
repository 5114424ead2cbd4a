"""All cases as a ledger that can be read back; no cell can become a formula."""

import csv
from collections.abc import AsyncIterator
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy.ext.asyncio import AsyncSession

from api.cases import repository
from api.cases.ledger.cells import guarded
from api.cases.ledger.failures import UnreadableLedger
from api.cases.ledger.words import Field, ledger_words
from api.cases.models import Case
from knowledge.cases import CaseBook, CaseKind

PAGE = 1000


async def export_ledger(session: AsyncSession, book: CaseBook, path: Path) -> int:
    """Write every case to a .csv (UTF-8 with signature, as spreadsheets expect) or .xlsx file; returns how many.

    Raises UnreadableLedger for any other kind of file.
    """
    match path.suffix.lower():
        case ".csv":
            return await export_csv(session, book, path)
        case ".xlsx":
            return await export_workbook(session, book, path)
        case _:
            raise UnreadableLedger("unknown_format")


async def export_csv(session: AsyncSession, book: CaseBook, path: Path) -> int:
    """Write a CSV file."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header())
        async for line in lines(session, book):
            writer.writerow(line)
            count += 1
    return count


async def export_workbook(session: AsyncSession, book: CaseBook, path: Path) -> int:
    """Write a workbook with one sheet; every cell is text."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append(header())
    count = 0
    async for line in lines(session, book):
        sheet.append(line)
        count += 1
    workbook.save(path)
    return count


def header() -> list[str]:
    """The headings, which the import knows."""
    words = ledger_words()
    return [words.export[field] for field in Field]


async def lines(session: AsyncSession, book: CaseBook) -> AsyncIterator[list[str]]:
    """One line per case in the order of the numbers."""
    last = ""
    while page := await repository.exported(session, last, PAGE):
        last = page[-1].number
        histories = await repository.timelines(session, [record.number for record in page])
        for record in page:
            titles = book.kinds[CaseKind(record.kind)].states
            history = "；".join(f"{day.isoformat()} {titles[state].title}" for day, state in histories[record.number])
            yield [guarded(cell) for cell in line_of(book, record, history)]


def line_of(book: CaseBook, record: Case, history: str) -> list[str]:
    """The cells of one case, in the order of the fields."""
    kind = book.kinds[CaseKind(record.kind)]
    return [
        record.number, kind.title, record.applicant or "", kind.states[record.state].title,
        record.received.isoformat(), record.since.isoformat(),
        record.deadline.isoformat() if record.deadline else "", record.note or "", history,
    ]
