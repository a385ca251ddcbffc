"""Semantic neighbours: pairs of symbols of one source whose vectors lie closer than those of that source commonly do."""

import numpy as np

from graph.facts import Matrix
from graph.similarity.best import Pairs, best_of_each

MOST_OF_EACH = 5
"""A symbol is paired with so many of its nearest."""

WAY_TO_THE_SAME = 2 / 3
"""How far on the way from the mean cosine of all pairs to 1 a pair must lie."""

_BLOCK = 1024
_DECIMALS = 4


def neighbours(matrix: Matrix) -> Pairs:
    """Pairs of rows (all of length 1) with their cosines: the nearest of each, if they are near enough."""
    least = np.float32(threshold(matrix))
    found = [_pairs([], [], [])]
    for start in range(0, len(matrix), _BLOCK):
        scores = matrix[start : start + _BLOCK] @ matrix[start:].T
        rows, columns = np.divmod(np.flatnonzero(scores >= least), scores.shape[1])  # a tenth of np.nonzero's time
        above = columns > rows
        rows, columns = rows[above], columns[above]
        rounded = np.round(scores[rows, columns].astype(np.float64), _DECIMALS)
        found.append(best_of_each(Pairs(rows + start, columns + start, rounded), MOST_OF_EACH))
    together = Pairs(*(np.concatenate([getattr(one, name) for one in found]) for name in ("first", "second", "scores")))
    return best_of_each(together, MOST_OF_EACH)


def threshold(matrix: Matrix) -> float:
    """The least cosine of neighbours: measured on the very vectors, as each model, and each subject, has a scale of its own.

    The mean is that of all pairs of different rows; it follows from the rows' sum, without comparing any two.
    """
    count = len(matrix)
    if count < 2:
        return 1.0
    whole = matrix.sum(axis=0, dtype=np.float64)
    lengths = np.einsum("ij,ij->", matrix, matrix, dtype=np.float64)
    mean = float(whole @ whole - lengths) / (count * (count - 1))
    return mean + WAY_TO_THE_SAME * (1.0 - mean)


def _pairs(first: list[int], second: list[int], scores: list[float]) -> Pairs:
    return Pairs(np.array(first, dtype=np.int64), np.array(second, dtype=np.int64), np.array(scores, dtype=np.float64))
