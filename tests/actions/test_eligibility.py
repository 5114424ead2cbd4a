"""The eligibility check as a conversation: every way people answer, change, wander off and come back."""

import pytest

from actions.eligibility import CheckEligibility
from actions.library import eligibility_pack
from actions.listening import clicked
from actions.topics import AnswerTopics, Refuse, Repeat
from actions.wording import eligibility_words
from knowledge.eligibility.facts import OPTIONAL, VALUES

GOOD = {
    "right_type": "patent", "filed_with_cnipa": "no", "applicant_type": "legal_entity", "registered_in": "changchun",
    "technical_field": "modern_agriculture", "recorded_at_centre": "active", "patent_type": "utility_model",
}


class Check:
    """A check under way; each method is one message."""

    def __init__(self, conversation):
        self.conversation = conversation

    async def enter(self, text="预审资格自检", **more):
        return await self.conversation(CheckEligibility(), text, act="task", **more)

    async def say(self, text, **more):
        return await self.conversation(CheckEligibility(), text, **more)

    @property
    def facts(self):
        return dict(fact.split("=", 1) for fact in self.conversation.slots["eligibility_facts"])

    @property
    def slots(self):
        return self.conversation.slots


@pytest.fixture
def check(conversation):
    return Check(conversation)


def asked(replies):
    return replies[-1]["data"]["fact"]


async def test_begins_with_what_it_does_and_the_first_question(check):
    [reply] = await check.enter()
    assert (reply["kind"], reply["outcome"], reply["topic"]) == ("question", "task_step", "task/eligibility_check")
    assert reply["text"] == "您要办的是哪一种知识产权？"
    assert "一项一项问您" in reply["lead"]
    assert [choice["say"] for choice in reply["choices"]][1] == "商标"
    assert check.slots["task"] == "eligibility_check"


async def test_facts_already_said_are_not_asked_again(check):
    [reply] = await check.enter("我们是长春的公司，已经备案了，做大棚温控的实用新型", facts={
        name: value for name, value in GOOD.items() if name not in ("right_type", "filed_with_cnipa")})
    assert reply["data"]["fact"] == "filed_with_cnipa"
    assert "注册地：长春" in reply["lead"]
    assert check.facts["right_type"] == "patent"


@pytest.mark.parametrize(("said", "value"), [
    ("还没有交", "no"), ("1", "no"), ("第二个", "yes"), ("选3", "withdrawn"), ("最后一个", "withdrawn"),
    ("\uff12", "yes"), ("还没呢", "no"), ("没有", "no"), ("有", "yes"), ("是的", "yes"), ("交过又撤了", "withdrawn"),
    ("b", "yes"), ("应该是没有", "no"), ("是还没有", "no"), ("交了", "yes"), ("其实还没交", "no"), ("嗯，没有", "no"),
])
async def test_a_question_is_answered_by_click_number_or_free_wording(check, said, value):
    await check.enter(facts={"right_type": "patent"})
    await check.say(said)
    assert check.facts["filed_with_cnipa"] == value


@pytest.mark.parametrize(("fact", "said", "value"), [
    ("recorded_at_centre", "没有", "none"), ("recorded_at_centre", "备了", "active"), ("agency", "没有", "none"),
    ("recorded_at_centre", "在办着呢", "pending"), ("secrecy", "说不清", "unsure"),
    ("own_research", "不确定", "unsure"), ("agency", "说不清", "unlisted"), ("applicants", "就我们一家", "sole"),
    ("pay_on_time", "不一定，不能保证", "unsure"), ("technical_field", "跨领域", "unsure"),
    ("priority_claim", "没有", "none"), ("fee_reduction", "不用", "not_wanted"), ("xml_filing", "只有word", "no"),
    ("bad_record", "干净得很", "none"), ("patent_type", "新型", "utility_model"),
    ("inventors_are_real_persons", "不对", "no"), ("early_publication_and_examination", "不愿意", "no"),
    ("waive_amendment_and_change", "确实要转让", "transfer_needed"), ("xml_filing", "能，没问题", "yes"),
    ("fast_reply", "赶不上", "no"),
])
async def test_short_answers_mean_what_they_mean_for_the_open_question(check, fact, said, value):
    await check.enter()
    check.slots["eligibility_asked"] = fact
    await check.say(said)
    assert check.facts[fact] == value


