"""``python -m bench chain``: the whole product as ``make run`` starts it, asked over ``POST /v1/chat``."""

import asyncio
import itertools
import tempfile
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench import plots
from bench.questions import texts_to_send
from bench.report import line, number
from bench.senders import Load, send, warm
from bench.server import BYTES_PER_MB, cpu_seconds
from processes.model import train
from tests.running import Running

MESSAGES = {1: 100, 10: 300, 50: 400}
WARMING = 40
UNLIMITED = "1000000/minute"
PARTS = {"rasa": "-m bot run", "actions": "-m actions", "api": "api.main:app"}
GOAL_P95, GOAL_RSS = 250, 1200


def measure(rounds: int) -> dict[str, Any]:
    """Start the product on a folder of its own, load it, stop it."""
    train()
    with tempfile.TemporaryDirectory(prefix="zhiwen-bench-") as folder:
        limits = {"ZHIWEN_ASKER_RATE": UNLIMITED, "ZHIWEN_CHANNEL_RATE": UNLIMITED}
        product = Running(folder=Path(folder), environment=limits)
        try:
            product.start()
            parts = processes_of(product)
            ready = {name: part.memory_info().rss / BYTES_PER_MB for name, part in parts.items()}
            loads, cpu = asyncio.run(load_chain(product.url, parts, rounds))
            after = {name: part.memory_info().rss / BYTES_PER_MB for name, part in parts.items()}
        finally:
            product.stop()
    return {"loads": loads, "cpu_ms": cpu, "rss_ready_mb": ready, "rss_after_mb": after}


def processes_of(product: Running) -> dict[str, psutil.Process]:
    """The three processes by name, and the watcher that started them."""
    assert product.process is not None
    watcher = psutil.Process(product.process.pid)
    found = {name: next(child for child in watcher.children() if words in " ".join(child.cmdline()))
             for name, words in PARTS.items()}
    return found | {"watcher": watcher}


async def load_chain(url: str, parts: dict[str, psutil.Process],
                     rounds: int) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """All numbers of senders in turn, some rounds; also processor milliseconds a message of each process."""
    texts = itertools.cycle(texts_to_send())
    loads = {senders: Load(senders) for senders in MESSAGES}
    measured = {name: part for name, part in parts.items() if name != "watcher"}

    async def post(client: httpx.AsyncClient, conversation: str, text: str) -> httpx.Response:
        return await client.post(f"{url}/v1/chat", json={"text": text, "session": conversation})

    await warm(post, list(itertools.islice(texts, WARMING)))
    spent = dict.fromkeys(measured, 0.0)
    for _, (senders, many) in itertools.product(range(rounds), MESSAGES.items()):
        before = {name: cpu_seconds(part) for name, part in measured.items()}
        await send(post, list(itertools.islice(texts, many)), loads[senders])
        took = {name: cpu_seconds(part) - before[name] for name, part in measured.items()}
        spent = {name: spent[name] + took[name] for name in spent}
        loads[senders].cpu_seconds += sum(took.values())
        print(f"bench: chain, {senders} senders: {loads[senders].rates[-1]:.1f} messages/s", flush=True)
    sent = sum(len(load.times) for load in loads.values())
    return ([load.summary() for load in loads.values()], {name: 1000 * cpu / sent for name, cpu in spent.items()})


def section(found: dict[str, Any]) -> str:
    """The tables with what their figures rest on."""
    loads, rss = found["loads"], found["rss_after_mb"]
    total = sum(rss.values())
    return "\n".join([
        "api → Rasa → actions, the model trained on all sentences, SQLite. Messages are validation questions, six to a "
        f"conversation. Failed messages: {sum(load['failures'] for load in loads)}. Goals: p95 at 10 senders at most "
        f"{GOAL_P95} ms, memory of all processes at most {number(GOAL_RSS)} MB.",
        "", "| senders at once | messages/s | p50, ms | p95, ms | processor ms a message, all processes |",
        "| ---: | ---: | ---: | ---: | ---: |",
        *(line(str(load["senders"]), *(number(load[key]) for key in ("per_second", "p50", "p95", "cpu_ms")))
          for load in loads),
        "", "| process | processor ms a message | memory when ready, MB | memory after the run, MB |",
        "| --- | ---: | ---: | ---: |",
        *(line(name, number(found["cpu_ms"][name]) if name in found["cpu_ms"] else "",
               number(found["rss_ready_mb"][name]), number(rss[name])) for name in rss),
        line("all", number(sum(found["cpu_ms"].values())), number(sum(found["rss_ready_mb"].values())), number(total)),
        "", "![The whole chain](../bench/results/chain.png)",
    ])


def plot(found: dict[str, Any]) -> None:
    """Messages a second and p95 by number of senders."""
    plots.loads("chain", {"whole chain": found["loads"]})
