"""``POST /v1/chat`` and what people say about the replies."""

from fastapi import APIRouter

from api.chat import service
from api.chat.models import Feedback
from api.chat.repository import keep_feedback
from api.chat.schemas import Opinion, Question, Replied
from api.database import SessionDep, now
from api.dependencies import DeskDep, WebAsker
from api.errors import BodyTooLarge, ChannelClosed, NotFound, TooManyRequests, Unreadable, documented

router = APIRouter(prefix="/v1", tags=["chat"])


@router.post("/chat", responses=documented(Unreadable, BodyTooLarge, TooManyRequests, ChannelClosed))
async def chat(question: Question, desk: DeskDep, database: SessionDep, _: WebAsker) -> Replied:
    """Answer one message of one asker."""
    return await service.take_turn(desk, database, question, channel="web")


@router.post("/feedback", status_code=204, responses=documented(NotFound, Unreadable))
async def feedback(opinion: Opinion, database: SessionDep) -> None:
    """Keep whether a turn helped, with an optional word on why."""
    kept = await keep_feedback(
        database, Feedback(turn=opinion.turn, helpful=opinion.helpful, comment=opinion.comment, at=now())
    )
    if not kept:
        raise NotFound("没有找到这一轮对话，可能已经过期或删除。")
