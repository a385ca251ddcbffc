"""Random edits of a folder of Python files, the same for the same seed, to try on them that an edit ends as a clean index does.

Most edits leave programs that parse but often no longer run: names that are gone, modules that moved, bases that are no more.
That is the state in which people index most of the time.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

_BROKEN = "\ndef (:\n"
_DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_HEADER = "# SPDX-License-Identifier: "
_DECORATORS = ("@staticmethod", "@property", "@functools.cache", "@undefined.decorator(1)")


class Edits:
    """Edits one after the other, in place."""

    def __init__(self, root: Path, seed: int) -> None:
        """Edit the Python files under `root`."""
        self.root = root
        self.random = Random(seed)  # noqa: S311  reproducible, not secret
        self.deleted: dict[Path, str] = {}
        self.states = [self.state()]
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        """Make an edit for each item, which says what was done."""
        while True:
            yield self.edit()

    def edit(self) -> str:
        """Make one edit that changes something; says what it was."""
        while True:
            edit = self.random.choice(_EDITS)
            self.count += 1
            before = self.state()
            said = edit(self)
            if said is not None and self.state() != before:
                self.states.append(self.state())
                return f"{edit.__name__.strip('_')}: {said}"

    def state(self) -> dict[Path, str]:
        """Every file's text."""
        return {path: path.read_text(encoding="utf-8") for path in sorted(self.root.rglob("*.py"))}

    def file(self) -> Path:
        """Any file."""
        return self.random.choice(sorted(self.root.rglob("*.py")))

    def name(self) -> str:
        """A name that nothing has yet."""
        return f"edited_{self.count}"

    def dotted(self, path: Path) -> str:
        """A file's module name, as if all import roots were the folder."""
        return ".".join(path.relative_to(self.root).with_suffix("").parts).removesuffix(".__init__")

    def definition(self, kind: type | None = None) -> tuple[Path, list[str], ast.stmt] | None:
        """Any definition, with its file and the file's lines."""
        path = self.file()
        text = path.read_text(encoding="utf-8")
        tree = _parse(text) or ast.Module([], [])
        found = [node for node in ast.walk(tree) if isinstance(node, kind or _DEFINITION) and isinstance(node, _DEFINITION)]
        return (path, text.split("\n"), self.random.choice(found)) if found else None


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines), encoding="utf-8")


def _first(node: ast.stmt) -> int:
    """The index of a definition's first line, with its decorators."""
    decorators = node.decorator_list if isinstance(node, _DEFINITION) else []
    return min([node.lineno, *(one.lineno for one in decorators)]) - 1


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _within(edits: Edits, kind: type | None, text: Callable[[ast.stmt], str]) -> str | None:
    """Insert lines before the first statement of a definition's body."""
    found = edits.definition(kind)
    if found is None:
        return None
    path, lines, node = found
    body = node.body[0] if isinstance(node, _DEFINITION) else node
    if body.lineno == node.lineno:
        return None
    indent = _indent(lines[body.lineno - 1])
    at = _first(body)
    _write(path, [*lines[:at], *(indent + one for one in text(node).split("\n")), *lines[at:]])
    return f"{path.name} {getattr(node, 'name', '')}"


def _append(edits: Edits, text: str) -> str:
    path = edits.file()
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{text}\n", encoding="utf-8")
    return path.name


def _add_function(edits: Edits) -> str | None:
    other = edits.definition()
    called = getattr(other[2], "name", "print") if other else "print"
    return _append(edits, f"def {edits.name()}(value):\n    return {called}(value).{edits.name()}()")


def _add_method(edits: Edits) -> str | None:
    name = edits.name()
    return _within(edits, ast.ClassDef, lambda _: f"def {name}(self, other=None):\n    return self.{name}(other)\n")


def _add_subclass(edits: Edits) -> str | None:
    found = edits.definition(ast.ClassDef)
    if found is None:
        return None
    name = getattr(found[2], "name", "")
    return _append(
        edits,
        f"from {edits.dotted(found[0])} import {name}\n\n\nclass {edits.name().title()}({name}):\n"
        f"    def __init__(self, *values):\n        super().__init__(*values)\n        self.held = {name}(*values)",
    )


def _add_duplicate(edits: Edits) -> str | None:
    found = edits.definition(ast.FunctionDef)
    if found is None:
        return None
    path, lines, node = found
    copy = lines[_first(node) : node.end_lineno]
    _write(path, [*lines[: _first(node)], *copy, *lines[_first(node) :]])
    return f"{path.name} {getattr(node, 'name', '')}"


def _remove_definition(edits: Edits) -> str | None:
    found = edits.definition()
    if found is None:
        return None
    path, lines, node = found
    _write(path, [*lines[: _first(node)], f"{_indent(lines[_first(node)])}pass", *lines[node.end_lineno :]])
    return f"{path.name} {getattr(node, 'name', '')}"


def _rename_definition(edits: Edits) -> str | None:
    """Only where it is defined: who uses it is left behind."""
    found = edits.definition()
    if found is None:
        return None
    path, lines, node = found
    name = getattr(node, "name", "")
    lines[node.lineno - 1] = re.sub(rf"\b{re.escape(name)}\b", edits.name(), lines[node.lineno - 1], count=1)
    _write(path, lines)
    return f"{path.name} {name}"


def _rename_everywhere(edits: Edits) -> str | None:
    found = edits.definition(ast.ClassDef)
    if found is None:
        return None
    name = getattr(found[2], "name", "")
    for path, text in edits.state().items():
        path.write_text(re.sub(rf"\b{re.escape(name)}\b", edits.name().title(), text), encoding="utf-8")
    return f"{found[0].name} {name}"


