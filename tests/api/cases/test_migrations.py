"""The migrations build exactly the tables the program uses, forwards and back, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

import api.chat.models
from api import migrate
from api.database import Table, connect


async def test_the_migrated_database_is_the_one_the_models_describe(database_url):
    assert api.chat.models.Conversation.metadata is Table.metadata
    engine = connect(database_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), Table.metadata)
        )
    await engine.dispose()
    assert differences == []


async def test_migrating_again_changes_nothing_and_back_leaves_nothing(database_url):
    await migrate.upgrade_async(database_url)
    engine = connect(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(migrate.downgrade, "base")
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    assert tables == ["alembic_version"]
