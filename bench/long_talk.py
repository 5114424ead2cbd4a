"""One long conversation with each bot, turn by turn side by side: what a turn costs as the conversation grows."""

import itertools
import statistics
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench.questions import texts_to_send
from bench.senders import TIMEOUT_SECONDS, Load, Post, next_conversation, timed
from bench.server import Server

POINTS = (1, 50, 200, 500)
FIRST_TURNS = 20
AROUND = 10


@dataclass
class Turns:
    """Milliseconds of turns, as a sender saw them and as the bot's processor did."""

    server: Server
    post: Post
    times: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    async def take(self, client: httpx.AsyncClient, conversation: str, text: str) -> None:
        """One more turn."""
        before = self.server.cpu_seconds()
        self.times.append(await timed(client, self.post, conversation, text, Load(1)))
        self.cpu.append(1000 * (self.server.cpu_seconds() - before))

    def around(self, turn: int) -> dict[str, float]:
        """The median time and the mean processor time of the turns around one."""
        here = slice(max(turn - 1 - AROUND, 0), turn + AROUND)
        return {"ms": statistics.median(self.times[here]), "cpu_ms": statistics.fmean(self.cpu[here])}


async def talk_long(bots: dict[str, tuple[Server, Post]], turns: int) -> dict[str, dict[str, Any]]:
    """Turn 1 from several conversations, the others from one; gives the points and every turn's time."""
    texts = texts_to_send()
    first = {bot: Turns(*reached) for bot, reached in bots.items()}
    long = {bot: Turns(*reached) for bot, reached in bots.items()}
    conversation = next_conversation()
    async with httpx.AsyncClient(trust_env=False, timeout=TIMEOUT_SECONDS) as client:
        for text, bot in itertools.product(texts[:FIRST_TURNS], bots):
            await first[bot].take(client, next_conversation(), text)
        for text, bot in itertools.product(itertools.islice(itertools.cycle(texts), turns), bots):
            await long[bot].take(client, conversation, text)
    return {bot: {"at": {"1": first[bot].around(1 + AROUND)}
                        | {str(point): long[bot].around(point) for point in POINTS[1:] if point <= turns},
                  "series": [round(took, 1) for took in long[bot].times]} for bot in bots}
