"""What the query names: a symbol that is defined under a name in the query comes before those that only mention it.

Worth 0.01 of NDCG@10 by file and 0.05 by symbol; without it 70% of the functions asked for come first
in place of 84% (docs/retrieval-ablation.md).
"""

from collections.abc import Sequence
from functools import lru_cache

from graph.texts import words
from queries.ranking.candidate import Candidate, Contributions
from queries.ranking.query import Query, QueryKind

_DOTTED = 1.5
_EXACT = 1.0
_SPELLED_OTHERWISE = 0.7
_SAID_IN_WORDS = 0.2
_NOTHING_ELSE = 1.5


def definition_boosts(query: Query, candidates: Sequence[Candidate]) -> Contributions:
    """For each candidate whose name the query holds: most for a dotted name, then exact, otherwise spelled, said in words.

    More where the query is nothing but a name; nothing for a class called like its package, unless that is all that is asked.
    """
    asked = [(name, name.rpartition(".")[2]) for name in query.names]
    by_name = query.kind is QueryKind.SYMBOL
    said = frozenset(query.words)
    boosts = {}
    for one in candidates:
        boost = max((_of_name(name, last, one) for name, last in asked), default=0.0)
        if by_name:
            boost *= _NOTHING_ELSE
        elif boost and _is_product(one):
            boost = 0.0
        if not boost and _is_said(one.name, said):
            boost = _SAID_IN_WORDS
        if boost:
            boosts[one.id] = boost
    return boosts


def _of_name(name: str, last: str, candidate: Candidate) -> float:
    if name != last and f".{candidate.qualified_name}".endswith(f".{name}"):
        return _DOTTED
    if name == candidate.name:
        return _EXACT
    return _SPELLED_OTHERWISE if _words(last)[:1] == _words(candidate.name)[:1] != () else 0.0


def _is_said(name: str, said: frozenset[str]) -> bool:
    """`parse_http_date` is said by "parse an HTTP date"; a name of one word says too little."""
    parts = _words(name)[1:]
    return len(parts) > 1 and said.issuperset(parts)


def _is_product(candidate: Candidate) -> bool:
    """Whether it is called like its package: "how does FastAPI run …" is about all of fastapi, not about that class."""
    return _words(candidate.name)[:1] == _words(candidate.qualified_name.partition(".")[0])[:1]


@lru_cache(maxsize=50_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words(name))
