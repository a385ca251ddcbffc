"""What must be written and removed to turn the stored state of a source into a new one: pure, the same for every engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import InputError
from graph.facts import MUTUAL, Batch, Edge, Node, Property
from graph.stores.fingerprints import edge_fingerprints, node_fingerprint

type EdgeKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """Fingerprints of what the store holds: nodes by id, relations by (type, start, end)."""

    nodes: Mapping[str, int]
    edges: Mapping[EdgeKey, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a source's new state changes. `nodes`, and `edges` with their fingerprints, are in the batch's order.

    `replaced_edges` are there in another state.
    """

    nodes: tuple[Node, ...]
    edges: tuple[tuple[Edge, int], ...]
    replaced_edges: tuple[EdgeKey, ...]
    removed_nodes: tuple[str, ...]
    removed_edges: tuple[EdgeKey, ...]


def check(batch: Batch) -> None:
    """Refuse a batch that contradicts itself. Raises InputError."""
    own = {node.id for node in batch.nodes}
    if len(own) != len(batch.nodes):
        raise InputError(f"{batch.source}: the batch names {_repeated(node.id for node in batch.nodes)} twice")
    keys = {(edge.type, edge.start, edge.end) for edge in batch.edges}
    if len(keys) != len(batch.edges):
        raise InputError(f"{batch.source}: the batch holds {_repeated(map(edge_key, batch.edges))} twice")
    for node in batch.nodes:
        if node.properties.get("source") != batch.source and node.id != batch.source:
            raise InputError(f"{batch.source}: the batch claims {node.id}, which says that it belongs to another source")
    for edge in batch.edges:
        if edge.start not in own:
            raise InputError(f"{batch.source}: the batch claims a relation that starts elsewhere: {edge_key(edge)}")
    for edge in batch.incoming:
        if edge.type not in MUTUAL or edge.start in own or edge.end not in own:
            raise InputError(f"{batch.source}: the batch claims a pair that it has no part in: {edge_key(edge)}")
    if batch.vectors and (strangers := set(batch.vectors.ids) - own):
        raise InputError(f"{batch.source}: the batch has a vector for {min(strangers)}, which is not in it")


def compare(batch: Batch, stored: Stored) -> Difference:
    """What the batch changes. Its nodes come back with all that is stored of them, `fingerprint` included."""
    ids = {node.id for node in batch.nodes}
    keys = {edge_key(edge) for edge in batch.edges} if stored.edges else set()
    edges = tuple(_changed_edges(batch.edges, stored.edges))
    return Difference(
        nodes=tuple(_changed_nodes(batch, stored.nodes)),
        edges=edges,
        replaced_edges=tuple(key for edge, _ in edges if (key := edge_key(edge)) in stored.edges) if stored.edges else (),
        removed_nodes=tuple(id_ for id_ in stored.nodes if id_ not in ids),
        removed_edges=tuple(key for key in stored.edges if key not in keys),
    )


def live_shared(batch: Batch) -> tuple[list[Node], list[Edge]]:
    """The shared nodes and relations that something in the batch needs.

    A name from outside is needed when a relation of the source ends at it, a distribution also when it contains such a
    name, anything else when a relation of the source or of a needed distribution ends at it.
    """
    own = {node.id for node in batch.nodes}
    live = {edge.end for edge in batch.edges}
    live |= {edge.start for edge in batch.shared_edges if edge.type == "CONTAINS" and edge.end in live}
    edges = [edge for edge in batch.shared_edges if (edge.start in live or edge.start in own)]
    edges = [edge for edge in edges if edge.type != "CONTAINS" or edge.end in live]
    live |= {edge.end for edge in edges}
    return [node for node in batch.shared_nodes if node.id in live and node.id not in own], edges


def edge_key(edge: Edge) -> EdgeKey:
    """A relation's identity."""
    return edge.type, edge.start, edge.end


def stored_properties(properties: Mapping[str, Property]) -> dict[str, Property]:
    """The properties that say something."""
    return {key: value for key, value in properties.items() if value is not None and value != []}


def _changed_nodes(batch: Batch, stored: Mapping[str, int]) -> Iterator[Node]:
    vectors = batch.vectors
    digests = dict(zip(vectors.ids, vectors.digests, strict=True)) if vectors else {}
    for node in batch.nodes:
        properties = {**node.properties, "id": node.id, "source": batch.source}
        if digest := digests.get(node.id):
            properties["text_digest"] = digest
        fingerprint = node_fingerprint(node.labels, properties)
        if stored.get(node.id) != fingerprint:
            yield Node(node.id, node.labels, stored_properties(properties) | {"fingerprint": fingerprint})


def _changed_edges(edges: Sequence[Edge], stored: Mapping[EdgeKey, int]) -> Iterator[tuple[Edge, int]]:
    marked = zip(edges, edge_fingerprints(edge.properties for edge in edges), strict=True)
    return (one for one in marked if stored.get(edge_key(one[0])) != one[1]) if stored else marked


def _repeated(values: Iterable[object]) -> object:
    seen = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