@pytest.mark.parametrize("said", ["可以说没有吧", "有没有都行", "能不能再说说", "是不是要先交", "随便"])
async def test_what_could_mean_either_is_asked_again(check, said):
    await check.enter(facts={"right_type": "patent"})
    [reply] = await check.say(said)
    assert asked([reply]) == "filed_with_cnipa"
    assert "filed_with_cnipa" not in check.facts


@pytest.mark.parametrize(("fact", "said", "left"), [
    ("agency", "有", 3), ("priority_claim", "要求", 2), ("bad_record", "有", 3), ("applicants", "有", 3),
    ("fee_reduction", "要", 2),
])
async def test_an_answer_that_fits_several_choices_is_asked_more_closely(check, fact, said, left):
    await check.enter()
    check.slots["eligibility_asked"] = fact
    [reply] = await check.say(said)
    assert reply["data"]["fact"] == fact
    assert len(reply["choices"]) == left
    await check.say("1")
    assert check.facts[fact] == reply["data"]["choices"][0]["value"]


async def test_several_facts_in_one_answer(check):
    await check.enter(facts={"right_type": "patent"})
    replies = await check.say("还没交，公司在长春", facts={
        "filed_with_cnipa": "no", "applicant_type": "legal_entity", "registered_in": "changchun"})
    assert asked(replies) == "technical_field"
    assert "注册地：长春" in replies[0]["lead"]


async def test_what_is_said_of_other_companies_is_not_said_of_this_one(check):
    await check.enter(facts=GOOD)
    check.slots["eligibility_asked"] = "applicants"
    await check.say("和一个个人，外地的，没备案", facts={"applicant_type": "individual", "registered_in": "elsewhere"})
    assert check.facts["applicant_type"] == "legal_entity"
    assert check.facts["applicants"] == "joint_others_unrecorded"


async def test_a_clear_no_ends_early_and_clears_the_task(check):
    await check.enter(facts={"right_type": "patent"})
    [card] = await check.say("已经交了，有申请号")
    assert (card["kind"], card["outcome"], card["data"]["verdict"]) == ("verdict", "task_done", "unlikely")
    assert check.slots["task"] is None
    assert check.slots["closed_task"] == "eligibility_check"
    assert "初步不符合" in card["text"]
    assert "国知办发办字〔2023〕25号" in card["text"]


async def test_not_being_recorded_comes_with_its_remedy(check):
    [card] = await check.enter(facts=GOOD | {"recorded_at_centre": "none"})
    assert "怎么办：先在中国（长春）知识产权保护中心办好预审备案" in card["text"]
    assert "pre_examination/how_to_register" in [choice.get("topic") for choice in card["choices"]]


async def test_the_whole_way_to_a_preliminary_yes(check):
    replies = await check.enter(facts=GOOD)
    for _ in range(len(VALUES)):
        if replies[-1]["kind"] == "verdict":
            break
        fact = asked(replies)
        good = {"agency": "none", "applicants": "sole", "bad_record": "none", "priority_claim": "none",
                "fee_reduction": "not_wanted", "own_research": "yes", "pay_on_time": "yes"}
        yes = {"waive_amendment_and_change", "fast_reply", "xml_filing", "inventors_are_real_persons"}
        value = good.get(fact, "yes" if fact in yes else "no")
        titles = {choice["value"]: choice["title"] for choice in replies[-1]["data"]["choices"]}
        replies = await check.say(titles[value])
    assert replies[-1]["data"]["verdict"] == "likely"
    assert replies[-1]["title"] == "结论：初步符合"
    assert "不是受理或授权的决定" in replies[-1]["text"]
    assert "R07" in {rule["id"] for rule in replies[-1]["data"]["rules"] if rule["status"] == "needs_review"}


