"""Taking a source out: its nodes, vectors and cached facts go, a tombstone that says what went stays."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.errors import NotFoundError
from graph.facts import NOASSERTION, Batch, Edge, Node
from graph.governance import person_id
from graph.log import Draft, drawn_up, record
from graph.ports import FactsCache, GraphStore
from graph.projection.elements import node
from graph.statements import load

_MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Removed:
    """What a withdrawal took away. `cached` counts entries of the facts cache, `answers` those that cite the source."""

    tombstone: str
    source: str
    name: str
    license: str
    files: int
    symbols: int
    vectors: int
    cached: int
    answers: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a withdrawal would take away. `leaners` are other sources by the number of their relations into it, most first."""

    source: str
    files: int
    symbols: int
    vectors: int
    answers: tuple[str, ...]
    leaners: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What the store holds of a source; `own` digests and texts are in no other source."""

    files: int
    symbols: int
    vectors: int
    answers: tuple[str, ...]
    own_digests: frozenset[str]
    own_texts: frozenset[str]


def withdraw(store: GraphStore, cache: FactsCache, source: str, *, by: str, reason: str, also: Sequence[Draft] = ()) -> Removed:
    """Take the source out of the store and the cache. What other sources share stays. Raises NotFoundError, StoreError.

    The source goes in one transaction with the record that says so, and with `also`, what led to it.
    """
    stored = store.run(load("read/source_state"), id=source)
    if not stored:
        raise NotFoundError(f"{source} is not in the store: codecraft status lists what is")
    held = _held(store, source)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    removed = Removed(
        tombstone=f"withdrawn:{source}@{at}",
        source=source,
        name=stored[0]["name"] or "",
        license=stored[0]["license"] or NOASSERTION,
        files=held.files,
        symbols=held.symbols,
        vectors=held.vectors,
        cached=cache.forget(source, held.own_digests, held.own_texts),
        answers=len(held.answers),
    )
    about = {"source": source, "at": at, "by": by, "reason": reason}
    drafts = [*also, act("withdrawal", about, [_tombstone(removed, about)])]
    store.replace(Batch(source, (), ()), lambda _, read: drawn_up(drafts, read))
    return removed


def leaving(store: GraphStore, source: str) -> Leaving:
    """What withdrawing the source would mean; nothing is changed."""
    held = _held(store, source)
    rows = store.run(load("read/leaners"), source=source, limit=_MANY)
    leaners = tuple((row["source"], row["relations"]) for row in rows)
    return Leaving(source, held.files, held.symbols, held.vectors, held.answers, leaners)


def log_act(store: GraphStore, kind: str, about: Mapping[str, str]) -> None:
    """Append what a person did about a source. `about` as `act` has it."""
    said = act(kind, about)
    record(store, said.kind, said.content, said.nodes, said.edges, shared=said.shared)


def act(kind: str, about: Mapping[str, str], made: Sequence[Node] = ()) -> Draft:
    """What a person did about a source, and what came of it. `about` has `source`, `at`, `by` and more."""
    name = hashlib.sha256(repr(sorted(about.items())).encode()).hexdigest()[:16]
    activity, person = f"activity:{kind}:{name}", person_id(about["by"])
    nodes = [node(activity, ("Activity",), {"kind": kind, "started": about["at"], "ended": about["at"], **about}), *made]
    edges = [Edge("WAS_ASSOCIATED_WITH", activity, person, {})]
    edges += [Edge("WAS_GENERATED_BY", one.id, activity, {}) for one in made]
    agent = Node(person, ("Agent",), {"name": about["by"], "kind": "person"})
    return Draft(kind, {key: value for key, value in about.items() if key != "by"}, nodes, edges, [agent])


def _held(store: GraphStore, source: str) -> _Held:
    rows = store.run(load("read/digests_of_source"), source=source)
    digests = {row["digest"] for row in rows if row["file"]}
    texts = {row["text_digest"] for row in rows if row["text_digest"]}
    shared = {row["digest"] for row in store.run(load("read/digests_elsewhere"), source=source)}
    shared_texts = {row["digest"] for row in store.run(load("read/text_digests_elsewhere"), source=source)}
    return _Held(
        files=sum(row["file"] for row in rows),
        symbols=sum(not row["file"] for row in rows),
        vectors=sum(bool(row["text_digest"]) for row in rows),
        answers=tuple(row["id"] for row in store.run(load("read/answers_citing"), source=source, limit=_MANY)),
        own_digests=frozenset(digests - shared),
        own_texts=frozenset(texts - shared_texts),
    )


def _tombstone(removed: Removed, about: Mapping[str, str]) -> Node:
    said = {name: getattr(removed, name) for name in removed.__slots__ if name != "tombstone"}
    return node(removed.tombstone, ("Withdrawal", "Entity"), {**said, **about})
