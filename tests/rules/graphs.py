"""Small graphs written as text, for rules: a line a node, a line a relation. `KEY=VALUE` is JSON where it can be, else text.

source NAME LICENSE                  a source with one file, one module and its provenance
file NAME PATH LICENSE               another file of the source, under a licence of its own
def NAME QUALIFIED [PATH]            a function in it
dist NAME LICENSE                    a distribution that is not indexed, with one name: NAME.call
licensefile NAME PATH KIND           a licence, notice or authors file of the source
model NAME KEY=VALUE…                a model that the sources' ingests used
A calls B [confidence]               between functions, or to a distribution's name
A names QUALIFIED                    a call to a name that no environment could place
A imports B                          between modules
A resembles B score                  a near-duplicate
A depends B KEY=VALUE…               of a source on a distribution
A claims LICENSE KEY=VALUE…          another LICENSED_UNDER of a source
unresolved QUALIFIED COUNT           call sites in a function that nobody could resolve
without digest|activity|agent|revision NAME   provenance that is missing
set WHAT KEY=VALUE…                  more properties of a source NAME, a file NAME/PATH, a function QUALIFIED or a dist NAME
answer NAME KEY=VALUE…               a recorded answer
NAME cites QUALIFIED KEY=VALUE…      what it rests on
"""

import json
import shlex
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

from graph.facts import Batch, Edge, Node, Property
from graph.licensing.categories import category
from graph.licensing.expressions import license_ids
from graph.ports import GraphStore

_AGENT = "agent:test@1"
_RELATIONS = {"calls", "names", "imports", "resembles", "depends", "claims", "cites"}


@dataclass(frozen=True, slots=True)
class Graph:
    """What a text draws: sources, each as its whole state, and what belongs to none."""

    batches: tuple[Batch, ...]
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    def put_into(self, store: GraphStore) -> None:
        """Write it all; what is pointed at must be there first."""
        owner = {node.id: batch.source for batch in self.batches for node in batch.nodes}
        batches = {batch.source: batch for batch in self.batches}
        ends = {one.source: {edge.end for edge in one.edges} for one in self.batches}
        needs = {source: {owner[end] for end in ends[source] & owner.keys()} - {source} for source in ends}
        for source in TopologicalSorter(needs).static_order():
            store.replace(batches[source])
        if self.nodes:
            store.append(self.nodes, self.edges)


