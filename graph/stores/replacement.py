"""Replacing a source's state within one open transaction: the same steps on every engine.

Who owns what decides everything here. A node belongs to the source it names; a relation with a fingerprint to the source of
its start. Nodes and relations without either are shared: they are there as long as some source needs them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from graph.errors import InputError
from graph.facts import MUTUAL, Batch, Change, Edge, Node, Property
from graph.statements import load
from graph.stores.difference import Difference, EdgeKey, Stored, compare, edge_key, live_shared, stored_properties
from graph.stores.fingerprints import edge_fingerprint
from graph.stores.writing import Transaction, ask, tell, write_edges, write_nodes


@dataclass(slots=True)
class _Counts:
    nodes_written: int = 0
    nodes_removed: int = 0
    edges_written: int = 0
    edges_removed: int = 0
    maybe_unused: set[str] = field(default_factory=set)


def replace_state(tx: Transaction, batch: Batch) -> tuple[Change, Difference]:
    """Make the stored state of the batch's source equal to the batch. Raises InputError, StoreError; the caller rolls back."""
    stored = _read(tx, batch.source)
    difference = compare(batch, stored)
    shared_nodes, shared_edges = live_shared(batch)
    counts = _Counts()
    incoming = _of_pairs(tx, batch, counts)
    promoted = _promote(tx, batch.source, [node.id for node in difference.nodes if node.id not in stored.nodes], counts)
    kept = _leave(tx, batch, difference, {node.id: node for node in shared_nodes}, counts)
    counts.nodes_written += write_nodes(tx, difference.nodes, there=stored.nodes.keys() | promoted)
    _share(tx, batch.source, shared_nodes, [*shared_edges, *kept], counts)
    _remove_edges(tx, difference.replaced_edges)
    counts.edges_written += write_edges(tx, [*difference.edges, *incoming])
    _remove_unused(tx, counts)
    change = Change(counts.nodes_written, counts.nodes_removed, counts.edges_written, counts.edges_removed)
    return change, difference


def _read(tx: Transaction, source: str) -> Stored:
    nodes = tx.run(load("write/stored_nodes"), {"source": source})
    edges = tx.run(load("write/stored_relations"), {"source": source})
    return Stored(
        {row["id"]: row["fingerprint"] for row in nodes},
        {(row["type"], row["start"], row["end"]): row["fingerprint"] for row in edges},
    )


def _of_pairs(tx: Transaction, batch: Batch, counts: _Counts) -> list[tuple[Edge, int]]:
    """Remove what no longer holds of pairs with other sources, which own it; gives what is to be written of them."""
    rows = tx.run(load("write/incoming_relations"), {"source": batch.source, "types": list(MUTUAL)})
    stored = {(row["type"], row["start"], row["end"]): row["fingerprint"] for row in rows}
    wanted = {edge_key(edge): (edge, edge_fingerprint(edge.properties)) for edge in batch.incoming}
    gone = [key for key, fingerprint in stored.items() if key not in wanted or wanted[key][1] != fingerprint]
    _remove_edges(tx, gone)
    counts.edges_removed += sum(key not in wanted for key in gone)
    return [one for key, one in wanted.items() if stored.get(key) != one[1]]


def _promote(tx: Transaction, source: str, new: Collection[str], counts: _Counts) -> set[str]:
    """Names that were outside until now, and lose what was only known of them from outside."""
    taken = ask(tx, "existing", new)
    for row in taken:
        if row["source"] not in (None, source):
            raise InputError(f"{row['id']} belongs to {row['source']}: index {source} into another --store")
    promoted = [row["id"] for row in taken]
    counts.maybe_unused.update(row["id"] for row in ask(tx, "neighbours_of_shared", promoted))
    ask(tx, "remove_shared_relations_into", promoted)
    ask(tx, "remove_shared_relations_out_of", promoted)
    return set(promoted)


