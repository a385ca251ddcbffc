"""SIMILAR_TO relations of a source: within it, and between it and what the store holds of others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.facts import Definition, Edge, Kind, LinkedFacts, Vectors
from graph.ports import Row
from graph.similarity.duplicates import duplicates_across, duplicates_within, read_sketches
from graph.similarity.neighbours import neighbours
from graph.similarity.shingles import FEWEST_TOKENS

NEAR_DUPLICATE = "near-duplicate"
SEMANTIC = "semantic"

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Similar:
    """One relation a pair, from the lesser id to the greater: those of the source, and those that another source owns."""

    own: tuple[Edge, ...] = ()
    incoming: tuple[Edge, ...] = ()


def similar(linked: LinkedFacts, vectors: Vectors | None, others: Sequence[Row]) -> Similar:
    """What is similar to a source's symbols; `others` are the rows of `read/sketches` of all other sources."""
    defined = {symbol.id: symbol.definition for symbol in linked.symbols}
    tests = {claim.start for claim in linked.claims if claim.type == "TESTS"}
    pairs = dict(_semantic(defined, tests, vectors))
    sketches = read_sketches([(id_, one.tokens, one.sketch) for id_, one in defined.items() if one.sketch])
    found = duplicates_within(sketches)
    for first, second, score in zip(found.first.tolist(), found.second.tolist(), found.scores.tolist(), strict=True):
        if not _within(one := sketches.ids[first], other := sketches.ids[second]):
            tokens = min(sketches.tokens[first], sketches.tokens[second])
            pairs[one, other] = _edge(one, other, NEAR_DUPLICATE, score, tokens)
    by_source: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for row in others:
        by_source[row["source"]].append((row["id"], row["tokens"], row["sketch"]))
    incoming = []
    strangers = read_sketches([one for each in by_source.values() for one in each]).sharing(sketches)
    near = set(strangers.ids)
    for each in by_source.values():
        theirs = read_sketches([one for one in each if one[0] in near])
        ours = sketches.sharing(theirs)
        for mine, their, score in duplicates_across(ours, theirs):
            one, other = sorted((ours.ids[mine], theirs.ids[their]))
            edge = _edge(one, other, NEAR_DUPLICATE, score, min(ours.tokens[mine], theirs.tokens[their]))
            if one in defined:
                pairs[one, other] = edge
            else:
                incoming.append(edge)
    return Similar(tuple(pairs[key] for key in sorted(pairs)), tuple(sorted(incoming, key=lambda edge: (edge.start, edge.end))))


def _semantic(
    defined: Mapping[str, Definition], tests: Collection[str], vectors: Vectors | None
) -> Iterator[tuple[tuple[str, str], Edge]]:
    """Functions are compared with functions and classes with classes, none with what it contains.

    Tests are left out: they are many, and what they are like is the test beside them.
    """
    if vectors is None:
        return
    for wanted in (_is_function, _is_class):
        rows = [row for row, id_ in enumerate(vectors.ids) if wanted(defined[id_]) and id_ not in tests]
        rows.sort(key=vectors.ids.__getitem__)
        found = neighbours(vectors.matrix[np.array(rows, dtype=np.int64)])
        for first, second, score in zip(found.first.tolist(), found.second.tolist(), found.scores.tolist(), strict=True):
            one, other = vectors.ids[rows[first]], vectors.ids[rows[second]]
            if not _within(one, other):
                least = min(defined[one].tokens, defined[other].tokens)
                yield (one, other), _edge(one, other, SEMANTIC, score, least)


def _is_function(definition: Definition) -> bool:
    return definition.kind in (Kind.FUNCTION, Kind.METHOD, Kind.PROPERTY) and definition.tokens >= FEWEST_TOKENS


def _is_class(definition: Definition) -> bool:
    return definition.kind is Kind.CLASS


def _within(one: str, other: str) -> bool:
    """Whether the greater id's symbol is defined in the lesser's, which then shares its text."""
    return other.startswith(f"{one}.")


def _edge(start: str, end: str, method: str, score: float, tokens: int) -> Edge:
    properties: dict[str, str | float | int] = {"method": method, "score": round(score, _DECIMALS)}
    return Edge("SIMILAR_TO", start, end, {**properties, "tokens": tokens} if tokens else properties)
