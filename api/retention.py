"""Conversations are kept for a time and then forgotten, by code and not by memory."""

import asyncio
import logging
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from api.cases import subscriptions
from api.chat import repository
from api.database import now
from api.settings import Settings

logger = logging.getLogger(__name__)
FIRST_AFTER_SECONDS = 20
EVERY_SECONDS = 3600


async def forget_old(opened: async_sessionmaker[AsyncSession], settings: Settings) -> int:
    """Delete conversations and subscriptions past their time; returns how many conversations went."""
    moment = now()
    async with opened.begin() as database:
        await subscriptions.expire(database)
        return await repository.expire(
            database, moment - timedelta(days=settings.keep_days), moment - timedelta(days=settings.keep_anonymous_days)
        )


async def keep_forgetting(opened: async_sessionmaker[AsyncSession], settings: Settings) -> None:
    """Forget soon after the start and then once an hour; a failure is logged and tried again."""
    await asyncio.sleep(FIRST_AFTER_SECONDS)
    while True:
        try:
            forgotten = await forget_old(opened, settings)
            logger.info("forgot %d conversations past their time", forgotten)
        except Exception:
            logger.exception("could not forget old conversations")
        await asyncio.sleep(EVERY_SECONDS)
