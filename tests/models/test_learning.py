"""The arithmetic of training against plain numpy, and what it is for on a world of a few words."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.bags import Adam, Bags, through_unit, to_bags, unit
from models.training.learning import Course, Taught, contrast, distil

TEXTS = st.lists(st.lists(st.integers(1, 9), max_size=12), min_size=1, max_size=20)
COURSE = Course(epochs=200, batch=4, rate=0.05)


def dense(bags: Bags, size: int) -> np.ndarray:
    """Each text's share of each token."""
    shares = np.zeros((len(bags), size), np.float32)
    for row in range(len(bags)):
        part = slice(bags.starts[row], bags.starts[row + 1])
        shares[row, bags.tokens[part]] = bags.shares[part]
    return shares


@given(TEXTS, st.randoms(use_true_random=False))
def test_means_and_their_gradient_are_those_of_matrices(texts: list[list[int]], random: np.random.Generator) -> None:
    table = np.linspace(-1, 1, 30, dtype=np.float32).reshape(10, 3)
    chosen = np.array([random.randrange(len(texts)) for _ in texts])  # type: ignore[attr-defined]
    bags = to_bags(texts).rows(chosen)

    shares = dense(bags, 10)
    gradient = np.zeros_like(table)
    bags.add_gradient(bags.means(table), gradient)

    assert [int(row.sum() + 0.5) for row in shares] == [int(bool(texts[one])) for one in chosen]
    np.testing.assert_allclose(bags.means(table), shares @ table, atol=1e-6)
    np.testing.assert_allclose(gradient, shares.T @ (shares @ table), atol=1e-5)


def test_the_gradient_through_a_length_of_one_is_the_slope() -> None:
    row: Any = np.array([[0.3, -0.4, 1.2]])
    weights: Any = np.array([[1.0, 2.0, -0.5]])
    step = 1e-6
    units, lengths = unit(row)

    slopes = [
        float(((unit(row + step * axis)[0] - unit(row - step * axis)[0]) * weights).sum() / (2 * step)) for axis in np.eye(3)
    ]
    np.testing.assert_allclose(through_unit(units, lengths, weights)[0], slopes, atol=1e-6)


def test_adams_first_step_has_the_size_of_the_rate() -> None:
    table = np.zeros((2, 2), np.float32)
    Adam(table).step(np.array([[5.0, -0.01], [0.0, 1.0]], np.float32), 0.1)
    np.testing.assert_allclose(table, [[-0.1, 0.1], [0.0, -0.1]], rtol=1e-4)


def test_a_query_comes_nearest_to_its_own_code() -> None:
    table = np.random.default_rng(1).normal(size=(9, 4)).astype(np.float32)
    queries, codes = to_bags([[1], [2], [3], [4]]), to_bags([[5, 8], [6, 8], [7, 8], [8]])

    first = contrast(table.copy(), queries, codes, Course(epochs=1, batch=4, rate=0.0))
    last = contrast(table, queries, codes, COURSE)

    nearest = (unit(queries.means(table))[0] @ unit(codes.means(table))[0].T).argmax(axis=1)
    assert nearest.tolist() == [0, 1, 2, 3]
    assert last < first


def test_sentences_come_to_say_what_the_teacher_says() -> None:
    table = np.random.default_rng(2).normal(size=(5, 3)).astype(np.float32)
    rows = unit(np.random.default_rng(3).normal(size=(4, 3)).astype(np.float32))[0]

    assert distil(table, Taught(to_bags([[1], [2], [3], [4]]), rows), COURSE) < 0.01


@pytest.mark.parametrize("weight", [0.0, 50.0])
def test_what_was_taught_is_kept_as_much_as_it_weighs(weight: float) -> None:
    table = np.random.default_rng(4).normal(size=(9, 4)).astype(np.float32)
    queries, codes = to_bags([[1], [2], [3], [4]]), to_bags([[5], [6], [7], [8]])
    before = unit(queries.means(table))[0]

    contrast(table, queries, codes, COURSE, Taught(queries, before, weight))

    moved = 1 - (unit(queries.means(table))[0] * before).sum(axis=1).mean()
    assert moved < 0.05 if weight else moved > 0.05


def test_training_again_gives_the_same_bytes() -> None:
    queries, codes = to_bags([[1], [2], [3], [4]]), to_bags([[5], [6], [7], [8]])
    tables = [np.random.default_rng(5).normal(size=(9, 4)).astype(np.float32) for _ in range(2)]
    for table in tables:
        contrast(table, queries, codes, Course(epochs=3, batch=2, rate=0.01, thinning=0.3))
    assert tables[0].tobytes() == tables[1].tobytes()
