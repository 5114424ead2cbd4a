"""``POST /v1/chat`` and what people say about the replies."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.cases.service import WEB
from api.chat import service
from api.chat.models import Feedback
from api.chat.repository import keep_feedback
from api.chat.schemas import Opinion, Question, Replied
from api.database import SessionDep, now
from api.dependencies import DeskDep, SettingsDep, WebAsker
from api.door.masking import mask
from api.door.query_codes import hide
from api.door.reading import TEXT_LIMIT, read_text
from api.errors import BodyTooLarge, ChannelClosed, NotFound, TooManyRequests, Unreadable, documented
from api.settings import Environment

router = APIRouter(prefix="/v1", tags=["chat"])


@router.post("/chat", responses=documented(Unreadable, BodyTooLarge, TooManyRequests, ChannelClosed))
async def chat(question: Question, desk: DeskDep, database: SessionDep, asker: WebAsker) -> Replied:
    """Answer one message of one asker."""
    return await service.take_turn(desk, database, question, WEB, asker)


@router.post("/feedback", status_code=204, responses=documented(NotFound, Unreadable))
async def feedback(opinion: Opinion, database: SessionDep) -> None:
    """Keep whether a turn helped, with an optional word on why."""
    comment = mask(hide(opinion.comment)).text if opinion.comment else None
    kept = await keep_feedback(
        database, Feedback(turn=opinion.turn, helpful=opinion.helpful, comment=comment, at=now())
    )
    if not kept:
        raise NotFound("没有找到这一轮对话，可能已经过期或删除。")


@router.get("/explain", include_in_schema=False)
async def explain(
    text: Annotated[str, Query(max_length=TEXT_LIMIT)], desk: DeskDep, settings: SettingsDep, _: WebAsker
) -> dict[str, Any]:
    """Why a message is taken for what it is taken for; only where the product is developed."""
    if settings.environment is not Environment.DEVELOPMENT:
        raise NotFound
    return await desk.rasa.explain(mask(hide(read_text(text))).text)
