"""A typed non-answer: alone, or with the topics that the message may have meant."""

from actions.topics import Refuse

PREDICTION = "refusal/prediction_or_legal_opinion"
MEANT = ("trade_secret/crime_sentence", "trade_secret/taking_files")


async def test_a_doubtful_refusal_offers_what_may_have_been_meant(conversation):
    [reply] = await conversation(Refuse(), "得蹲几年", act="refuse", topic=PREDICTION, offers=MEANT)
    assert (reply["kind"], reply["topic"], reply["offers"]) == ("refusal", PREDICTION, list(MEANT))
    assert conversation.slots["offers"] == list(MEANT)


async def test_a_plain_refusal_offers_nothing_and_forgets_older_offers(conversation):
    conversation.slots["offers"] = ["pre_examination/fields"]
    [reply] = await conversation(Refuse(), "你说我能赢吗", act="refuse", topic=PREDICTION)
    assert reply["offers"] == []
    assert conversation.slots["offers"] == []
