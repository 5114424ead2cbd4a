"""From facts to a verdict card. Pure: the day, today and the resolver of citations are passed in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from knowledge.eligibility.errors import DayOutOfRange
from knowledge.eligibility.facts import checked
from knowledge.eligibility.pack import Pack
from knowledge.eligibility.questions import STANDING_CHECK, open_questions
from knowledge.eligibility.results import Assessment, RuleResult, Status, Verdict
from knowledge.eligibility.rules import FIRST_DAY, TABLE
from knowledge.eligibility.table import Case, Rule
from knowledge.models import Citation

Resolver = Callable[[str], Citation]


def assess(
    facts: Mapping[str, object], on: date, pack: Pack, *, cite: Resolver, today: date
) -> Assessment:
    """The verdict card for these facts on a day.

    ``cite`` resolves a reference such as ``cnipa_order_77#3``. Raises UnknownFact, UnknownValue,
    DayOutOfRange.
    """
    known = checked(facts)
    check_day(on, today)
    case = Case(known, on, pack.local)
    results = [result(rule, case, pack, cite) for rule in TABLE.rules.values() if rule.applies(case)]
    verdict = verdict_of(results)
    missing = [pack.question(fact) for fact in open_questions(case)]
    documents = pack.documents(known) if worth_preparing(results) else []
    return Assessment(verdict=verdict, rules=results, missing=missing, documents=documents)


def check_day(on: date, today: date) -> None:
    """Refuse days before 2024-01-20 or more than two years ahead of today; raises DayOutOfRange."""
    last = two_years_after(today)
    if not FIRST_DAY <= on <= last:
        raise DayOutOfRange(on, FIRST_DAY, last)


def two_years_after(day: date) -> date:
    """The same day two years later; 28 February for a leap day."""
    return date(day.year + 2, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def result(rule: Rule, case: Case, pack: Pack, cite: Resolver) -> RuleResult:
    """One condition with its reason, remedy and citation."""
    status = rule.status(case)
    return RuleResult(
        id=rule.id,
        status=status,
        reason=pack.reason(rule.id, rule.because(case), status),
        remedy=pack.remedy(rule.id, status),
        citation=cite(rule.reference(case)),
    )


def verdict_of(results: Iterable[RuleResult]) -> Verdict:
    """A no outweighs a doubt, a doubt outweighs a gap; the standing IPC check counts for neither."""
    statuses = {result.status for result in results if result.id != STANDING_CHECK}
    if Status.NOT_MET in statuses:
        return Verdict.UNLIKELY
    if Status.NEEDS_REVIEW in statuses:
        return Verdict.NEEDS_REVIEW
    return Verdict.INCOMPLETE if Status.UNKNOWN in statuses else Verdict.LIKELY


def worth_preparing(results: Iterable[RuleResult]) -> bool:
    """Whether documents are worth listing: not when a condition can no longer be met."""
    return not any(result.status is Status.NOT_MET and result.remedy is None for result in results)
