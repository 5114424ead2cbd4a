"""The one door to the cases service of the api (``/v1/cases``); every way it can fail has a name.

Settings: ZHIWEN_API_URL, where the api listens, and ZHIWEN_SERVICE_TOKEN, the credential of our own processes.
"""

import logging
import os
from functools import cache
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

logger = logging.getLogger(__name__)
API = "http://127.0.0.1:8000"
#: Seconds; less than the api waits for Rasa, so that the person hears our sentence and not the api's apology.
TIMEOUT = httpx.Timeout(5, connect=1)


class DeskError(Exception):
    """The cases service gave no card."""


class DeskSilent(DeskError):
    """No answer, or none that can be read; the cause is logged."""


class Refused(DeskError):
    """The service declined; ``said`` is its sentence, made for the person."""

    def __init__(self, said: str) -> None:
        super().__init__(type(self).__name__)
        self.said = said


class PairUnknown(Refused):
    """Number and code do not belong together; never said which is wrong."""


class Locked(Refused):
    """Too many failures: nothing is looked up for a quarter of an hour."""


class TokenSpent(Refused):
    """The token was used before, or is older than ten minutes."""


class NotReadable(Refused):
    """Number, code or session has not the form of one."""


class NotProved(Refused):
    """The proof of a lookup has run out."""


REFUSALS: dict[str, type[Refused]] = {
    "case_not_found": PairUnknown, "lookup_locked": Locked, "token_spent": TokenSpent, "unreadable": NotReadable,
    "ticket_expired": NotProved,
}


class Due(BaseModel):
    """A deadline; ``days_left`` counts calendar days and is negative once it has passed."""

    date: str
    days_left: int
    note: str | None


class Typical(BaseModel):
    """How many days ``sample`` similar cases still took: the median and the middle half."""

    median_days: int
    low_days: int
    high_days: int
    sample: int


class TimelineEntry(BaseModel):
    """One entry of the timeline."""

    date: str
    state: str
    title: str


class Card(BaseModel):
    """Where a case stands (api/cases/schemas.py); ``ticket`` proves the lookup for a quarter of an hour."""

    case_no: str
    kind: str
    kind_title: str
    status: str
    status_title: str
    meaning: str
    next_step: str
    acts: str
    deadline: Due | None
    typical_remaining: Typical | None
    timeline: list[TimelineEntry]
    subscribed: bool
    ticket: str


class Subscribed(BaseModel):
    """What was subscribed to, and until when."""

    case_no: str
    expires: str


class CaseDesk:
    """Speaks to the cases service; nothing it sends or receives is logged."""

    def __init__(self, address: str, service_token: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            base_url=address, timeout=TIMEOUT, transport=transport, trust_env=False,
            headers={"Authorization": f"Bearer {service_token}"},
        )

    async def redeem(self, token: str, number: str, session: str) -> Card:
        """The card of a case; raises PairUnknown, Locked, TokenSpent, NotReadable, DeskSilent."""
        asked = {"token": token, "case_no": number, "session": session}
        return read(Card, await self._send("POST", "/v1/cases/redeem", json=asked))

    async def subscribe(self, ticket: str, session: str) -> Subscribed:
        """Tell a session of changes; raises NotProved, NotReadable, DeskSilent."""
        wish = {"ticket": ticket, "session": session}
        return read(Subscribed, await self._send("POST", "/v1/cases/subscriptions", json=wish))

    async def unsubscribe(self, session: str, number: str | None = None) -> None:
        """Tell a session no more, of one case or of all; raises NotReadable, DeskSilent."""
        which = {"session": session} | ({"case_no": number} if number else {})
        await self._send("DELETE", "/v1/cases/subscriptions", params=which)

    async def _send(self, method: str, path: str, **more: Any) -> httpx.Response:
        try:
            response = await self._http.request(method, path, **more)
        except httpx.HTTPError as reason:
            logger.error("no answer from %s: %s", path, type(reason).__name__)
            raise DeskSilent from reason
        if response.is_success:
            return response
        raise refusal(path, response)


def read[Model: BaseModel](model: type[Model], response: httpx.Response) -> Model:
    """The body of an answer; raises DeskSilent for one of another shape."""
    try:
        return model.model_validate_json(response.content)
    except ValidationError as reason:
        logger.error("%s of an unknown shape, wrong in %s", model.__name__, [error["loc"] for error in reason.errors()])
        raise DeskSilent from None


def refusal(path: str, response: httpx.Response) -> DeskError:
    """The failure an error answer stands for."""
    try:
        body = response.json()
        return REFUSALS[body["error"]](body["detail"])
    except (ValueError, KeyError, TypeError):
        logger.error("%s answered %d", path, response.status_code)
        return DeskSilent()


@cache
def case_desk() -> CaseDesk:
    """The desk of this process, opened at the first case asked for."""
    return CaseDesk(os.environ.get("ZHIWEN_API_URL", API), os.environ.get("ZHIWEN_SERVICE_TOKEN", ""))
