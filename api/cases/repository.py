"""The only queries about single cases; bulk changes stand in ``changes``, counted attempts in ``attempts``."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.cases.models import Case, CaseAudit, CaseEvent, CaseNotification, CaseSubscription, QueryCode

RECENT_CLOSED = 500


async def code_hash(session: AsyncSession, number: str, otherwise: str) -> str:
    """The hash of a case's code, or ``otherwise``: one row either way, so that both cost the same."""
    held = select(QueryCode.hash).where(QueryCode.case == number).scalar_subquery()
    found: str = (await session.execute(select(func.coalesce(held, otherwise)))).scalar_one()
    return found


async def case(session: AsyncSession, number: str) -> Case | None:
    """The case of this number."""
    return await session.get(Case, number)


async def timeline(session: AsyncSession, number: str) -> Sequence[CaseEvent]:
    """A case's states, oldest first."""
    found = await session.scalars(select(CaseEvent).where(CaseEvent.case == number).order_by(CaseEvent.position))
    return found.all()


async def days_to_closing(session: AsyncSession, kind: str, state: str) -> list[int]:
    """For the most recently closed cases of a kind that passed a state: the days from there to the close.

    A state entered more than once counts from the last time.
    """
    recent = (
        select(Case.number, Case.closed_on)
        .where(Case.kind == kind, Case.closed_on.is_not(None))
        .order_by(Case.closed_on.desc())
        .limit(RECENT_CLOSED)
        .subquery()
    )
    passed = (
        select(func.max(CaseEvent.day), recent.c.closed_on)
        .join(recent, recent.c.number == CaseEvent.case)
        .where(CaseEvent.state == state)
        .group_by(recent.c.number, recent.c.closed_on)
    )
    return [(closed - entered).days for entered, closed in await session.execute(passed)]


async def last_serial(session: AsyncSession, prefix: str) -> int:
    """The highest serial in use after a prefix such as ``YS2026``; 0 when there is none."""
    last = await session.scalar(select(func.max(Case.number)).where(Case.number.between(prefix, f"{prefix}999999")))
    return int(last.removeprefix(prefix)) if last else 0


async def has_any(session: AsyncSession) -> bool:
    """Whether any case is kept."""
    return await session.scalar(select(Case.number).limit(1)) is not None


async def put_code(session: AsyncSession, number: str, hashed: str, now: datetime) -> None:
    """Give a case a code; the one it had before no longer opens it."""
    await session.merge(QueryCode(case=number, hash=hashed, issued=now))


async def subscription(
    session: AsyncSession, number: str, channel: str, recipient: str, now: datetime
) -> CaseSubscription | None:
    """The subscription of a recipient to a case, while it lasts."""
    held = await session.get(CaseSubscription, (number, channel, recipient))
    return held if held and held.expires > now else None


async def put_subscription(session: AsyncSession, subscribed: CaseSubscription) -> None:
    """Keep a subscription, or prolong the one there is."""
    await session.merge(subscribed)


async def subscriptions_of(session: AsyncSession, channel: str, recipient: str) -> Sequence[CaseSubscription]:
    """All subscriptions of a recipient, by case number."""
    held = select(CaseSubscription).where(CaseSubscription.channel == channel, CaseSubscription.recipient == recipient)
    return (await session.scalars(held.order_by(CaseSubscription.case))).all()


async def drop_subscriptions(session: AsyncSession, channel: str, recipient: str, number: str | None = None) -> bool:
    """End a recipient's subscriptions, all or that to one case, with all notifications; False when none was kept."""
    dropped: list[str] = []
    for table in (CaseSubscription, CaseNotification):
        statement = delete(table).where(table.channel == channel, table.recipient == recipient).returning(table.case)
        dropped += (await session.scalars(statement.where(table.case == number) if number else statement)).all()
    return bool(dropped)


async def take_notifications(
    session: AsyncSession, channel: str, recipient: str, now: datetime
) -> Sequence[tuple[CaseNotification, str]]:
    """What a recipient has not been told yet, with the kind of each case, oldest first; marked delivered.

    One statement marks and returns, so that two visits at the same moment are not both told. Most visits have no news;
    they only read, since a statement that might write would make the turns of all others wait.
    """
    untold = (CaseNotification.channel == channel, CaseNotification.recipient == recipient,
              CaseNotification.delivered.is_(None))
    if not await session.scalar(select(exists().where(*untold))):
        return []
    taken = await session.scalars(
        update(CaseNotification).where(*untold).values(delivered=now).returning(CaseNotification)
    )
    lines = sorted(taken, key=lambda line: line.id)
    numbers = {line.case for line in lines}
    held = await session.execute(select(Case.number, Case.kind).where(Case.number.in_(numbers)))
    kinds: dict[str, str] = dict(held.all())
    return [(line, kinds[line.case]) for line in lines]


async def expire(session: AsyncSession, now: datetime, notified_before: datetime) -> None:
    """Drop subscriptions that have run out, and notifications older than a moment."""
    await session.execute(delete(CaseSubscription).where(CaseSubscription.expires <= now))
    await session.execute(delete(CaseNotification).where(CaseNotification.created < notified_before))


def audit(
    session: AsyncSession, now: datetime, actor: str, action: str, number: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add a line to the audit trail; never with a code in it."""
    session.add(CaseAudit(at=now, actor=actor, action=action, case=number, detail=detail))


async def exported(session: AsyncSession, after: str, count: int) -> Sequence[Case]:
    """The next cases in the order of their numbers, for an export that reads page by page."""
    found = await session.scalars(select(Case).where(Case.number > after).order_by(Case.number).limit(count))
    return found.all()


async def timelines(session: AsyncSession, numbers: Sequence[str]) -> dict[str, list[tuple[date, str]]]:
    """Day and state of every entry of several timelines."""
    found: dict[str, list[tuple[date, str]]] = {number: [] for number in numbers}
    events = select(CaseEvent).where(CaseEvent.case.in_(numbers)).order_by(CaseEvent.case, CaseEvent.position)
    for event in await session.scalars(events):
        found[event.case].append((event.day, event.state))
    return found
