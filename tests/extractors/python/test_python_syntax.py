"""Nodes that are quick to build say what the nodes say that LibCST makes."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import libcst
import msgspec
import pytest

from extractors.languages.python import syntax
from extractors.languages.python.syntax import cst, parse_expression, parse_module

_PYTHON = Path(syntax.__file__).parent

_EVERY_STATEMENT = '''#!/usr/bin/env python
"""A module."""
from __future__ import annotations
from . import (a, b as c,)  # why
from ..d.e import *
import f.g as h, i


@decorated(1, *args, key="value", **kwargs)
@plain
async def function[T: int = str, *Ts, **P](a, /, b: int = 1, *rest: "list", c, d=(2), **others) -> dict[str, int]:
    global x; nonlocal y
    async with one() as first, (two()), three() as (second, third):
        await first
    async for (item) in items:
        yield item
    else:
        x = yield from [*items, -1, not 2, ~3, +4.0, 5j, a @ b, a // b ** c % d, a << 1 >> 2 & 3 | 4 ^ 5]
    return lambda p, /, q=1, *r, s, **t: (p if q else r)

class Class(Base, metaclass=Meta): pass
class Bare:

    attribute: int
    other: str = """text"""  # comment

    def method(self): ...

if a < b <= c != d == e > f >= g in h not in i is j is not k: del a, b[0]
elif (value := call()) and not other or more:
    assert value, "message"
else: raise Error("text") from cause

while True:
    for index in range(10): continue
    break
x = y = z, = 1, 2
x += 1; x -= 1; x *= 1; x /= 1; x //= 1; x %= 1; x **= 1; x >>= 1; x <<= 1; x &= 1; x |= 1; x ^= 1; x @= 1
with (open(a) as b, open(c),): pass
try:
    pass
except (A, B) as error: print(b"bytes" rb"more", r"raw" f"{error!r:>{width}} {error=}" "plain")
except: raise
else: pass
finally: pass
try:
    pass
except* Group as group:
    [a for b in c if d if e for f in g], {a for b in c}, {a: b for c in d}, (a async for b in c), {**a, "b": c}, {1, *d}, {}, ()
table[1:2, ::3, ..., :], table[*args], table[a:=1]
match subject:
    case 1 | -2 | "text" | None | a.b: pass
    case [first, *rest] | (first, [*_]) if first: pass
    case {"key": value, **others}: pass
    case Point(x=0, y=[_]) as point: pass
    case _: pass
type Alias[T] = list[T]
if \\
        True:
\tpass  # by a tab
'''

# What of each node a process says that has only LibCST: its class, and what is in each field.
_LIBCST_ALONE = """
import dataclasses, json, libcst, sys

def told(value):
    if isinstance(value, libcst.CSTNode):
        return [type(value).__name__, {one.name: told(getattr(value, one.name)) for one in dataclasses.fields(value)}]
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, [told(one) for one in value]]
    return repr(value)

sys.setrecursionlimit(5000)
print(json.dumps([told(libcst.parse_module(text)) for text in json.load(sys.stdin)]))
"""


def _told(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        assert type(value) is getattr(cst, type(value).__name__)
        return [type(value).__name__, {name: _told(getattr(value, name)) for name in value.__struct_fields__}]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [_told(one) for one in value]]
    return repr(value)


def test_a_tree_says_what_libcst_says_by_itself() -> None:
    texts = ["", "x", _EVERY_STATEMENT, _EVERY_STATEMENT.replace("\n", "\r\n")]
    texts += [path.read_text(encoding="utf-8") for path in sorted(_PYTHON.glob("*.py"))[::4]]
    command = [sys.executable, "-c", _LIBCST_ALONE]
    alone = json.loads(subprocess.run(command, input=json.dumps(texts), capture_output=True, check=True, text=True).stdout)
    assert len(alone) == len(texts)
    for text, tree in zip(texts, alone, strict=True):
        module = parse_module(text)
        assert _told(module) == tree
        assert module.code == text


def test_an_expression_says_what_libcst_says() -> None:
    text = 'a.b[c, "d"](*e, f=g) if (h) else i'
    ours, theirs = parse_expression(text), libcst.parse_expression(text)
    assert isinstance(ours, cst.IfExp)
    assert type(ours) is not type(theirs)
    assert cst.Module([]).code_for_node(ours) == libcst.Module([]).code_for_node(theirs) == text


def test_every_class_has_the_bases_fields_and_defaults_of_libcst() -> None:
    nodes = [one for one in vars(libcst).values() if isinstance(one, type) and issubclass(one, libcst.CSTNode)]
    assert len(nodes) > 150
    for node in nodes:
        ours: Any = getattr(cst, node.__name__)
        bases = [base.__name__ for base in node.__mro__ if issubclass(base, libcst.CSTNode)]
        assert [base.__name__ for base in ours.__mro__][: len(bases)] == bases
    assert cst.Name("x").lpar == ()
    assert cst.Arg(cst.Name("x")).comma is libcst.MaybeSentinel.DEFAULT
    assert isinstance(cst.Comma().whitespace_before, cst.SimpleWhitespace)
    assert cst.Comma().whitespace_before is not cst.Comma().whitespace_before


def test_others_meet_only_libcst() -> None:
    parse_module("x = 1\n")
    with pytest.raises(libcst.ParserSyntaxError):
        parse_module("x = = 1\n")
    assert sys.modules["libcst"] is libcst
    tree = libcst.parse_module("x = 1\n")
    assert type(tree) is libcst.Module
    assert type(tree.body[0]) is libcst.SimpleStatementLine
    assert not isinstance(tree, cst.Module)
    with pytest.raises(AttributeError):
        tree.encoding = "latin-1"


def test_no_other_thread_meets_our_classes() -> None:
    text = _EVERY_STATEMENT * 20
    met, done = set(), threading.Event()

    def look() -> None:
        while not done.is_set():
            met.add(id(sys.modules["libcst"]))

    other = threading.Thread(target=look)
    other.start()
    for _ in range(20):
        parse_module(text)
    done.set()
    other.join()
    assert met == {id(libcst)}
