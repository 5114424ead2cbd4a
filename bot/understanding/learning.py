"""How the topic classifier learns: a multinomial logistic regression and small networks, by Adam over sparse batches.

Sparse mini-batches, so that 40,000 questions need neither hours nor gigabytes. Training is seeded and single-threaded
in order: the same data give the same weights.
"""

from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.sparse import csr_matrix

BETA_1, BETA_2, TINY = 0.9, 0.98, 1e-8


@dataclass(frozen=True)
class Training:
    """How the models learn; the values come from validation, see docs/decisions/0005-topic-classifier.md.

    ``rarest``: how many texts a feature must stand in. ``decay`` is of weights, ``smoothing`` of labels, dropout of
    features before the first layer and of hidden units. ``network_share``: the networks' weight beside the regression.
    """

    rarest: int = 3
    batch: int = 128
    epochs: int = 8
    rate: float = 0.01
    feature_dropout: float = 0.15
    decay: float = 1e-4
    smoothing: float = 0.05
    networks: int = 2
    network_share: float = 0.5
    network_epochs: int = 10
    network_rate: float = 0.006
    network_feature_dropout: float = 0.3
    hidden: int = 192
    dropout: float = 0.5
    seed: int = 20260101


@dataclass(frozen=True)
class Learnt:
    """The weights of one model; ``weights`` has a row for each feature. A regression has no hidden layer."""

    weights: np.ndarray
    bias: np.ndarray
    output: Optional[np.ndarray] = None
    hidden_bias: Optional[np.ndarray] = None


class Layer:
    """A weight matrix with its Adam state; only the rows a batch touches are moved."""

    def __init__(self, rows: int, columns: int, scale: float, random: np.random.Generator) -> None:
        self.weights = (random.standard_normal((rows, columns)) * scale).astype(np.float32)
        self._first = np.zeros_like(self.weights)
        self._second = np.zeros_like(self.weights)
        self._steps = 0

    def move(self, rows: np.ndarray, gradient: np.ndarray, rate: float, decay: float) -> None:
        """One Adam step (Kingma and Ba 2015) with decoupled weight decay on the given rows."""
        self._steps += 1
        first = self._first[rows] = BETA_1 * self._first[rows] + (1 - BETA_1) * gradient
        second = self._second[rows] = BETA_2 * self._second[rows] + (1 - BETA_2) * gradient * gradient
        corrected = rate * np.sqrt(1 - BETA_2 ** self._steps) / (1 - BETA_1 ** self._steps)
        self.weights[rows] -= corrected * first / (np.sqrt(second) + TINY) + rate * decay * self.weights[rows]


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def learn(matrix: csr_matrix, labels: np.ndarray, classes: int, how: Training, number: Optional[int]) -> Learnt:
    """Train the regression (``number`` None) or the network of that number."""
    random = np.random.default_rng(how.seed + (number or 0))
    hidden = number is not None
    first = Layer(matrix.shape[1], how.hidden if hidden else classes, 0.05 if hidden else 0.0, random)
    inner = Layer(1, how.hidden, 0.0, random)
    second = Layer(how.hidden, classes, (2 / how.hidden) ** 0.5, random)
    bias = Layer(1, classes, 0.0, random)
    epochs, rate, left_out = (
        (how.network_epochs, how.network_rate, how.network_feature_dropout) if hidden
        else (how.epochs, how.rate, how.feature_dropout)
    )
    one_row, all_hidden = np.array([0]), np.arange(how.hidden)
    steps = epochs * -(-matrix.shape[0] // how.batch)
    step = 0
    for _ in range(epochs):
        order = random.permutation(matrix.shape[0])
        for start in range(0, len(order), how.batch):
            rows = order[start:start + how.batch]
            batch = thinned(matrix[rows], left_out, random)
            touched, local = np.unique(batch.indices, return_inverse=True)
            small = csr_matrix((batch.data, local, batch.indptr), shape=(len(rows), len(touched)))
            current = rate * (1 - step / steps)
            step += 1
            summed = small @ first.weights[touched]
            active = np.maximum(summed + inner.weights[0], 0) if hidden else summed
            kept = (random.random(active.shape) >= how.dropout) / (1 - how.dropout) if hidden else None
            thin = (active * kept).astype(np.float32) if kept is not None else active
            logits = (thin @ second.weights if hidden else thin) + bias.weights[0]
            error = softmax(logits) - smoothed(labels[rows], classes, how.smoothing)
            error = (error / len(rows)).astype(np.float32)
            bias.move(one_row, error.sum(axis=0, keepdims=True), current, 0.0)
            if hidden and kept is not None:
                back = ((error @ second.weights.T) * kept * (summed + inner.weights[0] > 0)).astype(np.float32)
                second.move(all_hidden, thin.T @ error, current, how.decay)
                inner.move(one_row, back.sum(axis=0, keepdims=True), current, 0.0)
                error = back
            first.move(touched, small.T @ error, current, how.decay)
    if hidden:
        return Learnt(first.weights, bias.weights[0], second.weights, inner.weights[0])
    return Learnt(centred(first.weights), centred(bias.weights)[0])


def centred(weights: np.ndarray) -> np.ndarray:
    """Weights of classes less their mean: the same probabilities, and an energy that means something.

    Adam's steps are not of the gradient's length, so it lets all classes drift together; energy would tell the drift.
    """
    middle: np.ndarray = weights - weights.mean(axis=1, keepdims=True)
    return middle


def thinned(batch: csr_matrix, share: float, random: np.random.Generator) -> csr_matrix:
    """The batch with a share of its features left out, so that no single word decides."""
    kept = random.random(batch.nnz) >= share
    counts = np.add.reduceat(kept, batch.indptr[:-1]) if batch.nnz else np.zeros(batch.shape[0], int)
    counts[np.diff(batch.indptr) == 0] = 0
    pointers = np.concatenate([[0], np.cumsum(counts)])
    return csr_matrix((batch.data[kept] / np.float32(1 - share), batch.indices[kept], pointers), shape=batch.shape)


def smoothed(labels: np.ndarray, classes: int, share: float) -> np.ndarray:
    """Target probabilities: the label, with a small share spread over all classes."""
    target = np.full((len(labels), classes), share / classes, dtype=np.float32)
    target[np.arange(len(labels)), labels] += 1 - share
    return target
