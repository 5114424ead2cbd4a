"""The IPC helper: products and symbols in, candidates out, and an honest word on a list that is not public."""

import pytest

from actions import ipc_answers
from actions.eligibility import CheckEligibility
from actions.ipc import LookUpClassification
from actions.library import eligibility_pack

TOPIC = "task/ipc_lookup"


def full_width(text):
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@pytest.fixture
def say(conversation):
    async def one(text, **more):
        return await conversation(LookUpClassification(), text, topic=TOPIC, **more)

    one.conversation = conversation
    return one


@pytest.mark.parametrize(("said", "first"), [
    ("我做的是大棚温控，分类号是哪个", "A01G"), ("车载激光雷达支架属于什么分类", "G01S"), ("玉米联合收割机", "A01D"),
])
async def test_a_product_in_plain_words(say, said, first):
    [reply] = await say(said, act="task")
    assert (reply["kind"], reply["outcome"]) == ("answer", "task_done")
    assert reply["data"]["candidates"][0]["code"] == first
    assert f"1. {first}" in reply["text"]
    assert "待中心提供" in reply["text"]
    assert "不要贴技术方案" in reply["text"]
    assert say.conversation.slots["task"] is None


@pytest.mark.parametrize("said", [
    "G06F 17/30", full_width("g06f17/30"), "帮我查G06F17/30在不在清单里", "主分类号是g06f 17/30",
])
async def test_a_symbol(say, said):
    [reply] = await say(said, act="task")
    assert reply["data"]["code"] == "G06F 17/30"
    assert [item["code"] for item in reply["data"]["candidates"]] == ["G06F"]
    assert "电数字数据处理" in reply["text"]


async def test_a_subclass_that_was_split(say):
    [reply] = await say("H01L 21/00", act="task")
    assert "已经拆分" in reply["text"]
    assert "H10D" in reply["text"]


async def test_entered_bare_a_product_is_asked_for(say):
    [question] = await say("查我的技术可能的分类号", act="task")
    assert (question["kind"], question["outcome"]) == ("question", "task_step")
    assert say.conversation.slots["task"] == "ipc_lookup"
    [reply] = await say("无人机喷药")
    assert reply["data"]["candidates"]


@pytest.mark.parametrize(("said", "part"), [("G6F", "两位数字"), ("G06F/30", "组号"), ("C40B 30/00", "不在我手里")])
async def test_what_is_no_symbol_is_said(say, said, part):
    await say("查我的技术可能的分类号", act="task")
    [reply] = await say(said)
    assert part in reply["text"]
    assert say.conversation.slots["task"] == "ipc_lookup"


async def test_nothing_found_asks_again_and_then_offers_a_person(say):
    await say("查我的技术可能的分类号", act="task")
    [first] = await say("嘻嘻哈哈")
    assert "换个说法" in first["text"]
    [second] = await say("嘻嘻哈哈")
    assert second["choices"][-1]["topic"] == "task/talk_to_human"
    [goodbye] = await say("算了", command="stop")
    assert goodbye["outcome"] == "task_done"


async def test_a_filled_list_is_used(say, monkeypatch):
    local = eligibility_pack().local
    filled = local.model_copy(update={"ipc_list": local.ipc_list.model_copy(update={"subclasses": ("A01G",)})})
    pack = type(eligibility_pack())(eligibility_pack().city, filled, eligibility_pack().wording)
    monkeypatch.setattr(ipc_answers, "eligibility_pack", lambda: pack)
    [reply] = await say("大棚温控", act="task")
    status = {item["code"]: item["listed"] for item in reply["data"]["candidates"]}
    assert status["A01G"] == "yes"
    assert "A01G：这个分类号的小类在" in reply["text"]
    [other] = await say("G06F 17/30", act="task")
    assert "不在" in other["text"]


async def test_a_finished_check_is_forgotten_and_an_unfinished_one_waits(say):
    check = say.conversation
    await check(CheckEligibility(), "预审资格自检", act="task", facts={"right_type": "patent"})
    await say("查我的技术可能的分类号", act="task")
    assert check.slots["eligibility_asked"] == "filed_with_cnipa"
    await check(CheckEligibility(), "预审资格自检", act="task", facts={"right_type": "trademark"})
    assert check.slots["closed_task"] == "eligibility_check"
    await say("查我的技术可能的分类号", act="task")
    assert check.slots["eligibility_facts"] == []
    assert check.slots["closed_task"] is None
