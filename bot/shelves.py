"""Where snapshots of conversations stand: one SQLite file on one machine, Redis for several replicas."""

import sqlite3
import time
from pathlib import Path
from typing import List, Optional, Protocol

import redis

PURGE_EVERY_SECONDS = 3600
KEY_PREFIX = "zhiwen:conversation:"


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
            "CREATE TABLE IF NOT EXISTS snapshot "
            "(conversation TEXT PRIMARY KEY, content TEXT NOT NULL, at REAL NOT NULL)"
        )
        self._connection.execute("CREATE INDEX IF NOT EXISTS snapshot_at ON snapshot (at)")
        self._keep_seconds = keep_seconds
        self._purged = 0.0

    def put(self, conversation: str, snapshot: str) -> None:
        """Keep the snapshot; once an hour, forget those that are too old."""
        self._connection.execute(
            "INSERT INTO snapshot VALUES (?, ?, ?) "
            "ON CONFLICT (conversation) DO UPDATE SET content=excluded.content, at=excluded.at",
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
        """Forget a conversation, in the file and in its write-ahead log."""
        self._connection.execute("DELETE FROM snapshot WHERE conversation = ?", (conversation,))
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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
