"""Everything that can be known of a text by itself: its topics, its subjects and facets, the title it may be."""

from collections import defaultdict
from functools import lru_cache
from typing import Dict, Mapping, Optional, Sequence

from bot.understanding.classifier import RANKING_LENGTH, Reading, TopicClassifier
from bot.understanding.normalise import normalise
from bot.understanding.subjects import Aspects, SubjectRules

READINGS_KEPT = 64


class Reader:
    """The classifier and the phrase rules, asked together; each text is read once per message."""

    def __init__(self, classifier: TopicClassifier, rules: SubjectRules, titles: Mapping[str, str]) -> None:
        self.classifier = classifier
        self.rules = rules
        self._titles: Dict[str, str] = {key_of(title): topic for topic, title in titles.items()}
        self._read = lru_cache(maxsize=READINGS_KEPT)(classifier.read)

    def read(self, text: str) -> Reading:
        """What the classifier takes a text for; a message is read whole, in parts and completed, often twice."""
        return self._read(text)

    def read_together(self, texts: Sequence[str]) -> Reading:
        """Several texts, parts of one message, taken for one: the mean of their probabilities."""
        readings = [self.read(text) for text in texts]
        shares: Dict[str, float] = defaultdict(float)
        for reading in readings:
            for topic, share in reading.ranking:
                shares[topic] += share / len(readings)
        ranking = sorted(shares.items(), key=lambda pair: -pair[1])[:RANKING_LENGTH]
        return Reading(texts[0], ranking, readings[0].energy, readings[0].known)

    def aspects(self, text: str) -> Aspects:
        """Subjects, facets and codes of a text."""
        return self.rules.aspects(text)

    def canonical(self, text: str) -> str:
        """A text in one spelling, with every synonym replaced by its head word."""
        return self.classifier.vectors.blocks.canonical(normalise(text))

    def title(self, text: str) -> Optional[str]:
        """The topic whose title the text says whole."""
        return self._titles.get(key_of(text))


def key_of(text: str) -> str:
    """A text without marks and blanks, to compare titles by."""
    return normalise(text).replace(" ", "")
