"""A ledger into the database: first read and planned as a whole, then, if wanted, written in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import batched

from sqlalchemy.ext.asyncio import AsyncSession

from api.cases import repository
from api.cases.changes import Change, held_cases, write
from api.cases.ledger.failures import BadRow, Rejection, UnreadableLedger
from api.cases.ledger.header import find_table
from api.cases.ledger.planning import plan
from api.cases.ledger.rows import Entry, RowReader
from api.cases.ledger.sheets import RawRow, Sheet
from api.cases.ledger.words import Field, ledger_words
from api.database import now
from knowledge.cases import CaseBook
from knowledge.clock import today

MOST_ROWS = 200_000
AT_ONCE = 500

type OnProgress = Callable[[str, int], None]


@dataclass
class Report:
    """What became of every row; ``changes`` are those that were, or would be, written."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    blank: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    applied: bool = False

    @property
    def new(self) -> int:
        """How many cases are new."""
        return sum(1 for change in self.changes if change.held is None)

    @property
    def changed(self) -> int:
        """How many held cases change."""
        return len(self.changes) - self.new

    @property
    def rows(self) -> int:
        """How many rows stood below the header; every one is accounted for."""
        return len(self.changes) + self.unchanged + self.blank + len(self.rejected)


def no_progress(phase: str, rows: int) -> None:
    """Nobody watches."""


async def import_ledger(
    session: AsyncSession, book: CaseBook, sheet: Sheet, apply: bool, actor: str, on_progress: OnProgress = no_progress
) -> Report:
    """Compare a ledger with what is held; with ``apply``, write it into the session's transaction.

    Good rows go in, bad ones are reported; raises UnreadableLedger when no row can be read. The caller commits:
    until then nothing is applied. ``on_progress`` hears ``reading`` or ``writing`` and how many rows were done.
    """
    table = find_table(sheet.rows, ledger_words())
    reader = RowReader(table, book, sheet.epoch, today())
    report, seen = Report(), dict[str, tuple[int, Entry]]()
    for rows in batched(table.rows, AT_ONCE):
        entries = list(readable(rows, reader, seen, report))
        await compare(session, book, entries, table.columns, report)
        on_progress("reading", len(rows))
        if report.rows > MOST_ROWS:
            raise UnreadableLedger("too_large", rows=MOST_ROWS)
    report.rejected.sort(key=lambda rejection: rejection.row)
    if apply:
        await write_all(session, book, report, actor, on_progress)
    return report


def readable(
    rows: tuple[RawRow, ...], reader: RowReader, seen: dict[str, tuple[int, Entry]], report: Report
) -> Iterator[tuple[int, Entry]]:
    """The entries of those rows that can be read; the others go into the report."""
    for raw in rows:
        if not any(str(cell).strip() for cell in raw.cells if cell is not None):
            report.blank += 1
            continue
        try:
            entry = reader.read(raw)
            first_row, first = seen.setdefault(str(entry.number), (raw.row, entry))
            if first_row != raw.row:
                raise BadRow("duplicate_row" if first == entry else "conflicting_row", entry.number, first_row)
        except BadRow as reason:
            written = reader.cell(raw, Field.NUMBER)
            report.rejected.append(Rejection(raw.row, str(written or ""), reason.reason, reason.sentence))
        else:
            yield raw.row, entry


async def compare(
    session: AsyncSession, book: CaseBook, entries: list[tuple[int, Entry]], columns: dict[Field, int], report: Report
) -> None:
    """Add what entries change to the report."""
    held = await held_cases(session, [str(entry.number) for _, entry in entries])
    for row, entry in entries:
        try:
            change = plan(entry, held.get(str(entry.number)), book, columns)
        except BadRow as reason:
            report.rejected.append(Rejection(row, str(entry.number), reason.reason, reason.sentence))
        else:
            report.unchanged += change is None
            report.changes += [change] if change else []


async def write_all(
    session: AsyncSession, book: CaseBook, report: Report, actor: str, on_progress: OnProgress
) -> None:
    """Write every planned change, and a line in the audit trail."""
    moment = now()
    for changes in batched(report.changes, AT_ONCE):
        await write(session, book, changes, moment)
        on_progress("writing", len(changes))
    repository.audit(session, moment, actor, "import", detail={
        "new": report.new, "changed": report.changed, "unchanged": report.unchanged, "rejected": len(report.rejected),
    })
    report.applied = True
