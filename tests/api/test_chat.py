"""The chat contract: what comes back, what is kept, and what is refused before anything is kept."""

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import answering, said

FACT = "正文：配方如下：石英砂 45%，环氧树脂 30%，固化剂 12%，剩下是炭黑，搅拌 40 分钟后浇注"


async def ask(api: httpx.AsyncClient, text: object, **more: object) -> httpx.Response:
    return await api.post("/v1/chat", json={"text": text, **more})


def kept(tmp_path: Path) -> list[tuple]:
    with sqlite3.connect(tmp_path / "zhiwen.db") as database:
        return database.execute("select text, outcome from turn").fetchall()


async def test_an_answer_names_its_rule_and_its_day(api):
    reply = (await ask(api, "啥是预审")).json()
    assert reply["outcome"] == "answered"
    answer = reply["replies"][0]
    assert (answer["kind"], answer["topic"]) == ("answer", "pre_examination/what_is_it")
    assert answer["title"] == "什么是专利预审"
    assert answer["citations"]
    assert {"title", "number", "article", "effective", "url"} <= set(answer["citations"][0])
    assert all(set(choice) == {"title", "say", "topic"} for choice in answer["choices"])


async def test_the_session_is_given_once_and_goes_on(api, rasa):
    first = (await ask(api, "一")).json()
    second = (await ask(api, "二", session=first["session"])).json()
    assert second["session"] == first["session"]
    assert second["turn"] != first["turn"]
    assert {message["sender"] for message in rasa.asked} == {first["session"]}


async def test_several_questions_get_several_replies(api, rasa):
    rasa.reply = lambda _: said(answering("pre_examination/what_is_it"), answering("trade_secret/what_is_it"))
    reply = (await ask(api, "预审和商业秘密各是什么")).json()
    assert [one["topic"] for one in reply["replies"]] == ["pre_examination/what_is_it", "trade_secret/what_is_it"]


@pytest.mark.parametrize(("body", "status", "reason"), [
    ({"text": ""}, 422, "空"),
    ({"text": "  \u3000\n"}, 422, "空"),
    ({"text": "问" * 1001}, 422, "太长"),
    ({"text": "预审\x00"}, 422, "控制字符"),
    ({"text": "预审\x1b[31m"}, 422, "控制字符"),
    ({"text": "😀😀"}, 422, "表情"),
    ({"text": "？？！"}, 422, "标点"),
    ({"text": "Что такое патент"}, 422, "中文"),
    ({"text": "특허 심사"}, 422, "中文"),
    ({"text": 5}, 422, "text"),
    ({"text": None}, 422, "text"),
    ({"text": ["预审"]}, 422, "text"),
    ({}, 422, "text"),
    ({"text": "预审", "extra": 1}, 422, "extra"),
    ({"text": "预审", "session": "a b"}, 422, "session"),
    ({"text": "预审", "session": "x" * 65}, 422, "session"),
    ([], 422, "请求内容"),
])
async def test_bad_input_gets_a_reason_and_leaves_no_trace(api, rasa, tmp_path, body, status, reason):
    response = await api.post("/v1/chat", json=body)
    assert response.status_code == status
    assert set(response.json()) == {"error", "detail"}
    assert reason in response.json()["detail"]
    assert rasa.asked == []
    assert kept(tmp_path) == []


