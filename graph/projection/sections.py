"""Sections of documentation, and the symbols that they name."""

import hashlib
from collections.abc import Mapping

from graph.documentation import documents
from graph.facts import Edge, FileFacts, FileLicense, LinkedFacts, Node, Section, Snapshot
from graph.ids import file_id, section_id
from graph.projection.elements import node
from graph.projection.symbols import claim_edge
from graph.texts import search_text

TEXT_CHARACTERS = 8_000
"""What a section's text is cut to: longer ones are tables and listings."""


def section_nodes(snapshot: Snapshot, facts: Mapping[str, FileFacts], licenses: Mapping[str, FileLicense]) -> list[Node]:
    """One node a section, with the words that find it."""
    source = snapshot.info.id
    return [_node(source, path, section, licenses[path].expression) for path, one in facts.items() for section in one.sections]


def section_edges(snapshot: Snapshot, facts: Mapping[str, FileFacts], linked: LinkedFacts) -> list[Edge]:
    """What contains each section, and which symbols it names."""
    source = snapshot.info.id
    edges = [
        Edge("CONTAINS", file_id(source, path), section_id(source, path, section.slug), {})
        for path, one in facts.items()
        for section in one.sections
    ]
    return [*edges, *(claim_edge(claim) for claim in documents(source, facts, linked))]


def _node(source: str, path: str, section: Section, license_: str) -> Node:
    digest = hashlib.sha256(section.text.encode("utf-8", "surrogatepass")).hexdigest()
    return node(
        section_id(source, path, section.slug),
        ("Section",),
        {
            "title": section.title,
            "kind": "section",
            "level": section.level,
            "path": path,
            "line": section.line,
            "end_line": section.end_line,
            "text": section.text[:TEXT_CHARACTERS],
            "digest": f"sha256:{digest}",
            "search_text": search_text(section.title, path.rpartition(".")[0], "", "", section.text),
            "license": license_,
            "source": source,
        },
    )
