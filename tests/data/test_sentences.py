"""What people say: enough of it for every topic, and never the same sentence under two."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from knowledge.library import ROOT, Library

NLU = ROOT / "data" / "nlu"
FILES = sorted((NLU / "topics").rglob("*.yml"))
KINDS = {"pro", "plain", "messy"}
FEWEST = 80
RASA_KEYS = re.compile(r"^\s*-?\s*(?:nlu|stories|rules|responses)\s*:", re.M)


def plain(text: str) -> str:
    """A sentence without marks, blanks and case."""
    return re.sub(r"[^\w\u3400-\u9fff]", "", text).lower()


def said(path: Path) -> dict[str, list[str]]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def labelled() -> dict[str, set[str]]:
    """Every sentence with the topics it stands under."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for sentences in said(path).values():
            for sentence in sentences:
                found[plain(sentence)].add(path.relative_to(NLU / "topics").with_suffix("").as_posix())
    return found


def test_every_topic_has_sentences_and_every_file_a_topic():
    topics = set(Library.load().topics)
    named = {path.relative_to(NLU / "topics").with_suffix("").as_posix() for path in FILES}
    assert named == topics, f"write data/nlu/topics/… for {sorted(topics - named)}; no topic for {sorted(named - topics)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_topic_has_enough_sentences_of_each_kind(path: Path):
    sentences = said(path)
    assert set(sentences) <= KINDS
    everything = [plain(sentence) for kind in sentences.values() for sentence in kind]
    assert len(everything) >= FEWEST
    assert len(set(everything)) == len(everything), "the same sentence twice"
    assert all(everything), "a sentence without words"


def test_no_sentence_stands_under_two_topics(labelled):
    assert {text: topics for text, topics in labelled.items() if len(topics) > 1} == {}


def test_no_background_message_is_a_topics_sentence(labelled):
    background = {plain(text) for texts in said(NLU / "background.yml").values() for text in texts}
    assert len(background) >= 600
    assert not background & set(labelled)


def test_rasa_takes_no_data_file_for_its_own():
    for path in (ROOT / "data").rglob("*.yml"):
        assert not RASA_KEYS.search(path.read_text(encoding="utf-8")), path


def test_every_domain_key_is_defined_once():
    defined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in (ROOT / "bot" / "domain").glob("*.yml"):
        for section, content in said(path).items():
            if section in {"version", "session_config"}:
                continue
            for name in content:
                defined[section, name].append(path.name)
    assert {key: files for key, files in defined.items() if len(files) > 1} == {}
