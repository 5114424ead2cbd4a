"""The case enquiry as a conversation, with the cases service played by the test."""

import json
import logging

import httpx
import pytest

from actions import cases
from actions.case_desk import CaseDesk
from actions.case_reading import Heard
from actions.cases import TellCaseStatus
from actions.topics import AnswerTopics
from knowledge.cases import NumberProblem

TOPIC = "task/case_status"
TOKEN = "〔查询码:abcdefghijklmnopqrstuvwx〕"
OTHER = "〔查询码:xwvutsrqponmlkjihgfedcba〕"
NUMBER = "YS2026000123"
CARD = {
    "case_no": NUMBER, "kind": "pre_examination", "kind_title": "专利预审", "status": "opinion",
    "status_title": "待您答复预审意见", "meaning": "正在等您修改和答复。", "next_step": "请逐条改好并答复。", "acts": "applicant",
    "deadline": {"date": "2026-12-03", "days_left": 11, "note": "以通知书为准。"},
    "typical_remaining": {"median_days": 8, "low_days": 3, "high_days": 21, "sample": 14},
    "timeline": [{"date": "2026-10-17", "state": "received", "title": "已收件"},
                 {"date": "2026-11-11", "state": "opinion", "title": "待您答复预审意见"}],
    "subscribed": False, "ticket": "YS2026000123.1.abc",
}
MISMATCH = (404, {"error": "case_not_found", "detail": "编号和查询码对不上，没有查到。"})
LOCKED = (429, {"error": "lookup_locked", "detail": "查询已暂停 15 分钟。"})
SPENT = (410, {"error": "token_spent", "detail": "刚才的查询码已经失效，请再发一次查询码。"})
BAD_CODE = (422, {"error": "unreadable", "detail": "查询码是 8 位。"})
NO_PROOF = (403, {"error": "ticket_expired", "detail": "请先用编号和查询码查到案件，再办理提醒。"})


