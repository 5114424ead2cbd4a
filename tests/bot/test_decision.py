"""What is done with a message: answer, ask back, decline, admit; alone and in its context."""

import pytest

from bot.understanding.classifier import Reading
from bot.understanding.decision import Context

LAST = Context(topics=("pre_examination/how_to_register",))
OFFERED = Context(offers=("pre_examination/register_time", "trade_secret/protection_term"))


def topics(decision) -> list:
    return [item.topic for item in decision.items]


def test_a_clear_question_is_answered(decider):
    decision = decider.decide("预审备案要多久", Context())
    assert (decision.act, topics(decision)) == ("answer", ["pre_examination/register_time"])


def test_a_title_is_never_misread(decider):
    assert decider.decide("商业秘密能保护多少年", Context()).why == "title"


@pytest.mark.parametrize(("text", "topic"), [
    ("第二个", "trade_secret/protection_term"), ("1", "pre_examination/register_time"),
    ("选2", "trade_secret/protection_term"), ("最后一个", "trade_secret/protection_term"),
])
def test_an_offer_can_be_picked_by_number(decider, text: str, topic: str):
    assert topics(decider.decide(text, OFFERED)) == [topic]


def test_a_number_without_offers_picks_nothing(decider):
    assert decider.decide("2", Context()).act == "not_understood"


@pytest.mark.parametrize(("text", "act"), [("再说一遍", "repeat"), ("刚才说的再说一遍", "repeat")])
def test_the_last_answer_can_be_heard_again(decider, text: str, act: str):
    decision = decider.decide(text, LAST)
    assert (decision.act, topics(decision)) == (act, ["pre_examination/how_to_register"])


def test_more_of_the_last_answer(decider):
    assert decider.decide("说得详细一点", LAST).items[0].part == "more"
    assert decider.decide("预审备案多久能办好，问得更细一点", Context()).items[0].part == "more"


@pytest.mark.parametrize(("text", "topic"), [
    ("那要多久", "pre_examination/register_time"), ("材料呢", "pre_examination/register_materials"),
])
def test_an_elliptical_message_leans_on_the_last_topic(decider, text: str, topic: str):
    assert topics(decider.decide(text, LAST)) == [topic]


def test_a_new_question_is_never_bent_by_the_old_one(decider):
    for text, topic in (("商业秘密要登记吗", "trade_secret/need_registration"),
                        ("商业秘密保护多少年", "trade_secret/protection_term")):
        assert topics(decider.decide(text, LAST)) == [topic]


def test_a_correction_counts_for_what_follows(decider):
    assert topics(decider.decide("不是，我问的是商业秘密要登记吗", LAST)) == ["trade_secret/need_registration"]


def test_two_questions_are_both_answered_in_order(decider):
    decision = decider.decide("预审备案要多久？商业秘密要登记吗？", Context())
    assert topics(decision) == ["pre_examination/register_time", "trade_secret/need_registration"]


def test_no_more_than_three_questions_at_once(decider):
    text = "预审备案要多久？商业秘密要登记吗？备案交哪些资料？商业秘密保护多少年？"
    assert len(topics(decider.decide(text, Context()))) == 3


@pytest.mark.parametrize("text", ["你好，预审备案要多久，谢谢", "太好了谢谢！对了，预审备案要多久"])
def test_greetings_and_thanks_do_not_hide_the_question(decider, text: str):
    assert topics(decider.decide(text, Context())) == ["pre_examination/register_time"]


def test_greetings_alone_are_greeted(decider):
    assert decider.decide("你好", Context()).act == "chat"


def test_another_citys_rules_are_not_told(decider):
    assert topics(decider.decide("宁波备案要几个人参保", Context())) == ["refusal/other_city"]


def test_no_known_word_is_never_confident(decider):
    assert decider.decide("зщшгне ъхзщ", Context()).act == "not_understood"


def test_another_matter_is_declined(decider):
    assert decider.decide("讲个笑话吧", Context()).act == "refuse"


def test_a_running_function_gets_its_answers_and_questions_pass_between(decider):
    running = Context(task="task/trade_secret_self_check")
    assert decider.decide("是", running).act == "task_input"
    assert topics(decider.decide("商业秘密要登记吗", running)) == ["trade_secret/need_registration"]


def test_a_part_that_names_a_topic_counts_without_sounding_like_a_question(decider):
    decision = decider.decide("预审备案要多久；商业秘密保护期限", Context())
    assert topics(decision) == ["pre_examination/register_time", "trade_secret/protection_term"]


@pytest.mark.parametrize("text", ["哎你好，我这边信号不好，就问一句，预审备案要多久，谢谢", "在忙吗 预审备案要多久 不急 有空回我"])
def test_what_is_said_around_a_question_does_not_hide_it(decider, text: str):
    assert topics(decider.decide(text, Context())) == ["pre_examination/register_time"]


def test_of_a_story_the_sentence_that_asks_is_answered_and_nothing_else(decider):
    story = ("我们厂子不大，二十来个人，去年换了老板，红烧肉食堂都停了，今天天气也不好，大家一直忙着搬家，也没顾上弄这些事情，"
             "孩子上学的事也没着落。现在就想问一下，预审备案要多久？")
    assert topics(decider.decide(story, Context())) == ["pre_examination/register_time"]


def test_a_message_about_nothing_of_ours_is_declined_by_the_likeliest_kind(decider):
    decision = decider.decide("驾照怎么换", Context())
    assert (decision.act, topics(decision)) == ("refuse", ["refusal/off_topic"])


@pytest.mark.parametrize("text", ["没看懂，能说简单点不", "太长了没看明白", "换个说法", "再解释一遍"])
def test_who_is_lost_hears_the_last_answer_again(decider, text: str):
    decision = decider.decide(text, LAST)
    assert (decision.act, topics(decision)) == ("repeat", ["pre_examination/how_to_register"])
    assert decider.decide(text, Context()).act != "repeat" or "再" in text


def test_thanks_before_a_follow_up_do_not_hide_it(decider):
    assert topics(decider.decide("谢谢，那要多久呢", LAST)) == ["pre_examination/register_time"]


def test_small_talk_after_an_answer_stays_small_talk(decider):
    assert topics(decider.decide("谢谢", LAST)) == ["smalltalk/thanks"]


def test_a_correction_is_read_by_itself_when_it_is_clear(decider):
    said = decider.decide("不是问这个，我问的是商业秘密保护多少年", LAST)
    assert topics(said) == ["trade_secret/protection_term"]


def test_a_message_that_may_deserve_a_non_answer_gets_it_with_topics_to_choose_from(decider):
    between = Reading("商业秘密的事你看呢", [("trade_secret/protection_term", 0.3), ("trade_secret/need_registration", 0.25),
                                  ("refusal/off_topic", 0.1)], 1.0, 1.0)
    decision = decider.by_band(between, between.text, decider.bounds.alone)
    assert (decision.act, topics(decision)) == ("refuse", ["refusal/off_topic"])
    assert decision.offers == ("trade_secret/protection_term", "trade_secret/need_registration")


def test_between_topics_without_a_hint_of_a_non_answer_it_asks_back(decider):
    between = Reading("商业秘密的事", [("trade_secret/protection_term", 0.3), ("trade_secret/need_registration", 0.25)], 1.0, 1.0)
    assert decider.by_band(between, between.text, decider.bounds.alone).act == "clarify"
