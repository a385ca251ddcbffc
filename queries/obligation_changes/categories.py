"""How strict the terms of an expression are, when the best branch of each choice is taken."""

from graph.licensing.categories import category as category_of
from graph.licensing.expressions import License, parse
from queries.policy import strictest


def category(expression: str) -> str:
    """The strictest part of an AND, the least strict of an OR: permissive, weak-copyleft, copyleft or unknown."""
    return strictest(parse(expression), of_license)


def of_license(one: License) -> str:
    """A licence's category. An exception only adds permissions, so copyleft with one asks for weak copyleft."""
    found = category_of(one.id)
    return "weak-copyleft" if found == "copyleft" and one.exception else found
