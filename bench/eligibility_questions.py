"""How many questions the eligibility check asks until its verdict stands, over the situations of the tests.

A person who answers as in the situation (facts it leaves open as in the faultless case) is asked the next
question again and again; compared with asking everything that applies. Run: python -m bench.eligibility_questions
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from knowledge.eligibility import Pack, Verdict, assess, load_pack, next_question
from knowledge.eligibility.facts import OPTIONAL, VALUES
from knowledge.models import Citation

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "eligibility"
TODAY = date(2026, 11, 22)
COMPLETE = "complete.yml"


@dataclass(frozen=True)
class Situation:
    """One line of a table: what is known, what must come out; ``whole`` is every answer the person would give."""

    name: str
    day: date
    facts: dict[str, str]
    whole: dict[str, str]
    expected: dict[str, Any]


def situations(folder: Path = FOLDER) -> Iterator[Situation]:
    """Every situation of the tables, in order."""
    complete = read(folder / COMPLETE)
    for path in sorted(folder.glob("*.yml")):
        if path.name == COMPLETE:
            continue
        for row in read(path):
            said = row.get("facts", {})
            start = {} if row.get("from") == "nothing" else complete
            known = {name: value for name, value in {**start, **said}.items() if name not in row.get("without", ())}
            yield Situation(row["name"], row.get("day", TODAY), known, {**complete, **said}, row)


def read(path: Path) -> Any:
    """The content of a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def questions_asked(situation: Situation, pack: Pack) -> int:
    """How many questions are asked, from nothing known, until no answer could change the verdict."""
    facts: dict[str, str] = {}
    while (fact := next_question(facts, situation.day, pack)) is not None:
        facts[fact] = situation.whole[fact]
    return len(facts)


def main() -> None:
    """Print medians for all situations and for each verdict."""
    pack = load_pack()
    everything = len(set(VALUES) - OPTIONAL)
    counted = [(verdict(situation, pack), questions_asked(situation, pack)) for situation in situations()]
    report("all situations", [asked for _, asked in counted], everything)
    for name in Verdict:
        report(f"verdict {name}", [asked for found, asked in counted if found is name], everything)


def report(title: str, asked: list[int], everything: int) -> None:
    """One line of medians, against asking everything; nothing for an empty group."""
    if asked:
        print(f"{title}: {len(asked)} situations, median {median(asked):g} questions of {everything}")


def verdict(situation: Situation, pack: Pack) -> Verdict:
    """The verdict once the person has answered everything."""
    return assess(situation.whole, situation.day, pack, cite=lambda ref: Citation(title=ref), today=TODAY).verdict


if __name__ == "__main__":
    main()
