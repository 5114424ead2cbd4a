"""Cases on both databases: an empty migrated database per test, the HTTP edge over it, helpers to fill it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from api import migrate
from api.cases.changes import Change, Facts, Milestone, write
from api.cases.office import CaseOffice, open_office
from api.cases.router import router
from api.cases.service import give_code, open_case
from api.database import connect, now, sessions
from api.door.vault import MemoryVault
from api.errors import speak_for_errors
from api.rate_limits import RateLimits
from api.settings import Settings
from knowledge.cases import CaseBook, CaseKind, CaseNumber, load_cases
from tests.databases import postgresql

TODAY = date(2026, 11, 22)
SERVICE_TOKEN = "a service token for these tests only, 0123456789"
KEY = "a hash key for these tests only, 0123456789 abcdef"
numbers = count(1)


@pytest.fixture(autouse=True)
def _on_a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines and "in the future" are judged on one fixed day."""
    monkeypatch.setenv("ZHIWEN_TODAY", TODAY.isoformat())


@pytest.fixture(scope="session")
def book() -> CaseBook:
    """The rules as they ship."""
    return load_cases()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database."""
    path = tmp_path_factory.mktemp("template") / "cases.db"
    migrate.upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    """A PostgreSQL server whose database ``template`` is migrated and empty; gives the start of its URLs."""
    with postgresql() as url:
        create_database(url, "create database template")
        migrate.upgrade(f"{url}template")
        yield url


def create_database(url: str, command: str) -> None:
    """Run one command on the server's own database."""
    with psycopg.connect(f"{url.replace('+psycopg', '')}postgres", autocommit=True) as connection:
        connection.execute(command)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty migrated database of either kind, of this test's own."""
    if request.param == "sqlite":
        path = tmp_path / "cases.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite+aiosqlite:///{path}"
    url, name = request.getfixturevalue("postgresql_template"), f"test_{next(numbers)}"
    create_database(url, f"create database {name} template template")
    return f"{url}{name}"


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Settings with secrets of their own."""
    return Settings(database_url=database_url, hash_key=KEY, service_token=SERVICE_TOKEN)


@dataclass
class World:
    """The cases service over one database, with the means to fill it and to ask over HTTP."""

    office: CaseOffice
    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    http: AsyncClient
    app: FastAPI

    async def open(
        self, kind: CaseKind = CaseKind.PRE_EXAMINATION, received: date = date(2026, 11, 2)
    ) -> tuple[CaseNumber, str]:
        """A new case; gives its number and code."""
        async with self.sessions.begin() as session:
            opened = await open_case(self.office, session, kind, Facts("甲（虚构）", received, None, None), "test")
        return opened.number, opened.code

    async def put(
        self, number: CaseNumber, *path: tuple[str, date], deadline: date | None = None, code: str | None = None
    ) -> str:
        """A case with a timeline; gives its code."""
        async with self.sessions.begin() as session:
            facts = Facts("乙（虚构）", path[0][1], deadline, None)
            milestones = tuple(Milestone(*step) for step in path)
            await write(session, self.office.book, [Change(number, facts, milestones)], now())
            return await give_code(self.office, session, number, code)

    async def look_up(self, number: object, code: str, **more: str):
        """One lookup over HTTP."""
        return await self.http.post("/v1/cases/lookup", json={"case_no": str(number), "query_code": code, **more})

    @asynccontextmanager
    async def from_address(self, address: str) -> AsyncIterator[AsyncClient]:
        """A visitor from another address."""
        transport = ASGITransport(self.app, client=(address, 1))
        async with AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


@pytest.fixture
async def world(settings: Settings) -> AsyncIterator[World]:
    """The cases endpoints, with all that lives as long as the process."""
    engine = connect(settings.database_url)
    app = FastAPI()
    app.state.settings, app.state.sessions, app.state.rate_limits = settings, sessions(engine), RateLimits(settings)
    app.state.case_office = open_office(settings, app.state.sessions, MemoryVault())
    speak_for_errors(app)
    app.include_router(router)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        yield World(app.state.case_office, engine, app.state.sessions, client, app)
    await engine.dispose()


def closed_cases(kind: CaseKind, many: int, days: int = 20) -> list[Change]:
    """Cases of a kind that closed ``days`` to ``days + many - 1`` days after receipt, at the end of the summer."""
    closing = {"pre_examination": "failed", "report": "decided", "registration": "passed"}[kind]
    middle = {"pre_examination": "examining", "report": "filed", "registration": "under_review"}[kind]
    changes = []
    for index in range(many):
        received = date(2026, 6, 1)
        days_on = (("received", 0), (middle, 5), (closing, days + index))
        path = tuple(Milestone(state, received + timedelta(days=passed)) for state, passed in days_on)
        changes.append(Change(CaseNumber(kind, 2026, 900000 + index), Facts(None, received, None, None), path))
    return changes