class _Drawn:
    def __init__(self) -> None:
        self.nodes: dict[str, list[Node]] = defaultdict(list)
        self.edges: dict[str, list[Edge]] = defaultdict(list)
        self.shared_nodes = [Node(_AGENT, ("Agent",), {"name": "test"})]
        self.shared_edges: list[Edge] = []
        self.place: dict[str, str] = {}
        self.licenses: dict[str, str] = {}
        self.unresolved: dict[str, int] = {}
        self.missing: set[tuple[str, str]] = set()
        self.added: dict[str, dict[str, Property]] = defaultdict(dict)
        self.log_nodes: list[Node] = []
        self.log_edges: list[Edge] = []

    def source(self, name: str, *license_: str) -> None:
        source, expression = _source(name), " ".join(license_)
        properties: dict[str, Property] = {
            "name": name,
            "license": expression,
            "detector": "texts@2 2026-05-01",
            "source": source,
        }
        self.nodes[name].append(Node(source, ("Source", "Entity"), properties))
        if ("activity", name) not in self.missing:
            activity = f"activity:ingest:{source}"
            self.nodes[name].append(Node(activity, ("Activity",), {"kind": "ingest", "source": source}))
            if ("agent", name) not in self.missing:
                self.edges[name].append(Edge("WAS_ASSOCIATED_WITH", activity, _AGENT, {}))
        self._licensed(self.edges[name], source, expression)
        self.file(name, f"{name}.py", expression, own=False)

    def file(self, name: str, path: str, *license_: str, own: bool = True) -> None:
        source, expression = _source(name), " ".join(license_)
        file = f"{source}#/{path}"
        properties: dict[str, Property] = {"path": path, "license": expression, "source": source}
        properties["license_kind"] = "detected" if own else "declared"
        known = {"digest": "sha256:0", "revision": "1"}
        properties |= {key: value for key, value in known.items() if (key, name) not in self.missing}
        self.nodes[name].append(Node(file, ("File", "Entity"), properties))
        self.licenses[file] = expression
        module = path.removesuffix(".py").replace("/", ".")
        self._symbol(name, module, "Module", path)
        self.edges[name] += [Edge("CONTAINS", source, file, {}), Edge("CONTAINS", file, f"{source}#{module}", {})]
        if ("activity", name) not in self.missing:
            self.edges[name].append(Edge("WAS_GENERATED_BY", file, f"activity:ingest:{source}", {}))
        if own:
            self._licensed(self.edges[name], file, expression)

    def function(self, name: str, qualified: str, path: str = "") -> None:
        source, file = _source(name), path or f"{name}.py"
        self._symbol(name, qualified, "Function", file)
        module = f"{source}#{file.removesuffix('.py').replace('/', '.')}"
        self.edges[name].append(Edge("CONTAINS", module, f"{source}#{qualified}", {}))

    def distribution(self, name: str, *license_: str) -> None:
        expression, distribution = " ".join(license_), _distribution(name)
        properties: dict[str, Property] = {"name": name, "version": "1"}
        if expression != "-":
            properties["license"] = expression
        self.shared_nodes.append(Node(distribution, ("Distribution",), properties))
        external = f"{distribution}#{name}.call"
        self.shared_nodes.append(Node(external, ("External",), {"name": "call", "qualified_name": f"{name}.call"}))
        self.shared_edges.append(Edge("CONTAINS", distribution, external, {}))
        self._licensed(self.shared_edges, distribution, expression)
        self.place[f"{name}.call"] = external

    def license_file(self, name: str, path: str, kind: str) -> None:
        source = _source(name)
        properties: dict[str, Property] = {"path": path, "kind": kind, "text": f"The text of {path}.", "source": source}
        self.nodes[name].append(Node(f"{source}#/{path}", ("LicenseFile", "Entity"), properties))
        self.edges[name].append(Edge("CONTAINS", source, f"{source}#/{path}", {}))

    def model(self, name: str, **properties: Property) -> None:
        self.shared_nodes.append(Node(f"model:{name}", ("Model", "Entity"), {"name": name, **properties}))
        for source in list(self.nodes):
            self.edges[source].append(Edge("USED", f"activity:ingest:{_source(source)}", f"model:{name}", {}))

    def calls(self, caller: str, callee: str, confidence: str = "1") -> None:
        self._claim("CALLS", caller, callee, {"confidence": float(confidence)})

    def names(self, caller: str, qualified: str) -> None:
        unplaced = f"pkg:generic/unknown#{qualified}"
        about: dict[str, Property] = {"name": qualified.rpartition(".")[2], "qualified_name": qualified}
        self.shared_nodes.append(Node(unplaced, ("External",), about))
        where: dict[str, Property] = {"method": "exact", "line": 7, "lines": [7], "confidence": 1.0}
        self.edges[_owner(self.place[caller])].append(Edge("CALLS", self.place[caller], unplaced, where))

    def imports(self, importer: str, imported: str) -> None:
        self._claim("IMPORTS", importer, imported, {"confidence": 1.0, "kind": "runtime"})

    def resembles(self, one: str, other: str, score: str) -> None:
        start = self.place[one]
        properties: dict[str, Property] = {"method": "near-duplicate", "score": float(score)}
        self.edges[_owner(start)].append(Edge("SIMILAR_TO", start, self.place[other], properties))

    def depends(self, name: str, distribution: str, **properties: Property) -> None:
        self.edges[name].append(Edge("DEPENDS_ON", _source(name), _distribution(distribution), properties))

    def claims(self, name: str, license_: str, **properties: Property) -> None:
        self._licensed(self.edges[name], _source(name), license_, **properties)

    def answer(self, name: str, **properties: Property) -> None:
        said: dict[str, Property] = {"at": "2026-01-31T12:00:00+00:00", "model": "model:small"}
        said |= {f"{one}_digest": f"sha256:{one}" for one in ("question", "prompt", "answer", "model")}
        self.log_nodes.append(_without_nulls(Node(f"answer:{name}", ("Answer", "Entity"), {**said, **properties})))

    def cites(self, answer: str, qualified: str, **properties: Property) -> None:
        number = sum(1 for edge in self.log_edges if edge.start == f"answer:{answer}") + 1
        symbol = self.place[qualified]
        source = symbol.partition("#")[0]
        path = next(key for key in self.licenses if key.startswith(f"{source}#/")).partition("#/")[2]
        said: dict[str, Property] = {"symbol": symbol, "source": source, "path": path, "line": 3}
        said |= {"license": self.licenses[f"{source}#/{path}"], "digest": "sha256:0", **properties}
        citation = _without_nulls(Node(f"answer:{answer}#{number}", ("Citation", "Entity"), said))
        self.log_nodes.append(citation)
        self.log_edges.append(Edge("WAS_DERIVED_FROM", f"answer:{answer}", citation.id, {}))

    def batches(self) -> tuple[Batch, ...]:
        return tuple(
            Batch(
                _source(name),
                tuple(self._whole(node) for node in nodes),
                tuple({(edge.type, edge.start, edge.end): edge for edge in self.edges[name]}.values()),
                tuple(self._whole(node) for node in self.shared_nodes),
                tuple(self.shared_edges),
            )
            for name, nodes in self.nodes.items()
        )

    def _claim(self, type_: str, start: str, end: str, properties: dict[str, Property]) -> None:
        where: dict[str, Property] = {"method": "exact", "line": 7, "lines": [7]}
        self.edges[_owner(self.place[start])].append(Edge(type_, self.place[start], self.place[end], {**where, **properties}))

    def _symbol(self, name: str, qualified: str, label: str, path: str) -> None:
        source = _source(name)
        properties: dict[str, Property] = {
            "name": qualified.rpartition(".")[2],
            "qualified_name": qualified,
            "kind": label.lower(),
            "module": path.removesuffix(".py").replace("/", "."),
            "path": path,
            "line": 1,
            "license": self.licenses[f"{source}#/{path}"],
            "source": source,
        }
        if count := self.unresolved.get(qualified):
            properties |= {"unresolved_count": count, "unresolved_sites": ["3 send unknown-value"]}
        self.nodes[name].append(Node(f"{source}#{qualified}", (label, "Symbol"), properties))
        self.place[qualified] = f"{source}#{qualified}"

    def _licensed(self, edges: list[Edge], start: str, expression: str, **more: Property) -> None:
        for one in license_ids(expression):
            node = Node(one, ("License",), {"name": one, "category": category(one)})
            if node not in self.shared_nodes:
                self.shared_nodes.append(node)
            edges.append(Edge("LICENSED_UNDER", start, one, {"expression": expression, "kind": "declared", **more}))

    def _whole(self, node: Node) -> Node:
        return _without_nulls(replace(node, properties={**node.properties, **self.added.get(node.id, {})}))


