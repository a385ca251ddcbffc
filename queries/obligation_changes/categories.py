"""How strict the terms of an expression are, when the best branch of each choice is taken."""

from graph.ports import LicenseTerms
from queries.spdx import Either, License, Tree, parse

_ORDER = ("permissive", "weak-copyleft", "copyleft", "unknown")


def category(expression: str, terms: LicenseTerms) -> str:
    """The strictest part of an AND, the least strict of an OR: permissive, weak-copyleft, copyleft or unknown."""
    return _of_tree(parse(expression), terms)


def of_license(one: License, terms: LicenseTerms) -> str:
    """A licence's category. An exception only adds permissions, so copyleft with one asks for weak copyleft."""
    found = terms.category(one.id)
    return "weak-copyleft" if found == "copyleft" and one.exception else found


def _of_tree(tree: Tree, terms: LicenseTerms) -> str:
    if isinstance(tree, License):
        return of_license(tree, terms)
    parts = [_of_tree(part, terms) for part in tree.parts]
    return (min if isinstance(tree, Either) else max)(parts, key=_ORDER.index)
