"""Ledgers as offices keep them: good rows go in, bad ones are named, and twice is the same as once."""

import asyncio
import csv
import io
import os
import signal
import sys
from asyncio.subprocess import PIPE
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from api.cases.changes import Facts, Held, Milestone, held_cases
from api.cases.ledger.failures import UnreadableLedger
from api.cases.ledger.importing import Report, import_ledger
from api.cases.ledger.sheets import open_ledger
from api.cases.ledger.words import ledger_words
from api.cases.models import Case, CaseAudit, CaseEvent, CaseNotification
from knowledge.cases import CaseKind, CaseNumber
from tests.api.cases.bad_rows import AGAINST_HELD, ALONE, BESIDE, GOOD, HEADER, TOLD, changed

ROOT = Path(__file__).resolve().parents[3]


def wide(text: str) -> str:
    """A text in full-width letters and digits."""
    return text.translate({code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)})


def csv_file(folder: Path, rows: list, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path = folder / "ledger.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def workbook_file(folder: Path, rows: list, merged: tuple[str, ...] = ()) -> Path:
    """Rows as a workbook with merged cells."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    path = folder / "ledger.xlsx"
    book.save(path)
    return path


async def imported(world, path: Path, apply: bool = True) -> Report:
    """The report of one import."""
    async with world.sessions.begin() as session:
        return await import_ledger(session, world.office.book, open_ledger(path), apply, "test")


async def held(world, *numbers: str) -> dict[str, Held]:
    """Cases as they are kept."""
    async with world.sessions() as session:
        return await held_cases(session, list(numbers))


async def how_many(world, table: type) -> int:
    """How many rows a table has."""
    async with world.sessions() as session:
        return await session.scalar(select(func.count()).select_from(table))


def counts(report: Report) -> tuple[int, int, int, int]:
    """New, changed, unchanged, rejected."""
    return report.new, report.changed, report.unchanged, len(report.rejected)


async def test_a_dry_run_writes_nothing_and_says_what_would_be_written(world, tmp_path):
    report = await imported(world, csv_file(tmp_path, [HEADER, GOOD]), apply=False)
    assert counts(report) == (1, 0, 0, 0)
    assert [await how_many(world, table) for table in (Case, CaseEvent, CaseAudit)] == [0, 0, 0]


async def test_importing_twice_changes_nothing(world, tmp_path):
    path = csv_file(tmp_path, [HEADER, GOOD, changed(n="YS2026000002", e="2026-12-01", b="电话 13800138000"),
                               changed(n="YS2026000003", h=TOLD)])
    assert counts(await imported(world, path)) == (3, 0, 0, 0)
    before = await held(world, "YS2026000001", "YS2026000002", "YS2026000003")
    assert counts(await imported(world, path)) == (0, 0, 3, 0)
    assert await held(world, *before) == before
    assert before["YS2026000001"].path == (Milestone("received", date(2026, 11, 2)),
                                           Milestone("examining", date(2026, 11, 10)))
    assert before["YS2026000003"].path[1] == Milestone("accepted", date(2026, 11, 5))
    masked = Facts("示例（虚构）", date(2026, 11, 2), date(2026, 12, 1), "电话 〔手机号〕")
    assert before["YS2026000002"].facts == masked


def test_every_reason_has_its_bad_row():
    tested = {*ALONE, *BESIDE, *AGAINST_HELD}
    assert tested == set(ledger_words().reasons)
    assert len(tested) >= 30


@pytest.mark.parametrize("file_of", [csv_file, workbook_file])
async def test_every_kind_of_bad_row_is_reported_with_its_line_and_the_good_rows_go_in(world, tmp_path, file_of):
    rows: list = [HEADER, GOOD]
    expected = {}
    for reason, row in {**ALONE, **BESIDE}.items():
        rows.append(row if reason in BESIDE or row[0] != GOOD[0] else ["YS2026000077", *row[1:]])
        expected[len(rows)] = reason
        rows.append([])
        rows.append([f"YS2026{100 + len(rows):06d}", *GOOD[1:]])
    if file_of is csv_file:   # a number that Excel would take for a day comes as text
        rows = [[str(cell) if cell is not None else "" for cell in row] for row in rows]
    report = await imported(world, file_of(tmp_path, rows))
    assert {rejection.row: rejection.reason for rejection in report.rejected} == expected
    assert report.new == 1 + len(expected)
    assert report.blank == len(expected)
    assert report.rows == len(rows) - 1
    assert await how_many(world, Case) == report.new
    assert not any("{" in rejection.sentence for rejection in report.rejected)


async def test_rows_that_contradict_what_is_held_are_refused_and_change_nothing(world, tmp_path):
    await world.put(CaseNumber(CaseKind.PRE_EXAMINATION, 2026, 1),
                    ("received", date(2026, 11, 2)), ("accepted", date(2026, 11, 9)))
    await world.put(CaseNumber(CaseKind.PRE_EXAMINATION, 2026, 2),
                    ("received", date(2026, 11, 2)), ("failed", date(2026, 11, 9)))
    before = await held(world, "YS2026000001", "YS2026000002")
    for reason, row in AGAINST_HELD.items():
        report = await imported(world, csv_file(tmp_path, [HEADER, row]))
        assert [rejection.reason for rejection in report.rejected] == [reason]
        assert await held(world, *before) == before


async def test_a_shorter_history_would_move_the_case_backwards(world, tmp_path):
    await imported(world, csv_file(tmp_path, [HEADER, changed(h=TOLD)]))
    shorter = changed(s="已受理", d="2026-11-05", h=TOLD.rpartition("；")[0])
    report = await imported(world, csv_file(tmp_path, [HEADER, shorter]))
    assert [rejection.reason for rejection in report.rejected] == ["backwards"]


async def test_a_held_case_moves_on_by_one_step_or_by_the_history_it_brings(world, tmp_path):
    await imported(world, csv_file(tmp_path, [HEADER, GOOD]))
    one = changed(s="待答复", d="2026-11-12", e="2026-12-01")
    assert counts(await imported(world, csv_file(tmp_path, [HEADER, one]))) == (0, 1, 0, 0)
    history = "2026-11-02 已收件;2026-11-10 审查中;2026-11-12 待答复;2026-11-15 审查中;2026-11-20 预审合格"
    more = changed(s="预审合格", d="2026-11-20", h=history)
    assert counts(await imported(world, csv_file(tmp_path, [HEADER, more]))) == (0, 1, 0, 0)
    path = (await held(world, "YS2026000001"))["YS2026000001"].path
    assert [state for state, _ in path] == ["received", "examining", "opinion", "examining", "passed"]


async def test_the_day_of_the_last_step_can_be_corrected(world, tmp_path):
    await imported(world, csv_file(tmp_path, [HEADER, GOOD]))
    assert counts(await imported(world, csv_file(tmp_path, [HEADER, changed(d="2026-11-11")]))) == (0, 1, 0, 0)
    assert (await held(world, "YS2026000001"))["YS2026000001"].path[-1] == Milestone("examining", date(2026, 11, 11))


async def test_columns_a_ledger_lacks_leave_what_is_held(world, tmp_path):
    await imported(world, csv_file(tmp_path, [HEADER, changed(e="2026-12-01", b="说明")]))
    few = [("编号", "当前环节", "收件日期", "更新时间"), ("YS2026000001", "在审", "2026-11-02", "2026-11-10")]
    assert counts(await imported(world, csv_file(tmp_path, few))) == (0, 0, 1, 0)


async def test_an_import_tells_subscribers_once_however_often_it_is_repeated(world, tmp_path):
    code = await world.put(CaseNumber(CaseKind.PRE_EXAMINATION, 2026, 1), ("received", date(2026, 11, 2)))
    ticket = (await world.look_up("YS2026000001", code)).json()["ticket"]
    wish = {"ticket": ticket, "session": "a-session-of-this-test"}
    await world.http.post("/v1/cases/subscriptions", json=wish)
    for _ in range(3):
        await imported(world, csv_file(tmp_path, [HEADER, GOOD]))
    assert await how_many(world, CaseNotification) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
async def test_csv_in_every_encoding_offices_use(world, tmp_path, encoding):
    report = await imported(world, csv_file(tmp_path, [HEADER, GOOD], encoding), apply=False)
    assert counts(report) == (1, 0, 0, 0)
    assert report.changes[0].facts.applicant == "示例（虚构）"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
async def test_csv_with_every_delimiter(world, tmp_path, delimiter):
    assert counts(await imported(world, csv_file(tmp_path, [HEADER, GOOD], delimiter=delimiter), apply=False))[0] == 1


async def test_a_title_above_and_a_header_of_two_merged_rows(world, tmp_path):
    rows = [
        ["2026年预审案件台账", None, None, None, None, None],
        ["（内部使用）", None, None, None, None, None],
        ["案件", None, "申请单位", "日期", None, "办理状态*"],
        ["受理号（10位）", "业务 类型：", None, "受理日期", "状态日期", None],
        [wide("YS2026000001"), "预审", "示例（虚构）", datetime.combine(date(2026, 11, 2), time()), 46336, "审查中"],
        [None, " ", None, None, None, None],
        ["合计：1 件", None, None, None, None, None],
    ]
    merged = ("A1:F1", "A2:F2", "A3:B3", "D3:E3", "C3:C4", "F3:F4")
    report = await imported(world, workbook_file(tmp_path, rows, merged), apply=False)
    assert (counts(report), report.blank) == ((1, 0, 0, 1), 1)
    assert report.changes[0].path[-1] == Milestone("examining", date(2026, 11, 10))
    assert report.rejected[0].row == 7


@pytest.mark.parametrize("written", [
    "2026年11月10日", "2026/11/10", "2026-11-10", "2026.11.10", "20261110", 20261110, wide("2026-11-10"),
    46336, 46336.5, "46336", datetime.combine(date(2026, 11, 10), time(8, 30)), date(2026, 11, 10),
    "2026-11-10 08:30:00", "2026/11/10 8:30", "二〇二六年十一月十日", "2026年 11月 10日",
])
async def test_days_in_every_form(world, tmp_path, written):
    report = await imported(world, workbook_file(tmp_path, [HEADER, changed(d=written)]), apply=False)
    assert [rejection.sentence for rejection in report.rejected] == []
    assert report.changes[0].path[-1].day == date(2026, 11, 10)


@pytest.mark.parametrize(("rows", "failure"), [
    ([["甲", "乙"], ["1", "2"]], "no_header"),
    ([["案件编号", "办理状态", "受理日期"]], "no_header"),
    ([[*HEADER, "受理号"], GOOD], "header_twice"),
    ([], "no_header"),
])
async def test_a_file_without_a_usable_header_is_refused_as_a_whole(world, tmp_path, rows, failure):
    with pytest.raises(UnreadableLedger) as refused:
        await imported(world, csv_file(tmp_path, rows))
    assert refused.value.failure == failure


@pytest.mark.parametrize(("name", "content", "failure"), [
    ("ledger.xls", b"\xd0\xcf\x11\xe0", "unknown_format"),
    ("ledger.xlsx", b"not a zip file", "not_readable"),
    ("ledger.csv", "案件编号".encode() + b"\xff\xff\xff", "unknown_encoding"),
])
def test_a_file_of_the_wrong_kind_is_refused(tmp_path, name, content, failure):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableLedger) as refused:
        open_ledger(path)
    assert refused.value.failure == failure


def test_a_missing_file_or_sheet_is_refused(tmp_path):
    with pytest.raises(UnreadableLedger, match="打不开"):
        open_ledger(tmp_path / "none.csv")
    with pytest.raises(UnreadableLedger, match="工作表"):
        open_ledger(workbook_file(tmp_path, [HEADER]), sheet="不存在")


async def test_an_unpaired_quote_swallows_no_rows_in_silence(world, tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(",".join(HEADER) + "\n" + ",".join(GOOD) + "\nYS2026000002,\"预审,x\n" + "YS2026000003,,\n" * 3)
    with pytest.raises(UnreadableLedger, match="第 3 行"):
        await imported(world, path)


async def test_line_numbers_stay_right_after_a_cell_of_several_lines(world, tmp_path):
    rows = [HEADER, changed(b="第一行\n第二行\n第三行"), changed(n="见附件")]
    report = await imported(world, csv_file(tmp_path, rows), apply=False)
    assert [rejection.row for rejection in report.rejected] == [5]


KILLED = """
import asyncio, sys
from pathlib import Path
from api.cases.ledger.importing import import_ledger
from api.cases.ledger.sheets import open_ledger
from api.cases.office import open_office
from api.database import connect, sessions
from api.door.vault import MemoryVault
from api.settings import Settings

def stop_here(phase, rows):
    if phase == "writing":
        stop_here.written += rows
    if stop_here.written >= 2000:
        print("written", flush=True)
        sys.stdin.read()
stop_here.written = 0

async def main():
    settings = Settings()
    made = sessions(connect(settings.database_url))
    async with made.begin() as session:
        office = open_office(settings, made, MemoryVault())
        await import_ledger(session, office.book, open_ledger(Path(sys.argv[1])), True, "test", stop_here)
asyncio.run(main())
"""


async def test_killed_in_the_middle_of_applying_nothing_is_applied(world, settings, tmp_path):
    path = csv_file(tmp_path, [HEADER, *(changed(n=f"YS2026{serial:06d}") for serial in range(1, 4001))])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, str(path), cwd=ROOT, stdin=PIPE, stdout=PIPE,
        env=os.environ | {"ZHIWEN_DATABASE_URL": settings.database_url},
    )
    assert await process.stdout.readline() == b"written\n"
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
    assert [await how_many(world, table) for table in (Case, CaseEvent, CaseAudit)] == [0, 0, 0]
    assert counts(await imported(world, path)) == (4000, 0, 0, 0)
