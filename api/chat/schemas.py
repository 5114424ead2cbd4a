"""The chat contract: what is asked, what is replied, and what Rasa decided in between."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.models import Citation
from knowledge.outcomes import Kind, Outcome

SessionId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]
CampaignId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]


class Question(BaseModel):
    """One message of one asker; a missing session begins a new one."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    session: SessionId | None = None
    campaign: CampaignId | None = None


class Opinion(BaseModel):
    """What a person thought of one turn."""

    model_config = ConfigDict(extra="forbid", strict=True)

    turn: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    helpful: bool
    comment: Annotated[str, Field(max_length=500)] | None = None


class Choice(BaseModel):
    """Something to click: ``say`` is sent as the next message."""

    title: str
    say: str
    topic: str | None = None


class Reply(BaseModel):
    """One reply as a person gets it."""

    kind: Kind
    topic: str | None = None
    title: str | None = None
    text: str
    citations: list[Citation] = Field(default_factory=list)
    choices: list[Choice] = Field(default_factory=list)
    confidence: float | None = None
    data: dict[str, Any] | None = None


class Replied(BaseModel):
    """What came of one turn."""

    session: str
    turn: str
    outcome: Outcome
    replies: list[Reply]


class Decision(BaseModel):
    """One reply as Rasa decided it: which topic, which part of it, which choices; words only for tasks.

    ``offers`` are topics to choose from; ``choices`` are choices a guided function words itself;
    ``lead`` is a sentence before the topic's own text, such as the office that answers for other business.
    """

    kind: Kind
    outcome: Outcome
    topic: str | None = None
    part: Literal["text", "more"] = "text"
    lead: str | None = None
    text: str | None = None
    title: str | None = None
    offers: list[str] = Field(default_factory=list)
    choices: list[Choice] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    confidence: float | None = None
    data: dict[str, Any] | None = None
