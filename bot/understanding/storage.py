"""A trained model's files: arrays in one ``.npz``, everything else in one JSON file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping

import numpy as np
import yaml

from bot.understanding.classifier import TopicClassifier
from bot.understanding.features import Blocks
from bot.understanding.vocabulary import Vocabulary

ARRAYS = "arrays.npz"
WORDS = "words.json"


@dataclass(frozen=True)
class Kept:
    """All that answering needs: the classifier, the words, titles, topic subjects, and the questions as evidence.

    ``told`` are the patterns of what people tell guided functions, as ``facts.yml`` holds them.
    """

    classifier: TopicClassifier
    vocabulary: Vocabulary
    titles: Mapping[str, str]
    subjects: Mapping[str, Mapping[str, str]]
    told: Mapping[str, Any]
    texts: List[str]
    labels: List[str]


def topic_subjects(folder: Path) -> Dict[str, Dict[str, str]]:
    """Each topic's noun phrase and question core, from the vocabulary folder."""
    found: Dict[str, Dict[str, str]] = yaml.safe_load((folder / "topic_subjects.yml").read_text(encoding="utf-8"))
    return found


def told_patterns(folder: Path) -> Dict[str, Any]:
    """The patterns of what people tell guided functions, from the vocabulary folder."""
    found: Dict[str, Any] = yaml.safe_load((folder / "facts.yml").read_text(encoding="utf-8"))
    return found


def save(kept: Kept, folder: Path) -> None:
    """Write a model into a folder."""
    classifier = kept.classifier
    np.savez(folder / ARRAYS, **classifier.arrays())
    words: Dict[str, Any] = {
        "topics": classifier.topics,
        "columns": sorted(classifier.vectors.columns, key=classifier.vectors.columns.__getitem__),
        "blocks": classifier.vectors.blocks.weights,
        "network_share": classifier.network_share,
        "vocabulary": kept.vocabulary.as_dict(),
        "titles": dict(kept.titles),
        "subjects": dict(kept.subjects),
        "told": dict(kept.told),
        "texts": kept.texts,
        "labels": kept.labels,
    }
    (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Kept:
    """Read a model back from its folder."""
    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    vocabulary = Vocabulary.from_dict(words["vocabulary"])
    with np.load(folder / ARRAYS) as arrays:
        columns = {name: column for column, name in enumerate(words["columns"])}
        classifier = TopicClassifier.from_arrays(
            arrays, Blocks(vocabulary, words["blocks"]), columns, words["topics"], words["network_share"]
        )
    return Kept(classifier, vocabulary, words["titles"], words["subjects"], words["told"], words["texts"],
                words["labels"])
