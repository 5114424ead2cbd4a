"""The words of the domain: what stays whole, what means the same, what names a subject or a facet.

Read from ``data/nlu/vocabulary/`` when training and kept inside the model, so that a model never meets words it was
not trained with.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Tuple

import jieba
import yaml

WORD_FREQUENCY = 20_000


@dataclass(frozen=True)
class Vocabulary:
    """All word lists of the domain.

    ``synonyms``: head word to the words people say instead. ``subjects``: subject id to its names. ``facets``: facet id
    (fee, time, …) to its words. ``whole_words``: further terms jieba must not cut. ``places``: ours, and elsewhere.
    """

    synonyms: Mapping[str, List[str]]
    subjects: Mapping[str, List[str]]
    facets: Mapping[str, List[str]]
    whole_words: List[str]
    places: Mapping[str, List[str]]

    @classmethod
    def read(cls, folder: Path) -> "Vocabulary":
        """The vocabulary of a folder with one YAML file for each list; raises OSError or yaml.YAMLError."""
        def content(name: str) -> Any:
            return yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))

        return cls(*(content(name) for name in ("synonyms", "subjects", "facets", "whole_words", "places")))

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Vocabulary":
        """The vocabulary a model keeps."""
        return cls(**kept)

    def as_dict(self) -> Dict[str, Any]:
        """What a model keeps."""
        return asdict(self)

    def terms(self) -> List[str]:
        """Every word or term that is to stay whole, longest first."""
        lists = [*self.synonyms.values(), *self.subjects.values(), *self.facets.values()]
        words = {word for words in lists for word in words} | set(self.synonyms) | set(self.whole_words)
        return sorted((word for word in words if len(word) > 1), key=lambda word: (-len(word), word))

    def replacements(self) -> Tuple[Tuple[str, str], ...]:
        """Synonyms with their head words, longest synonym first."""
        pairs = [(word, head) for head, words in self.synonyms.items() for word in words]
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def tokenizer(vocabulary: Vocabulary) -> jieba.Tokenizer:
    """A jieba tokenizer of our own, so that no word leaks into jieba's process-wide dictionary."""
    own = jieba.Tokenizer()
    own.initialize()
    for term in vocabulary.terms():
        own.add_word(term, WORD_FREQUENCY)
    return own
