"""How strict the terms of an expression are, when the best branch of each choice is taken."""

from graph.ports import LicenseTerms
from queries.policy import strictest
from queries.spdx import License, parse


def category(expression: str, terms: LicenseTerms) -> str:
    """The strictest part of an AND, the least strict of an OR: permissive, weak-copyleft, copyleft or unknown."""
    return strictest(parse(expression), lambda one: of_license(one, terms))


def of_license(one: License, terms: LicenseTerms) -> str:
    """A licence's category. An exception only adds permissions, so copyleft with one asks for weak copyleft."""
    found = terms.category(one.id)
    return "weak-copyleft" if found == "copyleft" and one.exception else found
