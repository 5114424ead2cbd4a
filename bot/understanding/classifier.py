"""Which topic is a message about? A multinomial logistic regression and small networks over the same features.

The networks, averaged with the regression, rank better on wording nobody trained on. The log-sum-exp of the
regression's logits ("energy", Liu et al. 2020, Energy-based Out-of-distribution Detection) says how familiar a message
is; it is shown as evidence, while non-answers are decided by the ranking.
"""

from dataclasses import dataclass
from typing import Dict, List, Mapping, Sequence, Tuple

import numpy as np

from bot.understanding.compact import CompactWeights
from bot.understanding.features import Blocks, Vectors
from bot.understanding.learning import Learnt, Training, learn, softmax
from bot.understanding.vocabulary import Vocabulary

BACKGROUND = "background"
RANKING_LENGTH = 10


@dataclass(frozen=True)
class Reading:
    """What one text was taken for."""

    text: str
    ranking: List[Tuple[str, float]]
    energy: float
    known: float

    @property
    def top(self) -> Tuple[str, float]:
        """The best topic with its probability."""
        return self.ranking[0]


@dataclass(frozen=True)
class Output:
    """What turns a network's hidden layer into logits: hidden bias, weights, bias."""

    hidden_bias: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    def logits(self, hidden: np.ndarray) -> np.ndarray:
        """Logits of one message from what its features add up to in the hidden layer."""
        active: np.ndarray = np.maximum(hidden + self.hidden_bias, 0) @ self.weights + self.bias
        return active


class TopicClassifier:
    """Ranks topics for a text, and says how familiar the text is.

    ``features`` holds the weights of the features side by side: first the regression's, then each network's.
    """

    def __init__(self, vectors: Vectors, topics: Sequence[str], features: CompactWeights, bias: np.ndarray,
                 networks: Sequence[Output], network_share: float) -> None:
        self.vectors = vectors
        self.topics = list(topics)
        self.features = features
        self.bias = bias
        self.networks = list(networks)
        self.network_share = network_share

    @classmethod
    def train(cls, texts: Sequence[str], labels: Sequence[str], vocabulary: Vocabulary,
              weights: Mapping[str, float], how: Training) -> "TopicClassifier":
        """Learn from labelled texts; ``weights`` gives each feature block its weight."""
        topics = sorted(set(labels))
        numbers = np.array([topics.index(label) for label in labels])
        vectors, matrix = Vectors.fit(Blocks(vocabulary, weights), texts, how.rarest)
        regression = learn(matrix, numbers, len(topics), how, None)
        networks = [learn(matrix, numbers, len(topics), how, number) for number in range(how.networks)]
        features = CompactWeights.of([regression.weights, *(network.weights for network in networks)])
        return cls(vectors, topics, features, regression.bias, [output_of(network) for network in networks],
                   how.network_share)

    def read(self, text: str) -> Reading:
        """The ten best topics of a text, its energy, and the share of its character pairs that training knew."""
        counts = self.vectors.blocks.counts(text)
        logits, *hidden = self.features.sums(*self.vectors.row(counts))
        logits = logits + self.bias
        probabilities = softmax(logits)
        if self.networks:
            voted = np.mean([softmax(net.logits(layer)) for net, layer in zip(self.networks, hidden)], axis=0)
            probabilities = (1 - self.network_share) * probabilities + self.network_share * voted
        best = np.argsort(-probabilities)[:RANKING_LENGTH]
        highest = float(logits.max())
        energy = highest + float(np.log(np.exp(logits - highest).sum()))
        ranking = [(self.topics[index], float(probabilities[index])) for index in best]
        return Reading(text, ranking, energy, self.vectors.known_share(counts))

    def weights_for(self, text: str, topic: str, most: int = 12) -> List[Tuple[str, float]]:
        """The features that spoke most for a topic in the regression, with their shares of its logit."""
        columns, values = self.vectors.row(self.vectors.blocks.counts(text))
        names = {column: name for name, column in self.vectors.columns.items()}
        shares = values * self.features.rows(columns, 0)[:, self.topics.index(topic)]
        order = np.argsort(-shares)[:most]
        return [(names[int(columns[index])], float(shares[index])) for index in order]

    def arrays(self) -> Dict[str, np.ndarray]:
        """Everything a model file keeps, as arrays; ``from_arrays`` reads them."""
        kept = {"idf": self.vectors.idf, "bias": self.bias, "codes": self.features.codes,
                "scales": self.features.scales, "widths": np.array(self.features.widths)}
        for number, network in enumerate(self.networks):
            kept |= {f"hidden_{number}": network.hidden_bias, f"output_{number}": network.weights,
                     f"bias_{number}": network.bias}
        return kept

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray], blocks: Blocks, columns: Mapping[str, int],
                    topics: Sequence[str], network_share: float) -> "TopicClassifier":
        """A classifier from a model file's arrays and words."""
        features = CompactWeights(arrays["codes"], arrays["scales"], [int(width) for width in arrays["widths"]])
        networks = [Output(arrays[f"hidden_{number}"], arrays[f"output_{number}"], arrays[f"bias_{number}"])
                    for number in range(len(features.widths) - 1)]
        return cls(Vectors(blocks, columns, arrays["idf"]), topics, features, arrays["bias"], networks, network_share)


def output_of(network: Learnt) -> Output:
    """The part of a network after its hidden layer."""
    assert network.hidden_bias is not None
    assert network.output is not None
    return Output(network.hidden_bias, network.output, network.bias)
