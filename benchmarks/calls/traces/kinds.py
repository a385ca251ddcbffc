"""What kind of call an edge is, by the instruction that made it and the syntax at its place."""

import ast
from typing import NamedTuple

from benchmarks.calls.traces.records import Edge
from benchmarks.calls.traces.syntax import SourceFile

_CONTEXT = ("__enter__", "__exit__", "__aenter__", "__aexit__")
_WITH = ("BEFORE_WITH", "BEFORE_ASYNC_WITH", "WITH_EXCEPT_START")
_ATTRIBUTE = ("LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR", "LOAD_SUPER")
_ITERATION = (
    "FOR_ITER", "GET_ITER", "UNPACK", "LIST_EXTEND", "SET_UPDATE", "DICT_UPDATE", "DICT_MERGE", "GET_AITER", "GET_ANEXT",
    "GET_YIELD_FROM_ITER",
)  # fmt: skip
_AWAIT = ("SEND", "GET_AWAITABLE", "END_SEND", "YIELD_VALUE")
_OPERATORS = (
    "BINARY", "COMPARE", "CONTAINS", "UNARY", "STORE_SUBSCR", "STORE_SLICE", "DELETE_SUBSCR", "FORMAT", "TO_BOOL", "POP_JUMP",
    "JUMP_IF", "BUILD_", "IS_OP",
)  # fmt: skip


_OPERATIONS = (
    (_WITH, "with", "with"),
    (_ATTRIBUTE, "descriptor", "property"),
    (_ITERATION, "iteration", "callback"),
    (_AWAIT, "await", "await"),
    (("RAISE_VARARGS",), "constructor", "constructor"),
    (_OPERATORS, "operator", "operator"),
)
"""Instructions by how their names begin; the kind of a call to a method of the language's own, and to any other."""


class CallKind(NamedTuple):
    """`visible`: the source shows a call that the callable's own function answers. `call` is that expression."""

    kind: str
    visible: bool = False
    call: ast.Call | None = None


def kind_of(edge: Edge, file: SourceFile, callee: str) -> CallKind:
    """The kind of an edge in the caller's file, to a function of a qualified name."""
    at = edge.instruction
    name = callee.rpartition(".")[2]
    dunder = name.startswith("__") and name.endswith("__")
    if at.name.startswith("CALL"):
        decorator = file.decorators.get((at.line, at.end_line, at.column, at.end_column))
        # A decorator with arguments compiles to two calls at one place: the second decorates.
        if decorator is not None and (not isinstance(decorator, ast.Call) or at.rank % 2):
            return CallKind("decorator")
        call = file.call(at)
        if name in _CONTEXT and (call is None or called_name(call) != name):
            return CallKind("with", call=call)
        return CallKind("other") if call is None else _of_expression(edge.label, call, dunder=dunder)
    if name in ("__aenter__", "__aexit__"):
        return CallKind("with")
    for operations, special, plain in _OPERATIONS:
        if at.name.startswith(operations):
            return CallKind(special if dunder else plain)
    return CallKind("other")


def called_name(call: ast.Call) -> str:
    """The last part of what a call expression calls; empty for a computed target."""
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""


def _of_expression(label: str, call: ast.Call, *, dunder: bool) -> CallKind:
    if label == "direct":
        return CallKind("call", visible=True, call=call)
    if label == "class":
        return CallKind("constructor", visible=True, call=call)
    return CallKind("operator" if not label and dunder else "callback", call=call)