def _change_body(edits: Edits) -> str | None:
    other = edits.definition()
    called = getattr(other[2], "name", "print") if other else "print"
    return _within(edits, ast.FunctionDef, lambda _: f"made = {called}()\nmade.close(made)")


def _change_decorator(edits: Edits) -> str | None:
    found = edits.definition(ast.FunctionDef)
    if found is None:
        return None
    path, lines, node = found
    first = _first(node)
    written = [f"{_indent(lines[first])}{edits.random.choice(_DECORATORS)}"] if first == node.lineno - 1 else []
    _write(path, [*lines[:first], *written, *lines[node.lineno - 1 :]])
    return f"{path.name} {getattr(node, 'name', '')}"


def _change_bases(edits: Edits) -> str | None:
    found, other = edits.definition(ast.ClassDef), edits.definition(ast.ClassDef)
    if found is None or other is None:
        return None
    path, lines, node = found
    name, base = getattr(node, "name", ""), getattr(other[2], "name", "")
    line = lines[node.lineno - 1]
    changed = re.sub(r"class \w+(\(.*\))?:", f"class {name}({base}):" if "(" not in line else f"class {name}:", line)
    lines[node.lineno - 1] = changed
    _write(path, lines)
    return f"{path.name} {name}"


def _change_docstring(edits: Edits) -> str | None:
    return _within(edits, None, lambda node: f'"""Says {edits.count} of {getattr(node, "name", "")}."""')


def _add_import(edits: Edits) -> str | None:
    found = edits.definition()
    if found is None:
        return None
    text = f"from {edits.dotted(found[0])} import {getattr(found[2], 'name', '*')} as {edits.name()}"
    path = edits.file()
    if edits.random.random() < 0.5:
        return _within(edits, ast.FunctionDef, lambda _: f"{text}\n{edits.name()}()")
    star = f"from {edits.dotted(found[0])} import *" if edits.random.random() < 0.5 else text
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{star}\n", encoding="utf-8")
    return f"{path.name} {star}"


def _remove_import(edits: Edits) -> str | None:
    path = edits.file()
    lines = path.read_text(encoding="utf-8").split("\n")
    found = [index for index, line in enumerate(lines) if re.match(r"\s*(import|from) .*[^(\\]$", line)]
    if not found:
        return None
    at = edits.random.choice(found)
    said = lines[at].strip()
    lines[at] = f"{_indent(lines[at])}pass"
    _write(path, lines)
    return f"{path.name} {said}"


def _change_all(edits: Edits) -> str | None:
    found = edits.definition()
    if found is None:
        return None
    path, lines, node = found
    name = getattr(node, "name", "")
    path.write_text("\n".join([*lines, f"__all__ = [{name!r}]", ""]), encoding="utf-8")
    return f"{path.name} {name}"


def _shift_lines(edits: Edits) -> str | None:
    path = edits.file()
    path.write_text(f"# {edits.name()}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return path.name


def _change_license(edits: Edits) -> str | None:
    path = edits.file()
    text = path.read_text(encoding="utf-8")
    kept = (
        text.partition("\n")[2] if text.startswith(_HEADER) else f"{_HEADER}{edits.random.choice(('MIT', 'MPL-2.0'))}\n{text}"
    )
    path.write_text(kept, encoding="utf-8")
    return path.name


def _move_file(edits: Edits) -> str | None:
    path, beside = edits.file(), edits.file()
    target = beside.with_name(f"{edits.name()}.py" if edits.random.random() < 0.5 else path.name)
    if target.exists():
        return None
    path.rename(target)
    return f"{path.name} to {target.relative_to(edits.root)}"


def _delete_file(edits: Edits) -> str | None:
    path = edits.file()
    edits.deleted[path] = path.read_text(encoding="utf-8")
    path.unlink()
    return path.name


def _restore_file(edits: Edits) -> str | None:
    if not edits.deleted:
        return None
    path = edits.random.choice(sorted(edits.deleted))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(edits.deleted.pop(path), encoding="utf-8")
    return path.name


def _break_or_mend(edits: Edits) -> str | None:
    broken = [path for path, text in edits.state().items() if _BROKEN in text]
    path = edits.random.choice(broken) if broken else edits.file()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(_BROKEN, "") if broken else text + _BROKEN, encoding="utf-8")
    return path.name


def _add_package(edits: Edits) -> str | None:
    """First a folder without `__init__`, later the `__init__` that makes it a package."""
    folders = {path.parent for path in edits.state()}
    bare = sorted(folder for folder in folders if folder != edits.root and not (folder / "__init__.py").exists())
    if bare:
        (bare[0] / "__init__.py").write_text("from .inner import *\n", encoding="utf-8")
        return f"{bare[0].name}/__init__.py"
    folder = edits.file().parent / edits.name()
    folder.mkdir()
    (folder / "inner.py").write_text("def made():\n    return Inner()\n\n\nclass Inner:\n    pass\n", encoding="utf-8")
    return f"{folder.name}/inner.py"


def _go_back(edits: Edits) -> str | None:
    """All files as they were some edits ago, as after `git checkout`."""
    index = edits.random.randrange(len(edits.states))
    for path in edits.state():
        path.unlink()
    for path, text in edits.states[index].items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return f"to state {index}"


_EDITS: tuple[Callable[[Edits], str | None], ...] = (
    _add_function,
    _add_method,
    _add_subclass,
    _add_duplicate,
    _add_import,
    _add_package,
    _remove_definition,
    _remove_import,
    _rename_definition,
    _rename_everywhere,
    _change_all,
    _change_bases,
    _change_body,
    _change_decorator,
    _change_docstring,
    _change_license,
    _shift_lines,
    _move_file,
    _delete_file,
    _restore_file,
    _break_or_mend,
    _go_back,
)
