"""``python -m api.migrate``: bring the database to the shape this version needs."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from api.database import connect
from api.settings import Settings

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Apply every revision up to ``revision`` that the database lacks; outside of a running event loop."""
    asyncio.run(upgrade_async(url, revision))


async def upgrade_async(url: str, revision: str = "head") -> None:
    """Apply every revision up to ``revision`` that the database lacks, in one transaction."""
    engine = connect(url)
    async with engine.begin() as connection:
        await connection.run_sync(apply, revision)
    await engine.dispose()


def apply(connection: Connection, revision: str) -> None:
    """Go forward to a revision on a connection."""
    command.upgrade(config_for(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Go back to a revision on a connection."""
    command.downgrade(config_for(connection), revision)


def config_for(connection: Connection) -> Config:
    """Alembic's configuration for a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    upgrade(Settings().database_url)
