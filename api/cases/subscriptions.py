"""Tell me when it changes: subscribe with a ticket, be told once per change, stop whenever you like."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.cases import repository
from api.cases.attempts import forget
from api.cases.models import CaseSubscription
from api.cases.office import CaseOffice
from api.cases.schemas import Notification, Subscribed
from api.cases.tickets import case_of_ticket
from api.database import now
from knowledge.cases import CaseKind

SUBSCRIBED_FOR = timedelta(days=180)


async def subscribe(office: CaseOffice, session: AsyncSession, ticket: str, channel: str, recipient: str) -> Subscribed:
    """Begin or prolong a subscription; raises TicketExpired."""
    moment = now()
    number = str(case_of_ticket(office.seal, ticket, moment))
    expires = moment + SUBSCRIBED_FOR
    await repository.put_subscription(session, CaseSubscription(
        case=number, channel=channel, recipient=recipient, created=moment, expires=expires
    ))
    return Subscribed(case_no=number, expires=expires)


async def unsubscribe(session: AsyncSession, channel: str, recipient: str, number: str | None = None) -> bool:
    """End one subscription of a recipient, or all of them; False where there was none."""
    return await repository.drop_subscriptions(session, channel, recipient, number)


async def collect(office: CaseOffice, session: AsyncSession, channel: str, recipient: str) -> list[Notification]:
    """What a recipient has not been told yet; it counts as told from here on."""
    collected = []
    for line, kind_name in await repository.take_notifications(session, channel, recipient, now()):
        kind = CaseKind(kind_name)
        state = office.book.state(kind, line.state)
        collected.append(Notification(
            case_no=line.case, kind=kind, kind_title=office.book.kinds[kind].title, status=line.state, date=line.day,
            status_title=office.city.fill(state.title), next_step=office.city.fill(state.next_step),
        ))
    return collected


async def expire(session: AsyncSession) -> None:
    """Retention: drop what has run out of subscriptions, notifications and counted attempts."""
    moment = now()
    await repository.expire(session, moment, moment - SUBSCRIBED_FOR)
    await forget(session, moment)
