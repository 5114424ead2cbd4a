"""All conversations come from one address; what one of them got wrong must not lock the next."""

import sqlite3
from contextlib import closing

import pytest

from tests.running import Running


@pytest.fixture(autouse=True)
def _fresh_attempts(running: Running) -> None:
    """Forget counted failures."""
    with closing(sqlite3.connect(running.folder / "zhiwen.db", timeout=10)) as database, database:
        database.execute("DELETE FROM lookup_attempt")
