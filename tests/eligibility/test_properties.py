"""Whatever is said, in whatever order: no crash, no useless question, an end, one verdict."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.eligibility_questions import TODAY
from knowledge.eligibility import Status, Verdict, assess, load_pack, next_question
from knowledge.eligibility.facts import OPTIONAL, VALUES
from knowledge.models import Citation

PACK = load_pack()
ASKED = [fact for fact in VALUES if fact not in OPTIONAL]
ANY_FACTS = st.fixed_dictionaries(
    {}, optional={**{fact: st.sampled_from(values) for fact, values in VALUES.items()}, "ipc": st.text(max_size=20)})
ALL_FACTS = st.fixed_dictionaries(
    {fact: st.sampled_from(VALUES[fact]) for fact in ASKED}, optional={"review_service": st.sampled_from(
        VALUES["review_service"])})
FEW = st.lists(st.sampled_from(ASKED), max_size=3, unique=True)
DAYS = st.dates(min_value=date(2024, 1, 20), max_value=date(2028, 11, 22))


def card(facts, day):
    return assess(facts, day, PACK, cite=lambda reference: Citation(title=reference), today=TODAY)


@given(ANY_FACTS, DAYS)
def test_any_facts_give_a_card_whose_verdict_follows_from_its_rules(facts, day):
    found = card(facts, day)
    statuses = {rule.status for rule in found.rules if rule.id != "R07"}
    if Status.NOT_MET in statuses:
        assert found.verdict is Verdict.UNLIKELY
    elif Status.NEEDS_REVIEW in statuses:
        assert found.verdict is Verdict.NEEDS_REVIEW
    else:
        assert found.verdict is (Verdict.INCOMPLETE if Status.UNKNOWN in statuses else Verdict.LIKELY)
    assert not {question.fact for question in found.missing} & (set(facts) | OPTIONAL)
    assert all(rule.remedy is None or rule.status in (Status.NOT_MET, Status.NEEDS_REVIEW) for rule in found.rules)


@given(ANY_FACTS, DAYS, st.randoms())
def test_the_order_of_facts_does_not_matter(facts, day, chance):
    mixed = list(facts.items())
    chance.shuffle(mixed)
    assert card(dict(mixed), day) == card(facts, day)


@settings(max_examples=150)
@given(ALL_FACTS, FEW, DAYS)
def test_missing_lists_exactly_the_facts_that_could_still_change_the_verdict(whole, left_open, day):
    known = {fact: value for fact, value in whole.items() if fact not in left_open}
    verdicts = {values: card({**known, **dict(zip(left_open, values, strict=True))}, day).verdict
                for values in product(*(VALUES[fact] for fact in left_open))}
    matters = set()
    for place, fact in enumerate(left_open):
        by_others: dict[tuple[str, ...], set[Verdict]] = {}
        for values, verdict in verdicts.items():
            by_others.setdefault(values[:place] + values[place + 1:], set()).add(verdict)
        if any(len(found) > 1 for found in by_others.values()):
            matters.add(fact)
    assert {question.fact for question in card(known, day).missing} == matters


@given(ALL_FACTS, ANY_FACTS, DAYS)
def test_answering_the_next_question_always_ends_in_the_verdict_of_all_answers(whole, said, day):
    facts = {**said, "review_service": whole["review_service"]} if "review_service" in whole else dict(said)
    answers = {**whole, **facts}
    for _ in range(len(ASKED) + 1):
        fact = next_question(facts, day, PACK)
        if fact is None:
            break
        assert fact not in facts
        facts[fact] = answers[fact]
    assert next_question(facts, day, PACK) is None
    assert card(facts, day).verdict is card(answers, day).verdict


@given(ALL_FACTS, DAYS)
def test_no_placeholder_is_left_in_what_people_read(whole, day):
    found = card(whole, day)
    texts = [*found.documents, *(rule.reason for rule in found.rules), *(rule.remedy or "" for rule in found.rules)]
    assert not any("{" in text or "}" in text for text in texts)
