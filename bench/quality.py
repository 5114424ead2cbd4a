"""How well are questions understood, over HTTP: right, offered, declined, wrong.

``python -m bench.quality FILE… [--url http://127.0.0.1:8000]`` asks each question of JSON-lines files in a session of
its own. A line holds ``q``, acceptable ``topics`` (best first) and, where known, ``kind``; a file of follow-ups also
holds ``before``, a file of several questions ``parts``. Without files it asks both frozen sets: validation, on which
errors were read and thresholds chosen, and the unseen one, which was only measured (docs/benchmarks.md).
"""

import argparse
import asyncio
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import httpx

FROZEN = Path(__file__).resolve().parent.parent / "tests" / "nlu"
VALIDATION, UNSEEN = FROZEN / "validation", FROZEN / "unseen"
MARKS = ("right", "offered", "declined", "wrong")
AT_ONCE = 6
UNREADABLE = {"outcome": "refused", "replies": [{"kind": "refusal", "topic": "refusal/unclear", "choices": []}]}


def mark(turn: dict[str, Any], acceptable: set[str]) -> str:
    """What a turn was worth to the asker of a question with these acceptable topics."""
    spoken = {reply["topic"] for reply in turn["replies"] if reply["kind"] != "clarify"}
    offered = {choice["topic"] for reply in turn["replies"] for choice in reply["choices"]}
    if spoken & acceptable or ("refusal/unclear" in acceptable and turn["outcome"] in {"clarified", "not_understood"}):
        return "right"
    if turn["outcome"] in {"clarified", "not_understood"}:
        return "offered" if offered & acceptable else "declined"
    return "declined" if turn["outcome"] in {"refused", "error"} else "wrong"


def mark_parts(turn: dict[str, Any], parts: list[list[str]]) -> str:
    """The same for a message that holds several questions: right only when each is answered."""
    marks = [mark(turn, set(part)) for part in parts]
    return max(marks, key=MARKS.index)


class Asker:
    """Asks questions over HTTP, a few at once."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def turn(self, text: str, session: str | None = None) -> dict[str, Any]:
        """One turn."""
        response = await self._client.post("/v1/chat", json={"text": text} | ({"session": session} if session else {}))
        if response.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            return UNREADABLE
        response.raise_for_status()
        answered: dict[str, Any] = response.json()
        return answered

    async def judged(self, line: dict[str, Any]) -> str:
        """The mark of one line; what was said before it is said first."""
        async with self._gate:
            session = (await self.turn(line["before"]))["session"] if "before" in line else None
            turn = await self.turn(line["q"], session)
        return mark_parts(turn, line["parts"]) if "parts" in line else mark(turn, set(line["topics"]))


def groups_of(line: dict[str, Any]) -> list[str]:
    """The rows of the table a line counts in."""
    first = (line["parts"][0] if "parts" in line else line["topics"])[0]
    rows = ["all", f"area {first.split('/')[0]}"]
    return rows + ([f"kind {line['kind']}"] if "kind" in line else [])


async def table(url: str, lines: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """How many lines of each group got which mark."""
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
        asker = Asker(client)
        marks = await asyncio.gather(*(asker.judged(line) for line in lines))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for line, got in zip(lines, marks, strict=True):
        for group in groups_of(line):
            counted[group][got] += 1
    return dict(sorted(counted.items()))


def read(path: Path) -> list[dict[str, Any]]:
    """The lines of a question file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def shown(name: str, counted: dict[str, Counter[str]]) -> str:
    """The table as text: shares of each mark."""
    rows = [f"{name}", f"{'':22s}{'n':>6s}" + "".join(f"{mark:>10s}" for mark in MARKS)]
    for group, marks in counted.items():
        total = sum(marks.values())
        rows.append(f"{group:22s}{total:6d}" + "".join(f"{marks[mark] / total:10.3f}" for mark in MARKS))
    return "\n".join(rows)


def main(words: list[str] | None = None) -> None:
    """Ask the files and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    options = parser.parse_args(words)
    for path in options.files or [*sorted(VALIDATION.glob("*.jsonl")), *sorted(UNSEEN.glob("*.jsonl"))]:
        lines = [line for line in read(path) if "secret" not in line]
        if lines:
            print(shown(f"{path.parent.name} {path.stem}", asyncio.run(table(options.url, lines))), flush=True)


if __name__ == "__main__":
    main()
