"""Sizes and McCabe's numbers, beside what `ast` and radon say of the same code."""

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from radon.visitors import Class, ComplexityVisitor, Function

from extractors.languages.python.extractor import EXTRACTOR
from graph.facts import Definition, Document, Kind

EXAMPLE = '''
def plain(self, /, first, *rest, key=1, **options):
    """One."""


def decides(items, strict=False):
    total = [item for item in items if item if not strict]
    for item in items:
        while item and total or strict:
            item -= 1
        else:
            break
    try:
        value = 1 if strict else 2
    except (TypeError, ValueError):
        assert value and strict
    except OSError:
        pass
    else:
        def within(item):
            return item or total

        return sorted(items, key=lambda item: item if strict else None)
    match items:
        case [1, 2]:
            pass
        case _:
            pass


class Holder:
    if True:
        size = 1

    def get(self):
        if self.size == 1:
            return 1
        elif self.size == 2:
            return 2
'''


def definitions(text: str) -> dict[str, Definition]:
    facts = EXTRACTOR.extract(Document("m.py", text, "sha256:0"))
    return {definition.qualified_name: definition for definition in facts.definitions}


def test_each_decision_counts_one() -> None:
    found = {
        name: (one.complexity, one.statements, one.parameters)
        for name, one in definitions(EXAMPLE).items()
        if one.kind is not Kind.ATTRIBUTE
    }
    assert found == {
        "": (0, 26, 0),
        "plain": (1, 1, 5),
        # The comprehension 3, for 1, while and its else 2, and 1, or 1, except 2, else 1, conditional 1, assert 1, case 1.
        "decides": (15, 15, 2),
        "decides.within": (2, 1, 1),
        "decides.<lambda1>": (2, 0, 1),
        "Holder": (0, 7, 0),
        "Holder.get": (3, 4, 1),
    }


def files(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return sorted(Path(spec.origin).parent.rglob("*.py"))


@pytest.mark.parametrize("package", ["rich", "starlette"])
def test_statements_are_those_of_ast(package: str) -> None:
    for path in files(package):
        text = path.read_text(encoding="utf-8")
        expected = sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(text)))
        assert definitions(text)[""].statements == expected, path


@pytest.mark.parametrize("package", ["rich", "starlette"])
def test_complexity_is_radons(package: str) -> None:
    compared = 0
    for path in files(package):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        alike = dict(_alike(tree))
        ours = {one.line: one for one in definitions(text).values() if one.kind is not Kind.LAMBDA and one.complexity}
        for name, line, complexity in _blocks([*ComplexityVisitor.from_ast(tree).functions, *_classes(tree)]):
            if alike.get(line) and line in ours:
                assert (name, complexity) == (ours[line].qualified_name.rpartition(".")[2], ours[line].complexity), (path, line)
                compared += 1
    assert compared > 300


def _classes(tree: ast.Module) -> list[Class]:
    return list(ComplexityVisitor.from_ast(tree).classes)


def _blocks(blocks: Iterable[Function | Class]) -> Iterator[tuple[str, int, int]]:
    for block in blocks:
        if isinstance(block, Class):
            yield from _blocks([*block.methods, *block.inner_classes])
        else:
            yield block.name, block.lineno, block.complexity
            yield from _blocks(block.closures)


def _alike(tree: ast.Module) -> Iterator[tuple[int, bool]]:
    """Lines of functions, and whether they hold no function: radon leaves out what those decide, but not in a lambda."""
    inner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, not any(isinstance(one, inner) for one in ast.walk(node) if one is not node)
