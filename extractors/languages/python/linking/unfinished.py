"""Methods that only say that a subclass has to define them."""

from extractors.languages.python.flow import Flow, Op, Scope
from extractors.languages.python.linking.values import Function, Module

_DOES = frozenset({Op.STORE, Op.SET_ITEM, Op.YIELD, Op.YIELD_FROM, Op.ENTER, Op.ITERATE, Op.CATCH})


def note_unfinished(function: Function, scope: Scope, module: Module, flow: Flow) -> None:
    """Note that a method is abstract in effect: it gives nothing and does nothing but raise `NotImplementedError`."""
    refusal = module.nodes[flow.free["NotImplementedError"]] if "NotImplementedError" in flow.free else 0
    if not refusal or not function.is_method or function.is_abstract:
        return
    raises = False
    for op in scope.ops:
        if op[0] in _DOES or (op[0] == Op.COPY and module.nodes[op[1]] == function.result):
            return
        if op[0] == Op.RAISE:
            raises = raises or module.nodes[op[1]] == refusal
        elif op[0] == Op.CALL:
            raises = raises or module.nodes[op[2]] == refusal
    function.is_abstract = raises
