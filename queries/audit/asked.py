"""What an officer asks of the log and the graph: which answers used a source, who approved it, what is owed, what would go."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import AmbiguousError, NotFoundError
from graph.ports import GraphStore, Row
from graph.statements import load
from queries.audit.entries import Entry, read_entries

DECISIONS = ("review", "refresh", "withdrawal", "ingest")
"""Kinds of records that decide about a source, or say by whose word it was read."""

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Used:
    """What one answer used of a source. `license_chosen` is the branch of an OR that was taken; `cited`: by a sentence."""

    symbol: str
    path: str
    line: int
    end_line: int
    digest: str
    revision: str
    license: str
    license_chosen: str
    cited: bool


@dataclass(frozen=True, slots=True)
class UsingAnswer:
    """A recorded answer and what it used."""

    id: str
    at: str
    mode: str
    model: str
    tenant: str
    outbound: str
    citations: tuple[Used, ...]


@dataclass(frozen=True, slots=True)
class UsedModel:
    """A model by which an answer came about."""

    name: str
    digest: str
    license: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What an answer rests on, as it was then. `reviewer` had approved its source; empty where nobody is known."""

    symbol: str
    path: str
    line: int
    revision: str
    license: str
    source: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What led to an answer. `started` and `ended` are of its retrieval, `tool` is what did it."""

    id: str
    at: str
    mode: str
    retrieval: str
    started: str
    ended: str
    tool: str
    embedder: UsedModel | None
    reranker: UsedModel | None
    model: UsedModel | None
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A record that decides about a source. `by` is who did, empty where that is not told."""

    sequence: int
    at: str
    kind: str
    by: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Owed:
    """A licence under which answers used a file of a source."""

    license: str
    path: str
    answers: int


@dataclass(frozen=True, slots=True)
class AboutSource:
    """All that is asked about one source. Counts are of what the store holds now."""

    source: str
    license: str
    review: str
    reviewer: str
    reviewed: str
    decisions: tuple[Decision, ...]
    obligations: tuple[Owed, ...]
    texts: tuple[Row, ...]
    files: int
    symbols: int
    vectors: int
    answers: int
    withdrawn: int
    dependents: tuple[Row, ...]


def source_id(store: GraphStore, name: str) -> str:
    """The id of a source that is indexed, was withdrawn, or is cited; `name` is its id, or its package's name.

    Raises NotFoundError, AmbiguousError.
    """
    known = [row["source"] for row in store.run(load("read/cited_sources"), limit=_MOST)]
    if name in known:
        return name
    fitting = [one for one in known if one.partition("@")[0].rpartition("/")[2] == name or one.partition("@")[0] == name]
    if len(fitting) > 1:
        raise AmbiguousError(f"{name} fits {len(fitting)} sources: give one's id", fitting)
    if not fitting:
        raise NotFoundError(f"neither the graph nor the log knows a source {name}: see codecraft status")
    return str(fitting[0])


def records(store: GraphStore, *, since: str = "", kinds: Sequence[str] = (), source: str = "") -> list[Entry]:
    """The log's records, oldest first; `since` is ISO 8601 in UTC, `source` an id that the record must name."""
    return [
        entry
        for entry in read_entries(store)
        if entry.record.at >= since
        and (not kinds or entry.record.kind in kinds)
        and (not source or f'"{source}"' in entry.record.content)
    ]


def answers_using(store: GraphStore, source: str, *, since: str, until: str) -> tuple[UsingAnswer, ...]:
    """The recorded answers that used code of a source, oldest first."""
    rows = store.run(load("read/officer_answers"), source=source, since=since, until=until, limit=_MOST)
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["answer"], []).append(row)
    return tuple(
        UsingAnswer(
            id=answer,
            at=found[0]["at"],
            mode=found[0]["mode"] or "",
            model=found[0]["model"] or "",
            tenant=found[0]["tenant"] or "",
            outbound=found[0]["outbound"] or "",
            citations=tuple(_used(row) for row in found),
        )
        for answer, found in grouped.items()
    )


def origin_of(store: GraphStore, answer: str) -> Origin:
    """What led to a recorded answer. Raises NotFoundError."""
    rows = store.run(load("read/officer_answer"), answer=answer)
    if not rows:
        raise NotFoundError(f"the log has no {answer} with citations: codecraft audit answers lists those of a source")
    first = rows[0]
    return Origin(
        id=answer,
        at=first["at"] or "",
        mode=first["mode"] or "",
        retrieval=first["retrieval"],
        started=first["started"] or "",
        ended=first["ended"] or "",
        tool=first["tool"] or "",
        embedder=_model(first, "embedder"),
        reranker=_model(first, "reranker"),
        model=_model(first, "model"),
        citations=tuple(
            Cited(
                symbol=row["symbol"] or "",
                path=row["path"] or "",
                line=row["line"] or 0,
                revision=row["revision"] or "",
                license=row["license"] or "",
                source=row["source"] or "",
                reviewer=row["reviewer"] or "",
            )
            for row in rows
        ),
    )


def _model(row: Row, what: str) -> UsedModel | None:
    name = row[what]
    return UsedModel(name, row[f"{what}_digest"] or "", row[f"{what}_license"] or "") if name else None


def about_source(store: GraphStore, source: str, *, since: str, until: str) -> AboutSource:
    """The officer's questions about one source, answered."""
    decided = store.run(load("read/officer_approvals"), source=source, kinds=list(DECISIONS), limit=_MOST)
    owed = store.run(load("read/officer_obligations"), source=source, since=since, until=until, limit=_MOST)
    [held] = store.run(load("read/officer_withdrawal"), source=source)
    return AboutSource(
        source=source,
        license=held["license"] or "",
        review=held["review"] or "",
        reviewer=held["reviewer"] or "",
        reviewed=held["reviewed"] or "",
        decisions=tuple(_decision(row) for row in decided),
        obligations=tuple(Owed(row["license"], row["path"] or "", row["answers"]) for row in owed),
        texts=tuple(store.run(load("read/officer_texts"), source=source, limit=_MOST)),
        files=held["files"],
        symbols=held["symbols"],
        vectors=held["vectors"],
        answers=held["answers"],
        withdrawn=held["withdrawn"],
        dependents=tuple(store.run(load("read/officer_dependents"), source=source, limit=_MOST)),
    )


def _used(row: Row) -> Used:
    return Used(
        symbol=row["symbol"] or "",
        path=row["path"] or "",
        line=row["line"] or 0,
        end_line=row["end_line"] or 0,
        digest=row["digest"] or "",
        revision=row["revision"] or "",
        license=row["license"] or "",
        license_chosen=row["license_chosen"] or "",
        cited=bool(row["cited"]),
    )


def _decision(row: Row) -> Decision:
    return Decision(row["sequence"], row["at"], row["kind"], row["by"] or "", json.loads(row["content"]))
