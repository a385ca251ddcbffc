"""Appending within one open transaction: the same steps on every engine.

What is appended belongs to no source, and no replacement removes it: its nodes carry no fingerprint, its relations do.
"""

from collections import Counter

from graph.errors import ExistsError, InputError
from graph.facts import Node
from graph.ports import Addition
from graph.stores.difference import stored_properties
from graph.stores.fingerprints import edge_fingerprint
from graph.stores.writing import Transaction, add_nodes, ask, write_edges, write_nodes


def append_state(tx: Transaction, addition: Addition) -> None:
    """Add the nodes and relations, and those shared nodes that are missing; take away appended ones that are `removed`.

    Raises ExistsError, InputError, StoreError; the caller rolls back.
    """
    nodes, shared = addition.nodes, addition.shared
    ids = [node.id for node in nodes]
    if repeated := [id_ for id_, count in Counter(ids).items() if count > 1]:
        raise InputError(f"{repeated[0]} is to be appended twice")
    if owned := [node.id for node in nodes if "fingerprint" in node.properties]:
        raise InputError(f"{owned[0]} carries a fingerprint, as only what a source owns does")
    ask(tx, "remove_appended", addition.removed)
    taken = {row["id"] for row in ask(tx, "existing", [*ids, *(node.id for node in shared)])}
    if there := sorted(taken & set(ids)):
        raise ExistsError(f"{there[0]} is there already: what was appended is not written again")
    write_nodes(tx, [_said(node) for node in shared if node.id not in taken], there=())
    add_nodes(tx, [_said(node) for node in nodes])
    write_edges(tx, [(edge, edge_fingerprint(edge.properties)) for edge in addition.edges])


def _said(node: Node) -> Node:
    return Node(node.id, node.labels, stored_properties(node.properties))
