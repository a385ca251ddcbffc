"""What licences ask of those who build on them."""

from functools import cache
from typing import Literal

from license_expression import get_license_index

from graph.licensing.expressions import Either, License, Tree, parse

type Category = Literal["permissive", "weak-copyleft", "copyleft", "unknown"]

# ScanCode's categories; what is missing here (proprietary, source-available, unstated …) grants nothing we can rely on.
_CATEGORIES: dict[str, Category] = {
    "Permissive": "permissive",
    "Public Domain": "permissive",
    "Copyleft Limited": "weak-copyleft",
    "Copyleft": "copyleft",
}


def category(license_id: str) -> Category:
    """What a licence, or an exception, asks of those who build on it. Source: ScanCode's index in license-expression."""
    return _categories().get(license_id.lower(), "unknown")


def is_permissive(expression: str) -> bool:
    """Whether one may choose terms without copyleft: every part of an AND, some part of an OR.

    An exception (WITH) only ever adds permissions, so its licence decides.
    """
    return _permits(parse(expression))


def _permits(tree: Tree) -> bool:
    if isinstance(tree, License):
        return tree.exception_known and category(tree.id) == "permissive"
    return (any if isinstance(tree, Either) else all)(_permits(part) for part in tree.parts)


@cache
def _categories() -> dict[str, Category]:
    found: dict[str, Category] = {}
    for entry in get_license_index():
        kind = _CATEGORIES.get(entry["category"], "unknown")
        for key in (entry.get("spdx_license_key"), *entry.get("other_spdx_license_keys", ())):
            if key:
                found[key.lower()] = kind
    return found
