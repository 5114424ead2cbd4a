"""The three real processes: they answer, they say why they cannot, and they come back when killed."""

import contextlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import httpx
import psutil
import pytest

from tests.running import ROOT, Running


def part_of(running: Running, words: str) -> psutil.Process:
    """The child process whose command holds these words."""
    assert running.process is not None
    for child in psutil.Process(running.process.pid).children():
        if words in " ".join(child.cmdline()):
            return child
    raise AssertionError(f"no process {words!r}")


def turn_until(running: Running, outcome: str, seconds: float) -> dict:
    """Ask until a turn ends as hoped."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        turn = running.ask("商业秘密是什么")
        if turn["outcome"] == outcome:
            return turn
        time.sleep(0.5)
    raise AssertionError(f"no turn ended {outcome!r} within {seconds} s:\n{running.said()[-4000:]}")


def test_a_question_is_answered_with_its_legal_basis(running: Running):
    turn = running.ask("什么是商业秘密、要满足哪些条件")
    reply = turn["replies"][0]
    assert (turn["outcome"], reply["topic"]) == ("answered", "trade_secret/what_is_it")
    assert any(cite["article"] for cite in reply["citations"])


@pytest.mark.parametrize(("content", "status"), [
    (b'{"text": ""}', 422), (b'{"text": "' + "问".encode() * 1001 + b'"}', 422), (b"x" * 1_000_000, 413),
    (b"not json", 422), (b'{"text": "a", "b": 1}', 422), (b'{"text": "a\\u0000"}', 422),
    ('{"text": "😀"}'.encode(), 422), ('{"text": "Привет"}'.encode(), 422),
])
def test_bad_input_gets_a_reason_over_the_wire(running: Running, content: bytes, status: int):
    response = httpx.post(f"{running.url}/v1/chat", content=content, headers={"content-type": "application/json"}, trust_env=False)
    assert response.status_code == status
    assert response.json()["detail"]


def test_rasa_and_actions_listen_on_loopback_behind_a_token(running: Running):
    rasa = f"http://127.0.0.1:{running.rasa_port}"
    for address in ("/webhooks/rest/webhook", "/webhooks/rest/webhook?token=wrong", "/model/parse"):
        answer = httpx.post(f"{rasa}{address}", json={"sender": "x", "message": "y", "text": "y"}, trust_env=False)
        assert answer.status_code == 401, address
    addresses = {c.laddr.ip for name in ("bot run", "-m actions") for c in part_of(running, name).net_connections() if c.status == "LISTEN"}
    assert addresses == {"127.0.0.1"}


@pytest.mark.parametrize("part", ["bot run", "-m actions"])
def test_a_killed_part_is_admitted_logged_and_comes_back(running: Running, part: str):
    part_of(running, part).send_signal(signal.SIGKILL)
    turn = turn_until(running, "error", 10)
    assert "12345" in turn["replies"][0]["text"]
    assert "ERROR" in running.said()
    assert turn_until(running, "answered", 90)["replies"][0]["topic"] == "trade_secret/what_is_it"
    assert "starting it again" in running.said()


def test_a_conversation_survives_a_restart_of_all_processes(running: Running):
    turn = running.ask("竞业限制最长多久")
    running.restart()
    again = running.ask("再说一遍", turn["session"])
    assert [reply["topic"] for reply in again["replies"]] == ["trade_secret/noncompete_term"]


def test_erased_means_erased(running: Running):
    turn = running.ask("驰名商标是怎么回事")
    assert httpx.delete(f"{running.url}/v1/me", params={"session": turn["session"]}, trust_env=False).status_code == 204
    for name in ("zhiwen.db", "conversations.db"):
        with contextlib.closing(sqlite3.connect(running.folder / name)) as database:
            assert turn["session"] not in "\n".join(database.iterdump())
    assert turn["session"] not in running.said()


def test_a_taken_port_is_one_clear_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run([sys.executable, "-m", "processes", "--port", str(taken.getsockname()[1])], cwd=ROOT,
                              capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "is taken by another program" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_stops_all_three(tmp_path):
    product = Running(folder=tmp_path)
    product.start()
    assert product.process is not None
    children = psutil.Process(product.process.pid).children(recursive=True)
    assert len(children) >= 3
    product.stop()
    assert product.process.returncode == 0
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
