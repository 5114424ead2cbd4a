"""Rasa's REST channel behind the token: Rasa itself guards only its management API, not its channels."""

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class GuardedRestInput(RestInput):
    """The REST channel for whoever names the token (``?token=…``); 401 for everyone else."""

    def __init__(self, token: Text) -> None:
        self._token = token

    @classmethod
    def name(cls) -> Text:
        """The same address as Rasa's own: /webhooks/rest/webhook."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """The channel with the token of credentials.yml; raises KeyError when there is none."""
        return cls((credentials or {})["token"])

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """Rasa's routes, each behind the token."""
        guarded = super().blueprint(on_new_message)

        @guarded.middleware("request")
        async def admit(request: Request) -> Optional[HTTPResponse]:
            named = request.args.get("token", "")
            if hmac.compare_digest(named.encode(), self._token.encode()):
                return None
            return response.json({"error": "unauthorised", "detail": "the token is missing or wrong"}, status=401)

        return guarded
