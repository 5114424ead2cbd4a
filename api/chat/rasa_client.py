"""The one door to Rasa: a message in, decisions out; Rasa could be replaced behind it."""

import logging
from typing import Any

import httpx
from pydantic import ValidationError

from api.chat.schemas import Decision
from api.errors import Unavailable
from api.settings import Settings

logger = logging.getLogger(__name__)


class RasaClient:
    """Asks the Rasa process over its REST channel (rasa.core.channels.rest.RestInput), with a token."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._token = settings.rasa_token.get_secret_value()
        self._http = httpx.AsyncClient(
            base_url=settings.rasa_url, timeout=settings.rasa_timeout, transport=transport, trust_env=False
        )

    async def decide(self, session: str, text: str, metadata: dict[str, Any]) -> list[Decision]:
        """What to reply to a message; raises Unavailable, with the cause logged, when no decision comes."""
        message = {"sender": session, "message": text, "metadata": metadata}
        try:
            response = await self._http.post("/webhooks/rest/webhook", json=message, params=self._params())
            response.raise_for_status()
            decisions = [Decision.model_validate(said["custom"]) for said in response.json()]
        except (httpx.HTTPError, ValueError, KeyError, TypeError, ValidationError) as reason:
            logger.error("no decision from Rasa: %s", cause_of(reason))
            raise Unavailable from reason
        if not decisions:
            logger.error("Rasa said nothing: the action server failed or a rule is missing")
            raise Unavailable
        return decisions

    async def explain(self, text: str) -> dict[str, Any]:
        """Why a text would be taken for what it is taken for; raises Unavailable."""
        try:
            response = await self._http.post("/model/parse", json={"text": f"/why {text}"}, params=self._params())
            response.raise_for_status()
            explanation: dict[str, Any] = response.json()["explanation"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as reason:
            logger.error("no explanation from Rasa: %s", type(reason).__name__)
            raise Unavailable from reason
        return explanation

    async def status(self) -> dict[str, Any]:
        """Which model Rasa has loaded; raises Unavailable."""
        try:
            response = await self._http.get("/status", params=self._params(), timeout=2)
            response.raise_for_status()
            status: dict[str, Any] = response.json()
        except (httpx.HTTPError, ValueError) as reason:
            raise Unavailable from reason
        return status

    async def forget(self, session: str) -> None:
        """Let Rasa drop all it remembers of a session; raises Unavailable."""
        try:
            response = await self._http.put(
                f"/conversations/{session}/tracker/events", json=[{"event": "restart"}], params=self._params()
            )
            response.raise_for_status()
        except httpx.HTTPError as reason:
            raise Unavailable from reason

    async def close(self) -> None:
        """Give the connections back."""
        await self._http.aclose()

    def _params(self) -> dict[str, str]:
        return {"token": self._token} if self._token else {}


def cause_of(reason: Exception) -> str:
    """What went wrong, without the address: that holds the token."""
    status = f" {reason.response.status_code}" if isinstance(reason, httpx.HTTPStatusError) else ""
    return f"{type(reason).__name__}{status}"
