"""One turn of a guided function before it is sent: what is said, and what is remembered."""

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.library import library
from actions.turn import say
from actions.wording import Offer
from knowledge.models import Citation
from knowledge.outcomes import Kind, Outcome


@dataclass(frozen=True)
class Saying:
    """One reply; ``more`` are the other fields of the api's Decision."""

    kind: Kind
    outcome: Outcome
    more: dict[str, Any] = field(default_factory=dict)


def send(dispatcher: CollectingDispatcher, sayings: list[Saying]) -> None:
    """Send replies in order."""
    for saying in sayings:
        say(dispatcher, saying.kind, saying.outcome, **saying.more)


def choice(offer: Offer) -> dict[str, str]:
    """Something to click, as the api shows it."""
    return {"title": offer.title, "say": offer.say}


def topic_choice(topic: str) -> dict[str, str]:
    """A topic to click; clicking says its title."""
    title = library().title(topic)
    return {"title": title, "say": title, "topic": topic}


def cited(citation: Citation) -> str:
    """A citation in one line of text: document, number, article."""
    return "".join(part for part in (f"《{citation.title}》", citation.number, citation.article) if part)


def as_json(citations: list[Citation]) -> list[dict[str, Any]]:
    """Citations as the api takes them, each once."""
    found: list[dict[str, Any]] = []
    for citation in citations:
        dumped = citation.model_dump(mode="json")
        if dumped not in found:
            found.append(dumped)
    return found


def remembered(slots: dict[str, Any]) -> list[EventType]:
    """Slots to set."""
    return [SlotSet(name, value) for name, value in slots.items()]
