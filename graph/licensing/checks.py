"""Expressions that a person wrote, checked against SPDX's list with a message that says what may have been meant."""

from collections.abc import Sequence
from difflib import get_close_matches

from graph.errors import InputError
from graph.licensing.expressions import License, licenses, parse
from graph.licensing.listed import is_reference, listed_ids


def check_expression(expression: str, what: str) -> str:
    """The expression as SPDX spells it. Raises InputError for a licence that SPDX does not list; `what` begins the message."""
    tree = parse(expression)
    for one in licenses(tree):
        _check(one, what, ())
    return str(tree)


def check_id(text: str, what: str, others: Sequence[str] = ()) -> str:
    """One licence, perhaps with an exception, in its own spelling. `others` is what may be meant, too. Raises InputError."""
    tree = parse(text)
    if not isinstance(tree, License):
        raise InputError(f"{what}: {text!r} is more than one licence: give each by itself")
    _check(tree, what, others)
    return str(tree)


def _check(one: License, what: str, others: Sequence[str]) -> None:
    if one.base not in listed_ids() and not is_reference(one.id):
        near = get_close_matches(one.id, [*listed_ids(), *others], 1, 0.7)
        meant = f"did you mean {near[0]}?" if near else "write one as https://spdx.org/licenses spells it, or LicenseRef-NAME"
        raise InputError(f"{what}: {one.id!r} is no SPDX licence id: {meant}")
    if not one.exception_known:
        raise InputError(f"{what}: {one.exception!r} is no exception that SPDX lists")
