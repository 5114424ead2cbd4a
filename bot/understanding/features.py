"""A message as weighted features: characters, words, sounds, meanings, and what is asked of what.

Five blocks, each its own TF-IDF (sublinear counts, smooth idf, unit length) times a weight; for why these see
docs/decisions/0005-topic-classifier.md. Pinyin has no tones and no zh/z, ang/an distinctions, as people type and
mishear them; the last block says what is asked of what: a subject with a facet.
"""

import math
import re
from collections import Counter
from typing import Callable, Dict, Iterable, List, Mapping, Sequence, Tuple

import numpy as np
from pypinyin import Style, lazy_pinyin
from scipy.sparse import csr_matrix

from bot.understanding.normalise import normalise, strip_fillers
from bot.understanding.vocabulary import Vocabulary, tokenizer

HAN = re.compile(r"[\u3400-\u9fff]")
FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
Grams = Callable[[str], Iterable[str]]


def ngrams(units: Sequence[str], longest: int) -> Iterable[str]:
    """All runs of one to ``longest`` units."""
    for size in range(1, longest + 1):
        for start in range(len(units) - size + 1):
            yield "".join(units[start:start + size])


def named(lists: Mapping[str, Sequence[str]]) -> Callable[[str], Sequence[str]]:
    """Finds the names whose words stand in a normalised text, longest word first.

    Plain strings: spaCy's phrase matcher (``subjects.py``) heeds word boundaries but takes twenty times as long, and a
    message is read several times.
    """
    names = {normalise(word): name for name, words in lists.items() for word in words}
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)")
    return lambda text: sorted({names[word] for word in pattern.findall(text)})


class Blocks:
    """Turns text into named features; the same object serves training and answering."""

    def __init__(self, vocabulary: Vocabulary, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        self.tokenizer = tokenizer(vocabulary)
        self._replacements = vocabulary.replacements()
        self._pattern = re.compile("|".join(re.escape(word) for word, _ in self._replacements) or r"(?!)")
        self._heads = dict(self._replacements)
        self._sounds: Dict[str, str] = {}
        self._grams: Dict[str, Grams] = {
            "char": self._characters, "word": self._words, "pinyin": self._pinyin, "canon": self._canon,
            "aspect": self._aspects,
        }
        self._subjects, self._facets = named(vocabulary.subjects), named(vocabulary.facets)

    def counts(self, text: str) -> Dict[str, Counter]:
        """For each block, how often each feature stands in the message."""
        stripped = strip_fillers(normalise(text))
        return {name: Counter(self._grams[name](stripped)) for name in self.weights}

    def canonical(self, text: str) -> str:
        """The message with every synonym replaced by its head word."""
        return self._pattern.sub(lambda match: self._heads[match.group()], text)

    def _characters(self, text: str) -> Iterable[str]:
        return ngrams(["^", *text.replace(" ", ""), "$"], 2)

    def _words(self, text: str) -> Iterable[str]:
        words = [word for word in self.tokenizer.lcut(text) if word.strip()]
        yield from words
        yield from (f"{first}_{second}" for first, second in zip(words, words[1:]))

    def _pinyin(self, text: str) -> Iterable[str]:
        sounds = [self._sound(character) for character in text if HAN.match(character)]
        yield from sounds
        yield from (f"{first} {second}" for first, second in zip(sounds, sounds[1:]))

    def _canon(self, text: str) -> Iterable[str]:
        return ngrams(self.canonical(text).replace(" ", ""), 2)

    def _aspects(self, text: str) -> Iterable[str]:
        subjects, facets = self._subjects(text), self._facets(text)
        yield from (f"{first}+{second}" for first in subjects for second in facets)
        yield from (f"{first}+{second}" for first in subjects for second in subjects if first < second)
        yield from (*subjects, *facets)

    def _sound(self, character: str) -> str:
        if character not in self._sounds:
            sound = lazy_pinyin(character, style=Style.NORMAL)[0]
            for exact, fuzzy in FUZZY:
                sound = sound.replace(exact, fuzzy)
            self._sounds[character] = sound
        return self._sounds[character]


class Vectors:
    """Feature names to columns, with the idf of each; fitted once, then read-only."""

    def __init__(self, blocks: Blocks, columns: Mapping[str, int], idf: np.ndarray) -> None:
        self.blocks = blocks
        self.columns = dict(columns)
        self.idf = idf
        self._column = self.columns.get
        self._idf: List[float] = idf.tolist()

    @classmethod
    def fit(cls, blocks: Blocks, texts: Sequence[str], rarest: int) -> Tuple["Vectors", csr_matrix]:
        """Choose the features that stand in at least ``rarest`` texts, and give the texts' matrix."""
        counted = [blocks.counts(text) for text in texts]
        frequency: Counter = Counter(
            f"{name}:{gram}" for counts in counted for name, grams in counts.items() for gram in grams
        )
        names = sorted(name for name, count in frequency.items() if count >= rarest)
        idf = np.array([math.log((1 + len(texts)) / (1 + frequency[name])) + 1 for name in names], dtype=np.float32)
        vectors = cls(blocks, {name: column for column, name in enumerate(names)}, idf)
        return vectors, vectors.matrix(counted)

    def matrix(self, counted: Sequence[Mapping[str, Counter]]) -> csr_matrix:
        """Counted messages as rows."""
        rows = [self.row(counts) for counts in counted]
        pointers = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows])
        values = np.concatenate([values for _, values in rows])
        return csr_matrix((values, columns, pointers), shape=(len(rows), len(self.columns)), dtype=np.float32)

    def row(self, counts: Mapping[str, Counter]) -> Tuple[np.ndarray, np.ndarray]:
        """One counted message as columns and values."""
        columns: List[int] = []
        values: List[float] = []
        for name, weight in self.blocks.weights.items():
            found = [(self._column(f"{name}:{gram}"), count) for gram, count in counts[name].items()]
            known = [(column, count) for column, count in found if column is not None]
            weighted = [(1 + math.log(count)) * self._idf[column] for column, count in known]
            length = math.sqrt(sum(value * value for value in weighted)) or 1.0
            columns += [column for column, _ in known]
            values += [weight * value / length for value in weighted]
        return np.array(columns, dtype=np.int32), np.array(values, dtype=np.float32)

    def known_share(self, counts: Mapping[str, Counter]) -> float:
        """The share of a message's character pairs that training has seen; 0 for a message of unknown characters."""
        pairs = [gram for gram in counts["char"] if len(gram) > 1]
        return sum(f"char:{pair}" in self.columns for pair in pairs) / len(pairs) if pairs else 0.0
