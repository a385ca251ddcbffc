"""SPDX expressions as the formats want them."""

from license_expression import ExpressionError

from graph.facts import NOASSERTION
from queries.spdx import is_reference, licensing


def is_listed(license_id: str) -> bool:
    """Whether this is an id of SPDX's list of licences, with nothing around it."""
    symbol = licensing().known_symbols.get(license_id)
    return symbol is not None and not symbol.is_exception and not is_reference(license_id)


def is_expression(text: str) -> bool:
    """Whether this is an SPDX expression of listed licences and references; `NOASSERTION` is none."""
    if not text or text == NOASSERTION:
        return False
    try:
        tree = licensing().parse(text, strict=True)
        return tree is not None and all(is_reference(key) for key in licensing().unknown_license_keys(tree))
    except ExpressionError:
        return False


def references(expression: str) -> tuple[str, ...]:
    """The `LicenseRef-…` that an expression names, in its order."""
    words = expression.replace("(", " ").replace(")", " ").split()
    return tuple(dict.fromkeys(word for word in words if word.startswith("LicenseRef-")))
