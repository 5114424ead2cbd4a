"""The real knowledge base, read once, and small invented ones."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    """The knowledge base as shipped, with the Changchun pack."""
    return Library.load()


SOURCES = {
    "old_law": {"title": "旧法", "issuer": "某机关", "kind": "law", "effective": date(2019, 1, 1),
                "ends": date(2025, 1, 1), "superseded_by": "new_law", "articles": {"9": "旧条"}},
    "new_law": {"title": "新法", "issuer": "某机关", "kind": "law", "effective": date(2025, 1, 1),
                "articles": {"10": "新条"}},
}
TEXT = "这是一条写给测试用的答复，先说结论，再说条件，最后说下一步怎么走；它只为凑够字数而写，内容并不重要。" * 2


def topic(**changes: object) -> dict[str, object]:
    """A sound topic, with some of it changed."""
    return {"id": "area/one", "title": "一个题目", "verified": date(2024, 6, 1), "answers": [
        {"effective": date(2024, 1, 1), "text": TEXT, "cites": ["old_law#9"]},
        {"effective": date(2025, 1, 1), "text": TEXT, "cites": ["new_law#10"]},
    ]} | changes


@pytest.fixture
def invented(tmp_path: Path) -> Callable[..., Library]:
    """Builds a library from topics given as dictionaries, in an invented city."""

    def build(*topics: dict[str, object]) -> Library:
        knowledge, city = tmp_path / "knowledge", tmp_path / "city"
        files: dict[Path, object] = {knowledge / "doors.yml": [], knowledge / "phrases.yml": {"hello": "这里是{city}。"}}
        files |= {city / "city.yml": {"id": "xincheng", "words": {"city": "新城", "centre": "新城中心"}}}
        files |= {knowledge / "sources" / f"{name}.yml": source for name, source in SOURCES.items()}
        files |= {knowledge / "topics" / f"{topic['id']}.yml": topic for topic in topics}
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return Library.load(knowledge, city)

    return build
