"""The pipeline: every signal in turn, each keeping its part of the score."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from queries.ranking.breadth import breadth_boosts
from queries.ranking.calls import Call, CallsAmong, call_boosts
from queries.ranking.candidate import Candidate, Contributions
from queries.ranking.coherence import coherence_boosts
from queries.ranking.damping import damping_factor
from queries.ranking.definitions import definition_boosts
from queries.ranking.fusion import fuse
from queries.ranking.keywords import keyword_scores, rarities
from queries.ranking.paths import path_boosts
from queries.ranking.query import Query, QueryKind
from queries.ranking.saturation import saturation_factors

SIGNALS = ("dense", "keywords", "file", "breadth", "calls", "definition", "path", "damping", "saturation")
"""The names of the parts that a score can have, in the order in which they are added; `rerank` comes before the last two."""

_DENSE_SHARE = {QueryKind.SYMBOL: 0.3, QueryKind.MEANING: 0.65, QueryKind.ARCHITECTURE: 0.65}
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and the parts that add up to it, by signal."""

    candidate: Candidate
    score: float
    components: Mapping[str, float]


def _no_calls(_: Sequence[str]) -> Sequence[Call]:
    return ()


def rank(
    query: Query,
    candidates: Sequence[Candidate],
    similarities: Contributions,
    *,
    limit: int,
    calls_among: CallsAmong = _no_calls,
    read: Contributions | None = None,
    without: Collection[str] = (),
) -> list[Ranked]:
    """The best candidates, best first, ties by id. `similarities` are the cosines of those that have a vector.

    `calls_among` is asked only where the question is about how parts work together. `read` is what a model that has read the
    best of them adds. `without` names signals that are left out, to see what they are worth.
    """
    dense = {one.id: similarities[one.id] for one in candidates if one.id in similarities}
    rarity_of = rarities(query.words, candidates)
    parts = fuse(
        {} if "dense" in without else dense,
        {} if "keywords" in without else keyword_scores(candidates, rarity_of),
        dense_share=_DENSE_SHARE[query.kind],
    )
    scores = dict.fromkeys((one.id for one in candidates), 0.0)
    for part in parts.values():
        _add(scores, part)
    for name, part in _added(query, candidates, dict(scores), rarity_of, calls_among, without):
        parts[name] = part
        _add(scores, part)
    if read and "rerank" not in without:
        parts["rerank"] = read
        _add(scores, read)
    if "damping" not in without:
        parts["damping"] = {one.id: scores[one.id] * (damping_factor(query, one) - 1) for one in candidates}
        _add(scores, parts["damping"])
    if "saturation" not in without:
        kept = saturation_factors(_ordered(candidates, scores))
        parts["saturation"] = {one: score * (kept[one] - 1) for one, score in scores.items()}
        _add(scores, parts["saturation"])
    scores = {one: round(score, _DIGITS) for one, score in scores.items()}
    return [
        Ranked(one, scores[one.id], {name: part[one.id] for name, part in parts.items() if part.get(one.id)})
        for one in _ordered(candidates, scores)[:limit]
    ]


def _added(
    query: Query,
    candidates: Sequence[Candidate],
    base: Contributions,
    rarity_of: Mapping[str, float],
    calls_among: CallsAmong,
    without: Collection[str],
) -> Iterator[tuple[str, Contributions]]:
    """What is added to `base`, the scores by meaning and words."""
    if "file" not in without:
        yield "file", coherence_boosts(candidates, base)
    if "breadth" not in without:
        yield "breadth", breadth_boosts(query, candidates, rarity_of)
    if "calls" not in without and query.kind is QueryKind.ARCHITECTURE:
        yield "calls", call_boosts(base, calls_among)
    if "definition" not in without:
        yield "definition", definition_boosts(query, candidates)
    if "path" not in without:
        yield "path", path_boosts(query, candidates)


def _add(scores: dict[str, float], part: Contributions) -> None:
    for one, value in part.items():
        scores[one] += value


def _ordered(candidates: Sequence[Candidate], scores: Mapping[str, float]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (-scores[one.id], one.id))