def _leave(tx: Transaction, batch: Batch, difference: Difference, shared: dict[str, Node], counts: _Counts) -> list[Edge]:
    """Take away what is gone; what others still point at goes on as a name from outside. Gives the relations that ties it."""
    gone = difference.removed_nodes
    pointed = {row["id"] for row in ask(tx, "pointed_at", gone, source=batch.source)} | (set(gone) & shared.keys())
    known = {row["id"]: row for row in ask(tx, "known_of", [id_ for id_ in gone if id_ in pointed or id_ == batch.source])}
    symbols = [
        {"id": id_, "properties": _outside_symbol(row, batch.source, shared)} for id_, row in known.items() if row["symbol"]
    ]
    # Names that others call in it while it was there and did not define them: they still come from somewhere.
    held = ask(tx, "shared_relations_of", [id_ for id_ in known if id_ == batch.source])
    outside = any(row["type"] == "CONTAINS" and row["end"] not in set(gone) for row in held)
    stays = batch.source in known and (batch.source in pointed or bool(symbols) or outside)
    removed = [key for key in difference.removed_edges if not (stays and key[0] == "LICENSED_UNDER" and key[1] == batch.source)]
    _remove_edges(tx, removed)
    tell(tx, "demote_symbols", symbols)
    if stays:
        tx.run(load("write/release_licenses"), {"id": batch.source})
        tell(tx, "demote_sources", [{"id": batch.source, "properties": _outside_source(known[batch.source])}])
    demoted = {str(row["id"]) for row in symbols} | ({batch.source} if stays else set())
    ask(tx, "remove_nodes", [id_ for id_ in gone if id_ not in demoted])
    counts.nodes_written += len(demoted)
    counts.nodes_removed += len(gone) - len(demoted)
    counts.edges_removed += len(removed)
    counts.maybe_unused.update(end for _, _, end in removed)
    return [Edge("CONTAINS", batch.source, id_, {}) for id_ in sorted(demoted) if id_ != batch.source and id_ not in shared]


def _outside_symbol(row: dict[str, Property], source: str, shared: dict[str, Node]) -> dict[str, Property]:
    if node := shared.get(str(row["id"])):
        return {"id": node.id, **node.properties}
    names = {key: row[key] for key in ("id", "name", "qualified_name", "kind")}
    return stored_properties({**names, "distribution": source})


def _outside_source(row: dict[str, Property]) -> dict[str, Property]:
    return stored_properties({key: row[key] for key in ("id", "name", "version", "license")})


def _share(tx: Transaction, source: str, nodes: list[Node], edges: list[Edge], counts: _Counts) -> None:
    """Add the shared nodes and relations that are missing, renew the others; what a source owns speaks for itself."""
    ends = {id_ for edge in edges for id_ in (edge.start, edge.end)}
    taken = {row["id"]: row["source"] for row in ask(tx, "existing", {node.id for node in nodes} | ends)}
    counts.nodes_written += write_nodes(tx, [node for node in nodes if node.id not in taken], there=())
    _renew(tx, source, [node for node in nodes if node.id in taken and not taken[node.id]], counts)
    wanted = [edge for edge in edges if not taken.get(edge.end) and (edge.type == "CONTAINS" or not taken.get(edge.start))]
    there = {(row["type"], row["start"], row["end"]) for row in ask(tx, "shared_relations_of", {edge.start for edge in wanted})}
    missing = {key: edge for edge in wanted if (key := edge_key(edge)) not in there}
    counts.edges_written += write_edges(tx, ((edge, None) for edge in missing.values()))


def _renew(tx: Transaction, source: str, nodes: list[Node], counts: _Counts) -> None:
    """Say what the source knows of shared nodes now: all of it if no other source needs them, else only what was missing."""
    stored = {row["id"]: row["properties"] for row in ask(tx, "shared_nodes", [node.id for node in nodes])}
    said = {node.id: stored_properties({**node.properties, "id": node.id}) for node in nodes}
    differing = [id_ for id_, properties in said.items() if stored.get(id_, properties) != properties]
    needed = {row["id"] for name in ("pointed_at", "origins_pointed_at") for row in ask(tx, name, differing, source=source)}
    alone = [id_ for id_ in differing if id_ not in needed]
    counts.maybe_unused.update(row["id"] for row in ask(tx, "neighbours_of_shared", alone))
    ask(tx, "remove_shared_relations_out_of", alone)
    whole = {id_: {**said[id_], **stored[id_]} if id_ in needed else said[id_] for id_ in differing}
    renewed = [{"id": id_, "properties": properties} for id_, properties in whole.items() if properties != stored[id_]]
    tell(tx, "renew_shared", renewed)
    counts.nodes_written += len(renewed)


def _remove_edges(tx: Transaction, edges: Iterable[EdgeKey]) -> None:
    tell(tx, "remove_relations", [{"type": type_, "start": start, "end": end} for type_, start, end in edges])


def _remove_unused(tx: Transaction, counts: _Counts) -> None:
    """Remove shared nodes that nothing needs since this replacement: names first, then what they belonged to, then the rest."""
    candidates = set(counts.maybe_unused)
    for statement in ("unused_externals", "unused_distributions", "unused_shared"):
        unused = [row["id"] for row in ask(tx, statement, sorted(candidates))]
        candidates.update(row["id"] for row in ask(tx, "neighbours_of_shared", unused))
        ask(tx, "remove_nodes", unused)
        counts.nodes_removed += len(unused)
