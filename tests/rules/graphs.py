"""Small graphs written as text, for rules: a line a node, a line a relation.

source NAME LICENSE                  a source with one file, one module and its provenance
file NAME PATH LICENSE               another file of the source, under a licence of its own
def NAME QUALIFIED [PATH]            a function in it
dist NAME LICENSE                    a distribution that is not indexed, with one name: NAME.call
A calls B [confidence]               between functions, or to a distribution's name
unresolved QUALIFIED COUNT           call sites in a function that nobody could resolve
without digest|activity|agent NAME   provenance that is missing
"""

from collections import defaultdict
from collections.abc import Callable

from graph.facts import Batch, Edge, Node, Property

_CATEGORIES = {
    "MIT": "permissive",
    "Apache-2.0": "permissive",
    "GPL-3.0-only": "copyleft",
    "LGPL-3.0-only": "weak-copyleft",
}
_AGENT = "agent:test@1"


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

    def source(self, name: str, license_: str) -> None:
        source = f"pkg:generic/{name}"
        self.nodes[name].append(Node(source, ("Source", "Entity"), {"name": name, "license": license_, "source": source}))
        if ("activity", name) not in self.missing:
            activity = f"activity:ingest:{source}"
            self.nodes[name].append(Node(activity, ("Activity",), {"kind": "ingest", "source": source}))
            if ("agent", name) not in self.missing:
                self.edges[name].append(Edge("WAS_ASSOCIATED_WITH", activity, _AGENT, {}))
        self._licensed(self.edges[name], source, license_)
        self.file(name, f"{name}.py", license_, own=False)

    def file(self, name: str, path: str, license_: str, *, own: bool = True) -> None:
        source = f"pkg:generic/{name}"
        file, module = f"{source}#/{path}", f"{source}#{path.removesuffix('.py')}"
        properties: dict[str, Property] = {"path": path, "license": license_, "source": source}
        if ("digest", name) not in self.missing:
            properties["digest"] = "sha256:0"
        self.nodes[name].append(Node(file, ("File", "Entity"), properties))
        self.licenses[file] = license_
        self._symbol(name, module, path.removesuffix(".py"), "Module", path)
        self.edges[name] += [Edge("CONTAINS", source, file, {}), Edge("CONTAINS", file, module, {})]
        if ("activity", name) not in self.missing:
            self.edges[name].append(Edge("WAS_GENERATED_BY", file, f"activity:ingest:{source}", {}))
        if own:
            self._licensed(self.edges[name], file, license_)

    def function(self, name: str, qualified: str, path: str) -> None:
        source = f"pkg:generic/{name}"
        self._symbol(name, f"{source}#{qualified}", qualified, "Function", path)
        module = f"{source}#{path.removesuffix('.py')}"
        self.edges[name].append(Edge("CONTAINS", module, f"{source}#{qualified}", {}))

    def distribution(self, name: str, license_: str) -> None:
        distribution = f"pkg:pypi/{name}@1"
        properties: dict[str, Property] = {"name": name, "version": "1"}
        if license_ != "-":
            properties["license"] = license_
        self.shared_nodes.append(Node(distribution, ("Distribution",), properties))
        external = f"{distribution}#{name}.call"
        self.shared_nodes.append(Node(external, ("External",), {"name": "call", "qualified_name": f"{name}.call"}))
        self.shared_edges.append(Edge("CONTAINS", distribution, external, {}))
        self._licensed(self.shared_edges, distribution, license_)
        self.place[f"{name}.call"] = external

    def call(self, caller: str, callee: str, confidence: float) -> None:
        start = self.place[caller]
        name = start.removeprefix("pkg:generic/").partition("#")[0]
        properties: dict[str, Property] = {"method": "exact", "confidence": confidence, "line": 7, "lines": [7]}
        self.edges[name].append(Edge("CALLS", start, self.place[callee], properties))

    def _symbol(self, name: str, symbol: str, qualified: str, label: str, path: str) -> None:
        source = f"pkg:generic/{name}"
        properties: dict[str, Property] = {
            "name": qualified.rpartition(".")[2],
            "qualified_name": qualified,
            "kind": label.lower(),
            "path": path,
            "line": 1,
            "license": self.licenses[f"{source}#/{path}"],
            "source": source,
        }
        if count := self.unresolved.get(qualified):
            properties |= {"unresolved_count": count, "unresolved_sites": ["3 send unknown-value"]}
        self.nodes[name].append(Node(symbol, (label, "Symbol"), properties))
        self.place[qualified] = symbol

    def _licensed(self, edges: list[Edge], start: str, expression: str) -> None:
        for one in expression.replace("(", "").replace(")", "").replace(" OR ", " AND ").split(" AND "):
            if one in _CATEGORIES:
                node = Node(one, ("License",), {"name": one, "category": _CATEGORIES[one]})
                if node not in self.shared_nodes:
                    self.shared_nodes.append(node)
                edges.append(Edge("LICENSED_UNDER", start, one, {"expression": expression, "kind": "declared"}))


def draw(text: str) -> list[Batch]:
    """The sources of a text, in order, each as its whole state."""
    drawn = _Drawn()
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    for word, *rest in lines:
        if word == "without":
            drawn.missing.add((rest[0], rest[1]))
        elif word == "unresolved":
            drawn.unresolved[rest[0]] = int(rest[1])
    words: dict[str, Callable[..., None]] = {
        "source": lambda name, *license_: drawn.source(name, " ".join(license_)),
        "file": drawn.file,
        "dist": lambda name, *license_: drawn.distribution(name, " ".join(license_)),
        "def": lambda name, qualified, path="": drawn.function(name, qualified, path or f"{name}.py"),
    }
    for word, *rest in lines:
        if word in words:
            words[word](*rest)
    for word, *rest in lines:
        if rest[0] == "calls":
            drawn.call(word, rest[1], float(rest[2]) if len(rest) > 2 else 1.0)
    return [
        Batch(
            f"pkg:generic/{name}",
            tuple(nodes),
            tuple(drawn.edges[name]),
            tuple(drawn.shared_nodes),
            tuple(drawn.shared_edges),
        )
        for name, nodes in drawn.nodes.items()
    ]
