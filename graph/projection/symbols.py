"""Symbols with the words that find them, and the claims between them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.embedding import source_text
from graph.facts import Claim, Edge, FileLicense, Kind, LinkedFacts, Node, Property, Snapshot, SourceInfo, Symbol, Unresolved
from graph.projection.elements import node, said
from graph.texts import search_text

_LABELS = {
    Kind.MODULE: ("Module", "Symbol"),
    Kind.CLASS: ("Class", "Symbol"),
    Kind.FUNCTION: ("Function", "Symbol"),
    Kind.METHOD: ("Function", "Symbol"),
    Kind.PROPERTY: ("Function", "Symbol"),
    Kind.LAMBDA: ("Function", "Symbol"),
    Kind.VARIABLE: ("Variable", "Symbol"),
    Kind.ATTRIBUTE: ("Variable", "Symbol"),
}
_DOCSTRING_CHARACTERS = 2000


def symbol_nodes(snapshot: Snapshot, linked: LinkedFacts, licenses: Mapping[str, FileLicense]) -> list[Node]:
    """One node a symbol, with the words that find it and the call sites in it that nobody could resolve."""
    lines = {document.path: document.text.split("\n") for document in snapshot.documents}
    unresolved: dict[str, list[Unresolved]] = defaultdict(list)
    for site in linked.unresolved:
        unresolved[site.caller].append(site)
    return [
        _symbol_node(symbol, snapshot.info, licenses[symbol.path].expression, unresolved[symbol.id], lines[symbol.path])
        for symbol in linked.symbols
    ]


def claim_edges(linked: LinkedFacts) -> list[Edge]:
    """The linker's claims: each starts in the source, which owns it."""
    return [claim_edge(claim) for claim in linked.claims]


def _symbol_node(symbol: Symbol, info: SourceInfo, license_: str, sites: Sequence[Unresolved], lines: Sequence[str]) -> Node:
    definition = symbol.definition
    name = symbol.qualified_name.rpartition(".")[2]
    properties: dict[str, Property | None] = {
        "name": name,
        "qualified_name": symbol.qualified_name,
        "kind": definition.kind.value,
        "module": symbol.module,
        "path": symbol.path,
        "line": definition.line,
        "end_line": definition.end_line,
        "signature": definition.signature,
        "docstring": definition.docstring[:_DOCSTRING_CHARACTERS],
        "decorators": list(definition.decorators),
        "is_async": definition.is_async or None,
        "value": definition.value,
        "exports": list(definition.exports),
        "complexity": definition.complexity or None,
        "statements": definition.statements or None,
        "parameters": definition.parameters or None,
        "tokens": definition.tokens or None,
        "sketch": definition.sketch,
        "digest": definition.digest,
        "license": license_,
        "unresolved_names": sorted({site.name for site in sites}),
        "unresolved_sites": [f"{site.line} {site.name} {site.reason}" for site in sites],
        "unresolved_count": len(sites) or None,
        "source": info.id,
    }
    if definition.kind is not Kind.LAMBDA:
        body = definition.value if definition.kind in (Kind.VARIABLE, Kind.ATTRIBUTE) else source_text(symbol, lines)
        properties["search_text"] = search_text(name, symbol.qualified_name, definition.signature, definition.docstring, body)
    return node(symbol.id, _LABELS[definition.kind], properties)


def claim_edge(claim: Claim) -> Edge:
    """A claim as a relation."""
    lines = claim.lines
    properties: dict[str, Property] = {
        "method": claim.method._value_,  # `value` is a property in Python, asked once for each relation
        "confidence": claim.confidence,
        "line": min(lines) if lines else 0,
    }
    if lines:
        properties["lines"] = list(lines)
    if claim.type == "CALLS":
        properties["sites"] = len(lines)
    if claim.properties:
        properties |= said(claim.properties)
    return Edge(claim.type, claim.start, claim.end, properties)
