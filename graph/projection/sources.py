"""Sources, files and what they contain."""

from collections.abc import Mapping
from dataclasses import replace

from graph.facts import Diagnostic, Edge, FileFacts, FileLicense, LinkedFacts, Node, Snapshot
from graph.governance import governance_properties
from graph.ids import file_id
from graph.projection.elements import edge, node
from graph.projection.licenses import source_license, stated_licenses
from graph.quality import Quality


def source_node(
    snapshot: Snapshot,
    facts: Mapping[str, FileFacts],
    linked: LinkedFacts,
    licenses: Mapping[str, FileLicense],
    *,
    stamps: Mapping[str, str],
    day: str,
) -> Node:
    """The source with its totals. `licenses` on it are the expressions of its files, each once; `day` is the ingest's.

    `stamps` are the digest of all inputs and the versions of what read them (digest, extractor, detector).
    """
    info = snapshot.info
    diagnostics = [*snapshot.diagnostics]
    for path, one in facts.items():
        diagnostics.extend(_at(path, diagnostic) for diagnostic in one.diagnostics)
    released = info.id.startswith("pkg:pypi/") and bool(info.version)
    return node(
        info.id,
        ("Source", "Entity", "Distribution") if released else ("Source", "Entity"),
        {
            "name": info.name,
            "version": info.version,
            "kind": info.kind.value,
            "location": info.location,
            "revision": info.revision,
            "dirty": info.dirty,
            **stamps,
            "license": source_license(info),
            **stated_licenses(info),
            "licenses": sorted({one.expression for one in licenses.values()}),
            "files": len(snapshot.documents),
            "lines": sum(one.lines for one in facts.values()),
            "symbols": len(linked.symbols),
            "call_sites": linked.call_sites,
            "unresolved_calls": len(linked.unresolved),
            "diagnostics": [f"{one.path}:{one.line} {one.code} {one.message}" for one in diagnostics],
            "notes": list(linked.notes),
            "surroundings": list(linked.surroundings),
            "unfinished": linked.unfinished or None,
            "observations": linked.observations,
            **governance_properties(info, day),
            "source": info.id,
        },
    )


def file_nodes(
    snapshot: Snapshot,
    facts: Mapping[str, FileFacts],
    licenses: Mapping[str, FileLicense],
    quality: Mapping[str, Quality],
) -> list[Node]:
    """One node a document."""
    info = snapshot.info
    return [
        node(
            file_id(info.id, document.path),
            ("File", "Entity"),
            {
                "path": document.path,
                "digest": document.digest,
                "language": facts[document.path].language,
                "lines": facts[document.path].lines,
                "license": licenses[document.path].expression,
                "license_kind": licenses[document.path].kind.value,
                "license_declared": licenses[document.path].declared,
                "license_detected": licenses[document.path].detected,
                "license_concluded": licenses[document.path].concluded,
                "copyrights": list(licenses[document.path].copyrights),
                "revision": info.revision or info.version,
                **quality[document.path].properties(),
                "source": info.id,
            },
        )
        for document in snapshot.documents
    ]


def structure_edges(snapshot: Snapshot, linked: LinkedFacts, origin: Mapping[str, str]) -> list[Edge]:
    """What contains what, what was derived from what, and which activity (`origin`, by path) made each file."""
    source = snapshot.info.id
    edges = []
    for document in snapshot.documents:
        file = file_id(source, document.path)
        edges.append(Edge("CONTAINS", source, file, {}))
        edges.append(Edge("WAS_GENERATED_BY", file, origin[document.path], {}))
    for symbol in linked.symbols:
        edges.append(Edge("CONTAINS", symbol.parent or file_id(source, symbol.path), symbol.id, {}))
        if not symbol.parent:
            edges.append(Edge("WAS_DERIVED_FROM", symbol.id, file_id(source, symbol.path), {}))
    edges += [edge("DEPENDS_ON", source, one.id, {"specifier": one.specifier}) for one in snapshot.info.requires]
    return edges


def _at(path: str, diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, path=path)
