"""The knowledge base from a terminal: each verb, and one sentence for each expected failure."""

import sys

import pytest

from knowledge import __main__ as command_line


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs one verb; gives exit code and what was printed."""

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["knowledge", *words])
        code = command_line.main()
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def test_check_passes_on_what_we_ship(run):
    code, said = run("check")
    assert code == 0, said
    assert "243 topics" in said


def test_show_gives_text_and_basis_of_a_day(run):
    code, said = run("show", "trade_secret/admin_penalty", "--day", "2026-11-22")
    assert code == 0
    assert "反不正当竞争法（2025年修订）" in said


def test_stale_lists_whom_to_ask(run):
    code, said = run("stale", "--months", "6")
    assert code == 0
    assert "知识产权保护中心" in said


def test_an_unknown_topic_is_one_sentence(run):
    code, said = run("show", "no/such")
    assert code == 2
    assert said.count("\n") == 1


def test_a_new_topic_gets_its_files_and_never_overwrites(run, monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(command_line, "KNOWLEDGE", tmp_path / "knowledge")
    assert run("new", "service/a_new_one", "新题目")[0] == 0
    assert "新题目" in (tmp_path / "knowledge/topics/service/a_new_one.yml").read_text(encoding="utf-8")
    assert (tmp_path / "nlu/topics/service/a_new_one.yml").exists()
    assert run("new", "service/a_new_one", "新题目")[0] == 2
