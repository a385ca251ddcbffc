"""What was taken out of a source's texts, on its files and on itself: the places and digests, never the values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph.facts import Node


@dataclass(frozen=True, slots=True)
class Secrets:
    """`sought` names what looked for them, empty where nothing did; `found` are `line kind sha256:…` by path."""

    sought: str = ""
    found: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def with_secrets(nodes: Iterable[Node], secrets: Secrets) -> Iterator[Node]:
    """The nodes, of which sources and files say what was found."""
    for node in nodes:
        found = secrets.found.get(str(node.properties.get("path", ""))) if "File" in node.labels else None
        if found:
            yield replace(node, properties={**node.properties, "secrets": list(found)})
        elif secrets.sought and "Source" in node.labels:
            yield replace(node, properties={**node.properties, "secrets_sought": secrets.sought})
        else:
            yield node
