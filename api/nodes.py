"""Anything in the graph, by its id: the ids of the graph are the ids of the API."""

import strawberry
from strawberry.scalars import JSON

from queries.status import SourceStatus
from queries.symbols import NodeView


@strawberry.interface(description="Anything in the graph. Its id is readable and stays when a source is indexed again.")
class Node:
    """What every node has."""

    id: strawberry.ID


@strawberry.type(description="How many relations of one type start (or end) at a node.")
class Relation:
    """As `queries.symbols.Relation`."""

    type: str
    outgoing: bool
    count: int


@strawberry.type(description="A node that has no type of its own here: its labels and properties as docs/graph.md lists them.")
class GraphNode(Node):
    """As `queries.symbols.NodeView`."""

    labels: list[str]
    properties: JSON
    relations: list[Relation]


@strawberry.type(description="A file of a source, with its digest, licence and revision.")
class File(Node):
    """A `File` node."""

    path: str
    digest: str
    language: str | None
    lines: int | None
    license: str | None
    revision: str | None
    source: strawberry.ID
    relations: list[Relation]


@strawberry.type(description="A project that was indexed: where it came from, under which licence, and how much is resolved.")
class Source(Node):
    """As `queries.status.SourceStatus`."""

    name: str
    version: str | None
    kind: str
    location: str
    revision: str | None
    dirty: bool
    license: str
    files: int
    lines: int
    symbols: int
    call_sites: int
    unresolved_calls: int
    resolved_share: float | None = strawberry.field(description="The part of its call sites that have a target, 0 to 1.")
    diagnostics: list[str] = strawberry.field(description="What was left out, as `path:line code message`.")
    notes: list[str]
    stale: list[str] = strawberry.field(description="Files that changed on disk since they were indexed.")


def to_source(found: SourceStatus) -> Source:
    """The value as its type."""
    return Source(
        id=strawberry.ID(found.id),
        name=found.name,
        version=found.version or None,
        kind=found.kind,
        location=found.location,
        revision=found.revision or None,
        dirty=found.dirty,
        license=found.license,
        files=found.files,
        lines=found.lines,
        symbols=found.symbols,
        call_sites=found.call_sites,
        unresolved_calls=found.unresolved_calls,
        resolved_share=found.resolved_share,
        diagnostics=list(found.diagnostics),
        notes=list(found.notes),
        stale=list(found.stale),
    )


def to_node(found: NodeView) -> Node:
    """A node that is neither a symbol nor a source."""
    relations = [Relation(type=one.type, outgoing=one.outgoing, count=one.count) for one in found.relations]
    kept = found.properties
    if "File" not in found.labels:
        return GraphNode(id=strawberry.ID(found.id), labels=list(found.labels), properties=JSON(kept), relations=relations)
    return File(
        id=strawberry.ID(found.id),
        path=kept["path"],
        digest=kept["digest"],
        language=kept.get("language"),
        lines=kept.get("lines"),
        license=kept.get("license"),
        revision=kept.get("revision"),
        source=strawberry.ID(kept.get("source", "")),
        relations=relations,
    )
