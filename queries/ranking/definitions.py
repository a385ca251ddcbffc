"""What the query names: a symbol that is defined under a name in the query comes before those that only mention it."""

from collections.abc import Sequence

from graph.texts import words
from queries.ranking.candidate import Candidate, Contributions, Query

_DOTTED = 1.5
_EXACT = 1.0
_SPELLED_OTHERWISE = 0.7
_SAID_IN_WORDS = 0.2


def definition_boosts(query: Query, candidates: Sequence[Candidate]) -> Contributions:
    """For each candidate whose name the query holds: most for a dotted name, then exact, otherwise spelled, said in words."""
    return {one.id: boost for one in candidates if (boost := _boost(query, one))}


def _boost(query: Query, candidate: Candidate) -> float:
    return max((_of_name(name, candidate) for name in query.names), default=0.0) or _of_words(query, candidate)


def _of_name(name: str, candidate: Candidate) -> float:
    if "." in name and f".{candidate.qualified_name}".endswith(f".{name}"):
        return _DOTTED
    if name == candidate.name:
        return _EXACT
    last = name.rpartition(".")[2]
    return _SPELLED_OTHERWISE if words(last)[:1] == words(candidate.name)[:1] != [] else 0.0


def _of_words(query: Query, candidate: Candidate) -> float:
    """`parse_http_date` is said by "parse an HTTP date"; a name of one word says too little."""
    parts = words(candidate.name)[1:]
    return _SAID_IN_WORDS if len(parts) > 1 and set(parts) <= set(query.words) else 0.0
