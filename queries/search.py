"""Hybrid search: candidates from vectors, words and names, ranked by us, each hit with the calls around it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from graph.errors import InputError
from graph.facts import ModelInfo
from graph.ports import Embedder, GraphStore, Reranker
from graph.statements import load
from queries.admission import Admission, admit
from queries.call_paths import CallPath, call_paths
from queries.coverage import Coverage
from queries.filters import SECTION, Filters, check_kinds, find_sources, sources_with_tests
from queries.meaning import Comparable, comparable
from queries.ranking.calls import Call
from queries.ranking.candidate import Candidate, Contributions, to_candidate
from queries.ranking.order import Ranked, rank
from queries.ranking.query import Query, parse_query
from queries.ranking.reading import READ, is_read_for, reading_boosts, text_to_read
from queries.terms import ANY, Terms
from queries.views import SymbolView, views

MAX_LIMIT = 1_000
_CANDIDATES = 100
_CANDIDATES_WHEN_FILTERED = 1_000
_NAMED = 200
_SURE_CALLS = 0.5


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A symbol that was found. `score` is the sum of its `components`, by signal; `summary` its docstring's first line."""

    id: str
    symbol: str
    kind: str
    path: str
    line: int
    end_line: int
    signature: str
    summary: str
    license: str
    source: str
    score: float
    components: Mapping[str, float]
    paths: tuple[CallPath, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first. `coverage` is about the calls that were followed; `notes` say what the ranking had to do without.

    `reranker` is the model that read the best candidates with the question, if one did.
    """

    query: str
    hits: tuple[SearchHit, ...]
    coverage: Coverage = field(default_factory=Coverage)
    notes: tuple[str, ...] = ()
    reranker: ModelInfo | None = None


def search(  # noqa: PLR0913 - each option is one that people set
    store: GraphStore,
    embedder: Embedder | None,
    text: str,
    *,
    reranker: Reranker | None = None,
    limit: int = 10,
    sources: Sequence[str] = (),
    terms: Terms = ANY,
    kinds: Sequence[str] = (),
    paths: Sequence[str] = (),
    hops: int = 0,
    exclude_tests: bool = False,
    without: Collection[str] = (),
) -> SearchResult:
    """Symbols that answer a text, best first; with `hops`, each with its surest call paths up to so many calls away.

    `sources` are ids or names, `kinds` as in `Kind`, `paths` folders or glob patterns. What `terms` leave out is not looked
    for, and no `reranker` reads it. Sections of documentation come only where `kinds` has `section`. `exclude_tests` leaves
    tests out, but for those of sources whose entry lets answers rest on them.
    `without` names signals of the ranking to leave out, to see what they are worth.
    Raises InputError for a text without words, NotFoundError for an unknown source, StoreError, ModelError.
    """
    query = _checked(text, limit)
    admission = admit(store, terms, find_sources(store, sources))
    filters = Filters(
        check_kinds(kinds), tuple(paths), exclude_tests, sources_with_tests(store) if exclude_tests else frozenset()
    )
    meaning = comparable(store, embedder, admission.sources)
    notes = (*meaning.notes, *admission.notes)
    if admission.nothing:
        return SearchResult(text, (), notes=notes)
    found = _candidates(store, meaning, query, filters, admission)
    if SECTION in filters.kinds:
        found = replace(found, candidates=(*found.candidates, *_sections(store, query, admission)))
    admitted = [candidate for candidate in found.candidates if filters.admit(candidate)]
    order = partial(rank, query, admitted, found.similarities, calls_among=partial(_calls_among, store), without=without)
    read = _read(store, reranker, query, order(limit=READ)) if reranker and is_read_for(query) else None
    ranked = order(limit=limit, read=read)
    if found.full and len(ranked) < limit:
        notes += (f"only the best {len(found.candidates)} candidates were filtered: narrow the query to see more",)
    ways, coverage = (
        call_paths(store, [one.candidate.id for one in ranked], hops, partial(_may_be_passed, filters, admission))
        if hops
        else ({}, Coverage())
    )
    shown = views(store, [one.candidate.id for one in ranked])
    hits = tuple(
        _hit(shown[one.candidate.id], one, ways.get(one.candidate.id, ())) for one in ranked if one.candidate.id in shown
    )
    return SearchResult(text, hits, coverage, notes, reranker.model if reranker and read else None)


def search_many(
    store: GraphStore,
    embedder: Embedder | None,
    queries: Iterable[tuple[str, str]],
    *,
    reranker: Reranker | None = None,
    limit: int = 10,
    terms: Terms = ANY,
) -> Iterator[tuple[str, SearchResult]]:
    """The result of each (id, text), in their order, as soon as it is there. Raises as `search` does."""
    for query_id, text in queries:
        yield query_id, search(store, embedder, text, reranker=reranker, limit=limit, terms=terms)


@dataclass(frozen=True, slots=True)
class _Found:
    candidates: tuple[Candidate, ...]
    similarities: Mapping[str, float]
    full: bool


def _checked(text: str, limit: int) -> Query:
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"limit can be 1 to {MAX_LIMIT}, not {limit}")
    query = parse_query(text)
    if not query.words and not query.names:
        raise InputError(f"there is no word to search for in {text!r}: say what the code does or give a name")
    return query


def _candidates(store: GraphStore, meaning: Comparable, query: Query, filters: Filters, admission: Admission) -> _Found:
    limit = _CANDIDATES_WHEN_FILTERED if filters.narrows else _CANDIDATES
    vector = meaning.embedder.embed_query(query.asked) if meaning.embedder else None
    sources, licenses = admission.sources, admission.licenses
    near = store.nearest(vector, limit=limit, sources=meaning.sources, licenses=licenses) if vector is not None else []
    texts = store.match_text(query.words, limit=limit, sources=sources, licenses=licenses) if query.words else []
    last_parts = sorted({name.rpartition(".")[2] for name in query.names})
    named = _named(store, last_parts, admission) if last_parts else []
    similarities = {one.id: one.score for one in near}
    others = sorted({*(one.id for one in texts), *named} - similarities.keys())
    if vector is not None and others:
        known = store.nearest(vector, limit=len(others), sources=meaning.sources, among=others)
        similarities |= {one.id: one.score for one in known}
    rows = store.run(load("read/symbols_by_ids"), ids=sorted({*others, *similarities}))
    candidates = tuple(to_candidate(row, query) for row in rows)
    return _Found(candidates, similarities, filters.narrows and limit in (len(near), len(texts)))


def _named(store: GraphStore, names: Sequence[str], admission: Admission) -> list[str]:
    licenses = None if admission.licenses is None else list(admission.licenses)
    rows = store.run(
        load("read/symbols_by_names"), names=names, sources=list(admission.sources), licenses=licenses, limit=_NAMED
    )
    return [row["id"] for row in rows]


def _sections(store: GraphStore, query: Query, admission: Admission) -> list[Candidate]:
    """The sections of documentation that share words with the query."""
    sources, licenses = admission.sources, admission.licenses
    near = (
        store.match_text(query.words, limit=_CANDIDATES, sources=sources, licenses=licenses, label="Section")
        if query.words
        else []
    )
    rows = store.run(load("read/sections_by_ids"), ids=sorted(one.id for one in near)) if near else []
    return [to_candidate(row, query) for row in rows]


def _may_be_passed(filters: Filters, admission: Admission, view: SymbolView) -> bool:
    return filters.admit_around(view) and admission.shows(view.source, view.license)


def _calls_among(store: GraphStore, ids: Sequence[str]) -> list[Call]:
    rows = store.run(load("read/calls_among"), ids=list(ids), confidence=_SURE_CALLS)
    return [Call(row["caller"], row["callee"], row["confidence"]) for row in rows]


def _read(store: GraphStore, reranker: Reranker, query: Query, best: Sequence[Ranked]) -> Contributions:
    shown = views(store, [one.candidate.id for one in best])
    texts = {one.candidate.id: text_to_read(shown[one.candidate.id]) for one in best if one.candidate.id in shown}
    return reading_boosts(texts, lambda read: [float(score) for score in reranker.scores(query.text, read)])


def _hit(one: SymbolView, ranked: Ranked, paths: tuple[CallPath, ...]) -> SearchHit:
    return SearchHit(
        id=one.id,
        symbol=one.qualified_name,
        kind=one.kind,
        path=one.path,
        line=one.line,
        end_line=one.end_line,
        signature=one.signature,
        summary=one.docstring.strip().partition("\n")[0].strip(),
        license=one.license,
        source=one.source,
        score=ranked.score,
        components=ranked.components,
        paths=paths,
    )
