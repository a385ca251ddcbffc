"""What else of a file fits the query: a file with several good candidates is likelier about it than a file with one.

Worth 0.03 of NDCG@10 by file (docs/retrieval-ablation.md).
"""

from collections import defaultdict
from collections.abc import Sequence

from queries.ranking.candidate import Candidate, Contributions

_WEIGHT = 0.5
_OTHERS = 5


def coherence_boosts(candidates: Sequence[Candidate], base: Contributions) -> Contributions:
    """In proportion to the candidate's own score and to those of its file's next best, each counting half of the one before.

    `base` are the scores by meaning and words alone, from 0 to 1.
    """
    files: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for one in candidates:
        files[one.file].append(base[one.id])
    sums = {file: _halving(scores) for file, scores in files.items()}
    most = max(sums.values(), default=0.0) * max(base.values(), default=0.0)
    if not most:
        return {}
    return {one.id: _WEIGHT * sums[one.file] * base[one.id] / most for one in candidates if sums[one.file]}


def _halving(scores: list[float]) -> float:
    """The sum of all but the best."""
    others = sorted(scores, reverse=True)[1 : _OTHERS + 1]
    return sum(score / (1 << place) for place, score in enumerate(others))
