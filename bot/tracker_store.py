"""Conversations as snapshots: bounded in size, correct across restarts and between replicas.

Rasa's own stores keep every event and replay all of them at every message, so each turn costs more than the one before.
Here only the last events are kept, and before them, as events too, what the forgotten ones had established: slots, the
active loop, a pause. So a replay ends in the same state, also where Rasa's policies replay on their own. Of earlier
messages the rankings are left out: nothing reads them again. Rasa's lock store serialises the turns of one
conversation, so the last writer is the only writer.
"""

import json
import logging
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActiveLoop,
    AllSlotsReset,
    ConversationPaused,
    ConversationResumed,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.lighter_rasa import lighten
from bot.shelves import RedisShelf, Shelf, SqliteShelf

logger = logging.getLogger(__name__)

MOST_EVENTS = 40
READ_ONCE = ("intent_ranking", "response_selector")  # of a message's parse data
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RasaException)
KEEP_SECONDS = 30 * 24 * 3600

lighten()  # here, because Rasa imports this module in every process that serves


class SnapshotTrackerStore(TrackerStore):
    """Rasa's tracker store over snapshots; ``url`` is a file path or a ``redis://`` address (bot/endpoints.yml)."""

    def __init__(self, domain: Domain, host: Optional[str] = None, event_broker: Optional[EventBroker] = None,
                 keep_seconds: float = KEEP_SECONDS, most_events: int = MOST_EVENTS, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        address = host or "var/conversations.db"
        self._most_events = most_events
        self._shelf: Shelf = (
            RedisShelf(address, keep_seconds) if address.startswith(("redis://", "rediss://"))
            else SqliteShelf(Path(address), keep_seconds)
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a snapshot; a conversation whose last event is a restart is forgotten whole."""
        await self.stream_events(tracker)
        if tracker.events and isinstance(tracker.events[-1], Restarted):
            self._shelf.drop(tracker.sender_id)
            return
        events = [kept_form(event) for event in self.last_events(list(tracker.events))]
        self._shelf.put(tracker.sender_id, json.dumps({"events": events}, ensure_ascii=False))

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as its snapshot tells it; when that cannot be read, this is logged and it starts anew."""
        kept = self._shelf.get(sender_id)
        if kept is None:
            return None
        try:
            return DialogueStateTracker.from_dict(sender_id, json.loads(kept)["events"], self.domain.slots)
        except UNREADABLE as reason:
            logger.error("a conversation starts anew: its snapshot cannot be read (%s)", type(reason).__name__)
            return None

    async def keys(self) -> Iterable[str]:
        """All conversations held."""
        return self._shelf.keys()

    def last_events(self, events: List[Event]) -> List[Event]:
        """The end of a conversation, beginning before a user message where possible, and what stood before it."""
        if len(events) <= self._most_events:
            return events
        first = len(events) - self._most_events
        message = next((at for at in range(first, len(events)) if isinstance(events[at], UserUttered)), first)
        begin = max(message - 1, first)
        return [*standing(events[:begin]), *events[begin:]]


def standing(events: List[Event]) -> List[Event]:
    """What events had established for those after them: each slot's last value, the active loop, a pause."""
    kept: Dict[str, Event] = {}
    for event in events:
        if isinstance(event, (Restarted, SessionStarted)):
            kept.clear()
        elif isinstance(event, AllSlotsReset):
            kept = {name: before for name, before in kept.items() if not isinstance(before, SlotSet)}
        elif isinstance(event, SlotSet):
            kept[f"slot {event.key}"] = event
        elif isinstance(event, ActiveLoop):
            kept["loop"] = event
        elif isinstance(event, (ConversationPaused, ConversationResumed)):
            kept["pause"] = event
    return list(kept.values())


def kept_form(event: Event) -> Dict[str, Any]:
    """An event as it is kept."""
    form: Dict[str, Any] = event.as_dict()
    if isinstance(event, UserUttered):
        form["parse_data"] = {name: value for name, value in form["parse_data"].items() if name not in READ_ONCE}
    return form
