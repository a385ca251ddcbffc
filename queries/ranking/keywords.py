"""BM25 over the candidates' words, by our own arithmetic: engines score text differently, and answers must not.

How rare a word is gets estimated from the candidates. They hold the nearest by meaning beside those that share a word, so a
word that only few of them have does tell them apart. Worth 0.02 of NDCG@10 by file (docs/retrieval-ablation.md).

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in Lucene's variant.
"""

from collections.abc import Sequence
from math import log

from queries.ranking.candidate import Candidate, Contributions
from queries.ranking.query import Query

_SATURATION = 1.2
_LENGTH = 0.75


def keyword_scores(query: Query, candidates: Sequence[Candidate]) -> Contributions:
    """The BM25 score of each candidate that has any of the query's words."""
    mean = sum(candidate.length for candidate in candidates) / len(candidates) if candidates else 0.0
    weights = {word: _rarity(sum(word in one.counts for one in candidates), len(candidates)) for word in query.words}
    scores = {}
    for candidate in candidates:
        damp = _SATURATION * (1 - _LENGTH + _LENGTH * candidate.length / mean) if mean else _SATURATION
        score = sum(weights[word] * count * (_SATURATION + 1) / (count + damp) for word, count in candidate.counts.items())
        if score:
            scores[candidate.id] = score
    return scores


def _rarity(having: int, total: int) -> float:
    return log(1 + (total - having + 0.5) / (having + 0.5))
