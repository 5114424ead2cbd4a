"""``GET /v1/topics``: search the catalogue, read one answer as it stands on a day."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.dependencies import DeskDep
from api.errors import NotFound, Unreadable, documented
from knowledge.clock import today
from knowledge.errors import NotInForce, Quarantined, UnknownTopic
from knowledge.models import GivenAnswer

router = APIRouter(prefix="/v1/topics", tags=["topics"])


class TopicLine(BaseModel):
    """One line of the catalogue."""

    topic: str
    title: str


@router.get("", responses=documented(Unreadable))
async def search(desk: DeskDep, query: Annotated[str, Query(max_length=100)] = "") -> list[TopicLine]:
    """Topics whose title holds all words of the query; all topics for an empty one."""
    return [TopicLine(topic=topic, title=title) for topic, title in desk.library.search(query)]


@router.get("/{area}/{slug}", responses=documented(NotFound, Unreadable))
async def read(desk: DeskDep, area: str, slug: str, on: date | None = None) -> GivenAnswer:
    """The answer to one topic as it stands today, or on the day asked for."""
    topic = f"{area}/{slug}"
    try:
        return desk.library.answer_on(topic, on or today())
    except UnknownTopic as unknown:
        raise NotFound(f"没有编号为 {topic} 的主题。") from unknown
    except NotInForce as none:
        raise NotFound(f"这个主题在 {none.day.isoformat()} 没有答复。") from none
    except Quarantined as lapsed:
        raise NotFound(desk.library.phrase("withheld")) from lapsed
