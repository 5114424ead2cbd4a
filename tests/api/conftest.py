"""The api on a database of its own, with a stand-in for Rasa that says what a test wants said."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.chat.rasa_client import RasaClient
from api.migrate import upgrade_async
from api.settings import Settings

Say = Callable[[dict[str, Any]], httpx.Response]


def said(*decisions: dict[str, Any]) -> httpx.Response:
    """What Rasa's REST channel answers with these decisions."""
    return httpx.Response(200, json=[{"recipient_id": "x", "custom": decision} for decision in decisions])


def answering(topic: str) -> dict[str, Any]:
    """The decision to answer one topic."""
    return {"kind": "answer", "outcome": "answered", "topic": topic, "confidence": 0.9}


class Rasa:
    """Stands in for the Rasa process: remembers what it was asked, answers what it was told to."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.reply: Say = lambda _: said(answering("pre_examination/what_is_it"))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/status":
            return httpx.Response(200, json={"model_file": "stand-in"})
        if request.method == "PUT":
            self.asked.append({"forget": request.url.path})
            return httpx.Response(200, json={})
        message = json.loads(request.content)
        self.asked.append(message)
        return self.reply(message)


@pytest.fixture
def rasa() -> Rasa:
    """The stand-in of this test."""
    return Rasa()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Development settings with a database in the test's own folder."""
    return Settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'zhiwen.db'}")


@pytest.fixture
async def api(settings: Settings, rasa: Rasa) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the whole application."""
    await upgrade_async(settings.database_url)
    app = create_app(settings, RasaClient(settings, httpx.MockTransport(rasa)))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        yield client
