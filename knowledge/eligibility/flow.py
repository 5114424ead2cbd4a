"""The check drawn for people: the order of questions with its early ends, and the conditions with their articles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.eligibility.engine import Resolver
from knowledge.eligibility.facts import OPTIONAL, VALUES
from knowledge.eligibility.pack import Pack
from knowledge.eligibility.results import Status, Verdict
from knowledge.eligibility.rules import TABLE
from knowledge.eligibility.table import Case, Rule


def mermaid(pack: Pack, day: date) -> str:
    """The questions of a day as a Mermaid flowchart, generated from the conditions themselves."""
    asked = questions(pack, day)
    lines = ["flowchart TD", f'  note["{pack.wording.chart.note}"] ~~~ {asked[0]}']
    for fact, following in zip(asked, [*asked[1:], "verdict"], strict=True):
        label = "<br/>".join((pack.label(fact), *skips(pack, day, fact)))
        lines.append(f'  {fact}["{label}"]')
        lines += edges(pack, day, fact, following)
    likely, doubt = pack.verdict(Verdict.LIKELY).title, pack.verdict(Verdict.NEEDS_REVIEW).title
    lines.append(f'  verdict(["{likely} / {doubt}"])')
    return "\n".join(lines) + "\n"


def skips(pack: Pack, day: date, fact: str) -> Iterator[str]:
    """The answers to other questions after which this one is not asked, as a sentence per question."""
    best = best_case(pack, day)
    for gate in dict.fromkeys(gate for rule in looked_at(fact, best) for gate in (*rule.gates, *rule.looks_at)):
        if gate in OPTIONAL or gate == fact:
            continue
        titles = [choice.title for choice in pack.question(gate).choices
                  if not looked_at(fact, replace(best, facts={**best.facts, gate: choice.value}))]
        if titles:
            yield pack.wording.chart.skipped.format(fact=pack.label(gate), values=" / ".join(titles))


@dataclass(frozen=True)
class Way:
    """Where answers lead: ``status`` is what they do to a faultless case, ``ends`` the condition that refuses."""

    titles: tuple[str, ...]
    status: Status
    ends: str


def questions(pack: Pack, day: date) -> list[str]:
    """The facts asked on a day, in order."""
    best = best_case(pack, day)
    return [fact for fact in VALUES if fact not in OPTIONAL and looked_at(fact, best)]


def ways(pack: Pack, day: date, fact: str) -> list[Way]:
    """The answers to a question, those that lead to the same place together."""
    found: dict[tuple[str, Status], list[str]] = {}
    for choice in pack.question(fact).choices:
        status, rule_id = worst(pack, day, fact, choice.value)
        found.setdefault((rule_id if status is Status.NOT_MET else "", status), []).append(choice.title)
    return [Way(tuple(titles), status, rule_id) for (rule_id, status), titles in found.items()]


def edges(pack: Pack, day: date, fact: str, following: str) -> Iterator[str]:
    """Where each answer to a question leads: on, on with a doubt, or to an early end."""
    for way in ways(pack, day, fact):
        words = " / ".join(way.titles)
        if way.status is Status.NOT_MET:
            end = f"{pack.verdict(Verdict.UNLIKELY).title} {way.ends}"
            yield f'  {fact} -->|"{words}"| end_{fact}(["{end}"])'
        elif way.status is Status.NEEDS_REVIEW:
            yield f'  {fact} -.->|"{words}（{pack.verdict(Verdict.NEEDS_REVIEW).title}）"| {following}'
        else:
            yield f'  {fact} -->|"{words}"| {following}'


def worst(pack: Pack, day: date, fact: str, value: str) -> tuple[Status, str]:
    """What an answer does to an otherwise faultless case, and the condition that does it."""
    best = best_case(pack, day)
    case = Case({**best.facts, fact: value}, day, pack.local)
    found = {rule.status(case): rule.id for rule in looked_at(fact, case)}
    for status in (Status.NOT_MET, Status.NEEDS_REVIEW):
        if status in found:
            return status, found[status]
    return Status.MET, ""


def looked_at(fact: str, case: Case) -> list[Rule]:
    """The conditions that look at a fact in this case."""
    return [rule for rule in TABLE.rules.values() if fact in rule.looks_at and rule.applies(case)]


def best_case(pack: Pack, day: date) -> Case:
    """A case in which every condition is met, built from the conditions: the first value none objects to."""
    case = Case({}, day, pack.local)
    for fact, values in VALUES.items():
        for value in values:
            tried = Case({**case.facts, fact: value}, day, pack.local)
            if all(rule.status(tried) in (Status.MET, Status.UNKNOWN) for rule in looked_at(fact, tried)):
                case = tried
                break
    return case


def table(pack: Pack, day: date, cite: Resolver) -> str:
    """The conditions of a day as a Markdown table: number, condition, what is asked, article, day of effect."""
    columns = pack.wording.chart.columns
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    case = best_case(pack, day)
    for rule in TABLE.rules.values():
        if rule.applies(case):
            citation = cite(rule.reference(case))
            source = "".join(part for part in (f"《{citation.title}》", citation.number, citation.article) if part)
            facts = "、".join(pack.label(fact) for fact in rule.looks_at)
            start = citation.effective.isoformat() if citation.effective else ""
            lines.append(f"| {rule.id} | {pack.title(rule.id)} | {facts} | {source} | {start} |")
    return "\n".join(lines) + "\n"
