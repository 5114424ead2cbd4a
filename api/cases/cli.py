"""``zhiwen cases …`` and ``python -m api.cases.cli …``: ledgers in and out, slips for the counter."""

import asyncio
import getpass
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from sqlalchemy.ext.asyncio import AsyncSession

from api.cases.ledger.exporting import export_ledger
from api.cases.ledger.failures import UnreadableLedger
from api.cases.ledger.importing import Report, import_ledger
from api.cases.ledger.sheets import Sheet, open_ledger
from api.cases.ledger.words import ledger_words
from api.cases.office import CaseOffice, open_office
from api.cases.service import read_number, reissue_code
from api.cases.slip import slip_html
from api.database import connect, sessions
from api.door.vault import MemoryVault
from api.errors import AppError
from api.settings import Settings
from knowledge.clock import today

app = typer.Typer(no_args_is_help=True, help=__doc__)
console = Console()
errors = Console(stderr=True)


@asynccontextmanager
async def at_work(settings: Settings) -> AsyncIterator[tuple[CaseOffice, AsyncSession]]:
    """The cases office and one transaction, committed at the end unless something fails."""
    engine = connect(settings.database_url)
    try:
        made = sessions(engine)
        async with made.begin() as session:
            yield open_office(settings, made, MemoryVault()), session
    finally:
        await engine.dispose()


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    apply: Annotated[bool, typer.Option("--apply", help="Write; without it only report.")] = False,
    sheet: Annotated[str | None, typer.Option(help="The sheet to read; default: the first.")] = None,
) -> None:
    """Read a ledger (.xlsx or .csv): report what is new, changed, unchanged and rejected; write it with --apply."""
    try:
        opened = open_ledger(file, sheet)
        report = asyncio.run(run_import(opened, apply))
    except UnreadableLedger as reason:
        errors.print(f"[red]{reason}[/red]")
        raise typer.Exit(2) from reason
    show(report, opened)


async def run_import(sheet: Sheet, apply: bool) -> Report:
    """Import with a progress bar; one transaction."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors) as progress:
        task = progress.add_task(ledger_words().words["reading"], total=sheet.expected)

        def advance(phase: str, rows: int) -> None:
            if progress.tasks[task].fields.get("phase", "reading") != phase:
                progress.reset(task, description=ledger_words().words[phase], phase=phase)
            progress.advance(task, rows)

        async with at_work(Settings()) as (office, session):
            return await import_ledger(session, office.book, sheet, apply, getpass.getuser(), advance)


def show(report: Report, sheet: Sheet) -> None:
    """Print the report: the counts, then every rejected row with its reason."""
    words = ledger_words().words
    console.print(words["applied"] if report.applied else words["dry_run"])
    counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged,
              "rejected": len(report.rejected), "blank": report.blank}
    console.print("　".join(f"{words[name]} {count}" for name, count in counts.items()))
    if sheet.unread_sheets:
        console.print(words["other_sheets"].format(names="、".join(sheet.unread_sheets)))
    if report.rejected:
        grid = Grid(words["row"], words["number"], words["reason"])
        for rejection in report.rejected:
            grid.add_row(str(rejection.row), rejection.number, rejection.sentence)
        console.print(grid)


@app.command("export")
def export(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Write all cases to FILE (.csv or .xlsx), with nothing in it that a spreadsheet would take for a formula."""
    async def run() -> int:
        async with at_work(Settings()) as (office, session):
            return await export_ledger(session, office.book, file)

    try:
        console.print(f"{ledger_words().words['exported']} {asyncio.run(run())}")
    except UnreadableLedger as reason:
        errors.print(f"[red]{reason}[/red]")
        raise typer.Exit(2) from reason


@app.command("slip")
def slip(
    number: str, out: Annotated[Path, typer.Option(dir_okay=False, help="Where to write the printable page (.html).")]
) -> None:
    """Give a case a new query code and write the slip to print; the code it had before no longer works."""
    settings = Settings()

    async def run() -> str:
        async with at_work(settings) as (office, session):
            case = read_number(office, number)
            code = await reissue_code(office, session, case, getpass.getuser())
            return slip_html(office, case, code, today(), settings.public_url)

    try:
        out.write_text(asyncio.run(run()), encoding="utf-8")
    except AppError as reason:
        errors.print(f"[red]{reason.detail}[/red]")
        raise typer.Exit(2) from reason
    console.print(f"{ledger_words().words['slip_written']} {out}")


if __name__ == "__main__":
    sys.exit(app())
