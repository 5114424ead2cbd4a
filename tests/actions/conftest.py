"""One conversation with the actions, without Rasa: what bot/ would have decided is given by the test."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

Replies = list[dict[str, Any]]


class Conversation:
    """Runs actions one after the other and keeps the slots and messages between them."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self.events: list[dict[str, Any]] = []
        self.clock = time.time()

    async def __call__(self, action: Action, text: str, *, act: str = "task_input", part: str = "text",
                       topic: str = "task/eligibility_check", facts: dict[str, str] | None = None,
                       command: str | None = None, offers: tuple[str, ...] = (), after_seconds: float = 5) -> Replies:
        """One message: what the actions reply, as the api gets it."""
        self.clock += after_seconds
        item = {"topic": topic, "confidence": 1.0, "text": text, "part": part}
        decision = {"act": act, "items": [item], "offers": list(offers), "why": "", "facts": facts or {},
                    "command": command}
        message = {"text": text, "intent": {"name": act}, "decision": decision}
        self.events.append({"event": "user", "timestamp": self.clock, "text": text})
        tracker = Tracker("someone", dict(self.slots), message, list(self.events), False, None, {}, None)
        dispatcher = CollectingDispatcher()
        for event in await action.run(dispatcher, tracker, {}):
            assert event["event"] == "slot"
            self.slots[event["name"]] = event["value"]
        return [said["custom"] for said in dispatcher.messages]


@pytest.fixture
def conversation() -> Callable[..., Any]:
    return Conversation()
