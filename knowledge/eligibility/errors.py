"""What the eligibility check refuses to judge: facts and values it does not know, days outside its range."""

from datetime import date

from knowledge.errors import KnowledgeError


class EligibilityError(KnowledgeError):
    """An eligibility question that cannot be judged as it was put."""


class RefusedFacts(EligibilityError):
    """Facts that are not those of the contract: all unknown ``names``, and all wrong ``values`` by name."""

    def __init__(self, names: list[str], values: dict[str, str]) -> None:
        parts = (*names, *(f"{name}={value}" for name, value in values.items()))
        super().__init__(", ".join(parts))
        self.names = names
        self.values = values


class UnknownFact(RefusedFacts):
    """At least one fact name is not in the contract."""


class UnknownValue(RefusedFacts):
    """Every name is known, but at least one fact has a value it cannot take."""


class DayOutOfRange(EligibilityError):
    """The day lies before the rules begin or too far ahead; ``first`` and ``last`` bound what is judged."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(f"{day.isoformat()} is not between {first.isoformat()} and {last.isoformat()}")
        self.day = day
        self.first = first
        self.last = last
