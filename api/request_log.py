"""One JSON line per request: path, status, milliseconds; never a word of what was asked."""

import json
import logging
import sys
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)
FIELDS = ("turn", "outcome", "topics", "channel", "milliseconds", "method", "path", "status")


class JsonLines(logging.Formatter):
    """Log records as JSON, with the few fields a record may carry."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname,
            "from": record.name, "message": record.getMessage(),
        }
        line |= {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        if record.exc_info:
            line["failure"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_as_json() -> None:
    """Send this process's log to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("api", "knowledge"):
        named = logging.getLogger(name)
        named.handlers = [handler]
        named.setLevel(logging.INFO)
        named.propagate = False


class RequestLog:
    """ASGI middleware that logs each request when its answer begins; the query string is left out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write its line."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                logger.info("request", extra={
                    "method": scope["method"], "path": scope["path"], "status": message["status"],
                    "milliseconds": round((time.perf_counter() - started) * 1000),
                })
            await send(message)

        await self.app(scope, receive, watch)
