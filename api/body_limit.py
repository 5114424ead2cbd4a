"""Refuses request bodies larger than any question, before they are read into memory."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyTooLarge, answer


class BodyLimit:
    """ASGI middleware: a body over ``limit`` bytes gets 413, announced by its length or found while reading.

    ``larger`` gives other limits to paths that take files, by path prefix.
    """

    def __init__(self, app: ASGIApp, limit: int, larger: dict[str, int] | None = None) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless its body is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = next((size for prefix, size in self.larger.items() if scope["path"].startswith(prefix)), self.limit)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        body = await read_within(limit, receive) if declared.isdigit() and int(declared) <= limit else None
        if body is None:
            await answer(BodyTooLarge.status, BodyTooLarge.code, BodyTooLarge.message)(scope, receive, send)
            return
        await self.app(scope, replay(body, receive), send)


async def read_within(limit: int, receive: Receive) -> list[Message] | None:
    """The messages that make up the body, or None when it grows over the limit."""
    messages: list[Message] = []
    size = 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > limit:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return messages


def replay(messages: list[Message], receive: Receive) -> Receive:
    """A receive channel that first repeats what was read, then goes on with the connection."""
    waiting = list(messages)

    async def again() -> Message:
        return waiting.pop(0) if waiting else await receive()

    return again
