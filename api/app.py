"""The application: routers, failures, and what lives as long as the process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api import health
from api.body_limit import BodyLimit
from api.cases.office import open_office
from api.cases.router import router as cases_router
from api.chat.rasa_client import RasaClient
from api.chat.router import router as chat_router
from api.chat.service import Desk
from api.database import connect, sessions
from api.door.vault import vault_for
from api.eligibility.router import router as eligibility_router
from api.errors import speak_for_errors
from api.me.router import router as me_router
from api.pages import show_pages
from api.rate_limits import RateLimits
from api.request_log import RequestLog, log_as_json
from api.retention import keep_forgetting
from api.self_check.router import router as self_check_router
from api.settings import Settings
from api.topics.router import router as topics_router
from knowledge.library import KNOWLEDGE, Library
from knowledge.version import version_of


def create_app(settings: Settings | None = None, rasa: RasaClient | None = None) -> FastAPI:
    """The whole API; ``rasa`` is given only where tests stand in for the Rasa process."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        log_as_json()
        engine = connect(settings.database_url)
        app.state.sessions = sessions(engine)
        app.state.knowledge_version = version_of(KNOWLEDGE, settings.city)
        app.state.vault = vault_for(settings)
        app.state.case_office = open_office(settings, app.state.sessions, app.state.vault)
        app.state.desk = Desk(
            Library.load(city=settings.city), rasa or RasaClient(settings), app.state.case_office
        )
        forgetting = asyncio.create_task(keep_forgetting(app.state.sessions, settings))
        yield
        forgetting.cancel()
        await asyncio.gather(forgetting, return_exceptions=True)
        await app.state.vault.close()
        await app.state.desk.rasa.close()
        await engine.dispose()

    app = FastAPI(title="知问", version="1", lifespan=lifespan, redoc_url=None)
    app.state.settings = settings
    app.state.rate_limits = RateLimits(settings)
    app.add_middleware(BodyLimit, limit=settings.body_limit)
    app.add_middleware(RequestLog)
    speak_for_errors(app)
    for router in (chat_router, topics_router, me_router, cases_router, eligibility_router, self_check_router,
                   health.router):
        app.include_router(router)
    show_pages(app)
    return app
