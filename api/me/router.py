"""``GET|DELETE /v1/me``: export or erase what is kept of a session."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.cases.repository import subscriptions_of
from api.cases.schemas import Subscribed
from api.cases.service import WEB
from api.cases.subscriptions import unsubscribe
from api.chat import repository
from api.chat.schemas import SessionId
from api.database import SessionDep
from api.dependencies import DeskDep
from api.errors import NotFound, Unavailable, Unreadable, documented

router = APIRouter(prefix="/v1/me", tags=["me"])
OwnSession = Annotated[SessionId, Query()]


class KeptTurn(BaseModel):
    """One turn as it is kept."""

    turn: str
    at: datetime
    text: str | None
    outcome: str
    replies: list[dict[str, Any]]
    helpful: bool | None
    comment: str | None


class KeptData(BaseModel):
    """All that is kept of a session; subscriptions outlast the conversation they were made in."""

    session: str
    channel: str
    campaign: str | None
    started: datetime | None
    turns: list[KeptTurn]
    subscriptions: list[Subscribed]


@router.get("", responses=documented(NotFound, Unreadable))
async def export(session: OwnSession, database: SessionDep) -> KeptData:
    """Everything kept of this session."""
    held = await repository.conversation(database, session)
    subscribed = await subscriptions_of(database, WEB, session)
    followed = [Subscribed(case_no=one.case, expires=one.expires) for one in subscribed]
    if held is None and not followed:
        raise NotFound("没有保存这次会话的任何内容。")
    opinions = {opinion.turn: opinion for opinion in await repository.feedback_of(database, session)}
    turns = [
        KeptTurn(
            turn=turn.id, at=turn.at, text=turn.text, outcome=turn.outcome, replies=turn.replies,
            helpful=opinions[turn.id].helpful if turn.id in opinions else None,
            comment=opinions[turn.id].comment if turn.id in opinions else None,
        )
        for turn in await repository.turns_of(database, session)
    ]
    return KeptData(
        session=session, channel=held.channel if held else WEB, campaign=held.campaign if held else None,
        started=held.started if held else None, turns=turns, subscriptions=followed,
    )


@router.delete("", status_code=204, responses=documented(NotFound, Unreadable, Unavailable))
async def erase(session: OwnSession, database: SessionDep, desk: DeskDep) -> None:
    """Erase this session here and in Rasa's memory, with its subscriptions; nothing is erased when a part cannot be."""
    unsubscribed = await unsubscribe(database, WEB, session)
    if not await repository.erase(database, session) and not unsubscribed:
        raise NotFound("没有保存这次会话的任何内容。")
    await desk.rasa.forget(session)
