"""Which rows of a matrix are neighbours: those far closer than its rows commonly are."""

import numpy as np

from graph.facts import Matrix
from graph.similarity.neighbours import MOST_OF_EACH, WAY_TO_THE_SAME, neighbours, threshold


def unit(rows: Matrix) -> Matrix:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def scattered(count: int, seed: int = 1) -> Matrix:
    return unit(np.random.default_rng(seed).normal(size=(count, 64)).astype(np.float32))


def test_the_threshold_is_that_of_all_pairs() -> None:
    rows = unit(scattered(300) + 0.2)
    cosines = (rows.astype(np.float64) @ rows.T)[np.triu_indices(300, 1)]
    assert abs(threshold(rows) - (cosines.mean() + WAY_TO_THE_SAME * (1 - cosines.mean()))) < 1e-4


def test_only_what_is_planted_is_near() -> None:
    rows = scattered(400)
    near = unit(rows[:3] + 0.02 * scattered(3, seed=2))
    pairs = neighbours(np.concatenate([rows, near]))
    best = sorted(zip(-pairs.scores, pairs.first, pairs.second, strict=True))[:3]
    assert sorted((first, second) for _, first, second in best) == [(0, 400), (1, 401), (2, 402)]
    assert all(score >= threshold(np.concatenate([rows, near])) - 1e-4 for score in pairs.scores)


def test_each_keeps_its_nearest_across_blocks() -> None:
    one = scattered(1)
    rows = unit(np.concatenate([np.repeat(one, 40, axis=0) + 0.01 * scattered(40, seed=3), scattered(1_500, seed=4)]))
    pairs = neighbours(rows)
    cosines = np.round((rows @ rows.T).astype(np.float64), 4)
    np.fill_diagonal(cosines, -1)
    for row in range(40):
        nearest = set(sorted(range(len(rows)), key=lambda other: (-cosines[row, other], other))[:MOST_OF_EACH])
        found = {int(b if a == row else a) for a, b in zip(pairs.first, pairs.second, strict=True) if row in (a, b)}
        assert nearest <= found


def test_nothing_has_no_neighbours() -> None:
    assert len(neighbours(np.zeros((0, 4), np.float32)).scores) == 0
    assert len(neighbours(scattered(1)).scores) == 0
