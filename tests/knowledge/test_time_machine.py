"""The real changes of law: what was said the day before, what is said from the day on."""

from datetime import date, timedelta

import pytest

from knowledge.library import Library

CHANGES = [
    # topic, first day of the new text, words only before, words only from then on
    ("trade_secret/admin_penalty", date(2025, 10, 15), "50 万", "100 万"),
    ("trade_secret/infringing_acts", date(2025, 10, 15), "第九条", "第十条"),
    ("pre_examination/xml_format", date(2026, 1, 1), None, "2026"),
    ("pre_examination/inventors", date(2026, 1, 1), None, "真实身份"),
    ("pre_examination/same_day_double_filing", date(2026, 1, 1), None, "放弃"),
    ("trade_secret/report_how", date(2026, 4, 15), None, "121"),
    ("trade_secret/compensation", date(2026, 5, 1), None, "2026"),
    ("trade_secret/data_algorithm_assets", date(2026, 6, 1), None, "126"),
    ("ip_general/priority_examination", date(2026, 9, 1), None, "85"),
    ("ip_general/trademark_squatted", date(2027, 1, 1), "三个月", "两个月"),
    ("ip_general/trademark_law_2027", date(2027, 1, 1), None, "2026"),
]


def whole(library: Library, topic: str, day: date) -> str:
    """Everything an answer says on a day, with what it cites."""
    answer = library.answer_on(topic, day)
    cited = " ".join(f"{cite.title}{cite.number or ''}{cite.article or ''}{cite.note or ''}" for cite in answer.citations)
    return f"{answer.text} {answer.more or ''} {answer.next or ''} {cited}"


@pytest.mark.parametrize(("topic", "day", "gone", "new"), CHANGES)
def test_the_law_changes_on_its_day(library: Library, topic: str, day: date, gone: str | None, new: str):
    assert library.answer_on(topic, day).effective == day
    assert new in whole(library, topic, day)
    before = library.answer_on(topic, day - timedelta(days=1))
    assert before.text != library.answer_on(topic, day).text or before.citations != library.answer_on(topic, day).citations
    if gone:
        assert gone in whole(library, topic, day - timedelta(days=1))


@pytest.mark.parametrize(("old", "new", "day"), [
    ("anti_unfair_competition_law_2019", "anti_unfair_competition_law_2025", date(2025, 10, 15)),
    ("trademark_law_2019", "trademark_law_2026", date(2027, 1, 1)),
    ("priority_examination_76", "priority_examination_85", date(2026, 9, 1)),
    ("complaint_measures_20", "complaint_measures_121", date(2026, 4, 15)),
    ("punitive_damages_2021", "punitive_damages_2026", date(2026, 5, 1)),
])
def test_no_answer_cites_a_text_outside_its_days(library: Library, old: str, new: str, day: date):
    for topic, answer, end in library.answers():
        cited = {cite.source for cite in answer.cites}
        if old in cited:
            assert end is not None, f"{topic.id} still cites {old} after {day}"
            assert end <= day, f"{topic.id} still cites {old} after {day}"
        if new in cited:
            assert answer.effective >= day, f"{topic.id} cites {new} before {day}"


def test_a_single_source_is_said_in_the_answer(library: Library):
    answer = library.answer_on("ip_general/priority_examination", date(2026, 11, 22))
    assert "公开转载" in answer.text
    assert any(cite.note for cite in answer.citations)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 1, 1), date(2027, 12, 31)])
def test_every_topic_can_be_answered(library: Library, day: date):
    for topic in library.topics:
        assert library.answer_on(topic, day).text


@pytest.mark.parametrize("day", [date(2024, 1, 20), date(2025, 1, 1), date(2025, 10, 15), date(2026, 1, 1)])
def test_no_topic_is_quarantined_on_past_days(library: Library, day: date):
    for topic in library.topics.values():
        if topic.answers[0].effective <= day:
            library.answer_on(topic.id, day)
