"""Which missing facts could still change the verdict, and which of them to ask next.

Conditions that share a fact form a cluster; clusters are independent of each other. A cluster is only as
good as its worst condition, and a case only as good as its worst cluster. So a fact matters when, with
every other cluster at its best, some completion of its own cluster makes its value count.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

from knowledge.eligibility.facts import OPTIONAL, VALUES
from knowledge.eligibility.pack import Pack
from knowledge.eligibility.results import Status
from knowledge.eligibility.rules import TABLE
from knowledge.eligibility.table import Case, Rule

#: The check of the classification always calls for a person, so it says nothing about this case.
STANDING_CHECK = "R07"
WEIGHT: Mapping[Status, int] = {Status.MET: 0, Status.NEEDS_REVIEW: 1, Status.NOT_MET: 2}
Cluster = tuple[Rule, ...]


def next_question(facts: Mapping[str, str], on: date, pack: Pack) -> str | None:
    """The next missing fact that could still change the verdict; None when the verdict stands."""
    return next(iter(open_questions(Case(facts, on, pack.local))), None)


def open_questions(case: Case) -> list[str]:
    """Every missing fact that could still change the verdict, in the order of questions."""
    groups = clusters(rule for rule in TABLE.rules.values() if rule.id != STANDING_CHECK)
    at_best = [min(weight(group, full) for full in completions(case, group)) for group in groups]
    matters: set[str] = set()
    for place, group in enumerate(groups):
        elsewhere = max((best for other, best in enumerate(at_best) if other != place), default=0)
        matters |= {fact for fact in gaps(case, group) if counts(case, group, fact, elsewhere)}
    return [fact for fact in VALUES if fact in matters]


def counts(case: Case, group: Cluster, fact: str, elsewhere: int) -> bool:
    """Whether, in some completion of the group, this fact's value moves the worst condition of the case."""
    rest = [gap for gap in gaps(case, group) if gap != fact]
    for partly in fillings(case, rest):
        outcomes = {max(elsewhere, weight(group, full)) for full in fillings(partly, [fact])}
        if len(outcomes) > 1:
            return True
    return False


def weight(group: Cluster, case: Case) -> int:
    """The worst condition of a group once its facts are known; conditions left out weigh nothing."""
    return max((WEIGHT[rule.status(case)] for rule in group if rule.applies(case)), default=0)


def completions(case: Case, group: Cluster) -> Iterator[Case]:
    """Every way the missing facts of a group may turn out."""
    return fillings(case, gaps(case, group))


def fillings(case: Case, missing: list[str]) -> Iterator[Case]:
    """The case with every combination of values for these facts."""
    for values in product(*(VALUES[fact] for fact in missing)):
        yield replace(case, facts={**case.facts, **dict(zip(missing, values, strict=True))})


def gaps(case: Case, group: Cluster) -> list[str]:
    """The facts a group needs and nobody has given; optional facts are never missing."""
    needed = {fact for rule in group for fact in (*rule.looks_at, *rule.gates)}
    return [fact for fact in VALUES if fact in needed - OPTIONAL - set(case.facts)]


def clusters(rules: Iterable[Rule]) -> list[Cluster]:
    """Conditions that share facts, put together."""
    groups: list[tuple[set[str], list[Rule]]] = []
    for rule in rules:
        facts = {*rule.looks_at, *rule.gates}
        joined = [group for group in groups if group[0] & facts]
        groups = [group for group in groups if not group[0] & facts]
        groups.append((facts.union(*(names for names, _ in joined)), [r for _, rs in joined for r in rs] + [rule]))
    return [tuple(group) for _, group in groups]
