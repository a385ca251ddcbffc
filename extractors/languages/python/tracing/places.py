"""Where a code object was defined: what the interpreter calls it, in the terms of symbols."""

import ast
from collections import defaultdict
from pathlib import Path

from graph.observations import Place

_INLINE = ("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>", "<generic")

type _Node = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


class Places:
    """Finds definitions by the name and first line that a code object carries. Files are read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, _File | None] = {}

    def of(self, path: str, qualified_name: str, first_line: int) -> Place | None:
        """The place of a code object; that of what holds it for a generator expression. None when the file lacks it."""
        if path not in self._files:
            self._files[path] = self._read(Path(path))
        file = self._files[path]
        return file.place(qualified_name, first_line) if file else None

    def _read(self, path: Path) -> "_File | None":
        try:
            return _File(path.relative_to(self._root).as_posix(), ast.parse(path.read_bytes()))
        except (OSError, ValueError, SyntaxError, RecursionError):
            return None


class _File:
    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path = path
        self.nodes: dict[str, list[_Node]] = defaultdict(list)
        self._visit(tree, ())

    def _visit(self, node: ast.AST, parts: tuple[str, ...]) -> None:
        for child in ast.iter_child_nodes(node):
            inner = parts
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
                inner = (*parts, "<lambda>" if isinstance(child, ast.Lambda) else child.name)
                self.nodes[".".join(inner)].append(child)
            self._visit(child, inner)

    def place(self, qualified_name: str, first_line: int) -> Place | None:
        parts = [part for part in qualified_name.split(".") if part != "<locals>"]
        inline = parts[-1].startswith(_INLINE)
        parts = [part for part in parts if not part.startswith(_INLINE)]
        if parts in ([], ["<module>"]):
            return Place(self.path, 0, "")
        found = [node for node in self.nodes.get(".".join(parts), ()) if _holds(node, first_line, inline=inline)]
        # Of several, the innermost; two lambdas on one line cannot be told apart.
        found.sort(key=lambda node: node.lineno)
        if not found or (len(found) > 1 and found[-1].lineno == found[-2].lineno):
            return None
        return Place(self.path, found[-1].lineno, parts[-1])


def _holds(node: _Node, first_line: int, *, inline: bool) -> bool:
    if inline:
        return _first_line(node) <= first_line <= (node.end_lineno or node.lineno)
    return first_line in (_first_line(node), node.lineno)


def _first_line(node: _Node) -> int:
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return min([node.lineno, *(one.lineno for one in decorators)])
