"""SPDX expressions as trees: how strict the best choice is, whether a choice is open, and one spelling for what is the same."""

from collections.abc import Callable
from functools import cache
from typing import Any

from license_expression import AND, OR, ExpressionError, ExpressionParseError, LicenseWithExceptionSymbol, Licensing

from graph.facts import NOASSERTION

_ORDER = ("permissive", "weak-copyleft", "copyleft", "unknown")


def category(expression: str, of_license: Callable[[str], str]) -> str:
    """The category of the whole: the strictest part of an AND, the least strict of an OR; `unknown` for what is no expression.

    An exception (WITH) only adds permissions, so a copyleft licence with one asks for weak copyleft.
    """
    tree = _parse(expression)
    return "unknown" if tree is None else _category(tree, of_license)


def has_choice(expression: str) -> bool:
    """Whether an OR leaves something to choose."""
    tree = _parse(expression)
    return tree is not None and _has_choice(tree)


def canonical(expression: str) -> str:
    """One spelling for expressions that say the same: parts in order, none twice."""
    tree = _parse(expression)
    return NOASSERTION if tree is None else str(tree.simplify())


def _category(tree: Any, of_license: Callable[[str], str]) -> str:
    if isinstance(tree, AND | OR):
        parts = [_category(part, of_license) for part in tree.args]
        return (min if isinstance(tree, OR) else max)(parts, key=_ORDER.index)
    if isinstance(tree, LicenseWithExceptionSymbol):
        found = of_license(tree.license_symbol.key)
        return "weak-copyleft" if found == "copyleft" else found
    return of_license(tree.key)


def _has_choice(tree: Any) -> bool:
    return isinstance(tree, OR) or (isinstance(tree, AND) and any(_has_choice(part) for part in tree.args))


@cache
def _parse(expression: str) -> Any | None:
    if expression.strip() in ("", NOASSERTION, "NONE"):
        return None
    try:
        return Licensing().parse(expression, validate=False)
    except (ExpressionError, ExpressionParseError):
        return None
