"""Working days in China: which weekdays are holidays and which weekends are worked, year by year as announced."""

from datetime import date, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.library import KNOWLEDGE
from knowledge.models import Record
from knowledge.reading import read_shape

SATURDAY = 5


class AnnouncedYear(Record):
    """One year's announcement: holidays as first and last day, and the weekends that are worked instead."""

    notice: str
    holidays: tuple[tuple[date, date], ...]
    workdays: tuple[date, ...]


class WorkCalendar:
    """Counts working days; a year that has not been announced is never guessed."""

    def __init__(self, years: dict[int, AnnouncedYear]) -> None:
        self._years = years

    def is_working(self, day: date) -> bool | None:
        """Whether people work on a day; None when its year has not been announced."""
        year = self._years.get(day.year)
        if year is None:
            return None
        if day in year.workdays:
            return True
        return day.weekday() < SATURDAY and not any(first <= day <= last for first, last in year.holidays)

    def after(self, day: date, count: int) -> date | None:
        """The ``count``-th working day after a day, which itself does not count; None past the announced years."""
        while count > 0:
            day += timedelta(days=1)
            working = self.is_working(day)
            if working is None:
                return None
            count -= working
        return day


def load_calendar(knowledge: Path = KNOWLEDGE) -> WorkCalendar:
    """Read ``working_days.yml``; raises BrokenKnowledge."""
    return WorkCalendar(read_shape(knowledge / "working_days.yml", TypeAdapter(dict[int, AnnouncedYear])))
