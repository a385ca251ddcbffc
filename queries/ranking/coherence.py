"""What else of a file fits the query: a file with several good candidates is likelier about it than a file with one.

Worth 0.02 of NDCG@10 by file (docs/retrieval-ablation.md).
"""

from collections import defaultdict
from collections.abc import Sequence
from math import sqrt

from queries.ranking.candidate import Candidate, Contributions

_WEIGHT = 0.8
_BEST = 10


def coherence_boosts(candidates: Sequence[Candidate], base: Contributions) -> Contributions:
    """In proportion to the candidate's own score and to the sum of its file's best, divided by the root of how many they are.

    Between a sum, in which a long file always wins, and a mean, in which the one candidate of a file counts as much as ten.
    `base` are the scores by meaning and words alone, from 0 to 1.
    """
    files: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for one in candidates:
        files[one.file].append(base[one.id])
    sums = {file: _together(sorted(scores, reverse=True)[:_BEST]) for file, scores in files.items()}
    most = max(sums.values(), default=0.0) * max(base.values(), default=0.0)
    if not most:
        return {}
    return {one.id: _WEIGHT * sums[one.file] * base[one.id] / most for one in candidates if base[one.id]}


def _together(best: Sequence[float]) -> float:
    return sum(best) / sqrt(len(best))
