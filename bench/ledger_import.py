"""``python -m bench.ledger_import``: 50,000 rows, dry run and applied, with time and peak memory.

Each figure is measured in a process of its own, so that one import's memory does not hide another's.
"""

import argparse
import asyncio
import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from api import migrate
from api.cases.ledger.importing import import_ledger
from api.cases.ledger.sheets import open_ledger
from api.cases.office import open_office
from api.database import connect, sessions
from api.door.vault import MemoryVault
from api.settings import Settings
from tests.databases import postgresql

ROWS = 50_000
HEADER = ["案件编号", "业务类型", "申请人", "办理状态", "受理日期", "状态日期", "截止日期", "备注"]
KIB_PER_MIB = 1024


def rows(many: int) -> Iterator[list[str]]:
    """The header and invented rows, all good, with dates as offices write them."""
    start = date(2025, 1, 2)
    yield HEADER
    for serial in range(1, many + 1):
        received = start + timedelta(days=serial % 300)
        yield [f"YS2025{serial:06d}", "专利预审", f"示例科技（虚构）第{serial}号有限公司", "预审审查中",
               received.strftime("%Y年%m月%d日"), (received + timedelta(days=3)).isoformat(), "", "虚构"]


def write_files(folder: Path, many: int) -> list[Path]:
    """The same rows as GBK CSV and as a workbook."""
    with (folder / "ledger.csv").open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows(rows(many))
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in rows(many):
        sheet.append(line)
    book.save(folder / "ledger.xlsx")
    return [folder / "ledger.csv", folder / "ledger.xlsx"]


async def once(path: Path, url: str, apply: bool) -> None:
    """One import in this process; prints its figures."""
    settings = Settings(database_url=url)
    engine = connect(url)
    made = sessions(engine)
    office = open_office(settings, made, MemoryVault())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB
    started = time.perf_counter()
    async with made.begin() as session:
        report = await import_ledger(session, office.book, open_ledger(path), apply, "bench")
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB
    print(f"{engine.dialect.name} {path.suffix} {'apply' if apply else 'dry run'}: {report.rows} rows "
          f"({report.new} new, {report.unchanged} unchanged, {len(report.rejected)} rejected) in {seconds:.1f} s, "
          f"peak {peak:.0f} MiB ({before:.0f} MiB before)")
    await engine.dispose()


def measure(files: list[Path], url: str) -> None:
    """Dry run, apply and apply again, each in a process of its own."""
    migrate.upgrade(url)
    for path, mode in ((files[0], "dry"), (files[1], "dry"), (files[1], "apply"), (files[0], "apply")):
        subprocess.run([sys.executable, "-m", "bench.ledger_import", "--one", path, url, mode], check=True)


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        path, url, mode = options.one
        asyncio.run(once(Path(path), url, mode == "apply"))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder), options.rows)
        measure(files, f"sqlite+aiosqlite:///{folder}/bench.db")
        with postgresql() as url:
            measure(files, f"{url}postgres")


if __name__ == "__main__":
    main()
