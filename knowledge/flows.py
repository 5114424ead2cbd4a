"""``docs/flows/``: both guided functions as people can check them, generated from their definitions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge.drawing import Node, Side, svg
from knowledge.eligibility import Pack, Status, Verdict, load_pack
from knowledge.eligibility import flow as eligibility_flow
from knowledge.eligibility.rules import REAL_INVENTORS, XML_FOR_EVERY_FILING, XML_FOR_FAST_TRACKS
from knowledge.library import KNOWLEDGE, ROOT, Library
from knowledge.models import Citation, Record
from knowledge.reading import read_record
from knowledge.self_check import SelfCheck, load_self_check
from knowledge.self_check import flow as self_check_flow

FOLDER = ROOT / "docs" / "flows"
#: The last day on which a condition began: the charts show the rules as they stand since then.
SINCE = max(XML_FOR_FAST_TRACKS, XML_FOR_EVERY_FILING, REAL_INVENTORS)
SOURCES = {
    "eligibility": "knowledge/eligibility/rules.py, data/knowledge/eligibility.yml",
    "self_check": "data/knowledge/self_check.yml",
}


class EligibilityFlow(Record):
    """The words of the eligibility chart."""

    title: str
    intro: str
    rule_table: str
    ends: str
    doubts: str
    goes_on: str


class SelfCheckFlow(Record):
    """The words of the self-check chart."""

    title: str
    intro: str
    rule_table: str
    columns: tuple[str, ...]
    result: str


class FlowWords(Record):
    """``data/knowledge/flows.yml``."""

    generated: str
    drawing: str
    eligibility: EligibilityFlow
    self_check: SelfCheckFlow


def files(library: Library) -> dict[Path, str]:
    """Every file of ``docs/flows`` with what it must hold."""
    words = read_record(KNOWLEDGE / "flows.yml", FlowWords)
    pack, check = load_pack(), load_self_check()
    drawn = {
        "eligibility": svg(words.eligibility.title, list(eligibility_nodes(pack, SINCE, words.eligibility))),
        "self_check": svg(words.self_check.title, list(self_check_nodes(check, words.self_check))),
    }
    return {
        FOLDER / "eligibility.md": eligibility_page(pack, library, words),
        FOLDER / "self_check.md": self_check_page(check, library, words),
        **{FOLDER / f"{name}.svg": drawing for name, drawing in drawn.items()},
    }


def page(name: str, title: str, parts: list[str], words: FlowWords) -> str:
    """A Markdown page with the note that it is generated."""
    head = [f"# {title}", words.generated.format(source=SOURCES[name])]
    return "\n\n".join([*head, *parts]) + "\n"


def eligibility_page(pack: Pack, library: Library, words: FlowWords) -> str:
    """The eligibility check: chart and table of conditions."""
    said = words.eligibility
    chart = eligibility_flow.mermaid(pack, SINCE)
    return page("eligibility", said.title, [
        said.intro.format(day=SINCE.isoformat()), words.drawing.format(name="eligibility.svg"),
        f"```mermaid\n{chart}```", f"## {said.rule_table}",
        eligibility_flow.table(pack, SINCE, library.citation).strip(),
    ], words)


def eligibility_nodes(pack: Pack, day: date, words: EligibilityFlow) -> Iterator[Node]:
    """The questions with their early ends and doubts, then the results."""
    unlikely, doubt, likely = (pack.verdict(verdict).title
                               for verdict in (Verdict.UNLIKELY, Verdict.NEEDS_REVIEW, Verdict.LIKELY))
    for place, fact in enumerate(eligibility_flow.questions(pack, day), start=1):
        ways = eligibility_flow.ways(pack, day, fact)
        on = [title for way in ways if way.status is Status.MET for title in way.titles]
        sides = [Side("refused", (words.ends.format(answers=" / ".join(way.titles), verdict=unlikely, rule=way.ends),))
                 for way in ways if way.status is Status.NOT_MET]
        sides += [Side("doubt", (words.doubts.format(answers=" / ".join(way.titles), verdict=doubt),))
                  for way in ways if way.status is Status.NEEDS_REVIEW]
        lines = (f"{place}. {pack.question(fact).question}", words.goes_on.format(answers=" / ".join(on)),
                 *eligibility_flow.skips(pack, day, fact))
        yield Node("question", lines, tuple(sides))
    yield Node("result", (f"{likely} / {doubt}",))


def self_check_page(check: SelfCheck, library: Library, words: FlowWords) -> str:
    """The self-check: chart and table of questions."""
    said = words.self_check
    rows = [f"| {' | '.join(said.columns)} |", "|---" * len(said.columns) + "|"]
    for question in check.questions.values():
        basis = "；".join(cited(library.citation(reference)) for reference in question.cites)
        rows.append(f"| {check.elements[question.element]} | {question.question} | {question.weight} | {basis} |")
    return page("self_check", said.title, [
        said.intro.format(choices=" / ".join(check.choices.values())), words.drawing.format(name="self_check.svg"),
        f"```mermaid\n{self_check_flow.mermaid(check)}```", f"## {said.rule_table}", "\n".join(rows),
    ], words)


def self_check_nodes(check: SelfCheck, words: SelfCheckFlow) -> Iterator[Node]:
    """Element by element its questions, then the result."""
    names = list(check.questions)
    for element, title in check.elements.items():
        lines = tuple(f"{names.index(name) + 1}. {question.question}" for name, question in check.questions.items()
                      if question.element == element)
        yield Node("group", (title, *lines))
    yield Node("result", (words.result,))


def cited(citation: Citation) -> str:
    """A citation in one line: document, number, article."""
    return "".join(part for part in (f"《{citation.title}》", citation.number, citation.article) if part)


def write(library: Library) -> list[Path]:
    """Write the charts; the paths written."""
    contents = files(library)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        path.write_text(content, encoding="utf-8")
    return list(contents)
