"""``python -m api.cases.demo_ledger > data/demo/ledger.csv``: 300 invented cases, the same every time.

Every name says that it is invented; no case, firm or person in it exists.
"""

import csv
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

from api.cases.ledger.words import Field, ledger_words
from knowledge.case_numbers import CaseKind, CaseNumber
from knowledge.cases import KindOfCase, load_cases

SEED = 20261122
PER_KIND = 60
OLD, LATELY = 40, 35
FIRST_DAY, LAST_DAY = date(2026, 1, 5), date(2026, 11, 20)
LONGEST_STEP = 18
TRADES = ("示例科技", "样板农业", "演示软件", "模拟种业", "虚拟光电", "练习智能")


def ledger() -> Iterator[list[str]]:
    """The header and 300 lines, kind by kind, in the order of their numbers."""
    chance = random.Random(SEED)  # noqa: S311 - seeded numbers are no secrets
    words = ledger_words()
    yield [words.export[field] for field in Field]
    for kind, described in load_cases().kinds.items():
        span = (LAST_DAY - FIRST_DAY).days
        days = sorted(chance.randrange(span - LATELY if index >= OLD else 0, span) for index in range(PER_KIND))
        for serial, day in enumerate(days, start=1):
            received = FIRST_DAY + timedelta(days=day)
            yield line(chance, kind, described, CaseNumber(kind, received.year, serial), received)


def line(
    chance: random.Random, kind: CaseKind, described: KindOfCase, number: CaseNumber, received: date
) -> list[str]:
    """One invented case."""
    path = way(chance, described, received)
    state, since = path[-1]
    rule = described.states[state].deadline
    by_notice = rule is not None and rule.source == "notice"
    deadline = since + timedelta(days=chance.randrange(10, 31)) if by_notice else None
    name = f"{chance.choice(TRADES)}（虚构）第{number.serial:02d}号有限公司"
    history = "；".join(f"{day.isoformat()} {described.states[state].title}" for state, day in path)
    return [
        str(number), described.title, name, described.states[state].title, received.isoformat(), since.isoformat(),
        deadline.isoformat() if deadline else "", "演示数据，纯属虚构", history,
    ]


def way(chance: random.Random, described: KindOfCase, received: date) -> list[tuple[str, date]]:
    """A case's way through its states, never to the same state twice, up to the last day."""
    path = [(described.initial, received)]
    while True:
        state, day = path[-1]
        passed = {name for name, _ in path}
        nearest = [step for step in described.states[state].steps if step not in passed][:3]
        day += timedelta(days=chance.randrange(1, LONGEST_STEP))
        if not nearest or day > LAST_DAY or described.states[state].closed:
            return path
        path.append((chance.choices(nearest, weights=(7, 2, 2)[:len(nearest)])[0], day))


if __name__ == "__main__":
    csv.writer(sys.stdout, lineterminator="\n").writerows(ledger())
