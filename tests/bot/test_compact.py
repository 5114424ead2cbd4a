"""Weights in one byte each stand for what was learnt, closely enough."""

import numpy as np

from bot.understanding.compact import LARGEST, CompactWeights


def test_sums_are_those_of_the_weights_within_half_a_step():
    chance = np.random.default_rng(1)
    matrices = [chance.standard_normal((50, 7)).astype(np.float32), 0.01 * chance.standard_normal((50, 3))]
    columns, values = np.array([0, 7, 49, 3]), np.array([0.5, 1.0, 0.1, 0.25], dtype=np.float32)
    for matrix, summed in zip(matrices, CompactWeights.of(matrices).sums(columns, values), strict=True):
        steps = np.abs(matrix[columns]).max(axis=1) / LARGEST
        assert summed.shape == (matrix.shape[1],)
        assert np.abs(summed - values @ matrix[columns]).max() <= (values * steps).sum() / 2 + 1e-6


def test_a_feature_that_learnt_nothing_weighs_nothing():
    compact = CompactWeights.of([np.zeros((3, 4), dtype=np.float32)])
    assert compact.sums(np.array([1]), np.array([1.0], dtype=np.float32))[0].tolist() == [0, 0, 0, 0]


def test_a_message_of_no_known_feature_sums_to_nothing():
    compact = CompactWeights.of([np.ones((3, 4), dtype=np.float32)])
    assert compact.sums(np.array([], dtype=np.int32), np.array([], dtype=np.float32))[0].tolist() == [0, 0, 0, 0]


def test_rows_can_be_read_back():
    matrix = np.array([[1.0, -2.0], [0.5, 0.25]], dtype=np.float32)
    assert np.allclose(CompactWeights.of([matrix]).rows(np.array([1, 0]), 0), matrix[[1, 0]], atol=0.01)
