"""``python -m bench.cases_lookup``: a million cases in SQLite and PostgreSQL, then p50 and p95 of a lookup over HTTP.

Also 200 tries each with a wrong number and with a wrong code, whose times must not be tellable apart.
"""

import argparse
import asyncio
import contextlib
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import batched
from pathlib import Path

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from api import migrate
from api.cases.changes import closing_day
from api.cases.models import Case, CaseEvent, QueryCode
from api.cases.office import CaseOffice, open_office
from api.cases.router import router
from api.database import connect, now, sessions
from api.door.vault import MemoryVault
from api.errors import speak_for_errors
from api.rate_limits import RateLimits
from api.settings import Settings
from knowledge.case_numbers import CaseKind, CaseNumber
from tests.databases import postgresql

LOOKUPS, TRIES, AT_ONCE, KNOWN = 2000, 200, 20_000, 400
CODE = "KM4TR7XC"
UNLIMITED = "100000000/minute"


def cases(office: CaseOffice, many: int) -> Iterator[tuple[CaseNumber, list[tuple[str, date]]]]:
    """Invented cases of all kinds with their ways through the states; three in four are closed."""
    chance = random.Random(1)
    kinds = list(CaseKind)
    for index in range(many):
        kind, year = kinds[index % len(kinds)], 2020 + index % 6
        day = date(year, 1, 1) + timedelta(days=chance.randrange(300))
        states = office.book.kinds[kind].states
        path = [(office.book.kinds[kind].initial, day)]
        for _ in range(chance.randrange(1, 6)):
            state, day = path[-1]
            if states[state].closed or not states[state].steps:
                break
            path.append((chance.choice(states[state].steps), day + timedelta(days=chance.randrange(1, 15))))
        yield CaseNumber(kind, year, index // len(kinds)), path


async def fill(engine: AsyncEngine, office: CaseOffice, many: int) -> list[CaseNumber]:
    """Bulk insert; gives some numbers that have the known code."""
    moment, known = now(), []
    async with engine.begin() as connection:
        for batch in batched(cases(office, many), AT_ONCE):
            await connection.execute(insert(Case), [
                {"number": str(number), "kind": number.kind, "applicant": None, "state": path[-1][0], "note": None,
                 "received": path[0][1], "since": path[-1][1], "deadline": None, "updated": moment,
                 "closed_on": closing_day(office.book, number.kind, path)} for number, path in batch])
            await connection.execute(insert(CaseEvent), [
                {"case": str(number), "position": position, "state": state, "day": day}
                for number, path in batch for position, (state, day) in enumerate(path)])
            codes = [number for number, _ in batch]
            await connection.execute(insert(QueryCode), [
                {"case": str(number), "hash": office.seal.code_hash(number, CODE), "issued": moment}
                for number in codes])
            known += codes[::max(1, many // KNOWN)]
        await connection.execute(text("analyze"))
    return known


async def measure(url: str, many: int) -> None:
    """Fill one database and print its figures."""
    await migrate.upgrade_async(url)
    settings = Settings(database_url=url, hash_key="bench", asker_rate=UNLIMITED, channel_rate=UNLIMITED)
    engine = connect(url)
    app = FastAPI()
    app.state.settings, app.state.sessions, app.state.rate_limits = settings, sessions(engine), RateLimits(settings)
    app.state.case_office = open_office(settings, app.state.sessions, MemoryVault())
    speak_for_errors(app)
    app.include_router(router)
    started = time.perf_counter()
    known = await fill(engine, app.state.case_office, many)
    print(f"{engine.dialect.name}: {many} cases in {time.perf_counter() - started:.0f} s")
    async with AsyncClient(transport=ASGITransport(app), base_url="http://bench") as client:
        times = [await timed(client, known[turn % len(known)], CODE, 200) for turn in range(LOOKUPS)]
        print(f"  lookup: p50 {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms")
        wrong: dict[str, list[float]] = {"number": [], "code": []}
        for turn in range(TRIES):
            async with engine.begin() as connection:
                await connection.execute(text("delete from lookup_attempt"))
            for name, number in (("number", CaseNumber(CaseKind.REPORT, 2033, turn)), ("code", known[turn])):
                wrong[name].append(await timed(client, number, "KM4TR7XD", 404))
    for name, measured in wrong.items():
        low, median, high = statistics.quantiles(measured, n=4)
        print(f"  wrong {name}: median {median:.2f} ms, middle half {low:.2f} to {high:.2f} ms ({TRIES} tries)")
    await engine.dispose()


async def timed(client: AsyncClient, number: CaseNumber, code: str, status: int) -> float:
    """Milliseconds of one lookup over HTTP, in process."""
    started = time.perf_counter()
    response = await client.post("/v1/cases/lookup", json={"case_no": str(number), "query_code": code})
    assert response.status_code == status, response.text
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Both databases, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    many = parser.parse_args().cases
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        asyncio.run(measure(f"sqlite+aiosqlite:///{folder / 'bench.db'}", many))
    with postgresql() as url:
        asyncio.run(measure(f"{url}postgres", many))


if __name__ == "__main__":
    main()
