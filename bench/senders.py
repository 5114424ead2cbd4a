"""People who write to a bot: so many at once, each waiting for the answer before the next message."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import httpx

TURNS_OF_A_CONVERSATION = 6
TIMEOUT_SECONDS = 120
Post = Callable[[httpx.AsyncClient, str, str], Awaitable[httpx.Response]]


@dataclass
class Load:
    """What a load of messages met; several rounds add up."""

    senders: int
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    failures: int = 0
    times: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """The figures that are reported; times in milliseconds."""
        kept = asdict(self)
        del kept["times"]
        return kept | {
            "messages": len(self.times), "per_second": len(self.times) / self.seconds,
            "p50": statistics.median(self.times), "p95": percentile(self.times, 95),
            "cpu_ms": 1000 * self.cpu_seconds / len(self.times),
        }


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which so many per cent lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


async def send(post: Post, texts: Sequence[str], load: Load) -> None:
    """Send the texts, in conversations of six turns; adds times and failures to the load."""
    waiting = iter(texts)
    began = time.perf_counter()
    limits = httpx.Limits(max_connections=load.senders)
    async with httpx.AsyncClient(trust_env=False, timeout=TIMEOUT_SECONDS, limits=limits) as client:
        await asyncio.gather(*(one_sender(client, post, waiting, load) for _ in range(load.senders)))
    seconds = time.perf_counter() - began
    load.seconds += seconds
    load.rates.append(len(texts) / seconds)


async def warm(post: Post, texts: Sequence[str]) -> None:
    """Send a few messages that are not measured; raises RuntimeError when any has no answer."""
    load = Load(1)
    await send(post, texts, load)
    if load.failures:
        raise RuntimeError(f"{load.failures} of the first {len(texts)} messages had no answer: nothing to measure")


async def one_sender(client: httpx.AsyncClient, post: Post, waiting: Any, load: Load) -> None:
    """Take messages that nobody has sent yet, until there are none."""
    for turn, text in enumerate(waiting):
        if turn % TURNS_OF_A_CONVERSATION == 0:
            conversation = next_conversation()
        load.times.append(await timed(client, post, conversation, text, load))


async def timed(client: httpx.AsyncClient, post: Post, conversation: str, text: str, load: Load) -> float:
    """Milliseconds until the answer; an error or an empty answer counts as a failure."""
    began = time.perf_counter()
    response = await post(client, conversation, text)
    took = (time.perf_counter() - began) * 1000
    if not response.is_success or not response.json():
        load.failures += 1
    return took


def next_conversation(numbers: Any = itertools.count()) -> str:  # noqa: B008  (one count for the whole run)
    """An id no conversation of this run had."""
    return f"bench-{time.time_ns()}-{next(numbers)}"
