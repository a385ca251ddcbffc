"""Fingerprints of nodes and relations: what tells whether a stored one differs from a new one without reading it back."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

import msgspec

from graph.facts import Property

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def node_fingerprint(labels: Iterable[str], properties: Mapping[str, Property]) -> int:
    """64 signed bits over a node's labels and properties."""
    return _fingerprint(_encode((sorted(labels), properties)))


def edge_fingerprint(properties: Mapping[str, Property]) -> int:
    """64 signed bits over a relation's properties; type, start and end are its identity and not part of it."""
    return _fingerprint(_encode(properties))


def edge_fingerprints(relations: Iterable[Mapping[str, Property]]) -> Iterator[int]:
    """The fingerprint of each of many relations' properties: half of them say what another one says."""
    known: dict[bytes, int] = {}
    for packed in map(_encode, relations):
        fingerprint = known.get(packed)
        if fingerprint is None:
            fingerprint = known[packed] = _fingerprint(packed)
        yield fingerprint


def _fingerprint(packed: bytes) -> int:
    return int.from_bytes(blake2b(packed, digest_size=8).digest(), signed=True)
