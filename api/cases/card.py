"""The card: what a case's state means, what comes next, by when, and how long such cases usually still take."""

from collections.abc import Sequence
from datetime import date
from math import ceil, floor
from statistics import quantiles

from sqlalchemy.ext.asyncio import AsyncSession

from api.cases import repository
from api.cases.models import Case, CaseEvent
from api.cases.office import CaseOffice
from api.cases.schemas import Card, Due, TimelineEntry, Typical
from knowledge.cases import CaseKind, State

SMALLEST_SAMPLE = 10


async def card_of(
    session: AsyncSession, office: CaseOffice, record: Case, day: date, ticket: str, subscribed: bool
) -> Card:
    """The card of a case as it stands on a day."""
    kind = CaseKind(record.kind)
    state = office.book.state(kind, record.state)
    durations = [] if state.closed else await repository.days_to_closing(session, kind, record.state)
    return Card(
        case_no=record.number,
        kind=kind,
        kind_title=office.book.kinds[kind].title,
        status=record.state,
        status_title=office.city.fill(state.title),
        meaning=office.city.fill(state.meaning),
        next_step=office.city.fill(state.next_step),
        acts=state.acts,
        deadline=due(office, record, state, day),
        typical_remaining=typical(durations, (day - record.since).days),
        timeline=entries(office, kind, await repository.timeline(session, record.number)),
        subscribed=subscribed,
        ticket=ticket,
    )


def due(office: CaseOffice, record: Case, state: State, day: date) -> Due | None:
    """The deadline of a state that has one: the day the office wrote down, else the term a law sets."""
    rule = state.deadline
    if rule is None:
        return None
    last = record.deadline or rule.due(record.received, record.since, office.calendar)
    return Due(date=last, days_left=(last - day).days, note=office.city.fill(rule.note)) if last else None


def typical(durations: Sequence[int], elapsed: int) -> Typical | None:
    """How long it still takes: from cases that had waited at least as long as this one; None below ten of them."""
    remaining = [duration - elapsed for duration in durations if duration >= elapsed]
    if len(remaining) < SMALLEST_SAMPLE:
        return None
    low, median, high = quantiles(remaining, n=4, method="inclusive")
    return Typical(median_days=round(median), low_days=floor(low), high_days=ceil(high), sample=len(remaining))


def entries(office: CaseOffice, kind: CaseKind, events: Sequence[CaseEvent]) -> list[TimelineEntry]:
    """The timeline with the titles people read."""
    return [
        TimelineEntry(date=event.day, state=event.state,
                      title=office.city.fill(office.book.state(kind, event.state).title))
        for event in events
    ]
