"""Weights in one byte each: a quarter of the memory, read several times faster than half-precision numbers.

Each row (the weights of one feature) is scaled so that its largest weight is 127, the usual symmetric quantisation
(Jacob et al. 2018, Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference).
"""

from typing import List, Sequence

import numpy as np

LARGEST = 127


class CompactWeights:
    """Several matrices with a row for each feature, side by side; each has a scale of its own for each row.

    ``codes``: int8, features × all columns. ``scales``: float32, features × matrices. ``widths``: columns of each.
    """

    def __init__(self, codes: np.ndarray, scales: np.ndarray, widths: Sequence[int]) -> None:
        self.codes = codes
        self.scales = scales
        self.widths = list(widths)
        ends = np.cumsum(self.widths)
        self._parts = [slice(int(end) - width, int(end)) for end, width in zip(ends, self.widths)]

    @classmethod
    def of(cls, matrices: Sequence[np.ndarray]) -> "CompactWeights":
        """The matrices (float, as many rows each) in one byte a weight."""
        scales = np.stack([np.abs(matrix).max(axis=1) / LARGEST for matrix in matrices], axis=1).astype(np.float32)
        scales[scales == 0] = 1
        codes = np.concatenate(
            [np.rint(matrix / scales[:, [number]]).astype(np.int8) for number, matrix in enumerate(matrices)], axis=1
        )
        return cls(codes, scales, [matrix.shape[1] for matrix in matrices])

    def sums(self, columns: np.ndarray, values: np.ndarray) -> List[np.ndarray]:
        """For each matrix the weighted sum of the rows of the features in ``columns``; one vector each."""
        rows = self.codes[columns].astype(np.float32)
        weights = values[:, None] * self.scales[columns]
        return [weights[:, number] @ rows[:, part] for number, part in enumerate(self._parts)]

    def rows(self, columns: np.ndarray, number: int) -> np.ndarray:
        """The weights of some features in one matrix, as numbers again."""
        rows: np.ndarray = self.codes[columns][:, self._parts[number]] * self.scales[columns][:, [number]]
        return rows
