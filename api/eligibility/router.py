"""``/v1/eligibility``: the questions, and the verdict for what is known on a day."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, ConfigDict

from api.dependencies import DeskDep, SettingsDep, WebAsker
from api.eligibility.errors import DayNotJudged, FactsRefused, refusal
from api.errors import BodyTooLarge, ChannelClosed, TooManyRequests, documented
from knowledge.clock import today
from knowledge.eligibility import Assessment, DayOutOfRange, Pack, Question, RefusedFacts, assess, load_pack

router = APIRouter(prefix="/v1/eligibility", tags=["eligibility"])


def written_day(value: object) -> object:
    """A day as text; numbers, which would be read as seconds since 1970, are refused."""
    if value is not None and not isinstance(value, str):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


class Facts(BaseModel):
    """What is known of a planned application; names and values are those of the contract."""

    model_config = ConfigDict(extra="forbid")

    facts: dict[str, Any]
    on: Annotated[date | None, BeforeValidator(written_day)] = None


@cache
def pack_of(city: Path) -> Pack:
    """The eligibility check of a city, read at the first request."""
    return load_pack(city=city)


@router.get("/questions", responses=documented(TooManyRequests, ChannelClosed))
async def questions(settings: SettingsDep, _: WebAsker) -> list[Question]:
    """Every fact as it is asked, in the order of questions; ``ipc`` and ``review_service`` are optional."""
    return pack_of(settings.city).questions()


@router.post("", responses=documented(FactsRefused, BodyTooLarge, TooManyRequests, ChannelClosed))
async def verdict(given: Facts, desk: DeskDep, settings: SettingsDep, _: WebAsker) -> Assessment:
    """The preliminary verdict with every condition, what is missing, and what to prepare."""
    pack = pack_of(settings.city)
    try:
        return assess(given.facts, given.on or today(), pack, cite=desk.library.citation, today=today())
    except RefusedFacts as refused:
        raise FactsRefused(refusal(refused)) from refused
    except DayOutOfRange as outside:
        raise DayNotJudged(f"{DayNotJudged.message[:-1]}：{outside.first} 到 {outside.last}。") from outside
