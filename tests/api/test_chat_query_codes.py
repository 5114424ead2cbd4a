"""A query code never gets past the door; what changed in a followed case is said first, once."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from api.cases.changes import Facts, Milestone
from api.cases.codes import printed
from api.cases.models import CaseSubscription
from api.cases.office import CaseOffice, open_office
from api.cases.service import open_case, record_step
from api.chat.models import Conversation, Turn
from api.database import connect, now, sessions
from api.door.vault import MemoryVault
from api.retention import forget_old
from knowledge.cases import CaseKind, CaseNumber
from tests.api.conftest import said

TOKEN = re.compile(r"〔查询码:([a-z]{24})〕")
SESSION = "a-session-of-this-test"
SECRET = "正文：配方如下：石英砂 45%，环氧树脂 30%，固化剂 12%，剩下是炭黑，搅拌 40 分钟后浇注"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass
class Case:
    """A case of this test, with its code and the means to move it on."""

    number: CaseNumber
    code: str
    office: CaseOffice
    sessions: async_sessionmaker[AsyncSession]

    async def move_on(self, state: str) -> None:
        """The office moves the case on."""
        async with self.sessions.begin() as database:
            await record_step(self.office, database, self.number, Milestone(state, date(2026, 11, 20)), None, "test")


@pytest.fixture
async def case(api, settings, monkeypatch) -> AsyncIterator[Case]:
    """One case in the database behind ``api``."""
    monkeypatch.setenv("ZHIWEN_TODAY", "2026-11-22")
    engine = connect(settings.database_url)
    made = sessions(engine)
    office = open_office(settings, made, MemoryVault())
    async with made.begin() as database:
        facts = Facts("甲（虚构）", date(2026, 11, 2), None, None)
        opened = await open_case(office, database, CaseKind.PRE_EXAMINATION, facts, "test")
    yield Case(opened.number, opened.code, office, made)
    await engine.dispose()


async def ask(api: httpx.AsyncClient, text: str, session: str = SESSION) -> dict:
    response = await api.post("/v1/chat", json={"text": text, "session": session})
    assert response.status_code == 200
    return response.json()


async def subscribe(api: httpx.AsyncClient, case: Case, session: str = SESSION) -> None:
    """Look the case up and follow it."""
    card = await api.post("/v1/cases/lookup", json={"case_no": str(case.number), "query_code": case.code})
    wish = {"ticket": card.json()["ticket"], "session": session}
    assert (await api.post("/v1/cases/subscriptions", json=wish)).status_code == 201


@pytest.mark.parametrize("form", [
    str, str.lower, printed, " ".join, lambda code: code.translate(FULL_WIDTH), lambda code: f"查询码是{code}",
    lambda code: f"查询密码：{code}，请查一下到哪一步了", lambda code: f"密码是{code}", lambda code: f"YS2026000001，{code[:-1]}",
    lambda code: code[:-1], lambda code: f"{code}Q",
    lambda code: "".join("二三四五六七八九"[int(digit) - 2] if digit.isdigit() else digit for digit in code),
])
async def test_a_code_never_reaches_rasa_the_log_or_the_database(api, rasa, case, tmp_path, capfd, form):
    written = form(case.code)
    await ask(api, written)
    [message] = rasa.asked
    assert TOKEN.search(message["message"])
    assert case.code[:6] not in bare(message["message"])
    turns = await kept_turns(case)
    assert turns[-1] is not None
    assert "〔查询码〕" in turns[-1]
    assert "〔查询码:" not in turns[-1]
    logged = "".join(capfd.readouterr())
    everything = logged + str(turns) + "".join(
        path.read_bytes().decode("latin-1") for path in tmp_path.iterdir()
    )
    for trace in (written, case.code, case.code.lower(), printed(case.code), *TOKEN.findall(message["message"])):
        assert trace.encode().decode("latin-1") not in everything
        assert trace not in logged


def bare(text: str) -> str:
    """A text without gaps, in upper case."""
    return re.sub(r"[\s-]", "", text).upper()


async def kept_turns(case: Case) -> list[str | None]:
    """The texts of the turn table."""
    async with case.sessions() as database:
        return list(await database.scalars(select(Turn.text).order_by(Turn.at)))


async def test_what_is_no_code_reaches_rasa_as_it_was_written(api, rasa):
    for plain in ("YS2026000123 到哪一步了", "预审要多久", "IPC是H04W72/04", "PASSWORD1", "DB22T4567", "我们做iPhone17的壳"):
        await ask(api, plain)
        assert rasa.asked[-1]["message"] == plain


async def test_the_token_is_redeemed_with_the_number_that_stood_beside_it(api, rasa, case):
    await ask(api, f"{case.number} {case.code}")
    token = TOKEN.findall(rasa.asked[-1]["message"])[0]
    assert str(case.number) in rasa.asked[-1]["message"]
    redemption = {"token": token, "session": SESSION}
    redeemed = await api.post("/v1/cases/redeem", json=redemption)
    assert (redeemed.status_code, redeemed.json()["case_no"]) == (200, str(case.number))
    assert (await api.post("/v1/cases/redeem", json=redemption)).status_code == 410


async def test_failures_in_chat_and_at_the_lookup_count_for_the_same_asker(api, rasa, case):
    for serial in range(900_000, 900_005):
        await ask(api, f"YS2026{serial} KM4TR7XC")
        token = TOKEN.findall(rasa.asked[-1]["message"])[0]
        assert (await api.post("/v1/cases/redeem", json={"token": token})).status_code == 404
    own = await api.post("/v1/cases/lookup", json={"case_no": str(case.number), "query_code": case.code})
    assert own.status_code == 429


async def test_a_code_in_a_comment_is_not_kept(api, case):
    turn = await ask(api, "预审")
    opinion = {"turn": turn["turn"], "helpful": False, "comment": f"{case.number} 的查询码{printed(case.code)}查不到"}
    assert (await api.post("/v1/feedback", json=opinion)).status_code == 204
    mine = (await api.get("/v1/me", params={"session": SESSION})).json()
    assert mine["turns"][0]["comment"] == f"{case.number} 的查询码〔查询码〕查不到"


async def test_an_explanation_asks_rasa_without_the_code(api, rasa, case):
    rasa.reply = lambda _: httpx.Response(200, json={"explanation": {}})
    assert (await api.get("/v1/explain", params={"text": f"{case.number} {case.code}"})).status_code == 200
    assert rasa.asked[-1]["text"].endswith(f"{case.number} 〔查询码〕")


async def test_a_secret_beside_a_code_is_still_a_secret(api, rasa, case):
    assert (await ask(api, f"{SECRET}，查询码{case.code}"))["outcome"] == "refused"
    assert rasa.asked == []
    assert await kept_turns(case) == [None]


async def test_a_change_is_said_first_at_the_next_visit_and_once(api, case):
    await subscribe(api, case)
    assert [reply["kind"] for reply in (await ask(api, "预审"))["replies"]] == ["answer"]
    await case.move_on("accepted")
    await case.move_on("examining")
    assert [reply["kind"] for reply in (await ask(api, "预审", "somebody-else-altogether"))["replies"]] == ["answer"]
    turn = await ask(api, "预审")
    assert [reply["kind"] for reply in turn["replies"]] == ["notice", "notice", "answer"]
    assert turn["outcome"] == "answered"
    first = turn["replies"][0]
    assert first["topic"] == "task/case_status"
    assert "已受理" in first["text"]
    assert "2026-11-20" in first["text"]
    assert first["data"]["case_no"] == str(case.number)
    assert first["choices"][0]["say"] == str(case.number)
    assert [reply["kind"] for reply in (await ask(api, "预审"))["replies"]] == ["answer"]


async def test_a_change_is_said_even_when_rasa_says_nothing(api, rasa, case):
    await subscribe(api, case)
    await case.move_on("accepted")
    rasa.reply = lambda _: said()
    turn = await ask(api, "预审")
    assert ([reply["kind"] for reply in turn["replies"]], turn["outcome"]) == (["notice", "notice"], "error")


async def test_a_turn_that_fails_tells_nothing_and_the_next_one_does(api, rasa, case):
    await subscribe(api, case)
    await case.move_on("accepted")
    answering = rasa.reply

    def explode(_):
        raise RuntimeError

    rasa.reply = explode
    assert (await api.post("/v1/chat", json={"text": "预审", "session": SESSION})).status_code == 500
    rasa.reply = answering
    assert [reply["kind"] for reply in (await ask(api, "预审"))["replies"]] == ["notice", "answer"]


async def test_export_names_subscriptions_and_erasing_ends_them(api, case):
    await ask(api, "预审")
    await subscribe(api, case)
    mine = (await api.get("/v1/me", params={"session": SESSION})).json()
    assert [one["case_no"] for one in mine["subscriptions"]] == [str(case.number)]
    assert (await api.delete("/v1/me", params={"session": SESSION})).status_code == 204
    await case.move_on("accepted")
    assert [reply["kind"] for reply in (await ask(api, "预审"))["replies"]] == ["answer"]


async def test_a_subscription_that_outlived_its_conversation_is_shown_and_erased(api, case):
    await subscribe(api, case)
    mine = (await api.get("/v1/me", params={"session": SESSION})).json()
    assert (mine["turns"], mine["started"], len(mine["subscriptions"])) == ([], None, 1)
    assert (await api.delete("/v1/me", params={"session": SESSION})).status_code == 204
    assert (await api.get("/v1/me", params={"session": SESSION})).status_code == 404
    assert (await api.delete("/v1/me", params={"session": SESSION})).status_code == 404


async def test_retention_ends_subscriptions_with_conversations(api, settings, case):
    await ask(api, "预审")
    await subscribe(api, case)
    async with case.sessions.begin() as database:
        (await database.scalars(select(CaseSubscription))).one().expires = now() - timedelta(seconds=1)
        (await database.scalars(select(Conversation))).one().last_turn -= timedelta(days=31)
    assert await forget_old(case.sessions, settings) == 1
    async with case.sessions() as database:
        assert (await database.scalars(select(CaseSubscription))).all() == []


async def test_a_failing_statement_does_not_print_what_people_wrote(case):
    async with case.sessions() as database:
        with pytest.raises(DBAPIError) as failed:
            await database.execute(text("insert into no_such_table values (:said)"), {"said": "KM4TR7XC"})
    assert "KM4TR7XC" not in str(failed.value)
