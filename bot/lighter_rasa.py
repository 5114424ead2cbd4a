"""Work that Rasa 3.6 does again at every message although its result cannot change, done once.

Three places, each found by profiling (docs/benchmarks.md); ``lighten`` may be called more than once.

- ``Event.resolve_by_type`` walks the tree of event classes for every event it reads.
- The reply of the action server is held against a JSON schema, and each time the schema itself against its own.
- The connection to the action server is opened anew for every action.
"""

import asyncio
from functools import lru_cache
from typing import Any, Dict, Optional

import aiohttp
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

KEPT_OPEN_SECONDS = 3  # below the five seconds after which the action server (Sanic) closes an idle connection


def lighten() -> None:
    """Put the lighter ways in place of Rasa's own."""
    if hasattr(Event.resolve_by_type, "cache_info"):
        return
    Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
    complain = RemoteAction._validate_action_result

    def validated(action: RemoteAction, result: Dict[str, Any]) -> bool:
        return action_replies().is_valid(result) or complain(action, result)

    RemoteAction._validate_action_result = validated
    EndpointConfig.session = session


@lru_cache(maxsize=1)
def action_replies() -> Any:
    """The validator of action servers' replies, its schema checked once."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


class Connections:
    """Connections that outlive one request; aiohttp binds them to the event loop they were opened in."""

    kept: Optional[aiohttp.TCPConnector] = None
    loop: Optional[asyncio.AbstractEventLoop] = None

    @classmethod
    def shared(cls) -> aiohttp.TCPConnector:
        """The connections of the running loop, opened when first needed."""
        running = asyncio.get_running_loop()
        if cls.kept is None or cls.kept.closed or cls.loop is not running:
            cls.kept, cls.loop = aiohttp.TCPConnector(keepalive_timeout=KEPT_OPEN_SECONDS), running
        return cls.kept


def session(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    """As ``EndpointConfig.session``, over connections that stay open."""
    basic = endpoint.basic_auth
    auth = aiohttp.BasicAuth(basic["username"], basic["password"]) if basic else None
    return aiohttp.ClientSession(
        headers=endpoint.headers, auth=auth, timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        connector=Connections.shared(), connector_owner=False,
    )
