"""What is kept of cases. A query code stands here only as a keyed hash; see docs/privacy.md."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.database import Table, UtcTime


class Case(Table):
    """One matter of one applicant, as the office's ledger last told it; ``note`` is for staff only."""

    __tablename__ = "case_record"

    number: Mapped[str] = mapped_column(String(12), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    applicant: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(32))
    received: Mapped[date]
    since: Mapped[date]
    deadline: Mapped[date | None]
    closed_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)
    updated: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (Index("ix_case_record_kind_closed_on", "kind", "closed_on"),)


class CaseEvent(Table):
    """One entry of a case's timeline: from this day on it was in this state."""

    __tablename__ = "case_event"

    case: Mapped[str] = mapped_column(ForeignKey("case_record.number", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(32))
    day: Mapped[date]


class QueryCode(Table):
    """The keyed hash of the code that opens a case; a case has one code at a time."""

    __tablename__ = "query_code"

    case: Mapped[str] = mapped_column(ForeignKey("case_record.number", ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    issued: Mapped[datetime] = mapped_column(UtcTime)


class LookupAttempt(Table):
    """How often a case number or an asker (both as keyed hashes) has been tried without success lately."""

    __tablename__ = "lookup_attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    attempts: Mapped[int]
    counted_from: Mapped[datetime] = mapped_column(UtcTime, index=True)


class CaseSubscription(Table):
    """Somebody who proved the code wants to hear of changes, on one channel, until a day."""

    __tablename__ = "case_subscription"

    case: Mapped[str] = mapped_column(ForeignKey("case_record.number", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(64), primary_key=True)
    created: Mapped[datetime] = mapped_column(UtcTime)
    expires: Mapped[datetime] = mapped_column(UtcTime, index=True)


class CaseNotification(Table):
    """The outbox: one change of one case for one recipient, once."""

    __tablename__ = "case_notification"

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[str] = mapped_column(ForeignKey("case_record.number", ondelete="CASCADE"))
    position: Mapped[int]
    channel: Mapped[str] = mapped_column(String(16))
    recipient: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(32))
    day: Mapped[date]
    created: Mapped[datetime] = mapped_column(UtcTime)
    delivered: Mapped[datetime | None] = mapped_column(UtcTime)

    __table_args__ = (
        UniqueConstraint("case", "position", "channel", "recipient", name="uq_case_notification_once"),
        Index("ix_case_notification_recipient", "channel", "recipient", "delivered"),
    )


class CaseAudit(Table):
    """Who did what to cases: opening, codes, imports. Never a code, never an applicant."""

    __tablename__ = "case_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(32))
    case: Mapped[str | None] = mapped_column(String(12), index=True)
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON)
