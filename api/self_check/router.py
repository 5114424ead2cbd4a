"""``/v1/self-check``: the questions, the score, the document; the answers travel in the request and stay nowhere."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from api.dependencies import DeskDep, WebAsker
from api.errors import BodyTooLarge, ChannelClosed, TooManyRequests, documented
from api.self_check.document import DOCX, document, document_words, questionnaire
from api.self_check.errors import AnswersRefused, LinkNotRead
from knowledge.clock import today
from knowledge.library import Library
from knowledge.models import Citation
from knowledge.self_check import NotACode, SelfCheckResult, UnknownAnswer, score, unpacked

router = APIRouter(prefix="/v1/self-check", tags=["self-check"])


class Offered(BaseModel):
    """One choice: the value to send and its words."""

    value: str
    title: str


class Asked(BaseModel):
    """One question with what it rests on."""

    question: str
    element: str
    text: str
    choices: list[Offered]
    basis: list[Citation]


class Answers(BaseModel):
    """Question to choice; questions left out lower no score."""

    model_config = ConfigDict(extra="forbid", strict=True)

    answers: dict[str, str]


@router.get("/questions", responses=documented(TooManyRequests, ChannelClosed))
async def questions(desk: DeskDep, _: WebAsker) -> list[Asked]:
    """Every question in order."""
    check = questionnaire()
    choices = [Offered(value=value, title=title) for value, title in check.choices.items()]
    return [
        Asked(question=name, element=check.elements[asked.element], text=asked.question, choices=choices,
              basis=[desk.library.citation(reference) for reference in asked.cites])
        for name, asked in check.questions.items()
    ]


@router.post("", responses=documented(AnswersRefused, BodyTooLarge, TooManyRequests, ChannelClosed))
async def result(given: Answers, desk: DeskDep, _: WebAsker) -> SelfCheckResult:
    """A score per element and the most useful next steps."""
    return scored(given.answers, desk.library)


@router.post("/document", response_class=Response, responses={
    200: {"content": {DOCX: {}}, "description": "The filled checklist as a Word document."},
    **documented(AnswersRefused, BodyTooLarge, TooManyRequests, ChannelClosed),
})
async def filled_document(given: Answers, desk: DeskDep, _: WebAsker) -> Response:
    """The checklist filled with these answers, and the points to discuss."""
    return attached(given.answers, desk.library)


@router.get("/document", response_class=Response, responses={
    200: {"content": {DOCX: {}}, "description": "The filled checklist as a Word document."},
    **documented(LinkNotRead, TooManyRequests, ChannelClosed),
})
async def linked_document(desk: DeskDep, a: Annotated[str, Query(max_length=100)], _: WebAsker) -> Response:
    """The same from a link that carries the answers as letters."""
    try:
        answers = unpacked(a, questionnaire())
    except NotACode as unread:
        raise LinkNotRead from unread
    return attached(answers, desk.library)


def scored(answers: dict[str, str], library: Library) -> SelfCheckResult:
    """The score; raises AnswersRefused naming every answer that is none."""
    try:
        return score(answers, questionnaire(), library.citation)
    except UnknownAnswer as unknown:
        named = "、".join(f"{name[:40]}={value[:40]}" for name, value in unknown.answers.items())
        raise AnswersRefused(f"不认识的题目或选项：{named}。") from unknown


def attached(answers: dict[str, str], library: Library) -> Response:
    """The document as a download that no cache keeps."""
    content = document(scored(answers, library), library, today())
    name = quote(document_words().file_name)
    return Response(content, media_type=DOCX, headers={
        "Content-Disposition": f"attachment; filename=\"self-check.docx\"; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
    })
