"""Keeping one file from taking the page: each further hit of a file keeps less of its score than the one before.

Worth 0.07 to 0.11 of NDCG@10 by file, and costs 0.07 by symbol (docs/retrieval-ablation.md).
"""

from collections import Counter
from collections.abc import Sequence

from queries.ranking.candidate import Candidate

_KEPT = 0.4


def saturation_factors(ordered: Sequence[Candidate]) -> dict[str, float]:
    """The share of its score that each candidate keeps, by id; `ordered` has the best first."""
    seen: Counter[tuple[str, str]] = Counter()
    factors = {}
    for candidate in ordered:
        factors[candidate.id] = _KEPT ** seen[candidate.file]
        seen[candidate.file] += 1
    return factors
