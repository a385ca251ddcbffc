"""The whole flow on one page: source → documents → facts → links → vectors → store, with provenance at every arrow."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph.embedding import embed_symbols
from graph.errors import InputError
from graph.extraction import extract_all
from graph.facts import Change, Diagnostic, FileFacts, LinkedFacts, Snapshot, SourceInfo, Vectors
from graph.governance import governed, same_word
from graph.linking import link_all
from graph.observations import NONE, Observations, current
from graph.observed import with_observations
from graph.ports import (
    Embedder,
    Extractor,
    FactsCache,
    GraphStore,
    LicenseDetector,
    Linker,
    Progress,
    Redactor,
    Row,
    Source,
)
from graph.projection import Findings, project
from graph.projection.licenses import source_license, stated_licenses
from graph.projection.secrets import Secrets, with_secrets
from graph.provenance import Activity, Origin, Tool, inputs_digest, new_activity
from graph.quality import VERSION as QUALITY
from graph.quality import assess
from graph.recording import told_of_ingest
from graph.similarity.edges import similar
from graph.statements import load


@dataclass(frozen=True, slots=True)
class Parts:
    """What an ingest is made of. `extractors` maps a file suffix to its extractor, `linkers` a language to its linker.

    `observed` gives what traces of a source saw.
    """

    extractors: Mapping[str, Extractor]
    linkers: Mapping[str, Linker]
    licenses: LicenseDetector
    cache: FactsCache
    tool: Tool
    embedder: Embedder | None = None
    workers: int = 0
    observed: Callable[[SourceInfo], Observations] = lambda _: NONE
    redactor: Redactor | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest found and did. `unchanged` means that the store was not touched at all."""

    source: str
    license: str
    files: int
    lines: int
    symbols: int
    call_sites: int
    unresolved_calls: int
    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
    change: Change
    unchanged: bool = False


def ingest(source: Source, store: GraphStore, parts: Parts, progress: Progress) -> IngestReport:
    """Bring the store to the source's present state. Raises CodeCraftError; the store then holds what it held before."""
    # Facts are many small values without circles that live to the end: the collector would walk them again and again.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _ingest(source, store, parts, progress)
    finally:
        if collects:
            gc.enable()


def _ingest(source: Source, store: GraphStore, parts: Parts, progress: Progress) -> IngestReport:
    started = datetime.now(UTC)
    with progress.step("Reading"):
        snapshot = source.read()
    tool = _tool(parts)
    digest = inputs_digest((*snapshot.documents, *snapshot.license_files, *snapshot.annotations))
    stored = store.run(load("read/source_state"), id=snapshot.info.id)
    _refuse_another_place(snapshot, stored)
    snapshot = governed(snapshot, stored[0] if stored else None)
    record = parts.observed(snapshot.info)
    same = stored and _same(stored[0], snapshot, digest, tool) and (stored[0]["observations"] or "") == record.digest
    if same and _same_surroundings(stored[0], parts.linkers):
        return _unchanged(snapshot, stored[0])
    licenses = parts.licenses.detect(snapshot)
    snapshot, secrets = _without_secrets(snapshot, parts.redactor)
    facts = extract_all(snapshot.documents, parts.extractors, parts.cache, progress, parts.workers)
    # Links are kept by these digests: those of a text with its secrets must not be taken for those of the text without.
    facts |= {
        one.path: replace(facts[one.path], digest=f"{one.digest}+{one.redacted}") for one in snapshot.documents if one.redacted
    }
    with progress.step("Linking"):
        linked = link_all(snapshot.info, facts, parts.linkers, parts.cache)
        still, changed = current(record, {document.path: document.digest for document in snapshot.documents})
        linked = replace(with_observations(linked, still, changed), observations=record.digest)
    # What only a linker reads is as large as all the rest.
    facts = {path: replace(one, flow=b"") for path, one in facts.items()}
    vectors = _vectors(snapshot, linked, parts, progress)
    quality = assess(snapshot, facts, linked)
    with progress.step("Comparing"):
        alike = similar(linked, vectors, store.run(load("read/sketches"), source=snapshot.info.id))
    with progress.step("Storing"):
        activity = new_activity(snapshot.info.id, digest, len(snapshot.documents), tool, started, datetime.now(UTC))
        origin = _origin(store, snapshot, activity)
        model = parts.embedder.model if parts.embedder else None
        findings = Findings(snapshot, digest, facts, linked, licenses, quality, vectors, alike, parts.licenses.version)
        batch = project(findings, origin, tool, model)
        told = told_of_ingest(snapshot.info, source_license(snapshot.info), activity, model)
        change = store.replace(replace(batch, nodes=tuple(with_secrets(batch.nodes, secrets))), told)
    return _report(snapshot, facts, linked, change)


