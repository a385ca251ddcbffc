"""The pipeline: every signal in turn, each keeping its part of the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from queries.ranking.candidate import Candidate, Contributions, Query
from queries.ranking.damping import damping_factor
from queries.ranking.definitions import definition_boosts
from queries.ranking.fusion import fuse
from queries.ranking.keywords import keyword_scores
from queries.ranking.paths import path_boosts
from queries.ranking.saturation import saturation_factors

_DENSE_SHARE = 0.5
_DENSE_SHARE_OF_NAMES = 0.3
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and the parts that add up to it, by signal."""

    candidate: Candidate
    score: float
    components: Mapping[str, float]


def rank(query: Query, candidates: Sequence[Candidate], similarities: Contributions) -> list[Ranked]:
    """The candidates, best first, ties by id. `similarities` are cosines, for those that vector search found."""
    known = {candidate.id for candidate in candidates}
    parts = fuse(
        {one: score for one, score in similarities.items() if one in known},
        keyword_scores(query, candidates),
        dense_share=_DENSE_SHARE_OF_NAMES if query.symbol_like else _DENSE_SHARE,
    )
    parts["definition"] = definition_boosts(query, candidates)
    parts["path"] = path_boosts(query, candidates)
    scores = {one.id: sum(part.get(one.id, 0.0) for part in parts.values()) for one in candidates}
    damped = {one.id: scores[one.id] * (damping_factor(query, one) - 1) for one in candidates}
    scores = {one: score + damped[one] for one, score in scores.items()}
    kept = saturation_factors(_ordered(candidates, scores))
    saturated = {one: score * (kept[one] - 1) for one, score in scores.items()}
    scores = {one: round(score + saturated[one], _DIGITS) for one, score in scores.items()}
    parts |= {"damping": damped, "saturation": saturated}
    return [
        Ranked(one, scores[one.id], {name: part[one.id] for name, part in parts.items() if part.get(one.id)})
        for one in _ordered(candidates, scores)
    ]


def _ordered(candidates: Sequence[Candidate], scores: Mapping[str, float]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (-scores[one.id], one.id))
