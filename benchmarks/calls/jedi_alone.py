"""Jedi's word on every call that goes by a name, judged as our claims are.

    python -m benchmarks.calls.jedi_alone [PACKAGE …] [--truth DIR]

Each called name is looked up by `goto`, through imports, and where that ends at a variable by `infer`. A call of a class
stands for the `__new__` and `__init__` that it runs, as it does for ours. networkx takes most of the time.
"""

import argparse
import ast
from collections.abc import Iterator
from pathlib import Path

import jedi

from benchmarks.calls.claims import Claimed, Project
from benchmarks.calls.observed import HEADER, judged, line, traced
from benchmarks.calls.scoring import Judge, Score
from benchmarks.calls.truth import Place, Truth, packages

SURE = 1.0
"""Jedi gives no confidence."""


def main() -> None:
    """Print the figures of each package and of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", help="some of the packages, or `dev` or `held_out`; all without")
    parser.add_argument("--truth", type=Path, help="the folder of the traces (default: in the user's cache)")
    options = parser.parse_args()
    truth = options.truth or traced(options.packages)
    total = Score()
    print(HEADER)
    for name in packages(truth, options.packages):
        score = jedis(truth / name)
        total.plus(score)
        print(line(name, SURE, score), flush=True)
    print(line("ALL", SURE, total))


def jedis(folder: Path) -> Score:
    """What Jedi is worth on one traced package."""
    ours = judged(folder)
    ours.project.claims = list(claims(ours.truth, ours.project))
    return Judge(ours.truth, ours.project, ours.written).score(SURE)


def claims(truth: Truth, project: Project) -> Iterator[Claimed]:
    """Jedi's answers for the files that call anything in the trace."""
    symbols = {place: symbol for symbol, place in project.places.items()}
    whole = jedi.Project(truth.root)
    for name in sorted({call.caller[0] for call in truth.calls}):
        path = truth.root / name
        text = path.read_text("utf-8", "replace")
        script = jedi.Script(text, path=path, project=whole)
        sites = Sites(name)
        sites.visit(ast.parse(text))
        for caller, call in sites.found:
            for target in _answers(script, text, call.func, truth.root):
                if symbol := symbols.get(target):
                    yield from _claimed(project, caller, call, symbol)


class Sites(ast.NodeVisitor):
    """The calls of a file, each with the function that makes it, by the line of its `def`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.caller: Place = (path, 0, "")
        self.found: list[tuple[Place, ast.Call]] = []

    def visit_Call(self, node: ast.Call) -> None:
        """A call, and those within it."""
        self.found.append((self.caller, node))
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Decorators and defaults run outside, the body inside."""
        for outside in (*node.decorator_list, node.args):
            self.visit(outside)
        self._inside((self.path, node.lineno, node.name), node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        """The same."""
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """The same for a function without a name."""
        self.visit(node.args)
        self._inside((self.path, node.lineno, "<lambda>"), [node.body])

    def _inside(self, caller: Place, body: list[ast.stmt] | list[ast.expr]) -> None:
        outer, self.caller = self.caller, caller
        for node in body:
            self.visit(node)
        self.caller = outer


def _answers(script: jedi.Script, text: str, called: ast.expr, root: Path) -> Iterator[Place]:
    if not isinstance(called, ast.Name | ast.Attribute):
        return
    row, end = called.end_lineno or called.lineno, called.end_col_offset or 1
    column = len(text.split("\n")[row - 1].encode()[: end - 1].decode(errors="ignore"))
    for name in _looked_up(script, row, column):
        if name.type in {"function", "class"} and name.module_path and name.module_path.is_relative_to(root):
            yield (name.module_path.relative_to(root).as_posix(), name.line, name.name)


def _looked_up(script: jedi.Script, row: int, column: int) -> list[jedi.api.classes.Name]:
    try:
        found: list[jedi.api.classes.Name] = script.goto(row, column, follow_imports=True)
        if not found or any(name.type not in {"function", "class", "property"} for name in found):
            return script.infer(row, column) or found
    except Exception:  # what Jedi raises here is its own
        return []
    return found


def _claimed(project: Project, caller: Place, call: ast.Call, symbol: str) -> Iterator[Claimed]:
    ends = project.started(symbol)
    for row in sorted({call.lineno, call.func.end_lineno or call.lineno}) if ends else ():
        target = project.places[symbol]
        yield Claimed(caller, target, ends, row, "jedi", SURE, "", frozenset({target[2]}))


if __name__ == "__main__":
    main()
