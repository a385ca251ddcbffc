"""How much of the question the candidates of a file say together: an answer in parts seldom stands in one definition.

Worth 0.01 of NDCG@10 by file (docs/retrieval-ablation.md).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from queries.ranking.candidate import Candidate, Contributions
from queries.ranking.query import Query, QueryKind

_WEIGHT = 0.3


def breadth_boosts(query: Query, candidates: Sequence[Candidate], rarity_of: Mapping[str, float]) -> Contributions:
    """In proportion to the share of the query's words that any candidate of the same file has, rare words counting for more.

    A name is not in parts: for it, nothing.
    """
    if query.kind is QueryKind.SYMBOL:
        return {}
    every = sum(rarity_of.values())
    if not every:
        return {}
    said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in candidates:
        said[one.file].update(one.counts)
    shares = {file: sum(rarity_of.get(word, 0.0) for word in has) / every for file, has in said.items()}
    return {one.id: _WEIGHT * share for one in candidates if (share := shares[one.file])}
