"""Conversations, their turns, and what people thought of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go one revision forward."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("campaign", sa.String(64)),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("last_turn", MOMENT, nullable=False),
    )
    op.create_index("ix_conversation_last_turn", "conversation", ["last_turn"])
    op.create_table(
        "turn",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(64), sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("replies", sa.JSON, nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
    )
    op.create_index("ix_turn_outcome", "turn", ["outcome"])
    op.create_index("ix_turn_conversation_at", "turn", ["conversation", "at"])
    op.create_table(
        "feedback",
        sa.Column("turn", sa.String(32), sa.ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("comment", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Go one revision back."""
    for table in ("feedback", "turn", "conversation"):
        op.drop_table(table)
