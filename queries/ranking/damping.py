"""What people seldom look for: tests, whole modules, generated and vendored code, variables, lambdas."""

import re

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
    if is_test_path(candidate.path) and not _TEST_WORDS & set(query.words):
        factor *= _TEST
    if candidate.kind == "module" and candidate.path.endswith("__init__.py"):
        factor *= _PACKAGE_HEAD
    if _COPIED_PATH.search(candidate.path):
        factor *= _COPIED
    return factor
