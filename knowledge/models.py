"""The shapes of the knowledge base: topics with dated answers, sources with articles, the city pack."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

TOPIC_ID = r"^[a-z_]+/[a-z0-9_]+$"
TopicId = Annotated[str, Field(pattern=TOPIC_ID)]


class Record(BaseModel):
    """A record read from a data file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceKind(StrEnum):
    """What a cited document is, from statute to another city's notice."""

    LAW = "law"
    REGULATION = "regulation"
    RULE = "rule"
    INTERPRETATION = "interpretation"
    GUIDANCE = "guidance"
    NOTICE = "notice"
    FEE_TABLE = "fee_table"
    LOCAL = "local"
    OTHER_CITY = "other_city"


class Standing(StrEnum):
    """How well a document was verified: 【已核】 read or found twice, 【单源】 seen in one place only."""

    VERIFIED = "verified"
    SINGLE_SOURCE = "single_source"


class Source(Record):
    """One version of one document that answers cite; a revision is another source."""

    title: str
    version: str | None = None
    number: str | None = None
    issuer: str
    kind: SourceKind
    published: date | None = None
    effective: date | None = None
    ends: date | None = None
    superseded_by: str | None = None
    standing: Standing = Standing.VERIFIED
    articles: dict[str, str] = Field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        """Whether the text binds on this day; an unknown start or end leaves that side open."""
        started = self.effective is None or self.effective <= day
        return started and (self.ends is None or day < self.ends)


class Cite(Record):
    """A reference from an answer to a document, or to one of its articles; written ``source#article``."""

    source: str
    article: str | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, str):
            value = {"source": value}
        if isinstance(value, dict) and "#" in str(value.get("source", "")):
            source, article = str(value["source"]).split("#", 1)
            value = {**value, "source": source, "article": article}
        return value

    @property
    def reference(self) -> str:
        """The citation as it is written in data files."""
        return f"{self.source}#{self.article}" if self.article else self.source


class Answer(Record):
    """What is said from ``effective`` until the next entry; ``text: null`` says the topic has ended."""

    effective: date
    text: str | None
    more: str | None = None
    next: str | None = None
    cites: tuple[Cite, ...] = ()


class Topic(Record):
    """One question of the catalogue with its dated answers."""

    id: TopicId
    title: str
    verified: date
    related: tuple[TopicId, ...] = ()
    confirm_with: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _days_ascend(self) -> "Topic":
        days = [answer.effective for answer in self.answers]
        if days != sorted(set(days)):
            raise ValueError("answers must stand in the order of their effective days, each day once")
        return self

    @property
    def area(self) -> str:
        """The part of the catalogue this topic belongs to."""
        return self.id.split("/", 1)[0]


class Door(Record):
    """Another office's business: the everyday words that name it, and where to knock instead."""

    id: str
    words: tuple[str, ...] = Field(min_length=1)
    where: str


class Citation(BaseModel):
    """A citation as a person sees it; ``effective`` is the day the document took effect."""

    title: str
    number: str | None = None
    article: str | None = None
    effective: date | None = None
    url: str | None = None
    note: str | None = None


class GivenAnswer(BaseModel):
    """An answer as it stands on a day, placeholders filled, citations resolved."""

    topic: str
    title: str
    text: str
    more: str | None
    next: str | None
    effective: date
    verified: date
    citations: list[Citation]
    related: list[str]
