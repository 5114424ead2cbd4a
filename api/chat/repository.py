"""The only queries about conversations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.chat.models import Conversation, Feedback, Turn


async def conversation(session: AsyncSession, conversation_id: str) -> Conversation | None:
    """The conversation of this id, if one was kept."""
    return await session.get(Conversation, conversation_id)


async def keep_turn(session: AsyncSession, turn: Turn, channel: str, campaign: str | None) -> None:
    """Keep one turn, and the conversation it belongs to when this is its first."""
    held = await conversation(session, turn.conversation)
    if held is None:
        held = Conversation(
            id=turn.conversation, channel=channel, campaign=campaign, started=turn.at, last_turn=turn.at
        )
        session.add(held)
        await session.flush()
    held.last_turn = turn.at
    session.add(turn)


async def turns_of(session: AsyncSession, conversation_id: str) -> Sequence[Turn]:
    """All kept turns of a conversation, oldest first."""
    found = await session.scalars(select(Turn).where(Turn.conversation == conversation_id).order_by(Turn.at))
    return found.all()


async def keep_feedback(session: AsyncSession, feedback: Feedback) -> bool:
    """Keep what a person thought of a turn; False when no such turn was kept."""
    if await session.get(Turn, feedback.turn) is None:
        return False
    await session.merge(feedback)
    return True


async def feedback_of(session: AsyncSession, conversation_id: str) -> Sequence[Feedback]:
    """All feedback a conversation's turns received."""
    found = await session.scalars(select(Feedback).join(Turn).where(Turn.conversation == conversation_id))
    return found.all()


async def erase(session: AsyncSession, conversation_id: str) -> bool:
    """Delete a conversation with its turns and feedback; False when none was kept."""
    held = await conversation(session, conversation_id)
    if held is None:
        return False
    await session.delete(held)
    return True


async def expire(session: AsyncSession, before: datetime, anonymous_before: datetime) -> int:
    """Delete conversations last used before a moment; web ones, which are anonymous, earlier. Returns how many."""
    overdue = (Conversation.last_turn < before) | (
        (Conversation.channel == "web") & (Conversation.last_turn < anonymous_before)
    )
    ids = (await session.scalars(select(Conversation.id).where(overdue))).all()
    await session.execute(delete(Conversation).where(Conversation.id.in_(ids)))
    return len(ids)
