"""How an embedder is scored by docstrings, on scores that can be read."""

import numpy as np
import pytest

from benchmarks.retrieval.docstrings import measure


def test_the_only_answer_to_a_docstring_is_its_own_function_and_a_tie_counts_against_it() -> None:
    block = np.array([[0.9, 0.1, 0.2], [0.5, 0.5, 0.4], [0.9, 0.8, 0.1]], np.float32)
    found = measure("by hand", lambda _: block, ["first", "second", "third"])
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    assert found.ndcg == pytest.approx((1 + 1 / np.log2(3) + 1 / np.log2(4)) / 3)
