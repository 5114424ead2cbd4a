"""Conversations as snapshots: bounded in size, correct across restarts and between replicas.

Rasa's own stores keep every event and replay all of them at every message, so each turn costs more than the one before.
Here a conversation is kept as the values of its slots, its active loop and its last events. Replaying only those would
lose slots set earlier; the snapshot puts them back. Rasa's lock store serialises the turns of one conversation, so the
last writer is the only writer.

Also memoises ``Event.resolve_by_type``, which otherwise walks the tree of event classes for every event it reads.
"""

import json
import sqlite3
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Protocol

import redis
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, TrackerActiveLoop

MOST_EVENTS = 40
KEEP_SECONDS = 30 * 24 * 3600
PURGE_EVERY_SECONDS = 3600
KEY_PREFIX = "zhiwen:conversation:"

if not hasattr(Event.resolve_by_type, "cache_info"):
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


class Shelf(Protocol):
    """Where snapshots stand: text by conversation, forgotten after a while."""

    def put(self, conversation: str, snapshot: str) -> None:
        """Keep the snapshot in place of an earlier one."""

    def get(self, conversation: str) -> Optional[str]:
        """The snapshot, or None when there is none or it is too old."""

    def drop(self, conversation: str) -> None:
        """Forget a conversation."""

    def keys(self) -> List[str]:
        """All conversations held."""


class SqliteShelf:
    """Snapshots in one SQLite file; several processes of one machine may share it."""

    def __init__(self, path: Path, keep_seconds: float) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False, timeout=10)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS snapshot (conversation TEXT PRIMARY KEY, content TEXT NOT NULL, at REAL NOT NULL)"
        )
        self._connection.execute("CREATE INDEX IF NOT EXISTS snapshot_at ON snapshot (at)")
        self._keep_seconds = keep_seconds
        self._purged = 0.0

    def put(self, conversation: str, snapshot: str) -> None:
        """Keep the snapshot; once an hour, forget those that are too old."""
        self._connection.execute(
            "INSERT INTO snapshot VALUES (?, ?, ?) ON CONFLICT (conversation) DO UPDATE SET content=excluded.content, at=excluded.at",
            (conversation, snapshot, time.time()),
        )
        if time.time() - self._purged > PURGE_EVERY_SECONDS:
            self._purged = time.time()
            self._connection.execute("DELETE FROM snapshot WHERE at < ?", (self._purged - self._keep_seconds,))

    def get(self, conversation: str) -> Optional[str]:
        """The snapshot, unless it is too old."""
        row = self._connection.execute(
            "SELECT content FROM snapshot WHERE conversation = ? AND at >= ?",
            (conversation, time.time() - self._keep_seconds),
        ).fetchone()
        return row[0] if row else None

    def drop(self, conversation: str) -> None:
        """Forget a conversation."""
        self._connection.execute("DELETE FROM snapshot WHERE conversation = ?", (conversation,))

    def keys(self) -> List[str]:
        """All conversations held."""
        return [row[0] for row in self._connection.execute("SELECT conversation FROM snapshot")]


class RedisShelf:
    """Snapshots in Redis, for several replicas; Redis itself forgets them."""

    def __init__(self, url: str, keep_seconds: float) -> None:
        self._redis = redis.Redis.from_url(url, decode_responses=True)
        self._keep_seconds = int(keep_seconds)

    def put(self, conversation: str, snapshot: str) -> None:
        """Keep the snapshot until its time is over."""
        self._redis.set(KEY_PREFIX + conversation, snapshot, ex=self._keep_seconds)

    def get(self, conversation: str) -> Optional[str]:
        """The snapshot, if Redis still has it."""
        return self._redis.get(KEY_PREFIX + conversation)

    def drop(self, conversation: str) -> None:
        """Forget a conversation."""
        self._redis.delete(KEY_PREFIX + conversation)

    def keys(self) -> List[str]:
        """All conversations held."""
        return [key[len(KEY_PREFIX):] for key in self._redis.scan_iter(KEY_PREFIX + "*")]


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
        self._shelf.put(tracker.sender_id, json.dumps(self.snapshot(tracker), ensure_ascii=False))

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as its snapshot tells it."""
        kept = self._shelf.get(sender_id)
        return self.revive(sender_id, json.loads(kept)) if kept else None

    async def keys(self) -> Iterable[str]:
        """All conversations held."""
        return self._shelf.keys()

    def snapshot(self, tracker: DialogueStateTracker) -> Dict[str, Any]:
        """What is kept: slots that have a value, the active loop, and the last events from a user message on."""
        loop = tracker.active_loop
        return {
            "slots": {name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value},
            "loop": vars(loop) if loop else None,
            "events": [event.as_dict() for event in self.last_events(list(tracker.events))],
        }

    def last_events(self, events: List[Event]) -> List[Event]:
        """The end of a conversation: at most so many events, beginning before a user message where possible."""
        if len(events) <= self._most_events:
            return events
        end = events[-self._most_events:]
        first_message = next((at for at, event in enumerate(end) if isinstance(event, UserUttered)), 0)
        return end[max(first_message - 1, 0):]

    def revive(self, sender_id: str, kept: Dict[str, Any]) -> DialogueStateTracker:
        """A tracker in the state the snapshot describes; slots the domain no longer has are left out."""
        tracker = DialogueStateTracker.from_dict(sender_id, kept["events"], self.domain.slots)
        for name, slot in tracker.slots.items():
            slot.value = kept["slots"].get(name, slot.initial_value)
        if kept["loop"]:
            tracker.active_loop = TrackerActiveLoop(**kept["loop"])
        return tracker
