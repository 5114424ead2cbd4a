"""The charts in docs/flows are what the definitions say today; ``make flows`` draws them anew."""

from xml.etree import ElementTree

import pytest

from knowledge import flows
from knowledge.drawing import Node, Side, svg
from knowledge.eligibility.facts import OPTIONAL, VALUES
from knowledge.library import Library

FILES = flows.files(Library.load())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_committed_chart_is_the_generated_one(path):
    assert path.read_text(encoding="utf-8") == FILES[path], "run `make flows`"


def test_every_question_and_every_condition_stands_in_the_chart():
    page = FILES[flows.FOLDER / "eligibility.md"]
    assert all(f"\n  {fact}[" in page for fact in set(VALUES) - OPTIONAL)
    assert all(f"| R{number:02} |" in page for number in range(1, 27))


def test_the_drawings_are_well_formed_and_name_every_question():
    for path in (path for path in FILES if path.suffix == ".svg"):
        root = ElementTree.fromstring(FILES[path])
        width, height = float(root.get("width")), float(root.get("height"))
        for box in root.iter("{http://www.w3.org/2000/svg}rect"):
            assert float(box.get("x", 0)) + float(box.get("width")) <= width
            assert float(box.get("y", 0)) + float(box.get("height")) <= height


def test_long_words_are_wrapped_and_marks_escaped():
    side = Side("refused", ("否 → 结束",))
    drawn = svg("a & b", [Node("question", ("长" * 100 + "<x>",), (side,)), Node("result", ("完",))])
    root = ElementTree.fromstring(drawn)
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "".join(texts).count("长") == 100
    assert max(map(len, texts)) < 40
