"""Fingerprints of nodes and relations: what tells whether a stored one differs from a new one without reading it back."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

import msgspec

from graph.facts import Property

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def node_fingerprint(labels: Iterable[str], properties: Mapping[str, Property]) -> int:
    """64 signed bits over a node's labels and properties."""
    return _fingerprint((sorted(labels), properties))


def edge_fingerprint(properties: Mapping[str, Property]) -> int:
    """64 signed bits over a relation's properties; type, start and end are its identity and not part of it."""
    return _fingerprint(properties)


def _fingerprint(value: object) -> int:
    return int.from_bytes(blake2b(_encode(value), digest_size=8).digest(), signed=True)
