"""``/v1/cases``: look a case up, redeem a token, be told of changes."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.cases import service, subscriptions
from api.cases.errors import CaseNotFound, LookupLocked, ServiceOnly, TicketExpired, TokenSpent
from api.cases.office import CaseOffice
from api.cases.schemas import Card, Lookup, Notification, OwnSession, Redemption, Subscribed, SubscriptionRequest
from api.database import SessionDep
from api.dependencies import SettingsDep, WebAsker
from api.errors import BodyTooLarge, ChannelClosed, Unreadable, documented

router = APIRouter(prefix="/v1/cases", tags=["cases"])
bearer = HTTPBearer(auto_error=False)


def office_of(request: Request) -> CaseOffice:
    """The rules, words and keys of the cases service."""
    office: CaseOffice = request.app.state.case_office
    return office


async def our_own_service(
    settings: SettingsDep, credential: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> None:
    """Only a holder of ZHIWEN_SERVICE_TOKEN passes; raises ServiceOnly. Development may leave the token empty."""
    expected = settings.service_token.get_secret_value()
    given = credential.credentials if credential else ""
    if not secrets.compare_digest(given.encode(), expected.encode()):
        raise ServiceOnly


OfficeDep = Annotated[CaseOffice, Depends(office_of)]
Recipient = Annotated[OwnSession, Query(alias="session")]


@router.post("/lookup", responses=documented(CaseNotFound, Unreadable, LookupLocked, BodyTooLarge, ChannelClosed))
async def look_up(asked: Lookup, office: OfficeDep, database: SessionDep, asker: WebAsker) -> Card:
    """Where a case stands, for whoever holds its query code."""
    return await service.look_up(office, database, asked, f"web:{asker}")


@router.post(
    "/redeem", dependencies=[Depends(our_own_service)],
    responses=documented(ServiceOnly, CaseNotFound, TokenSpent, Unreadable, LookupLocked, BodyTooLarge),
)
async def redeem(asked: Redemption, office: OfficeDep, database: SessionDep) -> Card:
    """The same for a one-time token that stands for a query code in a chat message; for our own services."""
    return await service.redeem(office, database, asked)


@router.post("/subscriptions", status_code=201, responses=documented(TicketExpired, Unreadable, BodyTooLarge))
async def subscribe(wish: SubscriptionRequest, office: OfficeDep, database: SessionDep) -> Subscribed:
    """Tell this session when the case changes, for 180 days; needs the ticket of a lookup."""
    return await subscriptions.subscribe(office, database, wish.ticket, service.WEB, wish.session)


@router.delete("/subscriptions", status_code=204, responses=documented(Unreadable))
async def unsubscribe(
    session: Recipient, office: OfficeDep, database: SessionDep,
    case_no: Annotated[str | None, Query(max_length=64)] = None,
) -> None:
    """End this session's subscription to a case, or to all cases; ending what is not there is no failure."""
    number = str(service.read_number(office, case_no)) if case_no else None
    await subscriptions.unsubscribe(database, service.WEB, session, number)


@router.get("/notifications", responses=documented(Unreadable))
async def notifications(session: Recipient, office: OfficeDep, database: SessionDep) -> list[Notification]:
    """Changes this session has not been told of yet; each is told once."""
    return await subscriptions.collect(office, database, service.WEB, session)
