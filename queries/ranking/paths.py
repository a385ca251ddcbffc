"""Where a symbol lives: words that its path shares with a query in natural language, its file's own name above all.

Worth 0.01 of NDCG@10 by file (docs/retrieval-ablation.md), and more where people say what a file is called
(docs/decisions/234).
"""

from collections.abc import Sequence
from functools import lru_cache

from graph.texts import words
from queries.ranking.candidate import Candidate, Contributions
from queries.ranking.query import Query, QueryKind

_FILE = 0.3
_PATH = 0.2


def path_boosts(query: Query, candidates: Sequence[Candidate]) -> Contributions:
    """In proportion to how much of its file's name the query says, and how much of the query its path; nothing for a name."""
    if query.kind is QueryKind.SYMBOL:
        return {}
    asked = frozenset(query.words)
    boosts = ((one.id, _said(asked, one.path)) for one in candidates)
    return {one: boost for one, boost in boosts if boost}


def _said(asked: frozenset[str], path: str) -> float:
    of_file, of_path = _file_words(path), _path_words(path)
    boost = _PATH * len(asked & of_path) / len(asked) if asked else 0.0
    return boost + _FILE * len(asked & of_file) / len(of_file) if of_file else boost


@lru_cache(maxsize=50_000)
def _file_words(path: str) -> frozenset[str]:
    """Of its name; of its folder's for the head of a package."""
    stem = path.rpartition(".")[0].removesuffix("/__init__")
    return frozenset(words(stem.rpartition("/")[2]))


@lru_cache(maxsize=50_000)
def _path_words(path: str) -> frozenset[str]:
    return frozenset(words(path.rpartition(".")[0]))