class Service:
    """Plays the cases service: remembers what it was asked, answers what it was told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict]] = []
        self.answer: tuple[int, object] = (200, CARD)
        self.credential: str | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content) if request.content else dict(request.url.params)
        self.asked.append((f"{request.method} {request.url.path}", body))
        self.credential = request.headers["authorization"]
        if isinstance(self.answer[1], Exception):
            raise self.answer[1]
        return httpx.Response(self.answer[0], json=self.answer[1])


@pytest.fixture
def service(monkeypatch) -> Service:
    played = Service()
    desk = CaseDesk("http://api", "a service token", httpx.MockTransport(played))
    monkeypatch.setattr(cases, "case_desk", lambda: desk)
    return played


@pytest.fixture
def say(conversation, service):
    async def one(text, **more):
        return await conversation(TellCaseStatus(), text, topic=TOPIC, **more)

    one.talk = conversation
    return one


async def test_number_and_code_in_one_message_give_the_card(say, service):
    [card] = await say(f"{NUMBER} {TOKEN}", act="task")
    assert service.asked == [("POST /v1/cases/redeem",
                              {"token": "abcdefghijklmnopqrstuvwx", "case_no": NUMBER, "session": "someone"})]
    assert service.credential == "Bearer a service token"
    assert (card["kind"], card["outcome"], card["topic"], card["data"]) == ("case", "task_done", TOPIC, CARD)
    for part in ("待您答复预审意见", "意思：", "下一步（由您办）", "2026-12-03，还有 11 天", "8 天左右", "14 件", "3 到 21 天",
                 "2026-10-17 已收件"):
        assert part in card["text"]
    assert [choice["title"] for choice in card["choices"]] == ["有变化告诉我", "查另一件", "转人工服务"]


@pytest.mark.parametrize("order", [(NUMBER, TOKEN), (TOKEN, NUMBER)])
async def test_number_and_code_one_by_one_in_either_order(say, service, order):
    await say("查进度", act="task")
    [question] = await say(order[0])
    assert (question["kind"], question["outcome"]) == ("question", "task_step")
    assert service.asked == []
    [card] = await say(order[1])
    assert card["kind"] == "case"
    assert service.asked[0][1]["case_no"] == NUMBER


@pytest.mark.parametrize("written", [
    "ys二零二六000123", "ｙｓ２０２６０００１２３", "YS-2026-000123", "ys 2026 000 123", "预审2026年123号", "预审号二零二六零零零一二三",
])
async def test_spoken_and_sloppy_numbers(say, service, written):
    await say(f"{written} {TOKEN}", act="task")
    assert service.asked[0][1]["case_no"] == NUMBER


async def test_after_use_no_number_and_no_token_stay(say):
    await say(NUMBER, act="task")
    await say(TOKEN)
    slots = say.talk.slots
    assert (slots["case_number"], slots["case_token"], slots["task"]) == (None, None, None)
    assert "abcdefghijklmnopqrstuvwx" not in str(slots)


@pytest.mark.parametrize(("answer", "said"), [(MISMATCH, "对不上"), (SPENT, "已经失效"), (BAD_CODE, "8 位")])
async def test_a_refused_code_is_asked_for_again_and_its_token_is_gone(say, service, answer, said):
    service.answer = answer
    [question] = await say(f"{NUMBER} {TOKEN}", act="task")
    assert (question["kind"], question["outcome"], question["lead"]) == ("question", "task_step", answer[1]["detail"])
    assert said in question["lead"]
    assert (say.talk.slots["case_token"], say.talk.slots["case_number"]) == (None, NUMBER)
    service.answer = (200, CARD)
    assert (await say(OTHER))[0]["kind"] == "case"


async def test_a_lock_ends_the_enquiry_with_its_sentence(say, service):
    service.answer = LOCKED
    [notice] = await say(f"{NUMBER} {TOKEN}", act="task")
    assert (notice["kind"], notice["text"]) == ("notice", "查询已暂停 15 分钟。")
    assert say.talk.slots["task"] is None


@pytest.mark.parametrize("answer", [
    (500, {"error": "internal_error", "detail": "x"}), (401, {"error": "service_only", "detail": "x"}), (200, {"case_no": 5}),
    (200, "no card"), (502, []), (0, httpx.ConnectError("refused")), (0, httpx.ReadTimeout("slow")),
])
async def test_when_the_service_fails_the_person_hears_a_kind_sentence_and_may_try_again(say, service, answer, caplog):
    service.answer = answer
    with caplog.at_level(logging.DEBUG, logger="actions"):
        [notice] = await say(f"{NUMBER} {TOKEN}", act="task")
    assert (notice["kind"], notice["outcome"]) == ("notice", "error")
    assert "12345" in notice["text"]
    assert "ERROR" in caplog.text
    assert "abcdefghijklmnopqrstuvwx" not in caplog.text
    assert say.talk.slots["case_token"] is None
    service.answer = (200, CARD)
    assert (await say(OTHER))[0]["kind"] == "case"


@pytest.mark.parametrize(("written", "help_", "choices"), [
    ("2026000123", "前面还有两个字母", 7), ("AB2026000123", "开头的字母不对", 7), ("YS202600012", "少了数字", 2),
    ("YS20260001234", "多了数字", 2), ("ys二零二六", "少了数字", 2), ("YS1926000123", "年份不对", 2),
    (f"{NUMBER}和YS2026000124", "只写一个", 2), ("38", "没有看懂这个编号", 2),
])
async def test_help_with_the_form_of_a_number_asks_nobody_whether_it_exists(say, service, written, help_, choices):
    await say("查进度", act="task")
    [question] = await say(written)
    assert help_ in question["text"]
    assert len(question["choices"]) == choices
    assert service.asked == []


async def test_the_letters_that_were_missing_can_be_clicked(say):
    await say("查进度", act="task")
    [question] = await say("2026000123")
    assert {"title": "专利预审：YS2026000123", "say": "YS2026000123"} in question["choices"]


@pytest.mark.parametrize(("said", "heard"), [
    ("编号丢了", "核实身份后补办"), ("查询码在哪看", "回执单"), ("稍等我找找", "不急"), ("查询码安全吗", "不保存"),
    ("abc", "8 位"), ("随便吧", "没有看到"),
])
async def test_what_people_say_instead_of_the_code_is_answered_and_the_question_stays(say, said, heard):
    await say(NUMBER, act="task")
    [question] = await say(said)
    assert heard in f"{question['lead']}{question['text']}"
    assert say.talk.slots["case_number"] == NUMBER
    assert say.talk.slots["task"] == "case_status"


async def test_the_second_miss_offers_ways_out(say):
    await say("查进度", act="task")
    await say("啦啦啦")
    [question] = await say("啦啦啦")
    assert "转人工" in question["lead"]


async def test_a_date_in_the_first_question_is_no_mistyped_number(say):
    [question] = await say("我2026年3月交的预审到哪一步了", act="task")
    assert "两样对上" in question["lead"]


async def test_stop_and_restart_forget_the_number(say):
    await say(NUMBER, act="task")
    [again] = await say("重新开始", command="restart")
    assert "请发案件编号" in again["text"]
    await say(NUMBER)
    [farewell] = await say("算了", command="stop")
    assert (farewell["kind"], farewell["outcome"]) == ("notice", "task_done")
    assert (say.talk.slots["task"], say.talk.slots["case_number"]) == (None, None)


async def test_a_number_from_an_enquiry_that_was_left_is_not_used(say, service):
    await say(NUMBER, act="task")
    say.talk.slots["task"] = None
    [question] = await say(TOKEN, act="task")
    assert "请再发案件编号" in question["text"]
    assert service.asked == []


async def test_a_question_in_the_middle_is_answered_and_the_code_asked_for_again(say):
    await say(NUMBER, act="task")
    answer, question = await say.talk(AnswerTopics(), "什么是专利预审", act="answer", topic="pre_examination/what_is_it")
    assert answer["topic"] == "pre_examination/what_is_it"
    assert (question["kind"], question["topic"]) == ("question", TOPIC)
    assert NUMBER in question["text"]
    assert (await say(TOKEN))[0]["kind"] == "case"


async def test_after_a_day_the_conversation_is_taken_up_again(say):
    await say(NUMBER, act="task")
    [question] = await say("我来了", after_seconds=86400)
    assert "接着上次" in question["lead"]


@pytest.mark.parametrize("said", ["有变化告诉我", "订阅提醒", "有结果了通知我一下", "帮我设个提醒"])
async def test_subscribing_after_the_card_uses_its_proof_once(say, service, said):
    await say(f"{NUMBER} {TOKEN}", act="task")
    service.answer = (201, {"case_no": NUMBER, "expires": "2027-05-21T08:00:00Z"})
    [notice] = await say(said, act="task")
    assert service.asked[-1] == ("POST /v1/cases/subscriptions", {"ticket": CARD["ticket"], "session": "someone"})
    assert "2027-05-21" in notice["text"]
    assert say.talk.slots["case_ticket"] is None


@pytest.mark.parametrize("said", ["告诉我" + NUMBER + "到哪了", NUMBER + "最近有变化吗"])
async def test_nobody_is_subscribed_who_did_not_ask_for_it(say, service, said):
    await say(f"{said} {TOKEN}", act="task")
    assert [path for path, _ in service.asked] == ["POST /v1/cases/redeem"]


async def test_subscribing_without_a_lookup_asks_for_one(say, service):
    [question] = await say("有变化告诉我", act="task")
    assert (question["kind"], service.asked) == ("question", [])


@pytest.mark.parametrize(("answer", "kind", "said"), [
    (NO_PROOF, "question", "请先用编号和查询码"), (BAD_CODE, "notice", "没法设提醒"), (500, "notice", "没有回应"),
])
async def test_a_subscription_that_fails_says_why(say, service, answer, kind, said):
    await say(f"{NUMBER} {TOKEN}", act="task")
    service.answer = answer if isinstance(answer, tuple) else (500, {})
    [reply] = await say("订阅", act="task")
    assert reply["kind"] == kind
    assert said in f"{reply.get('lead')}{reply['text']}"


@pytest.mark.parametrize("said", ["取消提醒", "不用提醒了", "别再通知我了", "退订"])
async def test_unsubscribing_needs_no_proof(say, service, said):
    service.answer = (204, None)
    [notice] = await say(said, act="task")
    assert service.asked == [("DELETE /v1/cases/subscriptions", {"session": "someone"})]
    assert "已经取消" in notice["text"]


@pytest.mark.parametrize(("left", "said"), [(11, "还有 11 天"), (0, "就是今天"), (-3, "已经过了 3 天")])
async def test_the_deadline_is_told_in_days(say, service, left, said):
    service.answer = (200, CARD | {"deadline": {"date": "2026-12-03", "days_left": left, "note": None}})
    [card] = await say(f"{NUMBER} {TOKEN}", act="task")
    assert said in card["text"]


async def test_what_is_not_known_is_left_out(say, service):
    service.answer = (200, CARD | {"deadline": None, "typical_remaining": None, "subscribed": True})
    [card] = await say(f"{NUMBER} {TOKEN}", act="task")
    assert "期限" not in card["text"]
    assert "通常" not in card["text"]
    assert card["choices"][0]["title"] == "取消提醒"


@pytest.mark.parametrize(("text", "wanted", "problem"), [
    ("电话多少", True, None), ("我2026年交的", False, None), ("20260001", False, NumberProblem.NO_PREFIX),
    ("12", True, NumberProblem.UNREADABLE), ("12", False, None), (TOKEN, True, None),
])
def test_only_what_looks_like_a_number_is_corrected(text, wanted, problem):
    assert Heard.of(text, wanted).problem is problem
