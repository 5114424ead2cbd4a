"""What Rasa decided for this turn, read from the tracker; and the shape in which a reply goes back to the api."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from knowledge.outcomes import Kind, Outcome

TASK_INPUT = "task_input"
AGAIN = "again"


@dataclass(frozen=True)
class Item:
    """One topic to speak of."""

    topic: str
    confidence: float
    text: str
    part: str


@dataclass(frozen=True)
class Turn:
    """The decision on the latest message (bot/understanding/decision.py).

    ``facts`` and ``command`` are what the message tells a guided function (bot/understanding/facts.py); ``act`` is
    ``task_input`` for a message to the running function, else it is a function's own name or another act.
    """

    text: str
    items: tuple[Item, ...]
    offers: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    command: str | None = None
    act: str = TASK_INPUT

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """The decision the tracker carries; an empty one when Rasa fell back without deciding."""
        message: dict[str, Any] = tracker.latest_message or {}
        decision = message.get("decision") or {"items": [], "offers": []}
        items = tuple(Item(**item) for item in decision["items"])
        return cls(message.get("text") or "", items, tuple(decision["offers"]), decision.get("facts") or {},
                   decision.get("command"), decision.get("act") or TASK_INPUT)

    @property
    def enters(self) -> bool:
        """Whether the message asks for a function, rather than speaks to the running one."""
        return self.act != TASK_INPUT

    @property
    def thinks_again(self) -> bool:
        """Whether the message goes back to the result just given."""
        return any(item.part == AGAIN for item in self.items)


def say(dispatcher: CollectingDispatcher, kind: Kind, outcome: Outcome, **more: Any) -> None:
    """Send one reply; ``more`` are the other fields of the api's Decision (api/chat/schemas.py)."""
    dispatcher.utter_message(json_message={"kind": kind, "outcome": outcome, **more})


def understood(topics: list[str], offers: Sequence[str] = ()) -> list[EventType]:
    """Remember what was spoken of and offered with it, and that the person was understood."""
    return [SlotSet("last_topics", topics), SlotSet("offers", list(offers)), SlotSet("misses", 0.0)]


def missed(tracker: Tracker, offers: list[str]) -> list[EventType]:
    """Remember what was offered, and that one more turn did not reach an answer."""
    return [SlotSet("offers", offers), SlotSet("misses", misses(tracker) + 1)]


def misses(tracker: Tracker) -> float:
    """How many turns in a row did not reach an answer."""
    return float(tracker.get_slot("misses") or 0)
