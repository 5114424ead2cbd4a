"""The trade-secret self-check as a conversation: sixteen questions, a score, a link, and nothing kept."""

import pytest

from actions.library import self_check
from actions.self_check import CheckTradeSecrets
from actions.topics import AnswerTopics
from knowledge.self_check import unpacked

TOPIC = "task/trade_secret_self_check"


@pytest.fixture
def say(conversation):
    async def one(text, **more):
        return await conversation(CheckTradeSecrets(), text, topic=TOPIC, **more)

    one.conversation = conversation
    return one


async def test_all_questions_lead_to_scores_three_steps_and_a_link(say):
    replies = await say("商业秘密保护自查", act="task")
    assert replies[0]["title"].endswith("（1/16）")
    assert "不要在这里输入配方" in replies[0]["lead"]
    choices = ["是", "部分做到", "否", "不清楚"]
    for place in range(16):
        assert [choice["say"] for choice in replies[-1]["choices"]] == choices
        replies = await say(choices[place % 4])
    [card] = replies
    assert (card["kind"], card["outcome"]) == ("verdict", "task_done")
    assert len(card["data"]["elements"]) == 7
    assert len(card["data"]["steps"]) == 3
    assert card["citations"]
    code = card["data"]["download"].removeprefix("/v1/self-check/document?a=")
    assert list(unpacked(code, self_check()).values()) == ["yes", "partly", "no", "unclear"] * 4


async def test_nothing_is_kept_after_the_result(say):
    await say("商业秘密保护自查", act="task")
    await say("是")
    await say("先看看结果", command="card")
    assert say.conversation.slots["task"] is None
    assert say.conversation.slots["self_check_answers"] == []
    assert say.conversation.slots["self_check_asked"] is None


@pytest.mark.parametrize(("said", "value"), [
    ("是", "yes"), ("2", "partly"), ("第三个", "no"), ("不清楚", "unclear"), ("都做了", "yes"), ("有一些", "partly"),
    ("没做", "no"), ("没有", "no"), ("说不清", "unclear"), ("签了", "yes"), ("做了一点", "partly"),
    ("差不多吧", "partly"), ("应该是没有", "no"),
])
async def test_answers_in_free_wording(say, said, value):
    await say("商业秘密保护自查", act="task")
    await say(said)
    assert say.conversation.slots["self_check_answers"] == [f"secret_points={value}"]


async def test_back_change_skip_and_stop(say):
    await say("商业秘密保护自查", act="task")
    await say("是")
    await say("否")
    [reply] = await say("上一步", command="back")
    assert reply["data"]["step"] == 2
    await say("是")
    [reply] = await say("改第1题", command="change")
    assert reply["data"]["step"] == 1
    assert "原来选的是：是" in reply["lead"]
    [reply] = await say("否")
    assert reply["data"]["step"] == 3
    [reply] = await say("跳过", command="skip")
    assert reply["data"]["step"] == 4
    assert say.conversation.slots["self_check_answers"] == [
        "publication_check=yes", "secret_points=no", "value_evidence=unclear"]
    [goodbye] = await say("算了", command="stop")
    assert goodbye["outcome"] == "task_done"
    assert say.conversation.slots["self_check_answers"] == []


async def test_nonsense_digression_and_return(say):
    await say("商业秘密保护自查", act="task")
    [hint] = await say("asdf")
    assert "回复序号" in hint["lead"]
    [ways] = await say("asdf")
    assert ways["choices"][-1]["topic"] == "task/talk_to_human"
    _, question = await say.conversation(AnswerTopics(), "竞业限制最长多久", act="answer",
                                         topic="trade_secret/noncompete_term")
    assert question["topic"] == TOPIC
    [resumed] = await say("在吗", after_seconds=86400)
    assert resumed["lead"].startswith("我们接着上次的")
