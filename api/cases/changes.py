"""One change of one case, as a ledger row, a new filing or a member of staff brings it; written in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from api.cases.models import Case, CaseEvent, CaseNotification, CaseSubscription
from knowledge.cases import CaseBook, CaseKind, CaseNumber


class Milestone(NamedTuple):
    """From this day on the case was in this state."""

    state: str
    day: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ledger says of a case besides its timeline."""

    applicant: str | None
    received: date
    deadline: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A case as it is kept."""

    facts: Facts
    path: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a case becomes; ``held`` is None for a new one."""

    number: CaseNumber
    facts: Facts
    path: tuple[Milestone, ...]
    held: Held | None = None

    @property
    def kept(self) -> int:
        """How many entries of the timeline stay as they are kept."""
        before = self.held.path if self.held else ()
        return sum(1 for old, new in zip(before, self.path, strict=False) if old == new)

    @property
    def moves(self) -> bool:
        """Whether a held case goes on to another state."""
        return self.held is not None and len(self.path) > len(self.held.path)


def closing_day(book: CaseBook, kind: CaseKind, path: Sequence[Milestone]) -> date | None:
    """The day the office finished the case: the first on which it stood in a closed state."""
    return next((day for state, day in path if book.state(kind, state).closed), None)


async def held_cases(session: AsyncSession, numbers: Sequence[str]) -> dict[str, Held]:
    """Those of the named cases that are kept, with their timelines."""
    paths: dict[str, list[Milestone]] = {}
    events = select(CaseEvent.case, CaseEvent.state, CaseEvent.day).where(CaseEvent.case.in_(numbers))
    for number, state, day in await session.execute(events.order_by(CaseEvent.case, CaseEvent.position)):
        paths.setdefault(number, []).append(Milestone(state, day))
    records = select(Case.number, Case.applicant, Case.received, Case.deadline, Case.note)
    return {
        number: Held(Facts(applicant, received, deadline, note), tuple(paths[number]))
        for number, applicant, received, deadline, note
        in await session.execute(records.where(Case.number.in_(numbers)))
    }


async def write(session: AsyncSession, book: CaseBook, changes: Sequence[Change], now: datetime) -> None:
    """Write changes and queue a notification for every subscriber of a case that moved on."""
    new = [record_of(book, change, now) for change in changes if change.held is None]
    known = [record_of(book, change, now) for change in changes if change.held is not None]
    if new:
        await session.execute(insert(Case), new)
    if known:
        await session.execute(update(Case), known)
    for change in changes:
        if change.held and change.kept < len(change.held.path):
            await session.execute(delete(CaseEvent).where(
                CaseEvent.case == str(change.number), CaseEvent.position >= change.kept
            ))
    events = [
        {"case": str(change.number), "position": position, "state": milestone.state, "day": milestone.day}
        for change in changes
        for position, milestone in enumerate(change.path) if position >= change.kept
    ]
    if events:
        await session.execute(insert(CaseEvent), events)
    await queue_notifications(session, [change for change in changes if change.moves], now)


def record_of(book: CaseBook, change: Change, now: datetime) -> dict[str, Any]:
    """The row of ``case_record`` for a change."""
    facts, last = change.facts, change.path[-1]
    return {
        "number": str(change.number), "kind": change.number.kind, "applicant": facts.applicant, "state": last.state,
        "received": facts.received, "since": last.day, "deadline": facts.deadline, "note": facts.note,
        "closed_on": closing_day(book, change.number.kind, change.path), "updated": now,
    }


async def queue_notifications(session: AsyncSession, moved: Sequence[Change], now: datetime) -> None:
    """One line in the outbox per subscriber and change; a line that stands there already is not written again."""
    by_number = {str(change.number): change for change in moved}
    subscribed = select(CaseSubscription.case, CaseSubscription.channel, CaseSubscription.recipient).where(
        CaseSubscription.case.in_(by_number), CaseSubscription.expires > now
    )
    lines = [
        {"case": number, "channel": channel, "recipient": recipient, "created": now,
         "position": len(by_number[number].path) - 1, **by_number[number].path[-1]._asdict()}
        for number, channel, recipient in await session.execute(subscribed)
    ] if by_number else []
    if lines:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        await session.execute(dialect.insert(CaseNotification).on_conflict_do_nothing(), lines)
