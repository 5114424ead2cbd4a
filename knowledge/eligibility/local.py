"""One city's own answers to the decision table: whom it serves, which fields, which lists it published."""

from pathlib import Path

from pydantic import Field

from knowledge.models import Record
from knowledge.reading import read_record


class IpcList(Record):
    """The IPC subclasses a centre accepts; empty while the centre has not provided them (``note`` says so)."""

    note: str
    subclasses: tuple[str, ...] = ()


class LocalRules(Record):
    """``eligibility.yml`` of a city pack.

    ``home`` are the values of registered_in the centre serves, ``neighbours`` those another centre of the
    province may serve; ``types_to_confirm`` are patent types a person at the centre must confirm;
    ``citations`` puts a local document in place of the national one.
    """

    home: tuple[str, ...]
    neighbours: tuple[str, ...]
    fields: tuple[str, ...]
    types_to_confirm: tuple[str, ...]
    ipc_list: IpcList
    choices: dict[str, dict[str, str]]
    citations: dict[str, str] = Field(default_factory=dict)


def load_local(city: Path) -> LocalRules:
    """Read the city pack's eligibility rules; raises BrokenKnowledge."""
    return read_record(city / "eligibility.yml", LocalRules)
