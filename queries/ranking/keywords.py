"""BM25 over the candidates' words, by our own arithmetic: engines score text differently, and answers must not.

How rare a word is gets estimated from the candidates. They hold the nearest by meaning beside those that share a word, so a
word that only few of them have does tell them apart. Worth 0.02 of NDCG@10 by file (docs/retrieval-ablation.md).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph.bm25 import LENGTH, SATURATION, rarity
from queries.ranking.candidate import Candidate, Contributions


def keyword_scores(candidates: Sequence[Candidate], rarity_of: Mapping[str, float]) -> Contributions:
    """The BM25 score of each candidate that has any of the query's words, by how rare each is."""
    mean = sum(candidate.length for candidate in candidates) / len(candidates) if candidates else 0.0
    scores = {}
    for candidate in candidates:
        damp = SATURATION * (1 - LENGTH + LENGTH * candidate.length / mean) if mean else SATURATION
        score = sum(rarity_of[word] * count * (SATURATION + 1) / (count + damp) for word, count in candidate.counts.items())
        if score:
            scores[candidate.id] = score
    return scores


def rarities(words: Iterable[str], candidates: Sequence[Candidate]) -> dict[str, float]:
    """How rare each word is among the candidates."""
    having = Counter(word for one in candidates for word in one.counts)
    return {word: rarity(having[word], len(candidates)) for word in words}
