"""Messages that lean on the last topic, completed to questions of their own.

"要多久" after 预审备案 becomes 预审备案 要多久; "那实用新型呢" after 走预审多久能授权 becomes
实用新型走预审多久能授权. The message alone and its completions are read, and their probabilities added by
weights. A follow-up seldom asks what was just answered and seldom leaves the area, so those count less.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from bot.understanding.classifier import RANKING_LENGTH, Reading
from bot.understanding.reader import Reader

OPENING = re.compile(
    r"^(?:那么?|哪|那要是|那如果|要是|如果|假如|然后|所以|这样的?话|那这个|这个|那个|它|他|该|此|其|"
    r"噢|哦|嗯|好的?|行|明白了?|知道了?)+(?:的话)?[，, ]*"
)
CLOSING = re.compile(
    r"(?:行吗|行不行?|可以吗|可以不|可不可以|能行吗|也行吗|也可以吗|也一样吗|一样吗|怎么说|咋样|怎么样|"
    r"呢|吗|嘛|呀|啊|吧)*[?？。! ！]*$"
)
PRONOUN = re.compile(r"这个|那个|它|这事儿?|那事儿?|这种|这样|前面那个|后面那个|后一个|前一个")
REPLACES = re.compile(r"(?:呢|行吗|行不行?|可以吗|可以不|也行吗|也可以吗|一样吗|怎么说|咋样|算吗|算不算?)[?？]?$")
WHY = re.compile(r"^(?:为什么|为啥|凭什么|凭啥|咋回事|什么道理|啥原因)")
LONGEST_REPLACEMENT = 12
LONGEST_ELLIPSIS = 16


@dataclass(frozen=True)
class Weights:
    """What each reading of a follow-up counts, from validation (docs/decisions/0006-dialogue.md)."""

    alone: float = 0.3
    completed: float = 1.0
    replaced: float = 0.4
    same_topic: float = 0.7
    other_area: float = 0.6


class FollowUps:
    """Completes elliptical messages; ``subjects`` gives each topic's noun phrase and question core."""

    def __init__(self, subjects: Mapping[str, Mapping[str, str]], weights: Optional[Weights] = None) -> None:
        self._subjects = subjects
        self._weights = weights or Weights()

    def is_elliptical(self, text: str, reader: Reader) -> bool:
        """Whether a message is short and lacks its subject, its question, or both."""
        if len(text) > LONGEST_ELLIPSIS:
            return False
        if OPENING.match(text) or PRONOUN.search(text) or WHY.match(text):
            return True
        aspects = reader.aspects(text)
        if not aspects.subjects:
            return True
        return len(text) <= LONGEST_REPLACEMENT and bool(REPLACES.search(text)) and not aspects.facets

    def best(self, text: str, topics: Sequence[str], reader: Reader) -> Optional[Reading]:
        """The message read with the last topics, or None when they complete nothing."""
        scores: Dict[str, float] = defaultdict(float)
        bare = without_opening(text)
        alone = reader.read(bare)
        known = [topic for topic in topics if topic in self._subjects]
        for last in known:
            self._add(scores, self._readings(bare, last, alone, reader), last, bool(WHY.match(bare)))
        if not scores:
            return None
        total = len(known) * self._total_weight(bare)
        ranking = sorted(((topic, score / total) for topic, score in scores.items()), key=lambda pair: -pair[1])
        return Reading(text, ranking[:RANKING_LENGTH], alone.energy, 1.0)

    def _readings(self, bare: str, last: str, alone: Reading, reader: Reader) -> List[Tuple[float, Reading]]:
        """The message alone and completed by one last topic, each with its weight."""
        subject, question = self._subjects[last]["subject"], self._subjects[last]["question"]
        completed = reader.read(complete(subject, bare))
        readings = [(self._weights.alone, alone), (self._weights.completed, completed)]
        core = CLOSING.sub("", bare)
        if core and self._replaces(bare):
            readings.append((self._weights.replaced, reader.read(core + question)))
        return readings

    def _add(self, scores: Dict[str, float], readings: Sequence[Tuple[float, Reading]], last: str, why: bool) -> None:
        """Add up what the readings say, less for the topic just answered and for other areas."""
        for weight, reading in readings:
            for topic, share in reading.ranking:
                if topic == last:
                    weight_here = weight if why else weight * self._weights.same_topic
                else:
                    near = topic.split("/")[0] == last.split("/")[0]
                    weight_here = weight if near else weight * self._weights.other_area
                scores[topic] += weight_here * share

    def _total_weight(self, bare: str) -> float:
        """What the weights of one last topic's readings add up to."""
        replaced = self._weights.replaced if self._replaces(bare) else 0.0
        return self._weights.alone + self._weights.completed + replaced

    @staticmethod
    def _replaces(bare: str) -> bool:
        """Whether a message names another subject for the same question ("那实用新型呢")."""
        return len(bare) <= LONGEST_REPLACEMENT and bool(REPLACES.search(bare))


def without_opening(text: str) -> str:
    """A follow-up without the words that tie it to what was said ("那", "好的，那如果")."""
    return OPENING.sub("", text.strip()) or text


def complete(subject: str, text: str) -> str:
    """A follow-up with the last topic's subject before it and without pronouns; training completes alike."""
    return f"{subject} {PRONOUN.sub('', without_opening(text))}"
