"""What goes out can be read back unchanged, and no cell of it can act in a spreadsheet."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import delete

from api.cases.changes import Change, Facts, Milestone, held_cases, write
from api.cases.ledger.cells import FORMULA_STARTS, guarded, without_guard
from api.cases.ledger.exporting import export_ledger
from api.cases.ledger.failures import UnreadableLedger
from api.cases.ledger.importing import import_ledger
from api.cases.ledger.sheets import open_ledger
from api.cases.models import Case
from api.database import now
from knowledge.cases import CaseKind, CaseNumber

ATTACKS = ["=HYPERLINK(\"http://x\")", "+1+1", "-2+3", "@SUM(A1)", "\uff1d1+1", "'=1", "-cmd|' /C calc'!A0"]


@pytest.fixture
async def filled(world, book):
    """Cases of every kind, with names and notes that would like to be formulas."""
    changes = []
    for index, kind in enumerate(CaseKind):
        described = book.kinds[kind]
        second = described.states[described.initial].steps[0]
        path = (Milestone(described.initial, date(2026, 11, 2)), Milestone(second, date(2026, 11, 9)))
        facts = Facts(ATTACKS[index], date(2026, 11, 2), date(2026, 12, 1), ATTACKS[-1 - index % 3])
        changes.append(Change(CaseNumber(kind, 2026, index + 1), facts, path))
    async with world.sessions.begin() as session:
        await write(session, book, changes, now())
    return [str(change.number) for change in changes]


def cells_of(path: Path) -> list[str]:
    """Every cell of a written file, as it stands there."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [cell for row in csv.reader(file) for cell in row]
    return [str(cell.value or "") for row in load_workbook(path).active.iter_rows() for cell in row]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
async def test_what_goes_out_comes_back_unchanged(world, filled, tmp_path, name):
    path = tmp_path / name
    async with world.sessions.begin() as session:
        assert await export_ledger(session, world.office.book, path) == len(filled)
    assert not any(cell[:1] in tuple(FORMULA_STARTS) for cell in cells_of(path) if cell)
    async with world.sessions.begin() as session:
        before = await held_cases(session, filled)
        again = await import_ledger(session, world.office.book, open_ledger(path), True, "test")
        assert (again.unchanged, again.changes, again.rejected) == (len(filled), [], [])
        await session.execute(delete(Case))
        anew = await import_ledger(session, world.office.book, open_ledger(path), True, "test")
        assert anew.new == len(filled)
        assert await held_cases(session, filled) == before


async def test_only_kinds_of_files_that_are_known_are_written(world, tmp_path):
    async with world.sessions() as session:
        with pytest.raises(UnreadableLedger):
            await export_ledger(session, world.office.book, tmp_path / "out.pdf")


@given(st.text())
def test_no_text_begins_a_formula_once_it_is_guarded(text):
    assert guarded(text)[:1] not in tuple(FORMULA_STARTS)
    assert without_guard(guarded(text)) == text
