"""``zhiwen cases …`` as an office uses it: import, export, slips, demo data."""

import csv
import io
from pathlib import Path

import pytest
import segno
from typer.testing import CliRunner

from api.cases import demo
from api.cases.codes import printed, tidy
from api.cases.demo_ledger import ledger
from api.cases.service import reissue_code
from api.cases.slip import slip_html
from api.cli import app
from api.settings import Settings
from tests.api.cases.bad_rows import GOOD, HEADER, changed
from tests.api.cases.conftest import KEY, TODAY

DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"


@pytest.fixture
def run(settings, monkeypatch):
    """The command with the settings of this test in its environment."""
    monkeypatch.setenv("ZHIWEN_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("ZHIWEN_HASH_KEY", KEY)
    monkeypatch.setenv("ZHIWEN_PUBLIC_URL", "https://ask.example.gov")
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: CliRunner().invoke(app, ["cases", *map(str, words)])


@pytest.fixture
def ledger_file(tmp_path) -> Path:
    """One good row and one bad one."""
    path = tmp_path / "台账.csv"
    with path.open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows([HEADER, GOOD, changed(n="YS2026000002", r="3月5日")])
    return path


def test_import_reports_first_and_writes_only_when_told(run, ledger_file):
    dry = run("import", ledger_file)
    assert dry.exit_code == 0
    assert "没有写入" in dry.stdout
    assert "新增 1　更新 0　未变 0　退回 1　空行 0" in dry.stdout
    assert "受理日期“3月5日”没有年份。" in dry.stdout
    assert "新增 1" in run("import", ledger_file, "--apply").stdout
    assert "新增 0　更新 0　未变 1　退回 1" in run("import", ledger_file, "--apply").stdout


def test_a_file_that_cannot_be_read_is_one_sentence_and_exit_code_2(run, tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(b"x")
    refused = run("import", path)
    assert refused.exit_code == 2
    assert "另存为 .xlsx" in refused.stderr
    assert run("export", tmp_path / "out.pdf").exit_code == 2


def test_export_and_slip(run, ledger_file, tmp_path):
    run("import", ledger_file, "--apply")
    assert "1" in run("export", tmp_path / "out.xlsx").stdout
    slip = tmp_path / "slip.html"
    assert run("slip", "ys 2026-000001", "--out", slip).exit_code == 0
    page = slip.read_text(encoding="utf-8")
    assert "YS2026000001" in page
    assert "http" not in page.replace("https://ask.example.gov", "").replace("http://www.w3.org/2000/svg", "")
    assert segno.make("https://ask.example.gov", error="m").svg_inline(scale=4, border=2) in page
    for wrong in ("YS2026", "YS2026000009"):
        assert run("slip", wrong, "--out", slip).exit_code == 2


async def test_the_code_on_the_slip_opens_the_case_and_the_one_before_no_longer_does(world, tmp_path):
    number, old = await world.open()
    async with world.sessions.begin() as session:
        new = await reissue_code(world.office, session, number, "窗口一")
    page = slip_html(world.office, number, new, TODAY, "https://ask.example.gov/<b>")
    assert printed(new) in page
    assert "<b>" not in page
    assert (await world.look_up(number, printed(new))).status_code == 200
    assert (await world.look_up(number, old)).status_code == 404


def test_the_shipped_demo_ledger_is_what_the_script_makes_and_is_all_invented():
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(ledger())
    assert (DEMO / "ledger.csv").read_text(encoding="utf-8") == text.getvalue()
    with (DEMO / "ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 300
    assert all("（虚构）" in row["申请人"] and "虚构" in row["备注"] for row in rows)


def test_the_demo_loads_into_an_empty_development_database_only(database_url, capsys):
    production = Settings(
        environment="production", database_url=database_url, hash_key="0f9e8d7c6b5a4938271605f4e3d2c1b0",
        service_token="f1e2d3c4b5a69788796a5b4c3d2e1f0a", rasa_token="a9b8c7d6e5f40312213f4e5d6c7b8a90",
    )
    development = Settings(database_url=database_url)
    assert [demo.load(settings) for settings in (production, development, development)] == [False, True, False]


async def test_the_demo_codes_open_their_cases(world, settings):
    assert await demo.load_into_empty(settings)
    readme = (DEMO / "README.md").read_text(encoding="utf-8")
    for number, code in demo.demo_codes().items():
        assert (await world.look_up(number, code)).status_code == 200
        assert number in readme
        assert printed(code) in readme
        assert tidy(code) == code


def test_the_demo_prints_its_codes(database_url, monkeypatch, capsys):
    monkeypatch.setenv("ZHIWEN_DATABASE_URL", database_url)
    assert demo.main() == 0
    assert "YS2026000038 DM2-YT3-KX (demo)" in capsys.readouterr().out
