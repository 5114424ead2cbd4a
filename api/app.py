"""The application: routers, failures, and what lives as long as the process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from api import health
from api.body_limit import BodyLimit
from api.chat.rasa_client import RasaClient
from api.chat.router import router as chat_router
from api.chat.service import Desk
from api.database import connect, sessions
from api.errors import speak_for_errors
from api.me.router import router as me_router
from api.rate_limits import RateLimits
from api.request_log import RequestLog, log_as_json
from api.settings import Settings
from api.topics.router import router as topics_router
from knowledge.library import KNOWLEDGE, Library
from knowledge.version import version_of

WEB = Path(__file__).resolve().parent.parent / "web"


def create_app(settings: Settings | None = None, rasa: RasaClient | None = None) -> FastAPI:
    """The whole API; ``rasa`` is given only where tests stand in for the Rasa process."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        log_as_json()
        engine = connect(settings.database_url)
        app.state.sessions = sessions(engine)
        app.state.desk = Desk(Library.load(city=settings.city), rasa or RasaClient(settings))
        app.state.knowledge_version = version_of(KNOWLEDGE, settings.city)
        yield
        await app.state.desk.rasa.close()
        await engine.dispose()

    app = FastAPI(title="知问", version="1", lifespan=lifespan, redoc_url=None)
    app.state.settings = settings
    app.state.rate_limits = RateLimits(settings)
    app.add_middleware(BodyLimit, limit=settings.body_limit)
    app.add_middleware(RequestLog)
    speak_for_errors(app)
    for router in (chat_router, topics_router, me_router, health.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=WEB), name="static")

    @app.get("/", include_in_schema=False)
    async def home() -> RedirectResponse:
        return RedirectResponse("/static/chat.html")

    return app
