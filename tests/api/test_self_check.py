"""``/v1/self-check``: questions, score, and the Word document; the answers stay nowhere."""

from io import BytesIO

import pytest
from docx import Document

from knowledge.library import Library
from knowledge.self_check import NotACode, load_self_check, packed, unpacked

CHECK = load_self_check()
ALL_NO = dict.fromkeys(CHECK.questions, "no")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def words_of(content: bytes) -> str:
    page = Document(BytesIO(content))
    cells = [cell.text for table in page.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in page.paragraphs] + cells)


async def test_the_questions_come_with_choices_and_basis(api):
    questions = (await api.get("/v1/self-check/questions")).json()
    assert [question["question"] for question in questions] == list(CHECK.questions)
    assert 12 <= len(questions) <= 16
    assert all(question["basis"] for question in questions)
    assert [choice["title"] for choice in questions[0]["choices"]] == ["是", "部分做到", "否", "不清楚"]


async def test_a_score_per_element_and_three_steps(api):
    answers = ALL_NO | {"secret_points": "yes", "publication_check": "yes"}
    result = (await api.post("/v1/self-check", json={"answers": answers})).json()
    scores = {element["id"]: element["score"] for element in result["elements"]}
    assert scores["secrecy"] == 100
    assert scores["staff"] == 0
    assert len(result["steps"]) == 3
    assert result["unanswered"] == []


async def test_no_answers_are_no_score(api):
    result = (await api.post("/v1/self-check", json={"answers": {}})).json()
    assert {element["score"] for element in result["elements"]} == {None}
    assert len(result["unanswered"]) == len(CHECK.questions)


async def test_wrong_answers_are_all_named(api):
    for address in ("/v1/self-check", "/v1/self-check/document"):
        response = await api.post(address, json={"answers": {"weather": "yes", "inventory": "maybe", "marking": "yes"}})
        assert response.status_code == 422
        assert response.json()["error"] == "unknown_answers"
        assert all(word in response.json()["detail"] for word in ("weather=yes", "inventory=maybe"))
        assert "marking" not in response.json()["detail"]


@pytest.mark.parametrize("body", [{}, {"answers": None}, {"answers": {"marking": 1}}, {"answers": [], "x": 1}, []])
async def test_bodies_of_another_shape_are_refused(api, body):
    for address in ("/v1/self-check", "/v1/self-check/document"):
        response = await api.post(address, json=body)
        assert response.status_code == 422
        assert response.json()["detail"]


async def test_the_document_holds_checklist_and_outlines(api):
    response = await api.post("/v1/self-check/document", json={"answers": ALL_NO | {"inventory": "partly"}})
    assert response.status_code == 200
    assert response.headers["content-type"] == DOCX
    assert "attachment" in response.headers["content-disposition"]
    assert response.headers["cache-control"] == "no-store"
    text = words_of(response.content)
    for question in CHECK.questions.values():
        assert question.question in text
    for title in ("员工保密合同", "委托加工保密合同", "竞业限制协议"):
        assert f"{title}（供讨论的要点，不是市局范本）" in text
    assert "部分做到" in text
    assert "生成日期：" in text
    assert "不是市局范本" in text
    assert "《商业秘密保护规定》国家市场监督管理总局令第126号第9条" in text


async def test_the_link_of_the_card_gives_the_same_document(api):
    answers = {"secret_points": "yes", "publication_check": "no", "emergency_plan": "unclear"}
    response = await api.get(f"/v1/self-check/document?a={packed(answers, CHECK)}")
    assert response.status_code == 200
    assert response.headers["content-type"] == DOCX
    text = words_of(response.content)
    assert "未回答" in text
    assert "不清楚" in text


@pytest.mark.parametrize("code", ["", "y", "y" * 15, "y" * 17, "x" * 16, "是" * 16, "y" * 101])
async def test_a_broken_link_is_refused_with_a_sentence(api, code):
    response = await api.get("/v1/self-check/document", params={"a": code})
    assert response.status_code == 422
    assert response.json()["detail"]


async def test_a_link_without_answers_is_refused(api):
    assert (await api.get("/v1/self-check/document")).status_code == 422


def test_answers_survive_the_link():
    choices = list(CHECK.choices)
    answers = {name: choices[place % 4] for place, name in enumerate(CHECK.questions) if place % 5}
    assert unpacked(packed(answers, CHECK), CHECK) == answers
    assert len({choice[0] for choice in choices}) == len(choices)
    with pytest.raises(NotACode):
        unpacked("z" * len(CHECK.questions), CHECK)


def test_every_basis_is_held():
    library = Library.load()
    for question in CHECK.questions.values():
        assert all(library.citation(reference).title for reference in question.cites)
