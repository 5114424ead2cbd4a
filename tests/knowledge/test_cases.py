"""Case numbers in every form, and rules that hang together."""

import re
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.cases import (
    CaseBook,
    CaseKind,
    CaseNumber,
    NumberProblem,
    Step,
    UnreadableNumber,
    load_cases,
    parse_number,
)
from knowledge.content_check import load_rules
from knowledge.library import KNOWLEDGE, Library
from knowledge.models import Cite
from knowledge.working_days import load_calendar

BOOK = load_cases()
NUMBERS = st.builds(CaseNumber, st.sampled_from(CaseKind), st.integers(2000, 2099), st.integers(0, 999_999))
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
FORMS = [
    str.lower, lambda n: f"{n[:2]}-{n[2:6]}-{n[6:]}", lambda n: f"{n[:2]} {n[2:6]} {n[6:9]} {n[9:]}",
    lambda n: n.translate({ord(c): ord(c) + 0xFEE0 for c in n}),
    lambda n: n[:2].lower() + n[2:6].translate(SPOKEN) + n[6:], lambda n: n[:2] + n[2:].translate(SPOKEN),
    lambda n: f"{n[:2]}〔{n[2:6]}〕{n[6:]}号", lambda n: f"{n[:2]}{n[2:6]}年第{n[6:]}号",
    lambda n: n[:2] + n[2:].replace("0", "O"), lambda n: f"我的案子{n}到哪一步了，一共几天？",
    lambda n: f"{n[:2]}{n[2:6]}－{n[6:]}",
    lambda n: f"编号：{n}。", lambda n: f"{n}和{n.lower()}", lambda n: f"{n[0]} {n[1]} {n[2:]}",
]


@given(NUMBERS, st.sampled_from(FORMS))
def test_numbers_are_read_in_every_form(number, form):
    assert parse_number(form(str(number))) == number


@pytest.mark.parametrize(("written", "number"), [
    ("预审2026年123号", "YS2026000123"), ("ys二零二六000123", "YS2026000123"), ("备案二〇二六-000001", "BA2026000001"),
    ("YS-2026-123", "YS2026000123"), ("举报编号2026000007", "JB2026000007"), ("维权 2026 000 007", "WQ2026000007"),
    ("调解幺九九九零零零零零一", None), ("TJ2026OOO1l2", "TJ2026000112"),
])
def test_numbers_people_have_written(written, number):
    if number is None:
        with pytest.raises(UnreadableNumber):
            parse_number(written)
    else:
        assert str(parse_number(written)) == number


@pytest.mark.parametrize(("written", "problem"), [
    ("", "empty"), ("  \u3000", "empty"), ("查一下", "unreadable"), ("abc", "unreadable"),
    ("2026000123", "no_prefix"),
    ("AB2026000123", "unknown_prefix"), ("YS202600012", "too_short"), ("YS2026", "too_short"),
    ("预审2026", "too_short"),
    ("YS20260001234", "too_long"), ("YS1926000123", "year"), ("YS2026000001和YS2026000002", "several"),
    ("XYS2026000123", "unknown_prefix"),
])
def test_what_cannot_be_read_says_what_is_wrong_with_its_form(written, problem):
    with pytest.raises(UnreadableNumber) as unreadable:
        parse_number(written)
    assert unreadable.value.problem is NumberProblem(problem)
    assert BOOK.number_help[unreadable.value.problem]


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_has_a_problem(text):
    try:
        year = parse_number(text).year
    except UnreadableNumber:
        return
    assert 2000 <= year <= 2099


@pytest.mark.parametrize("kind", CaseKind)
def test_every_state_can_be_reached_and_every_open_state_can_end(kind):
    described = BOOK.kinds[kind]
    closed = [name for name, state in described.states.items() if state.closed]
    for name, state in described.states.items():
        assert described.reaches(described.initial, name)
        assert state.closed or any(described.reaches(name, end) for end in closed)
    assert not described.states[described.initial].closed


@pytest.mark.parametrize(("start", "goal", "step"), [
    ("received", "received", Step.SAME), ("received", "accepted", Step.ALLOWED),
    ("opinion", "examining", Step.ALLOWED), ("accepted", "received", Step.BACKWARDS),
    ("received", "filed", Step.NOT_ALLOWED), ("failed", "examining", Step.CLOSED),
    ("forwarded", "ordinary", Step.ALLOWED),
])
def test_steps_of_a_pre_examination(start, goal, step):
    assert BOOK.step(CaseKind.PRE_EXAMINATION, start, goal) is step


def all_words() -> list[tuple[str, str]]:
    """Everything people read about states, with where it stands."""
    return [
        (f"{kind}.{name}", text)
        for kind, described in BOOK.kinds.items() for name, state in described.states.items()
        for text in (state.title, state.meaning, state.next_step, state.deadline.note if state.deadline else "")
    ] + [("help", text) for text in (*BOOK.number_help.values(), BOOK.code_help)]


def test_words_promise_nothing_name_no_city_and_can_be_filled():
    library, rules = Library.load(), load_rules()
    for where, text in all_words():
        filled = library.city.fill(text)
        assert not [word for word in (*rules.promises, *rules.outdated) if word in filled], where
        assert not re.search(r"长春|吉林|长市监|https?:|1[3-9]\d{9}", text), where


def test_terms_by_law_rest_on_articles_that_are_held_and_all_others_refer_to_the_notice():
    library = Library.load()
    for kind, described in BOOK.kinds.items():
        for name, state in described.states.items():
            if state.deadline and state.deadline.source == "law":
                library.source(Cite.model_validate(state.deadline.cite))
                assert kind is CaseKind.REPORT
            elif state.deadline:
                assert "为准" in state.deadline.note, f"{kind}.{name}"


@pytest.mark.parametrize("spoil", [
    lambda book: book["kinds"]["report"]["states"]["received"]["steps"].append("nowhere"),
    lambda book: book["kinds"]["report"]["states"]["received"]["names"].append("核查中"),
    lambda book: book["kinds"]["report"]["states"]["received"]["names"].remove("已收到材料"),
    lambda book: book["kinds"]["report"]["states"]["received"]["deadline"].pop("cite"),
    lambda book: book["kinds"].pop("report"),
    lambda book: book["number_help"].pop("year"),
])
def test_rules_that_do_not_hang_together_are_refused(spoil):
    book = yaml.safe_load((KNOWLEDGE / "cases.yml").read_text(encoding="utf-8"))
    CaseBook.model_validate(book)
    spoil(book)
    with pytest.raises(ValidationError):
        CaseBook.model_validate(book)


@pytest.mark.parametrize(("day", "working"), [
    (date(2026, 2, 14), True), (date(2026, 2, 16), False), (date(2026, 10, 1), False), (date(2026, 10, 10), True),
    (date(2026, 11, 21), False), (date(2026, 11, 23), True), (date(2025, 10, 11), True), (date(2030, 1, 7), None),
])
def test_working_days_follow_the_announcements(day, working):
    assert load_calendar().is_working(day) is working


@given(st.dates(date(2026, 1, 1), date(2026, 10, 1)), st.integers(0, 40))
def test_counting_working_days_counts_each_once(day, count):
    calendar = load_calendar()
    last = calendar.after(day, count)
    between = [day + timedelta(days=offset) for offset in range(1, (last - day).days + 1)]
    assert sum(bool(calendar.is_working(passed)) for passed in between) == count
