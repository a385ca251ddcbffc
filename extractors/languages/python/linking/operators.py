"""Operators: the special methods that Python tries, one after the other, of the left side and then of the right."""

from functools import cache

from extractors.languages.python.linking.calls import Arguments, Calls
from extractors.languages.python.linking.classes import answering, member
from extractors.languages.python.linking.project import Owner
from extractors.languages.python.linking.protocols import Iterate, call_method
from extractors.languages.python.linking.values import (
    Container,
    External,
    Instance,
    Made,
    Opaque,
    Reference,
    Value,
)

_ARITHMETIC = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul"
_IN_PLACE = {f"__i{name}__": f"__r{name}__" for name in _ARITHMETIC.split()}
_PASS_ON = frozenset(f"__{name}__" for name in _ARITHMETIC.split()) | _IN_PLACE.keys()
_COMPARISONS = frozenset(f"__{name}__" for name in ("eq", "ne", "lt", "le", "gt", "ge"))


@cache
def _tried(method: str, reflected: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The methods that are tried of the left side, and of the right one."""
    if method in _IN_PLACE:
        return (method, reflected), (_IN_PLACE[method],)
    if method == "__ne__":
        return (method, "__eq__"), (reflected, "__eq__")
    if method == "__contains__":
        return (method, "__iter__", "__getitem__"), ()
    return (method,), (reflected,) if reflected else ()


class Operate:
    """An operator's left side: what it holds answers, where it has the method or one that stands in for it."""

    __slots__ = ("caller", "calls", "left", "line", "method", "names", "reflected", "right", "seen", "target")

    def __init__(
        self, calls: Calls, caller: Owner, target: int, sides: tuple[int, int], names: tuple[str, str], line: int
    ) -> None:
        self.calls, self.caller, self.target, self.line = calls, caller, target, line
        self.left, self.right = sides
        self.method = names[0]
        self.names, self.reflected = _tried(*names)
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        if isinstance(value, Instance):
            self._instance(value)
        elif isinstance(value, Reference | External) and self.method == "__or__":
            self.calls.project.solver.add(self.target, value)  # a union of classes
            self.calls.project.solver.edge(self.right, self.target)
        elif isinstance(value, Made | Container | Opaque) and self.method in _PASS_ON:
            self.calls.project.solver.add(self.target, value)

    def answers(self, value: Value) -> bool:
        """Whether a left side has one of the methods; those of comparisons all objects have."""
        return isinstance(value, Instance) and (self.method in _COMPARISONS or bool(answering(value.cls, self.names)))

    def _instance(self, value: Instance) -> None:
        name = answering(value.cls, self.names)
        if self.method == "__contains__" and name != self.method:
            if name and not isinstance(member(value.cls, self.method), External):
                iterate = Iterate(self.calls, self.caller, self.calls.project.solver.node(), self.line)
                iterate.seen = self.seen
                iterate.instance(value)
        elif name:
            arguments = Arguments((self.right,))
            call_method(self.calls, self.caller, self.line, value, name, arguments, self.target, among=self.seen)


class Reflect:
    """An operator's right side, where nothing of the project on the left answers."""

    __slots__ = ("operate", "seen")

    def __init__(self, operate: Operate) -> None:
        self.operate = operate
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        operate = self.operate
        if value in self.seen:
            return
        self.seen.add(value)
        if not isinstance(value, Instance):
            return
        name = answering(value.cls, operate.reflected)
        if not name or any(operate.answers(other) for other in operate.calls.project.solver.of(operate.left)):
            return
        arguments = Arguments((operate.left,))
        call_method(operate.calls, operate.caller, operate.line, value, name, arguments, operate.target)
