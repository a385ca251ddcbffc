"""What people seldom look for: tests, whole modules, generated and vendored code, variables, lambdas."""

import re
from functools import lru_cache

from graph.texts import words
from queries.ranking.candidate import Candidate, Query
from queries.views import is_test_path

_FACTORS = {"module": 0.7, "variable": 0.6, "attribute": 0.6, "lambda": 0.5}
_TEST = 0.5
_PACKAGE_HEAD = 0.8
_COPIED = 0.5
_COPIED_PATH = re.compile(r"(^|/)(_?vendor(ed)?|third_party|_?extern(al|als)?)/|_pb2(_grpc)?\.pyi?$|(^|/)_?generated[/_.]")
_TEST_WORDS = frozenset(words("test tests testing fixture fixtures conftest"))


def damping_factor(query: Query, candidate: Candidate) -> float:
    """The share of its score that a candidate keeps; a query that asks for tests does not damp them."""
    factor = _FACTORS.get(candidate.kind, 1.0)
    in_tests, copied = _place(candidate.path)
    if in_tests and _TEST_WORDS.isdisjoint(query.words):
        factor *= _TEST
    if candidate.kind == "module" and candidate.path.endswith("__init__.py"):
        factor *= _PACKAGE_HEAD
    if copied:
        factor *= _COPIED
    return factor


@lru_cache(maxsize=50_000)
def _place(path: str) -> tuple[bool, bool]:
    """Whether a path is that of a test, and whether of code that was copied or generated."""
    return is_test_path(path), bool(_COPIED_PATH.search(path))
