"""Joining two orders into one score: reciprocal rank fusion, scaled so that first in both orders gives 1.

Source: Cormack, Clarke and Buettcher, Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods (2009).
"""

from queries.ranking.candidate import Contributions

_K = 60


def fuse(dense: Contributions, keywords: Contributions, *, dense_share: float) -> dict[str, Contributions]:
    """The contributions of the two orders, by signal."""
    if not dense or not keywords:
        dense_share = 1.0 if dense else 0.0
    return {"dense": _by_rank(dense, dense_share), "keywords": _by_rank(keywords, 1.0 - dense_share)}


def _by_rank(scores: Contributions, share: float) -> Contributions:
    order = sorted(scores, key=lambda one: (-scores[one], one))
    return {one: share * (_K + 1) / (_K + rank) for rank, one in enumerate(order, 1)}
