"""What every endpoint promises: one error shape, health, rates, settings, retention."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from pydantic import ValidationError

from api.app import create_app
from api.chat import repository
from api.chat.models import Conversation, Turn
from api.chat.rasa_client import RasaClient
from api.database import connect, sessions
from api.errors import Unavailable
from api.migrate import upgrade_async
from api.settings import Settings

STRONG = {name: f"{number}f3a9c1e7b2d4860a5c9e1f7b3d8024{number}" for number, name in enumerate(("hash_key", "rasa_token", "service_token"))}


@pytest.mark.parametrize(("method", "path", "status", "code"), [
    ("GET", "/no/such/page", 404, "not_found"),
    ("GET", "/v1/chat", 405, "method_not_allowed"),
    ("GET", "/v1/topics/no/such", 404, "not_found"),
    ("GET", "/v1/topics/pre_examination/what_is_it?on=1999-01-01", 404, "not_found"),
    ("GET", "/v1/topics/pre_examination/what_is_it?on=tomorrow", 422, "unreadable"),
    ("GET", "/v1/topics?query=" + "长" * 101, 422, "unreadable"),
    ("GET", "/v1/me", 422, "unreadable"),
    ("GET", "/v1/me?session=nobody", 404, "not_found"),
    ("DELETE", "/v1/me?session=nobody", 404, "not_found"),
])
async def test_every_error_has_one_shape(api, method, path, status, code):
    response = await api.request(method, path)
    assert response.status_code == status
    assert response.json()["error"] == code
    assert set(response.json()) == {"error", "detail"}


async def test_an_unexpected_failure_shows_no_trace(api, rasa):
    def explode(_):
        raise RuntimeError("secret detail of the inside")

    rasa.reply = explode
    response = await api.post("/v1/chat", json={"text": "预审"})
    assert response.status_code == 500
    assert response.json()["error"] == "internal_error"
    assert "secret detail" not in response.text


async def test_topics_can_be_searched_and_read_on_a_day(api):
    found = (await api.get("/v1/topics", params={"query": "预审 保证"})).json()
    assert {"topic": "pre_examination/does_it_guarantee_grant", "title": "走预审能保证授权吗"} in found
    assert len((await api.get("/v1/topics")).json()) == 243
    old = (await api.get("/v1/topics/ip_general/trademark_squatted", params={"on": "2026-12-31"})).json()
    new = (await api.get("/v1/topics/ip_general/trademark_squatted", params={"on": "2027-01-01"})).json()
    assert old["text"] != new["text"]
    assert new["effective"] == "2027-01-01"


async def test_health_and_readiness(api):
    assert (await api.get("/healthz")).json() == {"status": "ok"}
    ready = (await api.get("/readyz")).json()
    assert (ready["status"], ready["model"], ready["database"]) == ("ready", "stand-in", True)


async def test_not_ready_without_rasa(settings):
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody there")

    await upgrade_async(settings.database_url)
    app = create_app(settings, RasaClient(settings, httpx.MockTransport(refuse)))
    async with app.router.lifespan_context(app), httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://api"
    ) as client:
        response = await client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["model"] is None
        assert (await client.get("/healthz")).status_code == 200


async def asked_twice(settings: Settings, rasa) -> tuple[httpx.Response, httpx.Response]:
    await upgrade_async(settings.database_url)
    app = create_app(settings, RasaClient(settings, httpx.MockTransport(rasa)))
    async with app.router.lifespan_context(app), httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://api"
    ) as client:
        return (await client.post("/v1/chat", json={"text": "一"}), await client.post("/v1/chat", json={"text": "二"}))


@pytest.mark.parametrize("limit", ["asker_rate", "channel_rate"])
async def test_who_asks_too_often_waits(settings, rasa, limit):
    first, second = await asked_twice(settings.model_copy(update={limit: "1/minute"}), rasa)
    assert first.status_code == 200
    assert second.status_code == 429
    assert second.headers["retry-after"] == "60"
    assert len(rasa.asked) == 1


async def test_a_closed_channel_says_where_to_go(settings, rasa):
    first, _ = await asked_twice(settings.model_copy(update={"closed_channels": frozenset({"web"})}), rasa)
    assert first.status_code == 503
    assert first.json()["error"] == "channel_closed"
    assert rasa.asked == []


@pytest.mark.parametrize(("change", "reason"), [
    ({"hash_key": ""}, "HASH_KEY is not set"),
    ({"rasa_token": "short"}, "shorter than 32"),
    ({"service_token": "a" * 40}, "easy to guess"),
    ({"hash_key": "change-me-change-me-change-me-0123456789"}, "easy to guess"),
])
def test_production_refuses_to_start_with_weak_secrets(change, reason):
    with pytest.raises(ValidationError, match=reason):
        Settings(environment="production", **(STRONG | change))


def test_production_starts_with_strong_secrets():
    assert Settings(environment="production", **STRONG).environment == "production"


async def test_erasing_fails_whole_when_rasa_cannot_forget(api, rasa, monkeypatch):
    turn = (await api.post("/v1/chat", json={"text": "预审"})).json()

    async def cannot(self, session):
        raise Unavailable

    monkeypatch.setattr(RasaClient, "forget", cannot)
    assert (await api.delete("/v1/me", params={"session": turn["session"]})).status_code == 503
    assert (await api.get("/v1/me", params={"session": turn["session"]})).status_code == 200


async def test_old_conversations_are_forgotten(settings):
    await upgrade_async(settings.database_url)
    engine = connect(settings.database_url)
    now = datetime.now(UTC)
    async with sessions(engine).begin() as database:
        for name, channel, days in (("new", "web", 1), ("anonymous", "web", 40), ("old", "wechat", 200), ("known", "wechat", 40)):
            at = now - timedelta(days=days)
            database.add(Conversation(id=name, channel=channel, started=at, last_turn=at))
            await database.flush()
            database.add(Turn(id=name, conversation=name, at=at, text="x", outcome="answered", replies=[], milliseconds=1))
    async with sessions(engine).begin() as database:
        assert await repository.expire(database, now - timedelta(days=180), now - timedelta(days=30)) == 2
    async with sessions(engine)() as database:
        left = [name for name in ("new", "anonymous", "old", "known") if await repository.conversation(database, name)]
        assert left == ["new", "known"]
        assert await repository.turns_of(database, "old") == []
    await engine.dispose()
