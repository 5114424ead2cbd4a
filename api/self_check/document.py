"""The self-check as a Word document: the filled checklist, and points to discuss for three agreements."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from io import BytesIO

from docx import Document
from docx.document import Document as Page
from docx.oxml.ns import qn
from docx.shared import Pt

from knowledge.library import KNOWLEDGE, Library
from knowledge.models import Citation, Record
from knowledge.reading import read_record
from knowledge.self_check import SelfCheck, SelfCheckResult, load_self_check, outline

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT_POINTS = 10.5


class DocumentWords(Record):
    """``data/knowledge/self_check_document.yml``: headings and columns."""

    file_name: str
    title: str
    made_on: str
    summary: str
    steps: str
    checklist: str
    outlines: str
    columns: tuple[str, ...]
    score_columns: tuple[str, ...]
    unanswered: str
    no_score: str
    answered: str
    basis: str
    since: str
    mark: str
    font: str


@cache
def questionnaire() -> SelfCheck:
    """The questions, read at the first request."""
    return load_self_check()


@cache
def document_words() -> DocumentWords:
    """The words of the document, read at the first request."""
    return read_record(KNOWLEDGE / "self_check_document.yml", DocumentWords)


def document(result: SelfCheckResult, library: Library, day: date) -> bytes:
    """The document's bytes; nothing is written to disk."""
    words = document_words()
    page = Document()
    in_chinese(page, words.font)
    page.add_heading(words.title, level=0)
    page.add_paragraph(words.made_on.format(day=day.isoformat()))
    page.add_paragraph(result.notice)
    add_scores(page, result, words)
    add_steps(page, result, words)
    add_checklist(page, result, words)
    add_outlines(page, library, words)
    written = BytesIO()
    page.save(written)
    return written.getvalue()


def in_chinese(page: Page, font: str) -> None:
    """Give all styles a Chinese font: Word's own default has none for East Asian text."""
    for style in page.styles:
        if getattr(style, "font", None) is not None:
            style.font.name = font
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    page.styles["Normal"].font.size = Pt(FONT_POINTS)


def add_scores(page: Page, result: SelfCheckResult, words: DocumentWords) -> None:
    """One line per element: its score, and how many of its questions were answered."""
    page.add_heading(words.summary, level=1)
    rows = [(element.title, words.no_score if element.score is None else str(element.score),
             words.answered.format(answered=element.answered, asked=element.asked)) for element in result.elements]
    add_table(page, words.score_columns, rows)


def add_steps(page: Page, result: SelfCheckResult, words: DocumentWords) -> None:
    """The most useful next steps, numbered."""
    if result.steps:
        page.add_heading(words.steps, level=1)
    for step in result.steps:
        page.add_paragraph(step.advice + words.basis.format(basis=cited(step.basis)), style="List Number")


def add_checklist(page: Page, result: SelfCheckResult, words: DocumentWords) -> None:
    """Every question with the company's answer, the advice and what it rests on."""
    page.add_heading(words.checklist, level=1)
    rows = [(row.element, row.text, row.answer or words.unanswered, row.advice, cited(row.basis))
            for row in result.rows]
    add_table(page, words.columns, rows)


def add_outlines(page: Page, library: Library, words: DocumentWords) -> None:
    """Points to discuss for each agreement, plainly marked as no template of the bureau."""
    check = questionnaire()
    page.add_heading(words.outlines, level=1).paragraph_format.page_break_before = True
    for name, agreement in check.outlines.items():
        page.add_heading(f"{agreement.title}（{words.mark}）", level=2)
        page.add_paragraph(check.outline_mark)
        for point in outline(name, check, library.citation):
            basis = words.basis.format(basis=cited(point.basis)) if point.basis else ""
            page.add_paragraph(point.text + basis, style="List Bullet")


def add_table(page: Page, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table with a heading row."""
    table = page.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, title in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def cited(citations: list[Citation]) -> str:
    """Citations in one line, each with the day its text took effect."""
    since = document_words().since
    return "；".join(
        "".join(part for part in (f"《{citation.title}》", citation.number, citation.article,
                                  since.format(day=citation.effective) if citation.effective else "") if part)
        for citation in citations
    )
