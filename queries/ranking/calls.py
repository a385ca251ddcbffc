"""Who calls whom among the best candidates, for questions about how parts work together.

A function that calls several good candidates, or that they call, is a part of the way that such a question asks about. Worth
0.02 of NDCG@10 by file on questions of this kind (docs/retrieval-ablation.md).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from queries.ranking.candidate import Contributions

CONSIDERED = 150
"""So many of the best candidates are asked for the calls between them."""

_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Call:
    """One candidate calls another; `confidence` as in the graph."""

    caller: str
    callee: str
    confidence: float


type CallsAmong = Callable[[Sequence[str]], Sequence[Call]]
"""Gives the calls between the symbols of some ids."""


def call_boosts(base: Contributions, calls_among: CallsAmong) -> Contributions:
    """For each of the best candidates, in proportion to the scores of those that it calls or that call it.

    What is called by, or calls, many of them tells little: each gives its score divided by the root of how many take from it.
    """
    best = sorted(base, key=lambda one: (-base[one], one))[:CONSIDERED]
    calls = [call for call in calls_among(best) if call.caller != call.callee]
    calling, called = Counter(call.caller for call in calls), Counter(call.callee for call in calls)
    sums: defaultdict[str, float] = defaultdict(float)
    for call in calls:
        sums[call.caller] += base[call.callee] * call.confidence / sqrt(called[call.callee])
        sums[call.callee] += base[call.caller] * call.confidence / sqrt(calling[call.caller])
    return {one: _WEIGHT * min(1.0, score) for one, score in sums.items()}
