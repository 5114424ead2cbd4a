"""``python -m bench speed``: both bots behind Rasa's REST channel, side by side in one run.

Ours runs as shipped (snapshots in SQLite), the stock bot as Rasa sets it up (conversations in memory); each asks an
action server for its answers. Rounds alternate between the two, so that whatever else the machine does meets both.
"""

import asyncio
import contextlib
import itertools
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.baseline.names import plain_intent
from bench.bots import BOTS, TOKEN, Workshop
from bench.long_talk import talk_long
from bench.questions import Question, questions, texts_to_send
from bench.senders import TIMEOUT_SECONDS, Load, Post, send, warm
from bench.server import Server, free_port, serving
from processes.model import ROOT

MESSAGES = {1: 60, 10: 120, 50: 200}
WARMING = 20


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds of each load, turns of the long conversation."""

    rounds: int
    turns: int


@contextlib.contextmanager
def both_bots(place: Workshop) -> Iterator[dict[str, Server]]:
    """The two bots and their action servers, started one after the other."""
    with contextlib.ExitStack() as stack:
        logs = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhiwen-bench-")))
        ours, stock = free_port(), free_port()
        environment = place.environment() | {
            "ZHIWEN_ACTIONS_PORT": str(ours), "ZHIWEN_ACTIONS_URL": f"http://127.0.0.1:{ours}/webhook",
            "ZHIWEN_BENCH_STOCK_ACTIONS_URL": f"http://127.0.0.1:{stock}/webhook",
            "ZHIWEN_CONVERSATIONS": str(logs / "conversations.db"), "ZHIWEN_RASA_TOKEN": TOKEN,
        }
        actions = {"ours": (["actions"], ours), "stock": (["bench.baseline.actions", str(stock)], stock)}
        servers = {f"{bot} actions": stack.enter_context(serving(
            [sys.executable, "-m", *command], environment, ROOT, logs / f"{bot}-actions.log",
            f"http://127.0.0.1:{port}", "/health")) for bot, (command, port) in actions.items()}
        for bot in BOTS:
            port = free_port()
            servers[bot] = stack.enter_context(serving(
                place.serving(bot, port), environment, place.folder, logs / f"{bot}.log",
                f"http://127.0.0.1:{port}", f"/status?token={TOKEN}"))
        yield servers


def measure(place: Workshop, effort: Effort) -> dict[str, Any]:
    """Start, load, a long conversation, accuracy: the figures of both bots."""
    with both_bots(place) as servers:
        started = {name: {"seconds": server.ready_seconds, "cpu_seconds": server.ready_cpu_seconds,
                          "rss_mb": server.rss_mb()} for name, server in servers.items()}
        loads = asyncio.run(load_both(servers, effort.rounds))
        reached = {bot: (servers[bot], posting(servers[bot])) for bot in BOTS}
        turns = asyncio.run(talk_long(reached, effort.turns))
        accuracy = asyncio.run(ask_all(servers))
        rss = {name: server.rss_mb() for name, server in servers.items()}
    return {"sentences": place.sentences, "share": place.share, "stock_epochs": place.epochs, "start": started,
            "loads": loads, "turns": turns, "accuracy": accuracy, "rss_after_mb": rss}


def posting(server: Server) -> Post:
    """How a message is sent to Rasa's REST channel."""
    url = f"{server.url}/webhooks/rest/webhook"

    async def post(client: httpx.AsyncClient, conversation: str, text: str) -> httpx.Response:
        return await client.post(url, params={"token": TOKEN}, json={"sender": conversation, "message": text})

    return post


async def load_both(servers: dict[str, Server], rounds: int) -> dict[str, list[dict[str, Any]]]:
    """Each number of senders in turn, both bots after one another with the same messages."""
    texts = itertools.cycle(texts_to_send())
    loads = {bot: {senders: Load(senders) for senders in MESSAGES} for bot in BOTS}
    actions_cpu = dict.fromkeys(BOTS, 0.0)
    for bot in BOTS:
        await warm(posting(servers[bot]), list(itertools.islice(texts, WARMING)))
    for turn, (senders, many) in itertools.product(range(rounds), MESSAGES.items()):
        batch = list(itertools.islice(texts, many))
        for bot in BOTS if turn % 2 == 0 else reversed(BOTS):
            load, before = loads[bot][senders], servers[bot].cpu_seconds()
            actions_before = servers[f"{bot} actions"].cpu_seconds()
            await send(posting(servers[bot]), batch, load)
            load.cpu_seconds += servers[bot].cpu_seconds() - before
            actions_cpu[bot] += servers[f"{bot} actions"].cpu_seconds() - actions_before
            print(f"bench: {bot}, {senders} senders: {load.rates[-1]:.1f} messages/s", flush=True)
    found: dict[str, Any] = {bot: [load.summary() for load in of_bot.values()] for bot, of_bot in loads.items()}
    sent = rounds * sum(MESSAGES.values())
    found["actions_cpu_ms"] = {bot: 1000 * spent / sent for bot, spent in actions_cpu.items()}
    return found


async def ask_all(servers: dict[str, Server]) -> dict[str, float]:
    """The share of validation questions whose first-ranked topic is right."""
    asked = questions()
    async with httpx.AsyncClient(trust_env=False, timeout=TIMEOUT_SECONDS) as client:
        right = dict.fromkeys(BOTS, 0)
        for question, bot in itertools.product(asked, BOTS):
            answer = await client.post(f"{servers[bot].url}/model/parse", params={"token": TOKEN},
                                       json={"text": question.text})
            right[bot] += is_right(question, bot, answer.raise_for_status().json())
    return {bot: right[bot] / len(asked) for bot in BOTS}


def is_right(question: Question, bot: str, read: dict[str, Any]) -> bool:
    """Whether a bot's first-ranked topic is one of the question's."""
    if bot == "ours":
        return bool(read["response_selector"]["default"]["ranking"][0]["intent_response_key"] in question.topics)
    ranked = [intent["name"] for intent in read["intent_ranking"] if intent["name"] != "nlu_fallback"]
    return bool(ranked) and ranked[0] in map(plain_intent, question.topics)
