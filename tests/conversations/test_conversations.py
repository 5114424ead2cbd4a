"""Whole conversations over HTTP with the three real processes, one file for each way people behave.

A step says something (``say``), clicks a choice of the last replies (``click``), lets a day pass (``wait``) or restarts
all processes (``restart``); the other keys are what must come of it. In ``text``, ``a|b`` asks for either.
"""

import json
import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.running import Running

FOLDER = Path(__file__).resolve().parent
FILES = sorted(FOLDER.glob("*/*.yml"))
DAY_SECONDS = 86400
EXPECTATIONS = {
    "say", "click", "outcome", "kinds", "asks", "verdict", "topic", "choices", "download", "text", "without",
}


@dataclass
class Talk:
    """One conversation under way."""

    product: Running
    session: str = field(default_factory=lambda: f"test-{uuid.uuid4().hex}")
    turn: dict[str, Any] = field(default_factory=dict)

    def take(self, step: dict[str, Any]) -> None:
        """One step."""
        if "restart" in step:
            self.product.restart()
        elif "wait" in step:
            self.age()
        else:
            assert set(step) <= EXPECTATIONS, step
            said = step["say"] if "say" in step else self.offered(step["click"])
            self.turn = self.product.ask(said, self.session)
            assert not list(self.wrong(step)), f"{said}: {list(self.wrong(step))}\n{self.turn}"

    def offered(self, title: str) -> str:
        """What clicking a choice says."""
        choices = [choice for reply in self.turn["replies"] for choice in reply["choices"]]
        says = [choice["say"] for choice in choices if choice["title"] == title]
        assert says, f"{title} is not offered by {self.turn}"
        return says[0]

    def age(self) -> None:
        """Let a day pass: every kept event of this conversation becomes a day older."""
        with closing(sqlite3.connect(self.product.folder / "conversations.db", timeout=10)) as shelf, shelf:
            found = shelf.execute("SELECT content FROM snapshot WHERE conversation = ?", (self.session,)).fetchone()
            kept = json.loads(found[0])
            for event in kept["events"]:
                event["timestamp"] -= DAY_SECONDS
            shelf.execute("UPDATE snapshot SET content = ? WHERE conversation = ?", (json.dumps(kept), self.session))

    def wrong(self, step: dict[str, Any]) -> Any:
        """Everything about the last turn that is not as the step says."""
        replies = self.turn["replies"]
        found = {
            "outcome": self.turn["outcome"],
            "kinds": [reply["kind"] for reply in replies],
            "topic": replies[0]["topic"],
            "choices": len(replies[-1]["choices"]),
            "asks": asked(replies[-1]),
            "verdict": (replies[-1]["data"] or {}).get("verdict"),
        }
        yield from (f"{key} is {value}" for key, value in found.items() if key in step and step[key] != value)
        text = "\n".join(f"{reply['title']}\n{reply['text']}" for reply in replies)
        yield from (f"{part} is missing" for part in step.get("text", ())
                    if not any(one in text for one in part.split("|")))
        yield from (f"{part} is there" for part in step.get("without", ()) if part in text)
        if step.get("download"):
            yield from self.download(replies[-1]["data"]["download"])

    def download(self, link: str) -> Any:
        """What is wrong with the document behind the card's link."""
        response = httpx.get(self.product.url + link, timeout=30, trust_env=False)
        if response.status_code != httpx.codes.OK or not response.content.startswith(b"PK"):
            yield f"download gives {response.status_code}"


def asked(reply: dict[str, Any]) -> str | None:
    """The question a reply puts, by its name in the data."""
    data = reply["data"] or {}
    name: str | None = data.get("fact") or data.get("question")
    return name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_conversation(path: Path, running: Running) -> None:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    talk = Talk(running)
    for step in told["steps"]:
        talk.take(step)


def test_there_is_one_conversation_for_each_way_people_behave():
    assert len([path for path in FILES if path.parent.name == "eligibility"]) >= 12
