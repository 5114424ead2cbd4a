"""Five failures lock a case number and an asker for a quarter of an hour, whether or not the number exists.

An attempt is counted before the code is looked at and given back when it succeeds, in transactions of its own:
many tries at once count as many, and a request that ends in an error is counted all the same.
"""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from api.cases.models import LookupAttempt

ALLOWED_FAILURES = 5
LOCK_SECONDS = 15 * 60

type Sessions = async_sessionmaker[AsyncSession]


async def may_try(sessions: Sessions, asker_key: str, case_key: str, now: datetime) -> bool:
    """Count one attempt on both keys; False when either is locked. The asker is asked first, always.

    An asker who is locked does not count against the case; a locked case does not count against the asker.
    """
    async with sessions.begin() as session:
        if await count(session, asker_key, now) > ALLOWED_FAILURES:
            return False
        if await count(session, case_key, now) > ALLOWED_FAILURES:
            await give_back(session, asker_key)
            return False
    return True


async def forgive(sessions: Sessions, asker_key: str, case_key: str) -> None:
    """Take back an attempt that turned out right."""
    async with sessions.begin() as session:
        for key in (asker_key, case_key):
            await give_back(session, key)


async def count(session: AsyncSession, key: str, now: datetime) -> int:
    """One more attempt on a key, atomically; returns how many stand against it.

    The quarter of an hour begins anew with the fifth attempt, so that the lock lasts its full time.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    overdue = LookupAttempt.counted_from <= now - timedelta(seconds=LOCK_SECONDS)
    fifth = LookupAttempt.attempts == ALLOWED_FAILURES - 1
    statement = dialect.insert(LookupAttempt).values(key=key, attempts=1, counted_from=now)
    counted = statement.on_conflict_do_update(
        index_elements=[LookupAttempt.key],
        set_={
            "attempts": case((overdue, 1), else_=LookupAttempt.attempts + 1),
            "counted_from": case((overdue, now), (fifth, now), else_=LookupAttempt.counted_from),
        },
    ).returning(LookupAttempt.attempts)
    attempts: int = (await session.execute(counted)).scalar_one()
    return attempts


async def give_back(session: AsyncSession, key: str) -> None:
    """One attempt less on a key."""
    await session.execute(
        update(LookupAttempt).where(LookupAttempt.key == key).values(attempts=LookupAttempt.attempts - 1)
    )


async def forget(session: AsyncSession, now: datetime) -> None:
    """Drop counts that no longer matter."""
    overdue = now - timedelta(seconds=LOCK_SECONDS)
    await session.execute(delete(LookupAttempt).where(LookupAttempt.counted_from <= overdue))
