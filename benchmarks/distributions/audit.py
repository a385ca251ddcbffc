"""Compares a graph with what its distribution holds. Every finding starts with a slug that says what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.distributions.shipped import Shipped
from benchmarks.distributions.written import Written
from graph.facts import Batch, Kind, LinkedFacts, Node, Symbol

_GROUPS = {
    Kind.CLASS: "class",
    Kind.FUNCTION: "function",
    Kind.METHOD: "function",
    Kind.PROPERTY: "function",
    Kind.LAMBDA: "lambda",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What is compared. `diagnostics` maps a path that was left out to the codes that say why."""

    batch: Batch
    linked: LinkedFacts
    shipped: Shipped
    written: Mapping[str, Written | str]
    diagnostics: Mapping[str, list[str]]


def audit(judged: Judged) -> list[str]:
    """Everything that is lost, made up or contradicts itself; empty when all is well."""
    symbols = _by_path(judged.linked)
    return [
        *_files(judged),
        *_graph(judged.batch),
        *_spans(judged.batch),
        *_definitions(judged, symbols),
        *_call_sites(judged, symbols),
        *_imports(judged, symbols),
    ]


def read_files(judged: Judged) -> Iterator[tuple[str, Written]]:
    """Files that Python's parser takes and that were not left out."""
    for path, one in sorted(judged.written.items()):
        if isinstance(one, Written) and path not in judged.diagnostics:
            yield path, one


def _by_path(linked: LinkedFacts) -> dict[str, list[Symbol]]:
    found: dict[str, list[Symbol]] = defaultdict(list)
    for symbol in linked.symbols:
        found[symbol.path].append(symbol)
    return found


def _files(judged: Judged) -> Iterator[str]:
    kept = {str(node.properties["path"]) for node in judged.batch.nodes if "File" in node.labels}
    for path in sorted(judged.shipped.files.keys() - kept - judged.diagnostics.keys()):
        yield f"file-lost {path}"
    for path in sorted(kept - judged.shipped.files.keys()):
        yield f"file-invented {path}"


def _graph(batch: Batch) -> Iterator[str]:
    """Ids once, relations once and with both ends, one container each, confidence in (0, 1]."""
    ids = Counter(node.id for node in batch.nodes)
    yield from (f"id-twice {one}" for one, count in ids.items() if count > 1)
    known = ids.keys() | {node.id for node in batch.shared_nodes}
    edges = Counter((edge.type, edge.start, edge.end) for edge in batch.edges)
    yield from (f"relation-twice {one}" for one, count in edges.items() if count > 1)
    contained = Counter(edge.end for edge in batch.edges if edge.type == "CONTAINS")
    for node in batch.nodes:
        if "Symbol" in node.labels and contained[node.id] != 1:
            yield f"contained {contained[node.id]} times: {node.id}"
    for edge in (*batch.edges, *batch.shared_edges):
        if edge.start not in known or edge.end not in known:
            yield f"dangling {edge.type} {edge.start} -> {edge.end}"
        confidence = edge.properties.get("confidence", 1.0)
        if not isinstance(confidence, float | int) or not 0 < confidence <= 1:
            yield f"confidence {confidence} on {edge.type} {edge.start} -> {edge.end}"


def _spans(batch: Batch) -> Iterator[str]:
    """Lines of symbols and claims lie within their file."""
    lengths = {str(n.properties["path"]): max(_number(n, "lines"), 1) for n in batch.nodes if "File" in n.labels}
    path_of = {node.id: str(node.properties["path"]) for node in batch.nodes if "Symbol" in node.labels}
    for node in batch.nodes:
        if "Symbol" in node.labels:
            line, end = _number(node, "line"), _number(node, "end_line")
            if not 1 <= line <= end <= lengths[path_of[node.id]]:
                yield f"line-outside {node.id} {line}-{end}"
    for edge in batch.edges:
        lines = edge.properties.get("lines")
        place = edge.end if edge.type == "DECORATES" else edge.start
        if isinstance(lines, list) and place in path_of:
            wrong = [line for line in lines if not isinstance(line, int) or not 1 <= line <= lengths[path_of[place]]]
            if wrong or not lines:
                yield f"line-outside {edge.type} {edge.start} -> {edge.end} {wrong}"


def _number(node: Node, name: str) -> int:
    value = node.properties.get(name, 0)
    return value if isinstance(value, int) else -1


def _definitions(judged: Judged, symbols: Mapping[str, list[Symbol]]) -> Iterator[str]:
    for path, one in read_files(judged):
        definitions = [(_GROUPS.get(s.definition.kind, ""), s.definition) for s in symbols.get(path, ())]
        found = Counter((group, definition.line, definition.end_line) for group, definition in definitions if group)
        yield from (f"definition-lost {path} {what}" for what in (one.definitions - found).elements())
        yield from (f"definition-invented {path} {what}" for what in (found - one.definitions).elements())


def _call_sites(judged: Judged, symbols: Mapping[str, list[Symbol]]) -> Iterator[str]:
    """Each written call and decorator is one call site, and its line has a claim or a site that says why there is none."""
    linked = judged.linked
    meant = sum(one.call_sites for _, one in read_files(judged))
    unsure = [path for path, one in judged.written.items() if isinstance(one, str) and path not in judged.diagnostics]
    if linked.call_sites != meant and not unsure:
        yield f"call-sites {linked.call_sites} where ast counts {meant}"
    path_of = {symbol.id: path for path, each in symbols.items() for symbol in each}
    answered: dict[str, set[int]] = defaultdict(set)
    for claim in linked.claims:
        if claim.type == "CALLS":
            answered[path_of[claim.start]].update(claim.lines)
    for site in linked.unresolved:
        answered[path_of[site.caller]].add(site.line)
        if not site.reason:
            yield f"call-without-reason {site}"
    for path, one in read_files(judged):
        for line, count in sorted((one.calls + one.decorators).items()):
            if line not in answered[path]:
                yield f"call-lost {path}:{line} ({count})"


def _imports(judged: Judged, symbols: Mapping[str, list[Symbol]]) -> Iterator[str]:
    path_of = {symbol.id: path for path, each in symbols.items() for symbol in each}
    answered: dict[str, set[int]] = defaultdict(set)
    for claim in judged.linked.claims:
        if claim.type == "IMPORTS":
            answered[path_of[claim.start]].update(claim.lines)
    for path, one in read_files(judged):
        for first, last in one.imports:
            if answered[path].isdisjoint(range(first, last + 1)):
                yield f"import-lost {path}:{first}"
