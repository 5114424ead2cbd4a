"""The city pack: all that is one city's own, from its name to its local documents."""

import string
from pathlib import Path

from knowledge.models import Record
from knowledge.reading import read_record


class City(Record):
    """The words a city fills into answers written for any city: its name, offices, fields, hotline."""

    id: str
    words: dict[str, str]

    def fill(self, text: str) -> str:
        """The text with every ``{placeholder}`` replaced; raises KeyError for a word the city lacks."""
        return string.Formatter().vformat(text, (), self.words)


def load_city(folder: Path) -> City:
    """Read ``city.yml`` of a city pack; raises BrokenKnowledge when it cannot be read."""
    return read_record(folder / "city.yml", City)
