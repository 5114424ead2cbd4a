"""``python -m api.cases.demo``: 300 invented cases; in development only, and only into an empty database."""

import asyncio
import sys
from pathlib import Path

from pydantic import TypeAdapter

from api.cases import repository
from api.cases.codes import printed
from api.cases.ledger.importing import import_ledger
from api.cases.ledger.sheets import open_ledger
from api.cases.office import open_office
from api.cases.service import give_code, read_number
from api.database import connect, sessions
from api.door.vault import MemoryVault
from api.settings import Environment, Settings
from knowledge.reading import read_shape

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"
ACTOR = "demo"


def demo_codes() -> dict[str, str]:
    """The fixed query codes of three demo cases, by case number."""
    return read_shape(DEMO / "query_codes.yml", TypeAdapter(dict[str, str]))


def load(settings: Settings) -> bool:
    """Load the demo ledger where that is allowed; says whether it was. Outside of a running event loop."""
    return settings.environment is Environment.DEVELOPMENT and asyncio.run(load_into_empty(settings))


async def load_into_empty(settings: Settings) -> bool:
    """Import the demo ledger and its codes, unless the database holds any case."""
    engine = connect(settings.database_url)
    try:
        made = sessions(engine)
        office = open_office(settings, made, MemoryVault())
        async with made.begin() as session:
            if await repository.has_any(session):
                return False
            report = await import_ledger(session, office.book, open_ledger(DEMO / "ledger.csv"), True, ACTOR)
            assert not report.rejected, report.rejected
            for number, code in demo_codes().items():
                await give_code(office, session, read_number(office, number), code)
    finally:
        await engine.dispose()
    return True


def main() -> int:
    """Load, and print the codes to try."""
    loaded = load(Settings())
    print("demo cases loaded" if loaded else "not loaded: not in development, or the database holds cases already")
    for number, code in demo_codes().items():
        print(f"{number} {printed(code)} (demo)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
