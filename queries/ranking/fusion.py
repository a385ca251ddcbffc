"""Joining two orders into one score: a convex combination, each order's scores stretched over the candidates' range.

It keeps what ranks alone forget, by how much the first is better than the second. Measured against reciprocal rank fusion in
docs/decisions/041-fusion-by-score.md. Cosines are worth 0.09 of NDCG@10 by file, words 0.02 (docs/retrieval-ablation.md).

Source: Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval (2023).
"""

from queries.ranking.candidate import Contributions


def fuse(dense: Contributions, keywords: Contributions, *, dense_share: float) -> dict[str, Contributions]:
    """The contributions of the two orders, by signal; first in both gives 1. An order without candidates gives up its share."""
    if not dense or not keywords:
        dense_share = 1.0 if dense else 0.0
    return {"dense": _stretched(dense, dense_share), "keywords": _by_best(keywords, 1.0 - dense_share)}


def _stretched(scores: Contributions, share: float) -> Contributions:
    """From the lowest to the highest: cosines of a query lie close together, far from 0."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if high == low:
        return dict.fromkeys(scores, share)
    return {one: share * (score - low) / (high - low) for one, score in scores.items()}


def _by_best(scores: Contributions, share: float) -> Contributions:
    """In proportion to the best."""
    best = max(scores.values(), default=1.0)
    return {one: share * score / best for one, score in scores.items()}
