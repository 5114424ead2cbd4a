"""Alembic's entry: runs on the connection ``api.migrate`` hands over, or opens one as the settings say."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from api.database import Table, connect
from api.settings import Settings


def run(connection: Connection) -> None:
    """Apply the revisions on a connection."""
    context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run() -> None:
    """Apply the revisions to the database of the settings; for the ``alembic`` command line."""
    engine = connect(Settings().database_url)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    asyncio.run(connect_and_run())
