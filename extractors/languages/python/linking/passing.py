"""Functions that pass things through: give a parameter back, or wrap one and give the wrapper.

Told apart for each call, they do not mix what different callers hand in; decorators are mostly of these kinds.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from extractors.languages.python.flow import STARRED, Op, Pass, Scope
from extractors.languages.python.linking.values import Function, Module


def note_passing(function: Function, scope: Scope, module: Module) -> None:
    """Note which parameters a function gives back, and whether it is a wrapper that its outer function returns.

    A scope comes before those within it, so a wrapper's outer function is noted first.
    """
    nodes, result = module.nodes, function.result
    called: dict[int, int] = {}
    copied: dict[int, int] = {}
    for op in scope.ops:
        if op[0] == Op.COPY:
            target, source = nodes[op[1]], nodes[op[2]]
            if target == result and source in function.parameters:
                _note_given(function, function.parameters.index(source))
            copied[target] = source
        elif op[0] == Op.CALL:
            called[nodes[op[1]]] = nodes[op[2]]
        elif op[0] == Op.AWAIT:
            copied[nodes[op[1]]] = nodes[op[2]]
    outer = function.parent
    if not isinstance(outer, Function):
        return
    function.calls_outer = any(callee in outer.parameters for callee in called.values())
    function.keeps_outer = any(node in outer.parameters for op in scope.ops for node in _reads(op, nodes))
    for op in scope.ops:
        if op[0] == Op.COPY and nodes[op[1]] == result:
            callee = called.get(_origin(nodes[op[2]], called, copied), 0)
            if callee in outer.parameters and callee not in outer.rest:
                function.passes_to = callee
                outer.wrappers.append((function, outer.parameters.index(callee)))
                return


def _origin(node: int, called: Mapping[int, int], copied: Mapping[int, int]) -> int:
    """The call that a value came from, through at most three copies."""
    for _ in range(3):
        if node in called or node not in copied:
            break
        node = copied[node]
    return node


def _reads(op: list[Any], nodes: list[int]) -> Iterator[int]:
    """The nodes that an instruction takes values from, as far as a wrapper's use of what it wraps goes."""
    if op[0] in (Op.COPY, Op.LOAD, Op.CALL, Op.YIELD_FROM, Op.ITERATE):
        yield nodes[op[2]]
    if op[0] == Op.CALL:
        yield from (nodes[slot] for slot in op[3] if slot < STARRED)


def _note_given(function: Function, index: int) -> None:
    if function.scope.parameters[index].how in (Pass.REST, Pass.KEYWORDS):
        return
    if index or not function.is_method or function.is_static:
        function.gives_back.append(index)
