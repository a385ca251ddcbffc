"""Fingerprints of nodes and relations: what tells whether a stored one differs from a new one without reading it back."""

from collections.abc import Mapping
from hashlib import blake2b

import msgspec

from graph.facts import Edge, Node, Property

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def node_fingerprint(node: Node, properties: Mapping[str, Property]) -> int:
    """64 signed bits over the node's labels and the properties as they will be stored."""
    return _fingerprint((sorted(node.labels), properties))


def edge_fingerprint(edge: Edge) -> int:
    """64 signed bits over the relation's properties; type, start and end are its identity and not part of it."""
    return _fingerprint(edge.properties)


def _fingerprint(value: object) -> int:
    return int.from_bytes(blake2b(_encode(value), digest_size=8).digest(), signed=True)
