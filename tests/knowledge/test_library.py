"""Answers by day, quarantine, and what is refused when files are broken."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import BrokenKnowledge, NotInForce, Quarantined, UnknownSource, UnknownTopic
from knowledge.library import Library, read_topics
from knowledge.models import Cite
from tests.knowledge.conftest import TEXT, topic


def test_each_day_gets_the_entry_that_had_begun_by_then(invented):
    library = invented(topic())
    assert library.answer_on("area/one", date(2024, 12, 31)).citations[0].title == "旧法"
    assert library.answer_on("area/one", date(2025, 1, 1)).citations[0].article == "第10条"


def test_a_day_before_the_first_entry_is_an_error_not_a_guess(invented):
    with pytest.raises(NotInForce, match="2023-12-31"):
        invented(topic()).answer_on("area/one", date(2023, 12, 31))


def test_a_repealed_topic_is_not_in_force(invented):
    ended = topic(answers=[{"effective": date(2024, 1, 1), "text": TEXT, "cites": ["old_law#9"]},
                           {"effective": date(2024, 6, 1), "text": None}])
    with pytest.raises(NotInForce):
        invented(ended).answer_on("area/one", date(2024, 6, 1))


def test_an_answer_that_cites_a_lapsed_text_is_quarantined(invented):
    stuck = topic(answers=[{"effective": date(2024, 1, 1), "text": TEXT, "cites": ["old_law#9"]}])
    library = invented(stuck)
    assert library.answer_on("area/one", date(2024, 12, 31)).text
    with pytest.raises(Quarantined) as caught:
        library.answer_on("area/one", date(2025, 1, 1))
    assert caught.value.references == ["old_law#9"]


def test_unknown_topics_and_sources_are_named(invented):
    library = invented(topic())
    with pytest.raises(UnknownTopic, match="area/two"):
        library.answer_on("area/two", date(2025, 1, 1))
    for reference in ("no_law", "new_law#99"):
        with pytest.raises(UnknownSource, match=reference):
            library.source(Cite.model_validate(reference))


def test_placeholders_are_the_citys_words(invented):
    library = invented(topic(title="{city}的题目"))
    assert library.title("area/one") == "新城的题目"
    assert library.phrase("hello") == "这里是新城。"


def test_search_finds_titles_that_hold_all_words(invented):
    library = invented(topic(title="商标的期限"), topic(id="area/two", title="专利的期限"))
    assert [found for found, _ in library.search("期限 专利")] == ["area/two"]
    assert len(library.search("")) == 2


@pytest.mark.parametrize(("content", "reason"), [
    ("", "valid dictionary|model"),
    ("id: [", "line"),
    ("id: area/other\ntitle: 题\nverified: 2024-01-01\nanswers: [{effective: 2024-01-01, text: x}]", "match the path"),
    ("id: area/one\ntitle: 题\nverified: 2024-01-01\nanswers: []", "answers"),
    ("id: area/one\ntitle: 题\nverified: soon\nanswers: [{effective: 2024-01-01, text: x}]", "verified"),
    ("id: area/one\ntitle: 题\nverified: 2024-01-01\nextra: 1\nanswers: [{effective: 2024-01-01, text: x}]", "extra"),
    ("id: area/one\ntitle: 题\nverified: 2024-01-01\nanswers: "
     "[{effective: 2025-01-01, text: x}, {effective: 2024-01-01, text: x}]", "order"),
])
def test_a_broken_topic_file_is_named_with_its_reason(tmp_path: Path, content: str, reason: str):
    path = tmp_path / "area" / "one.yml"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=reason) as caught:
        list(read_topics(tmp_path))
    assert "one.yml" in str(caught.value)


def test_a_file_that_is_not_text_is_named(tmp_path: Path):
    path = tmp_path / "area" / "one.yml"
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(BrokenKnowledge, match=r"one\.yml"):
        list(read_topics(tmp_path))


def test_the_longest_door_word_decides(library: Library):
    door = library.door_for("植物新品种权去哪申请")
    assert door is not None
    assert door.id == "plant_variety"
    assert library.door_for("预审") is None
