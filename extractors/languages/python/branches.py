"""Conditions that are the same on every Python that is maintained: `PY2`, `sys.version_info[0] < 3`."""

import operator
from collections.abc import Callable
from typing import Any

from extractors.languages.python.imports import dotted
from extractors.languages.python.syntax import cst

_OLDEST, _NEWEST = (3, 10), (3, 99)  # of the maintained Pythons, and of those to come
_NAMES = {"PY2": False, "IS_PY2": False, "is_py2": False, "PYTHON2": False, "PY3": True, "IS_PY3": True, "is_py3": True}
_COMPARE: dict[type, Callable[[Any, Any], bool]] = {
    cst.LessThan: operator.lt,
    cst.LessThanEqual: operator.le,
    cst.GreaterThan: operator.gt,
    cst.GreaterThanEqual: operator.ge,
    cst.Equal: operator.eq,
    cst.NotEqual: operator.ne,
}


def always(node: Any) -> bool | None:
    """Whether a condition holds on every maintained Python (True), on none (False), or that is not known (None)."""
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not):
        inner = always(node.expression)
        return None if inner is None else not inner
    if isinstance(node, cst.Comparison) and len(node.comparisons) == 1:
        return _compared(node.left, node.comparisons[0])
    return _NAMES.get(dotted(node).rpartition(".")[2])


def _compared(left: Any, target: Any) -> bool | None:
    compare = _COMPARE.get(type(target.operator))
    is_major = _is_major(left)
    wanted = _numbers(target.comparator)
    if compare is None or wanted is None or not (is_major or dotted(left) in {"sys.version_info", "version_info"}):
        return None
    found = {compare(one[:1] if is_major else one, wanted) for one in (_OLDEST, _NEWEST)}
    return found.pop() if len(found) == 1 else None


def _is_major(node: Any) -> bool:
    """Whether this is `sys.version_info[0]` or `sys.version_info.major`."""
    if not isinstance(node, cst.Subscript):
        return dotted(node).endswith("version_info.major")
    index = node.slice[0].slice
    first = index.value if isinstance(index, cst.Index) and len(node.slice) == 1 else None
    is_first = isinstance(first, cst.Integer) and first.value == "0"
    return is_first and dotted(node.value).rpartition(".")[2] == "version_info"


def _numbers(node: Any) -> tuple[int, ...] | None:
    parts = [element.value for element in node.elements] if isinstance(node, cst.Tuple) else [node]
    numbers = [int(part.value, 0) for part in parts if isinstance(part, cst.Integer)]
    return tuple(numbers) if parts and len(numbers) == len(parts) else None
