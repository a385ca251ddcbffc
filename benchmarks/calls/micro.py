"""Precision and recall against PyCG's micro-benchmark.

The edges into the case's own functions, a class standing for the `__init__` that it finds.
"""

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.calls.linked import link
from graph.facts import Kind, LinkedFacts

DEFAULT = Path(__file__).parents[3] / "shared" / "benchmarks" / "pycg-micro"

type Edges = set[tuple[str, str]]


@dataclass(slots=True)
class Score:
    """Edges found and meant, found only, meant only."""

    right: int = 0
    extra: int = 0
    missing: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is meant."""
        return self.right / ((self.right + self.extra) or 1)

    @property
    def recall(self) -> float:
        """The share of what is meant that was found."""
        return self.right / ((self.right + self.missing) or 1)

    def add(self, case: str, found: Edges, meant: Edges) -> None:
        """Count one case."""
        self.right += len(found & meant)
        self.extra += len(found - meant)
        self.missing += len(meant - found)
        self.wrong += [f"{case}: extra {a} -> {b}" for a, b in sorted(found - meant)]
        self.wrong += [f"{case}: missing {a} -> {b}" for a, b in sorted(meant - found)]


def accuracy(snippets: Path, output: Path | None) -> None:
    """Precision and recall by category."""
    scores: dict[str, Score] = defaultdict(Score)
    result = {}
    for case in sorted(path.parent for path in snippets.glob("*/*/callgraph.json")):
        name = f"{case.parent.name}/{case.name}"
        files = {path.relative_to(case).as_posix(): path.read_text(encoding="utf-8") for path in sorted(case.rglob("*.py"))}
        linked, _ = link(case.name, files)
        graph = named_by_path(linked, case)
        result[name] = {caller: sorted(callees) for caller, callees in sorted(graph.items())}
        meant = json.loads((case / "callgraph.json").read_text(encoding="utf-8"))
        own = OwnNames(case, files)
        for key in (case.parent.name, "all"):
            scores[key].add(name, own.edges(graph), own.edges(meant))
    if output:
        output.write_text(json.dumps(result, indent=1), encoding="utf-8")
    for key in [*sorted(set(scores) - {"all"}), "all"]:
        score = scores[key]
        counts = f"{score.right} right, {score.extra} extra, {score.missing} missing"
        print(f"{key:14} precision {score.precision:.3f} recall {score.recall:.3f}  ({counts})")
    print("\n".join(scores["all"].wrong))


def named_by_path(linked: LinkedFacts, case: Path) -> dict[str, set[str]]:
    """Calls as {caller: callees}, modules named by their path as the benchmark does, also below folders without `__init__`."""
    modules = {}
    for symbol in linked.symbols:
        if symbol.definition.kind is Kind.MODULE:
            path = symbol.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            modules[symbol.module, symbol.path] = case.name if path == "__init__" else path
    names = {external.id: external.qualified_name for external in linked.externals}
    for symbol in linked.symbols:
        names[symbol.id] = modules[symbol.module, symbol.path] + symbol.qualified_name[len(symbol.module) :]
    graph: dict[str, set[str]] = defaultdict(set)
    for claim in linked.claims:
        if claim.type == "CALLS":
            graph[names[claim.start]].add(names[claim.end])
    return graph


class OwnNames:
    """What a case defines, by reading its syntax only: the functions that edges count for, and each class's `__init__`."""

    def __init__(self, case: Path, files: dict[str, str]) -> None:
        self.kinds: dict[str, str] = {}
        self.bases: dict[str, list[str]] = {}
        for path, text in files.items():
            module = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
            module = case.name if module == "__init__" else module
            self.kinds[module] = "module"
            self._visit(ast.parse(text), module, [0])

    def _visit(self, node: ast.AST, name: str, lambdas: list[int]) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                self._function(child, name, lambdas)
            elif isinstance(child, ast.ClassDef):
                inner = f"{name}.{child.name}"
                self.kinds[inner] = "class"
                self.bases[inner] = [ast.unparse(base) for base in child.bases]
                self._visit(ast.Module(child.body, []), inner, [0])
            elif isinstance(child, ast.Lambda):
                lambdas[0] += 1
                inner = f"{name}.<lambda{lambdas[0]}>"
                self.kinds[inner] = "function"
                self._visit(child, inner, [0])
            else:
                self._visit(child, name, lambdas)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, lambdas: list[int]) -> None:
        inner = f"{name}.{node.name}"
        self.kinds[inner] = "function"
        for decorator in node.decorator_list:
            self._visit(ast.Expression(decorator), name, lambdas)
        self._visit(ast.Module(node.body, []), inner, [0])
        self._visit(node.args, name, lambdas)

    def edges(self, graph: dict[str, set[str]] | dict[str, list[str]]) -> Edges:
        """Edges from the case's own code into its own functions."""
        found = set()
        for caller, callees in graph.items():
            for callee in callees:
                end = self._started_by(callee, frozenset())
                if caller in self.kinds and end is not None and self.kinds.get(end) == "function":
                    found.add((caller, end))
        return found

    def _started_by(self, name: str, seen: frozenset[str]) -> str | None:
        if self.kinds.get(name) != "class":
            return name
        if f"{name}.__init__" in self.kinds:
            return f"{name}.__init__"
        if name in seen:
            return None
        candidates = (base for written in self.bases[name] for base in self._classes(written.rpartition(".")[2], name))
        return next((found for base in candidates if (found := self._started_by(base, seen | {name})) is not None), None)

    def _classes(self, last: str, user: str) -> Iterator[str]:
        same = [
            name for name, kind in self.kinds.items() if kind == "class" and name.rpartition(".")[2] == last and name != user
        ]
        near = [name for name in same if name.rpartition(".")[0] == user.rpartition(".")[0]]
        yield from (near or same)[:1]
