"""What people seldom look for: tests, examples, whole modules, generated and vendored code, variables, lambdas, `__init__`.

Worth 0.08 of NDCG@10 by file (docs/retrieval-ablation.md), nearly all of it by tests.
"""

import re
from functools import lru_cache

from graph.paths import is_test
from graph.texts import words
from queries.ranking.candidate import Candidate
from queries.ranking.query import Query, QueryKind

_KINDS = {"module": 0.85, "variable": 0.6, "attribute": 0.6, "lambda": 0.5}
_PACKAGE_HEAD = 0.8
_SPECIAL_METHOD = 0.85
_TEST = 0.4
_EXAMPLE = 0.5
_COPIED = 0.5
_COPIED_PATH = re.compile(r"(^|/)(_?vendor(ed)?|third_party|_?extern(al|als)?)/|_pb2(_grpc)?\.pyi?$|(^|/)_?generated[/_.]")
_EXAMPLE_PATH = re.compile(r"(^|/)(examples?|docs?|docs_src|demos?|tutorials?|benchmarks?|scripts?|tools)/")
_TEST_WORDS = frozenset(words("test tests testing fixture fixtures conftest"))
_EXAMPLE_WORDS = frozenset(words("example examples docs demo tutorial benchmark script tool"))


def damping_factor(query: Query, candidate: Candidate) -> float:
    """The share of its score that a candidate keeps: all where the query asks for tests, for examples or for it by name."""
    factor = 1.0 if _is_named(query, candidate) else _KINDS.get(candidate.kind, 1.0)
    place = _place(candidate.path)
    if place == "test" and _TEST_WORDS.isdisjoint(query.words):
        factor *= _TEST
    elif place == "example" and _EXAMPLE_WORDS.isdisjoint(query.words):
        factor *= _EXAMPLE
    elif place == "copied":
        factor *= _COPIED
    if candidate.kind == "module" and candidate.path.endswith("__init__.py"):
        factor *= _PACKAGE_HEAD
    elif candidate.name.startswith("__") and candidate.name.endswith("__") and candidate.name not in query.names:
        factor *= _SPECIAL_METHOD
    return factor


def _is_named(query: Query, candidate: Candidate) -> bool:
    """Whether the query is this candidate's name: who asks for a variable is not looking for a function."""
    return query.kind is QueryKind.SYMBOL and any(name.rpartition(".")[2] == candidate.name for name in query.names)


@lru_cache(maxsize=50_000)
def _place(path: str) -> str:
    """What kind of place a path is: a test's, an example's, one of code that was copied or generated, or none of these."""
    if is_test(path):
        return "test"
    if _COPIED_PATH.search(path):
        return "copied"
    return "example" if _EXAMPLE_PATH.search(path) else ""
