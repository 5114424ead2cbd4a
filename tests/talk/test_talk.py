"""The terminal chat against a stand-in api, and started for real where nothing runs."""

import io
import json
import subprocess
import sys

import httpx
import pytest
from rich.console import Console

from talk.__main__ import Talk, load_words
from talk.door import Door, Nobody, Stranger
from tests.running import ROOT, free_port

CITATION = {"title": "专利法", "number": "主席令第55号", "article": "第2条", "effective": "2021-06-01", "url": None}


def reply(text: str, *says: str, **more: object) -> dict:
    return {"kind": "answer", "topic": None, "title": None, "text": text, "citations": [], "confidence": None,
            "choices": [{"title": say, "say": f"我选{say}", "topic": None} for say in says], "data": None} | more


class Api:
    """Remembers what it was asked; answers with ``replies``, or with ``failure`` when one is set."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.replies = [reply("好的。")]
        self.failure: httpx.Response | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/explain":
            return self.failure or httpx.Response(200, json={"text": request.url.params["text"], "intent": "预审"})
        self.asked.append(json.loads(request.content))
        return self.failure or httpx.Response(200, json={
            "session": "s-1", "turn": "t-1", "outcome": "answered", "replies": self.replies})


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def talk(api):
    """Type these lines, then end of input; gives what the screen shows."""

    def typed(*lines: str) -> str:
        waiting = iter(lines)

        def read(_: str) -> str:
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        screen = io.StringIO()
        door = Door("http://api", httpx.MockTransport(api))
        Talk(door, Console(file=screen, width=100), read, load_words()).run()
        return screen.getvalue()

    return typed


def test_an_answer_shows_its_title_and_its_basis(api, talk):
    api.replies = [reply("发明、实用新型和外观设计。", title="专利有几种", citations=[CITATION])]
    screen = talk("专利有几种")
    assert "专利有几种" in screen
    assert "依据：《专利法》 主席令第55号 第2条 2021-06-01 起施行" in screen


def test_a_number_says_what_the_choice_says_counted_over_all_replies(api, talk):
    api.replies = [reply("一", "甲", "乙"), reply("二", "丙")]
    screen = talk("问", "3")
    assert "[3] 丙" in screen
    assert [message["text"] for message in api.asked] == ["问", "我选丙"]


@pytest.mark.parametrize("number", ["0", "4", "2023"])
def test_a_number_without_a_choice_is_said_as_it_stands(api, talk, number):
    api.replies = [reply("一", "甲", "乙", "丙")]
    talk("问", number)
    assert api.asked[-1]["text"] == number


def test_the_session_goes_on_until_new(api, talk):
    api.replies = [reply("一", "甲")]
    talk("一", "二", "/new", "1")
    assert [message.get("session") for message in api.asked] == [None, "s-1", None]
    assert api.asked[-1]["text"] == "1"


def test_why_explains_the_last_message_or_the_one_given(api, talk):
    assert '"text": "啥是预审"' in talk("啥是预审", "/why")
    assert '"text": "别的话"' in talk("/why 别的话")
    assert "还没有问过话" in talk("/why")


def test_why_says_so_when_the_api_offers_none(api, talk):
    api.failure = httpx.Response(404, json={"error": "not_found", "detail": "没有找到您要的内容。"})
    assert "不提供解释" in talk("/why 啥是预审")


def test_a_refused_message_shows_the_reason_and_the_talk_goes_on(api, talk):
    api.failure = httpx.Response(422, json={"error": "unreadable", "detail": "只看到表情或标点。"})
    assert "只看到表情或标点。" in talk("😀", "还在吗")
    assert len(api.asked) == 2


def test_a_broken_answer_is_said_in_words(api, talk):
    api.failure = httpx.Response(502, text="<html>")
    assert "没有等到回答" in talk("啥是预审")


def test_markup_and_kinds_are_shown_as_words(api, talk):
    rules = [{"id": "R05", "status": "not_met", "reason": "没备案"}, {"id": "R01", "status": "met", "reason": "是专利"}]
    api.replies = [reply("[bold]原样[/bold]", title="[red]题", kind="verdict", data={"rules": rules})]
    screen = talk("结果")
    assert "[bold]原样[/bold]" in screen
    assert "自检结果 · [red]题" in screen
    assert "R05 不满足" in screen
    assert "R01" not in screen


def test_quit_and_unknown_commands(api, talk):
    screen = talk("/help", "", "/quit", "没人看")
    assert "没有 /help 这个命令" in screen
    assert screen.endswith("再见。\n")
    assert api.asked == []


def test_ctrl_c_leaves_politely(api):
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    screen = io.StringIO()
    Talk(Door("http://api", httpx.MockTransport(api)), Console(file=screen), interrupted, load_words()).run()
    assert screen.getvalue().endswith("再见。\n")


def test_a_port_without_anybody_is_a_clear_sentence():
    port = free_port()
    ended = subprocess.run([sys.executable, "-m", "talk", "--port", str(port)], cwd=ROOT, capture_output=True,
                           text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert f"http://127.0.0.1:{port} 上没有知问在运行" in ended.stderr
    assert "make run" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("answer", [httpx.Response(200, text="<html>"), httpx.Response(404, json={})])
def test_another_program_at_the_port_is_told_apart(answer):
    with pytest.raises(Stranger):
        Door("http://api", httpx.MockTransport(lambda _: answer)).knock()


def test_the_assistant_going_away_does_not_end_the_talk(api):
    def gone(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    door = Door("http://api", httpx.MockTransport(gone))
    with pytest.raises(Nobody):
        door.ask("啥是预审")
    screen, lines = io.StringIO(), iter(["啥是预审", "/quit"])
    Talk(door, Console(file=screen, width=200), lambda _: next(lines), load_words()).run()
    assert "没有知问在运行" in screen.getvalue()