async def test_correcting_an_answer_reopens_an_early_no(check):
    await check.enter(facts={"right_type": "patent", "filed_with_cnipa": "no", "applicant_type": "individual"})
    assert check.slots["task"] is None
    replies = await check.enter("说错了，我们是公司", part="again", command="change",
                                facts={"applicant_type": "legal_entity"})
    assert asked(replies) == "registered_in"
    assert "已改为：申请人类型" in replies[0]["lead"]
    assert check.slots["task"] == "eligibility_check"


async def test_supposing_another_fact_after_the_card(check):
    await check.enter(facts=GOOD | {"recorded_at_centre": "none"})
    replies = await check.enter("那要是备案了呢", part="again", facts={"recorded_at_centre": "active"})
    assert asked(replies) == "same_day_dual_filing"


async def test_changing_names_the_answer_or_is_asked_which(check):
    await check.enter(facts=GOOD)
    replies = await check.say("改一下备案情况", command="change")
    assert asked(replies) == "recorded_at_centre"
    assert "已备案，状态正常" in replies[0]["lead"]
    [which] = await check.say("改一下", command="change")
    assert which["text"].startswith("要改哪一项")
    assert len(which["choices"]) == len(GOOD)
    replies = await check.say("专利类型", facts={"right_type": "patent"})
    assert asked(replies) == "patent_type"
    await check.say("发明", facts={"patent_type": "invention"})
    assert check.facts["patent_type"] == "invention"


async def test_changing_to_a_value_at_once(check):
    await check.enter(facts=GOOD)
    replies = await check.say("我说错了，是发明", command="change", facts={"patent_type": "invention"})
    assert "已改为：专利类型：发明" in replies[0]["lead"]
    assert asked(replies) == "same_day_dual_filing"


async def test_one_step_back_and_no_further_than_the_start(check):
    await check.enter(facts={"right_type": "patent"})
    await check.say("还没有交")
    replies = await check.say("上一步", command="back")
    assert asked(replies) == "filed_with_cnipa"
    assert "filed_with_cnipa" not in check.facts
    replies = await check.say("上一步", command="back")
    assert replies[0]["lead"].startswith("已经是第一步")


async def test_back_from_the_card(check):
    await check.enter(facts={"right_type": "patent"})
    await check.say("已经交了，有申请号")
    replies = await check.enter("上一步", part="again", command="back")
    assert asked(replies) == "filed_with_cnipa"
    assert check.slots["task"] == "eligibility_check"


async def test_stopping_clears_everything(check):
    await check.enter(facts=GOOD)
    [goodbye] = await check.say("算了，不查了", command="stop")
    assert (goodbye["kind"], goodbye["outcome"]) == ("notice", "task_done")
    assert check.slots["task"] is None
    assert check.slots["closed_task"] is None
    assert check.slots["eligibility_facts"] == []


async def test_giving_an_answer_up_is_not_giving_the_check_up(check):
    await check.enter(facts=GOOD)
    replies = await check.say("算了，改成发明", command="stop", facts={"patent_type": "invention"})
    assert asked(replies) == "same_day_dual_filing"
    assert check.facts["patent_type"] == "invention"


async def test_the_card_midway_is_incomplete_and_the_check_can_go_on(check):
    await check.enter(facts=GOOD)
    [card] = await check.say("现在就给结论", command="card")
    assert card["data"]["verdict"] == "incomplete"
    assert card["data"]["missing"]
    assert "继续自检" in [choice["say"] for choice in card["choices"]]
    replies = await check.enter("继续自检", part="again", command="resume")
    assert asked(replies) == "same_day_dual_filing"


async def test_starting_anew_forgets_the_answers(check):
    await check.enter(facts=GOOD)
    replies = await check.say("重新开始", command="restart")
    assert asked(replies) == "right_type"
    assert check.facts == {}


async def test_entering_again_after_the_card_begins_anew(check):
    await check.enter(facts=GOOD | {"recorded_at_centre": "none"})
    replies = await check.enter("预审资格自检")
    assert asked(replies) == "right_type"
    assert check.facts == {}


async def test_entering_again_in_the_middle_goes_on(check):
    await check.enter(facts=GOOD)
    replies = await check.enter("预审资格自检")
    assert asked(replies) == "same_day_dual_filing"
    assert check.facts == GOOD


