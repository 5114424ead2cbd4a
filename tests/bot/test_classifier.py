"""The classifier ranks, knows what it has never seen, is repeatable, and survives anything people can type."""

import random
import string
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.understanding import storage

MUTATED = 10_000
SLOWEST_SECONDS = 0.05


@pytest.mark.parametrize(("text", "topic"), [
    ("备案得等几天啊", "pre_examination/register_time"),
    ("預審備案要甚麼材料", "pre_examination/register_materials"),
    ("备岸要多久", "pre_examination/register_time"),
    ("商密能护几年", "trade_secret/protection_term"),
])
def test_wording_nobody_trained_on(classifier, text: str, topic: str):
    reading = classifier.read(text)
    assert reading.top[0] == topic
    assert 0 < reading.top[1] <= 1
    assert len(reading.ranking) == min(10, len(classifier.topics))


def test_nothing_is_known_of_foreign_characters(classifier):
    assert classifier.read("зщшгне ъхзщ").known == 0
    assert classifier.read("预审备案要多久").known == 1


def test_training_twice_gives_the_same_answers(train, classifier):
    again = train()
    for text in ("备案要几天", "商密多少年", "你好呀", "今天吃啥"):
        assert again.read(text).ranking == classifier.read(text).ranking
    assert all(np.array_equal(again.arrays()[name], kept) for name, kept in classifier.arrays().items())


def test_a_saved_model_reads_as_before(classifier, vocabulary, tmp_path):
    kept = storage.Kept(classifier, vocabulary, {}, {}, {}, ["备案"], ["pre_examination/register_time"])
    storage.save(kept, tmp_path)
    assert storage.load(tmp_path).classifier.read("备案要几天").ranking == classifier.read("备案要几天").ranking


def test_energy_tells_what_training_knew_from_what_it_did_not(classifier):
    known = [classifier.read(text).energy for text in ("预审备案要多久", "商业秘密保护多少年", "备案流程")]
    unknown = [classifier.read(text).energy for text in ("зщшгне ъхзщ", "蟹黄面馆拼桌", "qwertyuiop")]
    assert min(known) > max(unknown)


def test_weights_say_what_spoke_for_a_topic(classifier):
    names = [name for name, _ in classifier.weights_for("备案要多久", "pre_examination/register_time")]
    assert any("久" in name or "jiu" in name for name in names)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=1000))
def test_any_text_can_be_read(classifier, text: str):
    reading = classifier.read(text)
    assert abs(sum(share for _, share in reading.ranking)) <= 1.001
    assert all(np.isfinite(share) for _, share in reading.ranking)


def test_ten_thousand_mutated_messages_never_fail_or_stall(decider):
    from bot.understanding.decision import Context

    chance = random.Random(7)
    seeds = ["预审备案要多久", "我们公司在长春，想走预审，个人能当申请人吗？还有费用多少", "商业秘密要登记吗谢谢", "2026年3月G06F17/30"]
    alphabet = string.printable + "预审备案商标的了吗呢？。，！\u200b\ufeff😀ＡＢ１２\u3000"
    slow = 0
    for _ in range(MUTATED):
        letters = list(chance.choice(seeds))
        for _ in range(chance.randrange(6)):
            letters.insert(chance.randrange(len(letters) + 1), chance.choice(alphabet))
            if chance.random() < 0.4:
                del letters[chance.randrange(len(letters))]
        context = Context(topics=("pre_examination/register_time",) if chance.random() < 0.5 else ())
        started = time.thread_time()
        decision = decider.decide("".join(letters), context)
        slow += time.thread_time() - started > SLOWEST_SECONDS
        assert decision.act
    assert slow <= MUTATED // 1000, f"{slow} of {MUTATED} took more than {SLOWEST_SECONDS} s of CPU"
