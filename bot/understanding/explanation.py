"""Why a message was taken for what it was taken for; shown by ``make talk`` (/why), and to staff later."""

from typing import Any, Dict, List, Sequence

import numpy as np

from bot.understanding.classifier import TopicClassifier
from bot.understanding.decision import Context, Decider
from bot.understanding.normalise import normalise, strip_fillers

NEAREST = 3
TOPICS_SEARCHED = 3


class Explainer:
    """Retells a decision: the text as it was read, what spoke for the topic, the nearest questions, the band."""

    def __init__(self, decider: Decider, texts: Sequence[str], labels: Sequence[str]) -> None:
        self._decider = decider
        self._texts = texts
        self._labels = labels

    def explain(self, text: str) -> Dict[str, Any]:
        """The explanation of a message without its conversation."""
        reader = self._decider.reader
        reading, aspects = reader.read(text), reader.aspects(text)
        decision = self._decider.decide(text, Context())
        normal = normalise(text)
        return {
            "normalised": normal,
            "without_fillers": strip_fillers(normal),
            "with_head_words": reader.classifier.vectors.blocks.canonical(strip_fillers(normal)),
            "subjects": sorted(aspects.subjects),
            "facets": sorted(aspects.facets),
            "codes": aspects.codes,
            "ranking": [[topic, round(share, 4)] for topic, share in reading.ranking],
            "energy": round(reading.energy, 3),
            "known_share": round(reading.known, 3),
            "features": [[name, round(share, 3)]
                         for name, share in reader.classifier.weights_for(text, reading.top[0])],
            "evidence": self.nearest(text, [topic for topic, _ in reading.ranking[:TOPICS_SEARCHED]]),
            "act": decision.act,
            "why": decision.why,
            "topics": [item.topic for item in decision.items],
            "offers": list(decision.offers),
            "bounds": vars(self._decider.bounds),
        }

    def nearest(self, text: str, topics: Sequence[str]) -> List[Dict[str, Any]]:
        """The training questions of the likeliest topics that share most with the message (cosine of features)."""
        classifier = self._decider.reader.classifier
        asked = vector(classifier, text)
        near = [(float(asked @ vector(classifier, known)), known, topic)
                for known, topic in zip(self._texts, self._labels) if topic in topics]
        return [{"question": known, "topic": topic, "similarity": round(share, 3)}
                for share, known, topic in sorted(near, reverse=True)[:NEAREST]]


def vector(classifier: TopicClassifier, text: str) -> np.ndarray:
    """A text's features as one unit vector."""
    columns, values = classifier.vectors.row(classifier.vectors.blocks.counts(text))
    dense = np.zeros(len(classifier.vectors.columns), dtype=np.float32)
    dense[columns] = values
    return dense / (np.linalg.norm(dense) or 1.0)
