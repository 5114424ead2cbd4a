"""Cases: records, timelines, query codes, counted attempts, subscriptions, the outbox, the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def case_key(primary_key: bool) -> sa.Column[str]:
    """A column that points to a case and goes with it."""
    points_to = sa.ForeignKey("case_record.number", ondelete="CASCADE")
    return sa.Column("case", sa.String(12), points_to, primary_key=primary_key, nullable=False)


def upgrade() -> None:
    """Go one revision forward."""
    create_records()
    create_lookup()
    create_outbox()
    op.create_table(
        "case_audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("case", sa.String(12)),
        sa.Column("detail", sa.JSON),
    )
    op.create_index("ix_case_audit_case", "case_audit", ["case"])


def create_records() -> None:
    """Cases and their timelines."""
    op.create_table(
        "case_record",
        sa.Column("number", sa.String(12), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("applicant", sa.String(200)),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("received", sa.Date, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("deadline", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.Column("note", sa.Text),
        sa.Column("updated", MOMENT, nullable=False),
    )
    op.create_index("ix_case_record_kind_closed_on", "case_record", ["kind", "closed_on"])
    op.create_table(
        "case_event",
        case_key(primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
    )


def create_lookup() -> None:
    """Query codes and the attempts to guess them."""
    op.create_table(
        "query_code",
        case_key(primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("issued", MOMENT, nullable=False),
    )
    op.create_table(
        "lookup_attempt",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("counted_from", MOMENT, nullable=False),
    )
    op.create_index("ix_lookup_attempt_counted_from", "lookup_attempt", ["counted_from"])


def create_outbox() -> None:
    """Who wants to hear of changes, and what is to be told to them."""
    op.create_table(
        "case_subscription",
        case_key(primary_key=True),
        sa.Column("channel", sa.String(16), primary_key=True),
        sa.Column("recipient", sa.String(64), primary_key=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
    )
    op.create_index("ix_case_subscription_expires", "case_subscription", ["expires"])
    op.create_table(
        "case_notification",
        sa.Column("id", sa.Integer, primary_key=True),
        case_key(primary_key=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("recipient", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("delivered", MOMENT),
        sa.UniqueConstraint("case", "position", "channel", "recipient", name="uq_case_notification_once"),
    )
    op.create_index(
        "ix_case_notification_recipient", "case_notification", ["channel", "recipient", "delivered"]
    )


def downgrade() -> None:
    """Go one revision back."""
    for table in ("case_audit", "case_notification", "case_subscription", "lookup_attempt", "query_code",
                  "case_event", "case_record"):
        op.drop_table(table)
