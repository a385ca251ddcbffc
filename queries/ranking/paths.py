"""Where a symbol lives: words that its path shares with a query in natural language.

Worth nothing on the benchmark's questions (docs/retrieval-ablation.md); why it stays says docs/decisions/163.
"""

from collections.abc import Sequence
from functools import lru_cache

from graph.texts import words
from queries.ranking.candidate import Candidate, Contributions
from queries.ranking.query import Query, QueryKind

_WEIGHT = 0.2


def path_boosts(query: Query, candidates: Sequence[Candidate]) -> Contributions:
    """In proportion to how many of the query's words the path has; nothing for a query that is a name."""
    if query.kind is QueryKind.SYMBOL:
        return {}
    asked = set(query.words)
    shares = ((one.id, len(asked & _path_words(one.path)) / len(asked)) for one in candidates)
    return {one: _WEIGHT * share for one, share in shares if share}


@lru_cache(maxsize=50_000)
def _path_words(path: str) -> frozenset[str]:
    return frozenset(words(path.rpartition(".")[0]))