def draw(text: str) -> Graph:
    """What the text says."""
    drawn = _Drawn()
    lines = [shlex.split(line) for line in text.strip().splitlines() if line.strip()]
    for word, *rest in lines:
        if word == "without":
            drawn.missing.add((rest[0], rest[1]))
        elif word == "unresolved":
            drawn.unresolved[rest[0]] = int(rest[1])
    _each(lines, {"source": drawn.source})
    _each(lines, {"file": drawn.file, "dist": drawn.distribution, "licensefile": drawn.license_file, "model": drawn.model})
    _each(lines, {"def": drawn.function, "answer": drawn.answer})
    for first, *rest in lines:
        if rest[0] in _RELATIONS:
            plain, named = _arguments(rest[1:])
            getattr(drawn, rest[0])(first, *plain, **named)
        elif first == "set":
            plain, named = _arguments(rest)
            drawn.added[_named(drawn, plain[0])] |= named
    return Graph(drawn.batches(), tuple(drawn.log_nodes), tuple(drawn.log_edges))


def _each(lines: Sequence[Sequence[str]], words: dict[str, Callable[..., None]]) -> None:
    for word, *rest in lines:
        if word in words:
            plain, named = _arguments(rest)
            words[word](*plain, **named)


def _arguments(parts: Sequence[str]) -> tuple[list[str], dict[str, Property]]:
    named = {key: _value(value) for key, _, value in (part.partition("=") for part in parts if "=" in part)}
    return [part for part in parts if "=" not in part], named


def _value(text: str) -> Property:
    try:
        value: Property = json.loads(text)
    except ValueError:
        return text
    return value


def _named(drawn: _Drawn, what: str) -> str:
    if what in drawn.nodes:
        return _source(what)
    name, slash, path = what.partition("/")
    if slash and name in drawn.nodes:
        return f"{_source(name)}#/{path}"
    return drawn.place.get(what) or _distribution(what)


def _without_nulls(node: Node) -> Node:
    return replace(node, properties={key: value for key, value in node.properties.items() if value is not None})


def _source(name: str) -> str:
    return f"pkg:generic/{name}"


def _distribution(name: str) -> str:
    return f"pkg:pypi/{name}@1"


def _owner(id_: str) -> str:
    return id_.removeprefix("pkg:generic/").partition("#")[0]