async def test_nonsense_gets_a_hint_and_then_ways_out(check):
    await check.enter(facts={"right_type": "patent"})
    [first] = await check.say("asdfgh")
    assert "回复序号" in first["lead"]
    assert len(first["choices"]) == 3
    [second] = await check.say("今天天气不错")
    says = [choice["say"] for choice in second["choices"]]
    assert {"跳过", "先看看结果", "算了，不查了"} <= set(says)
    assert second["choices"][-1]["topic"] == "task/talk_to_human"
    await check.say("还没有交")
    assert check.slots["misses"] == 0


async def test_what_cannot_be_said_is_passed_over_and_never_asked_again(check):
    replies = await check.enter(facts={"right_type": "patent"})
    replies = await check.say("不知道")
    assert replies[0]["lead"] == "好的，这一项先记为不知道。"
    seen = []
    while replies[-1]["kind"] == "question":
        seen.append(asked(replies))
        replies = await check.say("跳过", command="skip")
    assert replies[-1]["data"]["verdict"] == "incomplete"
    assert len(seen) == len(set(seen))
    assert "filed_with_cnipa" not in seen


async def test_not_understanding_the_question_brings_its_topic(check):
    await check.enter(facts={"right_type": "patent", "filed_with_cnipa": "no"})
    topic, question = await check.say("什么意思", command="explain")
    assert topic["topic"] == "pre_examination/who_can_register"
    assert question["data"]["fact"] == "applicant_type"


async def test_a_question_in_the_middle_is_followed_by_the_open_question(check):
    await check.enter(facts=GOOD)
    answer, question = await check.conversation(AnswerTopics(), "备案要多久", act="answer",
                                                topic="pre_examination/register_time")
    assert answer["topic"] == "pre_examination/register_time"
    assert (question["kind"], question["data"]["fact"]) == ("question", "same_day_dual_filing")
    assert question["lead"] == "咱们接着刚才的："


async def test_a_refusal_and_a_repetition_are_followed_by_the_open_question_too(check):
    await check.enter(facts=GOOD)
    _, question = await check.conversation(Refuse(), "保证能授权吗", act="refuse",
                                           topic="refusal/prediction_or_legal_opinion")
    assert question["data"]["fact"] == "same_day_dual_filing"
    [again] = await check.conversation(Repeat(), "再说一遍", act="repeat", topic="task/eligibility_check")
    assert again["data"]["fact"] == "same_day_dual_filing"


async def test_without_a_running_function_an_answer_stands_alone(conversation):
    replies = await conversation(AnswerTopics(), "备案要多久", act="answer", topic="pre_examination/register_time")
    assert [reply["kind"] for reply in replies] == ["answer"]


async def test_coming_back_the_next_day(check):
    await check.enter(facts=GOOD)
    [reply] = await check.say("在吗", after_seconds=86400)
    assert reply["lead"].startswith("我们接着上次的")
    assert reply["data"]["fact"] == "same_day_dual_filing"
    assert check.slots["misses"] == 0
    replies = await check.say("不打算，只报一件", after_seconds=86400)
    assert replies[0]["lead"].startswith("我们接着上次的")
    assert asked(replies) == "divisional"


async def test_the_symbol_is_kept_and_named_on_the_card(check):
    await check.enter(facts=GOOD)
    await check.say("分类号是 A01G 9/24", facts={"ipc": "A01G 9/24"})
    [card] = await check.say("先看看结果", command="card")
    standing = next(rule for rule in card["data"]["rules"] if rule["id"] == "R07")
    assert "待中心提供" in standing["reason"]


def test_every_question_has_its_words():
    words = eligibility_words()
    assert set(words.questions) == set(VALUES) - OPTIONAL
    for fact, listening in words.questions.items():
        assert set(listening.said) <= set(VALUES[fact])
        assert {value for values in listening.means.values() for value in values} <= set(VALUES[fact])
    assert set(words.read_next) <= {f"R{number:02}" for number in range(1, 27)}


def test_every_choice_clicked_is_its_value():
    for fact in eligibility_words().questions:
        choices = eligibility_pack().question(fact).choices
        titles = [choice.title for choice in choices]
        assert [clicked(title, titles) for title in titles] == list(range(len(titles)))

