"""Conversations as snapshots: nothing that counts is lost, nothing grows, nothing stays after an erasure."""

import asyncio
import contextlib
import json
import logging
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis
from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import SnapshotTrackerStore

ROOT = Path(__file__).resolve().parents[2]
RANKING = [{"name": f"area/topic_{number}", "confidence": 0.1} for number in range(10)]


@pytest.fixture(scope="module")
def domain():
    return Domain.from_dict({
        "version": "3.1", "intents": ["answer", "task_input"], "actions": ["action_answer"],
        "forms": {"contact": {"required_slots": []}},
        "slots": {
            "task": {"type": "categorical", "values": ["check"], "mappings": [{"type": "custom"}]},
            "offers": {"type": "list", "influence_conversation": False, "mappings": [{"type": "custom"}]},
            "misses": {"type": "float", "initial_value": 0, "max_value": 100, "influence_conversation": False,
                       "mappings": [{"type": "custom"}]},
        },
    })


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    """A throw-away Redis that keeps nothing on disk."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = shutil.which("redis-server")
    assert program, "these tests need redis-server, for example from `apt-get install redis-server`"
    server = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path_factory.mktemp("r"))],
        stdout=subprocess.DEVNULL,
    )
    url = f"redis://127.0.0.1:{port}/0"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(redis.ConnectionError):
            if redis.Redis.from_url(url).ping():
                break
        time.sleep(0.05)
    yield url
    server.terminate()
    server.wait(20)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "conversations.db"


@pytest.fixture
def store(domain, path):
    return SnapshotTrackerStore(domain, host=str(path))


def turn(text="要多久", *results):
    parse_data = {"intent": {"name": "answer", "confidence": 1.0}, "intent_ranking": RANKING, "entities": [],
                  "response_selector": {"default": {"ranking": RANKING}}, "decision": {"act": "answer"}}
    return [ActionExecuted("action_listen"), UserUttered(text, parse_data["intent"], [], parse_data),
            ActionExecuted("action_answer"), BotUttered(None, {"custom": {"topic": "area/topic"}}), *results]


def begin(store, name="c1"):
    tracker = DialogueStateTracker(name, store.domain.slots)
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    return tracker


def say(store, name, *turns):
    """Turns as the processor takes them: retrieve, update, save; a turn a list of events."""
    for events in turns:
        tracker = asyncio.run(store.retrieve(name)) or begin(store, name)
        for event in events:
            tracker.update(event)
        asyncio.run(store.save(tracker))
    return asyncio.run(store.retrieve(name))


def many(count):
    return [turn(f"第{number}问") for number in range(count)]


def test_slots_the_loop_and_a_pause_outlive_the_events_that_set_them(store):
    opening = turn("开始", SlotSet("task", "check"), SlotSet("offers", ["a/b", "c/d"]), SlotSet("misses", 2.0),
                   ActiveLoop("contact"), ConversationPaused())
    held = say(store, "c1", opening, *many(30))
    assert held.current_slot_values() == {"task": "check", "offers": ["a/b", "c/d"], "misses": 2.0,
                                          "requested_slot": None, "session_started_metadata": None}
    assert held.active_loop_name == "contact"
    assert held.is_paused()


def test_the_last_value_counts_and_an_emptied_slot_stays_empty(store):
    held = say(store, "c1", turn("一", SlotSet("task", "check"), SlotSet("misses", 1.0)),
               turn("二", SlotSet("task", None), SlotSet("misses", 3.0)), *many(30))
    assert (held.get_slot("task"), held.get_slot("misses")) == (None, 3.0)


@pytest.mark.parametrize("wipes", [SessionStarted, AllSlotsReset])
def test_what_was_wiped_does_not_come_back(store, wipes):
    held = say(store, "c1", turn("一", SlotSet("task", "check")), [wipes()], *many(30))
    assert held.get_slot("task") is None


def test_the_states_that_rules_look_at_know_a_slot_set_long_ago(store, domain):
    held = say(store, "c1", turn("开始", SlotSet("task", "check")), *many(60))
    states = MaxHistoryTrackerFeaturizer().prediction_states([held], domain)[0]
    assert all(state["slots"]["task"] == (1.0, 0.0) for state in states if "slots" in state)
    assert "slots" in states[-1]


def test_a_new_session_forgets_the_old_one_but_keeps_what_was_carried_over(store):
    again = [ActionExecuted("action_session_start"), SessionStarted(), SlotSet("offers", ["a/b"])]
    held = say(store, "c1", turn("开始", SlotSet("task", "check"), SlotSet("offers", ["a/b"])), again, *many(30))
    assert (held.get_slot("task"), held.get_slot("offers")) == (None, ["a/b"])


def test_five_hundred_turns_are_no_larger_and_no_slower_than_twenty(store, path):
    say(store, "c1", turn("开始", SlotSet("task", "check")), *many(20))
    early = size_of(path, "c1")
    began = time.perf_counter()
    held = say(store, "c1", *many(480))
    assert size_of(path, "c1") <= early * 1.1
    assert early < 20_000
    assert len(held.events) < 50
    assert held.get_slot("task") == "check"
    assert (time.perf_counter() - began) / 480 < 0.05


def size_of(path, name):
    with sqlite3.connect(str(path)) as connection:
        return connection.execute("SELECT length(content) FROM snapshot WHERE conversation = ?", (name,)).fetchone()[0]


def test_the_last_messages_keep_their_words_and_decision_but_not_their_rankings(store):
    held = say(store, "c1", turn("什么是预审"))
    message = held.latest_message
    assert (message.text, message.parse_data["decision"], message.intent["name"]) == (
        "什么是预审", {"act": "answer"}, "answer")
    assert not {"intent_ranking", "response_selector"} & set(message.parse_data)


def test_a_conversation_goes_on_in_another_process(store, path):
    say(store, "c1", turn("开始", SlotSet("task", "check")), *many(30))
    code = (
        "import asyncio, sys\n"
        "from rasa.shared.core.domain import Domain\n"
        "from bot.tracker_store import SnapshotTrackerStore\n"
        "domain = Domain.from_dict({'version': '3.1', 'slots': {'task': {'type': 'text', 'mappings': [{'type': 'custom'}]}}})\n"
        "held = asyncio.run(SnapshotTrackerStore(domain, host=sys.argv[1]).retrieve('c1'))\n"
        "print(held.get_slot('task'), len(held.events) > 10)\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(path)], cwd=ROOT, check=True,
                          capture_output=True, text=True)
    assert done.stdout.split() == ["check", "True"]


def test_two_stores_on_one_file_see_each_others_turns(domain, path, store):
    other = SnapshotTrackerStore(domain, host=str(path))
    for number in range(20):
        say((store, other)[number % 2], "c1", turn(f"第{number}问", SlotSet("misses", float(number))))
    held = asyncio.run(store.retrieve("c1"))
    assert held.get_slot("misses") == 19.0
    assert held.latest_message.text == "第19问"


def test_conversations_do_not_mix(store):
    say(store, "c1", turn("一", SlotSet("task", "check")))
    held = say(store, "c2", turn("二"))
    assert held.get_slot("task") is None
    assert sorted(asyncio.run(store.keys())) == ["c1", "c2"]


def test_a_slot_the_domain_no_longer_has_is_no_obstacle(store, path):
    say(store, "c1", turn("一", SlotSet("task", "check"), SlotSet("misses", 2.0)))
    smaller = Domain.from_dict({"version": "3.1", "slots": {"misses": {"type": "float", "mappings": [{"type": "custom"}]}}})
    held = asyncio.run(SnapshotTrackerStore(smaller, host=str(path)).retrieve("c1"))
    assert held.get_slot("misses") == 2.0


def test_erasing_leaves_nothing_on_the_disk(store, path):
    secret = "这句话只说过一次"
    say(store, "c2", turn("别人的话"))
    say(store, "c1", *many(30), turn(secret))
    assert any(secret.encode() in file.read_bytes() for file in path.parent.iterdir())
    say(store, "c1", [Restarted()])
    assert asyncio.run(store.retrieve("c1")) is None
    assert list(asyncio.run(store.keys())) == ["c2"]
    assert not [file.name for file in path.parent.iterdir() if secret.encode() in file.read_bytes()]


def test_a_snapshot_past_its_time_is_gone_and_purged(domain, path):
    store = SnapshotTrackerStore(domain, host=str(path), keep_seconds=0.05)
    say(store, "old", turn("一"))
    time.sleep(0.1)
    assert asyncio.run(store.retrieve("old")) is None
    say(SnapshotTrackerStore(domain, host=str(path), keep_seconds=0.05), "new", turn("二"))
    with sqlite3.connect(str(path)) as connection:
        assert connection.execute("SELECT conversation FROM snapshot").fetchall() == [("new",)]


@pytest.mark.parametrize("content", [
    "", "{", "null", "[]", "{}", '{"events": 1}', '{"events": [1]}', '{"events": [{"event": "nothing"}]}',
    '{"events": [{"event": "user", "parse_data": 1}]}',
])
def test_a_broken_snapshot_is_logged_and_the_conversation_starts_anew(store, path, caplog, content):
    say(store, "c1", turn("一"))
    with sqlite3.connect(str(path)) as connection:
        connection.execute("UPDATE snapshot SET content = ? WHERE conversation = 'c1'", (content,))
    with caplog.at_level(logging.ERROR):
        assert asyncio.run(store.retrieve("c1")) is None
    assert "starts anew" in caplog.text
    assert "c1" not in caplog.text
    assert say(store, "c1", turn("二")).latest_message.text == "二"


def test_a_snapshot_is_plain_json_of_events_only(store, path):
    say(store, "c1", turn("一"))
    with sqlite3.connect(str(path)) as connection:
        content = json.loads(connection.execute("SELECT content FROM snapshot").fetchone()[0])
    assert list(content) == ["events"]


def test_redis_holds_what_two_replicas_share(domain, redis_url):
    stores = [SnapshotTrackerStore(domain, host=redis_url) for _ in range(2)]
    say(stores[0], "c1", turn("开始", SlotSet("task", "check")))
    for number in range(30):
        say(stores[number % 2], "c1", turn(f"第{number}问", SlotSet("misses", float(number))))
    held = asyncio.run(stores[0].retrieve("c1"))
    assert (held.get_slot("task"), held.get_slot("misses")) == ("check", 29.0)
    assert held.latest_message.text == "第29问"
    assert len(held.events) < 50


def test_redis_keeps_nothing_of_an_erased_conversation(domain, redis_url):
    store, server = SnapshotTrackerStore(domain, host=redis_url), redis.Redis.from_url(redis_url)
    say(store, "kept", turn("别人的话"))
    say(store, "erased", turn("这句话只说过一次"))
    say(store, "erased", [Restarted()])
    assert asyncio.run(store.retrieve("erased")) is None
    assert not [key for key in server.scan_iter() if b"erased" in key]
    assert "kept" in asyncio.run(store.keys())


def test_redis_itself_forgets_after_a_while(domain, redis_url):
    store, server = SnapshotTrackerStore(domain, host=redis_url, keep_seconds=1), redis.Redis.from_url(redis_url)
    say(store, "old", turn("一"))
    key = next(key for key in server.scan_iter() if key.endswith(b":old"))
    assert 0 < server.pttl(key) <= 1000
    time.sleep(1.2)
    assert asyncio.run(store.retrieve("old")) is None
    assert not server.exists(key)
