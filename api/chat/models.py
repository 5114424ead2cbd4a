"""What is kept of conversations: no name, no number, no secret; see docs/privacy.md."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Table, UtcTime


class Conversation(Table):
    """One session of one asker on one channel."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    campaign: Mapped[str | None] = mapped_column(String(64))
    started: Mapped[datetime] = mapped_column(UtcTime)
    last_turn: Mapped[datetime] = mapped_column(UtcTime, index=True)


class Turn(Table):
    """One message with what came of it; ``text`` is masked, and null when it held a secret."""

    __tablename__ = "turn"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    text: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(16), index=True)
    replies: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    milliseconds: Mapped[int]

    __table_args__ = (Index("ix_turn_conversation_at", "conversation", "at"),)


class Feedback(Table):
    """What a person thought of one turn; the last word counts."""

    __tablename__ = "feedback"

    turn: Mapped[str] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True)
    helpful: Mapped[bool]
    comment: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