def _tool(parts: Parts) -> Tool:
    extractors = sorted({f"{one.language}@{one.version}" for one in parts.extractors.values()})
    linkers = [f"{language}-linker@{one.version}" for language, one in sorted(parts.linkers.items())]
    embedder = [parts.embedder.model.id] if parts.embedder else []
    detector = parts.licenses.version.partition(" ")[0]
    redactor = [parts.redactor.version] if parts.redactor else []
    return replace(
        parts.tool, parts=(*parts.tool.parts, *extractors, *linkers, detector, f"quality@{QUALITY}", *embedder, *redactor)
    )


def _without_secrets(snapshot: Snapshot, redactor: Redactor | None) -> tuple[Snapshot, Secrets]:
    """The snapshot as everything is made of it: nothing after this sees a secret."""
    if redactor is None:
        return snapshot, Secrets()
    redacted = [redactor.redact(document) for document in snapshot.documents]
    found = {one.document.path: one.findings for one in redacted if one.findings}
    return replace(snapshot, documents=tuple(one.document for one in redacted)), Secrets(redactor.version, found)


def _refuse_another_place(snapshot: Snapshot, stored: list[Row]) -> None:
    """Two folders that carry one name would overwrite each other in turn."""
    info = snapshot.info
    if info.kind == "directory" and stored and stored[0]["location"] != info.location:
        raise InputError(
            f"{info.id} is already indexed from {stored[0]['location']}: index {info.location} into another --store, "
            "or give the two projects different names in pyproject.toml"
        )


def _same(stored: Row, snapshot: Snapshot, digest: str, tool: Tool) -> bool:
    info = snapshot.info
    return (stored["digest"], stored["extractor"], stored["revision"] or "", stored["license"]) == (
        digest,
        tool.fingerprint,
        info.revision,
        source_license(info),
    ) and (same_word(info, stored) and all((stored[key] or None) == said for key, said in stated_licenses(info).items()))


def _same_surroundings(stored: Row, linkers: Mapping[str, Linker]) -> bool:
    """Whether linking again would find what it found: nothing was left open, and what is outside is as it was."""
    said = [line.split(" ", 1) for line in stored["surroundings"] or ()]
    return not stored["unfinished"] and all(
        linker.same_surroundings([line for owner, line in said if owner == language]) for language, linker in linkers.items()
    )


def _vectors(snapshot: Snapshot, linked: LinkedFacts, parts: Parts, progress: Progress) -> Vectors | None:
    if not parts.embedder:
        return None
    documents = {document.path: document for document in snapshot.documents}
    return embed_symbols(linked.symbols, documents, parts.embedder, parts.cache, progress)


def _origin(store: GraphStore, snapshot: Snapshot, activity: Activity) -> Origin:
    """A file that is as an earlier ingest by the same tool left it still comes from that ingest."""
    rows = store.run(load("read/file_activities"), source=snapshot.info.id)
    tool = (activity.properties["version"], activity.properties["parts"])
    earlier = {row["path"]: row for row in rows if (row["activity"]["version"], row["activity"].get("parts", "")) == tool}
    by_path = {}
    activities = {activity.id: activity}
    for document in snapshot.documents:
        row = earlier.get(document.path)
        if row and row["digest"] == document.digest:
            properties = {key: value for key, value in row["activity"].items() if key not in ("id", "fingerprint")}
            activities.setdefault(row["activity"]["id"], Activity(row["activity"]["id"], properties))
            by_path[document.path] = row["activity"]["id"]
        else:
            by_path[document.path] = activity.id
    return Origin(by_path, tuple(activities.values()), activity.id)


def _unchanged(snapshot: Snapshot, stored: Row) -> IngestReport:
    return IngestReport(
        source=snapshot.info.id,
        license=stored["license"],
        files=stored["files"],
        lines=stored["lines"],
        symbols=stored["symbols"],
        call_sites=stored["call_sites"],
        unresolved_calls=stored["unresolved_calls"],
        diagnostics=snapshot.diagnostics,
        notes=(),
        change=Change(),
        unchanged=True,
    )


def _report(snapshot: Snapshot, facts: Mapping[str, FileFacts], linked: LinkedFacts, change: Change) -> IngestReport:
    found = [replace(one, path=path) for path, each in facts.items() for one in each.diagnostics]
    return IngestReport(
        source=snapshot.info.id,
        license=source_license(snapshot.info),
        files=len(snapshot.documents),
        lines=sum(one.lines for one in facts.values()),
        symbols=len(linked.symbols),
        call_sites=linked.call_sites,
        unresolved_calls=len(linked.unresolved),
        diagnostics=(*snapshot.diagnostics, *found),
        notes=linked.notes,
        change=change,
    )
