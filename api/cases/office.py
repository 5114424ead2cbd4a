"""What the cases service needs besides a database session: the rules, the words, the keys, the vault."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from api.cases.codes import CodeSeal
from api.door.vault import Vault
from api.settings import Settings
from knowledge.cases import CaseBook, load_cases
from knowledge.city import City, load_city
from knowledge.working_days import WorkCalendar, load_calendar


@dataclass(frozen=True)
class CaseOffice:
    """Lives as long as the process; ``sessions`` is for counting attempts apart from the request's transaction."""

    book: CaseBook
    calendar: WorkCalendar
    city: City
    seal: CodeSeal
    vault: Vault
    sessions: async_sessionmaker[AsyncSession]


def open_office(settings: Settings, sessions: async_sessionmaker[AsyncSession], vault: Vault) -> CaseOffice:
    """Read the rules and words; raises BrokenKnowledge."""
    seal = CodeSeal(settings.hash_key.get_secret_value())
    return CaseOffice(load_cases(), load_calendar(), load_city(settings.city), seal, vault, sessions)