@pytest.mark.parametrize("content", [b"not json", b'{"text": "', b"\xff\xfe", b'{"text": "\\ud800"}', b""])
async def test_broken_json_gets_a_reason(api, rasa, content):
    response = await api.post("/v1/chat", content=content, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert set(response.json()) == {"error", "detail"}
    assert rasa.asked == []


async def test_a_megabyte_is_refused_before_it_is_read(api, rasa):
    response = await api.post("/v1/chat", content=b'{"text": "' + b"a" * 1_000_000 + b'"}')
    assert response.status_code == 413
    assert response.json()["error"] == "body_too_large"
    assert rasa.asked == []


async def test_a_body_that_lies_about_its_length_is_refused(api):
    async def drip():
        for _ in range(100):
            yield b"a" * 1024

    response = await api.post("/v1/chat", content=drip())
    assert response.status_code == 413


async def test_a_thousand_characters_are_a_question(api):
    assert (await ask(api, "问" * 1000)).status_code == 200


@pytest.mark.parametrize(("text", "hidden"), [
    ("我电话13812345678，预审怎么办", "13812345678"),
    ("我电话 138-1234-5678 预审", "1234-5678"),
    ("220102199003078812 这个能备案吗", "220102199003078812"),
    ("卡号6222 0200 1234 5678 901，退费", "6222 0200"),
    ("发到 zhang.san@example.com 行吗", "zhang.san"),
    ("打０４３１－８８７７６６５５找谁", "８８７７６６５５"),
    ("全角１３８１２３４５６７８", "１３８１２３４５６７８"),
])
async def test_personal_numbers_never_pass_the_door(api, rasa, tmp_path, text, hidden):
    reply = (await ask(api, text)).json()
    assert hidden not in rasa.asked[0]["message"]
    assert hidden not in str(kept(tmp_path))
    assert reply["replies"][-1]["kind"] == "notice"


@pytest.mark.parametrize("text", ["专利号 202310123456.7 到哪了", "2026年3月5日提交的", "YS2026000123", "官费 2500 元对吗"])
async def test_ordinary_numbers_pass(api, rasa, text):
    await ask(api, text)
    assert rasa.asked[0]["message"] == text


@pytest.mark.parametrize("text", ["身份证 220102199003078812 能备案吗", "服务器密码 Demo2026cc 泄露了怎么办", "def f(x): return x*2 能申请软著吗"])
async def test_identity_and_credentials_get_the_warning(api, rasa, tmp_path, text):
    reply = (await ask(api, text)).json()
    assert reply["replies"][0]["topic"] == "refusal/secret_content_pasted"
    assert rasa.asked == []
    assert kept(tmp_path) == [(None, "refused")]


async def test_a_pasted_secret_is_neither_sent_on_nor_kept(api, rasa, tmp_path):
    reply = (await ask(api, FACT)).json()
    assert reply["outcome"] == "refused"
    assert reply["replies"][0]["topic"] == "refusal/secret_content_pasted"
    assert rasa.asked == []
    assert kept(tmp_path) == [(None, "refused")]


@pytest.mark.parametrize("failure", [
    lambda _: httpx.Response(500, text="boom"),
    lambda _: httpx.Response(200, json=[]),
    lambda _: httpx.Response(200, json=[{"text": "words of Rasa's own"}]),
    lambda _: httpx.Response(200, json={"custom": 1}),
    lambda _: httpx.Response(200, text="<html>"),
    lambda _: httpx.Response(200, json=[{"custom": {"kind": "no such kind"}}]),
])
async def test_when_rasa_fails_the_citizen_hears_an_honest_sentence(api, rasa, failure, tmp_path):
    rasa.reply = failure
    response = await ask(api, "预审要多久")
    reply = response.json()
    assert response.status_code == 200
    assert (reply["outcome"], reply["replies"][0]["kind"]) == ("error", "notice")
    assert "12345" in reply["replies"][0]["text"]
    assert kept(tmp_path) == [("预审要多久", "error")]


async def test_a_slow_rasa_is_not_waited_for_for_ever(api, rasa):
    def too_slow(_):
        raise httpx.ReadTimeout("slow")

    rasa.reply = too_slow
    assert (await ask(api, "预审要多久")).json()["outcome"] == "error"


async def test_an_unknown_topic_is_withheld_not_guessed(api, rasa):
    rasa.reply = lambda _: said(answering("no_such/topic"))
    reply = (await ask(api, "随便")).json()["replies"][0]
    assert reply["kind"] == "refusal"
    assert reply["citations"] == []


async def test_a_day_without_an_answer_is_withheld(api, monkeypatch):
    monkeypatch.setenv("ZHIWEN_TODAY", "2001-01-01")
    assert (await ask(api, "啥是预审")).json()["replies"][0]["kind"] == "refusal"


async def test_feedback_is_kept_once_and_the_last_word_counts(api):
    turn = (await ask(api, "预审")).json()
    for helpful in (True, False):
        response = await api.post("/v1/feedback", json={"turn": turn["turn"], "helpful": helpful, "comment": "看不懂"})
        assert response.status_code == 204
    mine = (await api.get("/v1/me", params={"session": turn["session"]})).json()
    assert mine["turns"][0]["helpful"] is False


@pytest.mark.parametrize(("body", "status"), [
    ({"turn": "0" * 32, "helpful": True}, 404),
    ({"turn": "short", "helpful": True}, 422),
    ({"turn": "0" * 32, "helpful": "yes"}, 422),
    ({"turn": "0" * 32, "helpful": True, "comment": "长" * 501}, 422),
])
async def test_feedback_on_nothing_is_refused(api, body, status):
    assert (await api.post("/v1/feedback", json=body)).status_code == status


async def test_a_person_can_see_and_erase_what_is_kept(api, rasa, tmp_path):
    turn = (await ask(api, "预审要多久", campaign="ip_week")).json()
    mine = (await api.get("/v1/me", params={"session": turn["session"]})).json()
    assert mine["campaign"] == "ip_week"
    assert mine["turns"][0]["text"] == "预审要多久"
    assert (await api.delete("/v1/me", params={"session": turn["session"]})).status_code == 204
    assert (await api.get("/v1/me", params={"session": turn["session"]})).status_code == 404
    assert kept(tmp_path) == []
    assert "forget" in rasa.asked[-1]


async def test_fifty_people_at_once_each_get_their_own_answer(api):
    replies = await asyncio.gather(*(ask(api, f"问题{number}") for number in range(50)))
    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.json()["session"] for reply in replies}) == 50
