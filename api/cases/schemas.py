"""The cases contract over HTTP."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.chat.schemas import SessionId
from knowledge.cases import Acts, CaseKind

OwnSession = Annotated[str, Field(min_length=16, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]
CaseNo = Annotated[str, Field(min_length=1, max_length=64)]


class Lookup(BaseModel):
    """A case number and its query code, as they were written down."""

    model_config = ConfigDict(extra="forbid", strict=True)

    case_no: CaseNo
    query_code: Annotated[str, Field(min_length=1, max_length=64)]
    session: SessionId | None = None


class Redemption(BaseModel):
    """A one-time token in place of a query code; the number may have stood beside the code."""

    model_config = ConfigDict(extra="forbid", strict=True)

    token: Annotated[str, Field(pattern=r"^[a-z]{1,64}$")]
    case_no: CaseNo | None = None
    session: SessionId | None = None


class Due(BaseModel):
    """A deadline; ``days_left`` counts calendar days and is negative once it has passed."""

    date: date
    days_left: int
    note: str | None


class Typical(BaseModel):
    """How long similar cases still took from here, in days: the median and the middle half of ``sample`` cases."""

    median_days: int
    low_days: int
    high_days: int
    sample: int


class TimelineEntry(BaseModel):
    """One entry of the timeline."""

    date: date
    state: str
    title: str


class Card(BaseModel):
    """Where a case stands; ``ticket`` proves this lookup for a quarter of an hour."""

    case_no: str
    kind: CaseKind
    kind_title: str
    status: str
    status_title: str
    meaning: str
    next_step: str
    acts: Acts
    deadline: Due | None
    typical_remaining: Typical | None
    timeline: list[TimelineEntry]
    subscribed: bool
    ticket: str


class SubscriptionRequest(BaseModel):
    """Tell this session when the case of the ticket changes."""

    model_config = ConfigDict(extra="forbid", strict=True)

    ticket: Annotated[str, Field(max_length=128)]
    session: OwnSession


class Subscribed(BaseModel):
    """What was subscribed to, and until when."""

    case_no: str
    expires: datetime


class Notification(BaseModel):
    """One change that a subscriber had not been told of."""

    case_no: str
    kind: CaseKind
    kind_title: str
    status: str
    status_title: str
    next_step: str
    date: date
