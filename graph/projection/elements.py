"""Nodes and relations without what has nothing to say."""

from collections.abc import Mapping

from graph.facts import Edge, Node, Property


def node(node_id: str, labels: tuple[str, ...], properties: Mapping[str, Property | None]) -> Node:
    """A node without empty properties."""
    return Node(node_id, labels, said(properties))


def edge(type_: str, start: str, end: str, properties: Mapping[str, Property | None]) -> Edge:
    """A relation without empty properties."""
    return Edge(type_, start, end, said(properties))


def said(properties: Mapping[str, Property | None]) -> dict[str, Property]:
    """The properties that say something."""
    return {key: value for key, value in properties.items() if value is not None and value not in ("", [])}
