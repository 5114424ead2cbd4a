"""Scores per element, the most useful next steps, gaps that lower nothing, outlines that are plainly no templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.models import Citation
from knowledge.self_check import UnknownAnswer, load_self_check, next_question, outline, score
from knowledge.self_check.flow import mermaid

CHECK = load_self_check()
ANSWERS = st.fixed_dictionaries({}, optional={name: st.sampled_from(list(CHECK.choices)) for name in CHECK.questions})


def cite(reference: str) -> Citation:
    return Citation(title=reference)


def scored(answers):
    return score(answers, CHECK, cite)


def element(result, name):
    return next(found for found in result.elements if found.id == name)


def test_there_are_fourteen_to_sixteen_questions_over_every_element():
    assert 14 <= len(CHECK.questions) <= 16
    assert list(CHECK.elements) == ["secrecy", "value", "measures", "staff", "suppliers", "systems", "emergencies"]
    assert set(CHECK.choices.values()) == {"是", "部分做到", "否", "不清楚"}


def test_all_yes_is_a_hundred_everywhere_with_nothing_left_to_do():
    result = scored(dict.fromkeys(CHECK.questions, "yes"))
    assert {found.score for found in result.elements} == {100}
    assert result.steps == []
    assert result.unanswered == []


@pytest.mark.parametrize("answer", ["no", "unclear"])
def test_no_and_not_known_score_nothing(answer):
    result = scored(dict.fromkeys(CHECK.questions, answer))
    assert {found.score for found in result.elements} == {0}
    assert len(result.steps) == 3


def test_partly_is_half():
    assert {found.score for found in scored(dict.fromkeys(CHECK.questions, "partly")).elements} == {50}


def test_weights_count_within_an_element():
    result = scored({"supplier_agreements": "yes", "supplier_return": "no"})
    assert element(result, "suppliers").score == 60


def test_what_is_not_answered_lowers_nothing_and_is_listed():
    result = scored({"secret_points": "yes"})
    assert element(result, "secrecy").score == 100
    assert (element(result, "secrecy").answered, element(result, "secrecy").asked) == (1, 2)
    assert element(result, "staff").score is None
    assert "secret_points" not in result.unanswered
    assert len(result.unanswered) == len(CHECK.questions) - 1
    assert [row.answer for row in result.rows if row.answer] == ["是"]


def test_nothing_answered_gives_no_score_and_no_step():
    result = scored({})
    assert {found.score for found in result.elements} == {None}
    assert result.steps == []


def test_the_next_steps_are_where_most_is_to_be_gained():
    result = scored({"value_evidence": "no", "policy": "no", "marking": "partly", "leaving": "partly", "areas": "yes"})
    assert [step.question for step in result.steps] == ["policy", "value_evidence", "leaving"]
    assert all(step.advice and step.basis for step in result.steps)


def test_strange_answers_are_refused_by_name():
    with pytest.raises(UnknownAnswer) as refused:
        scored({"colour": "yes", "policy": "perhaps", "leaving": "no"})
    assert refused.value.answers == {"colour": "yes", "policy": "perhaps"}


@given(ANSWERS)
def test_any_answers_give_a_result_within_bounds(answers):
    result = scored(answers)
    assert all(found.score is None or 0 <= found.score <= 100 for found in result.elements)
    assert len(result.steps) <= 3
    assert {step.question for step in result.steps} <= set(answers)
    assert len(result.rows) == len(CHECK.questions)
    assert next_question(answers, CHECK) == (result.unanswered[0] if result.unanswered else None)


def test_outlines_hold_ten_to_fourteen_points_and_are_marked_as_no_template():
    assert set(CHECK.outlines) == {"staff_confidentiality", "contract_processing", "noncompete"}
    for name in CHECK.outlines:
        assert 10 <= len(outline(name, CHECK, cite)) <= 14
    assert "供讨论的要点" in CHECK.outline_mark
    assert "不是市局范本" in CHECK.outline_mark


def test_staff_are_not_threatened_with_penalties_the_law_does_not_allow():
    points = " ".join(point.text for point in CHECK.outlines["staff_confidentiality"].points)
    assert "不能约定由劳动者承担违约金" in points
    assert "不影响依法向国家机关举报" in points


def test_every_basis_is_a_document_the_library_holds():
    library = Library.load()
    result = score({}, CHECK, library.citation)
    assert all(row.basis for row in result.rows)
    for name in CHECK.outlines:
        assert any(point.basis for point in outline(name, CHECK, library.citation))


def test_the_flowchart_holds_every_question_in_its_element():
    drawn = mermaid(CHECK)
    assert all(f'{name}["{question.question}"]' in drawn for name, question in CHECK.questions.items())
    assert drawn.count("subgraph") == len(CHECK.elements)
    assert drawn.count("-->") == len(CHECK.questions) - 1
