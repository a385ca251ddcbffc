"""SPDX licence expressions: normalised, taken apart, and sorted into categories."""

from functools import cache
from typing import Any, Literal

from license_expression import (
    AND,
    OR,
    ExpressionError,
    ExpressionParseError,
    LicenseSymbol,
    LicenseWithExceptionSymbol,
    Licensing,
    get_license_index,
    get_spdx_licensing,
)

from extractors.licenses.newer import EXCEPTIONS, IDS
from graph.facts import NOASSERTION

type Category = Literal["permissive", "weak-copyleft", "copyleft", "unknown"]

# ScanCode's categories; what is missing here (proprietary, source-available, unstated …) grants nothing we can rely on.
_CATEGORIES: dict[str, Category] = {
    "Permissive": "permissive",
    "Public Domain": "permissive",
    "Copyleft Limited": "weak-copyleft",
    "Copyleft": "copyleft",
}


def normalise(expression: str) -> str:
    """The expression in SPDX's own spelling, or `NOASSERTION` for what is no SPDX expression.

    `LicenseRef-…` is kept as it is. Deprecated ids become current ones (`GPL-2.0` reads `GPL-2.0-only`).
    """
    tree = _parse(expression)
    return NOASSERTION if tree is None else str(tree)


def license_ids(expression: str) -> tuple[str, ...]:
    """The licence ids that an expression names, in its order, exceptions left out. Nothing for `NOASSERTION`."""
    tree = _parse(expression)
    if tree is None:
        return ()
    symbols = _licensing().license_symbols(tree, unique=True, decompose=False)
    return tuple(dict.fromkeys(_license(symbol).key for symbol in symbols))


def category(license_id: str) -> Category:
    """What a licence, or an exception, asks of those who build on it. Source: ScanCode's index in license-expression."""
    return _categories().get(license_id.lower(), "unknown")


def is_permissive(expression: str) -> bool:
    """Whether one may choose terms without copyleft: every part of an AND, some part of an OR.

    An exception (WITH) only ever adds permissions, so its licence decides.
    """
    tree = _parse(expression)
    return tree is not None and _permits(tree)


def joined(expressions: list[str], operator: str = "AND") -> str:
    """Several expressions as one, each once, in their order. `NOASSERTION` when one of them is."""
    unique: dict[str, str] = {}
    for one in expressions:
        unique.setdefault(_same(one), one)
    parts = list(unique.values())
    if not parts or NOASSERTION in parts:
        return NOASSERTION
    if len(parts) == 1:
        return parts[0]
    return normalise(f" {operator} ".join(f"({part})" if " " in part else part for part in parts))


@cache
def _same(expression: str) -> str:
    """The same for expressions that differ in their order only."""
    tree = _parse(expression)
    return expression if tree is None else str(tree.simplify())


@cache
def _categories() -> dict[str, Category]:
    found: dict[str, Category] = {}
    for entry in get_license_index():
        kind = _CATEGORIES.get(entry["category"], "unknown")
        for key in (entry.get("spdx_license_key"), *entry.get("other_spdx_license_keys", ())):
            if key:
                found[key.lower()] = kind
    return found


@cache
def _licensing() -> Licensing:
    """SPDX's list without the names that others gave to its licences: a `LicenseRef-` means what its own document says."""
    newer = {id_.lower() for id_ in IDS | EXCEPTIONS}
    listed = get_spdx_licensing().known_symbols.values()
    known = [symbol for symbol in listed if not newer & {symbol.key.lower(), *(name.lower() for name in symbol.aliases)}]
    return Licensing(
        [
            *(LicenseSymbol(id_, is_exception=id_ in EXCEPTIONS) for id_ in sorted(IDS | EXCEPTIONS)),
            *(
                LicenseSymbol(
                    symbol.key,
                    aliases=tuple(name for name in symbol.aliases if not _is_reference(name)),
                    is_exception=symbol.is_exception,
                )
                for symbol in known
            ),
        ]
    )


@cache
def _parse(expression: str) -> Any | None:
    text = " ".join(expression.split())
    if not text or text == NOASSERTION:
        return None
    licensing = _licensing()
    try:
        tree = licensing.parse(text, validate=False, strict=True)
        unknown = licensing.unknown_license_keys(tree)
    except (ExpressionError, ExpressionParseError):
        return None
    return None if tree is None or not all(_is_reference(key) for key in unknown) else tree


def _is_reference(key: str) -> bool:
    return key.startswith(("LicenseRef-", "DocumentRef-"))


def _license(symbol: Any) -> LicenseSymbol:
    return symbol.license_symbol if isinstance(symbol, LicenseWithExceptionSymbol) else symbol


def _permits(tree: Any) -> bool:
    if isinstance(tree, AND):
        return all(_permits(part) for part in tree.args)
    if isinstance(tree, OR):
        return any(_permits(part) for part in tree.args)
    return category(_license(tree).key) == "permissive"


class SpdxTerms:
    """What an SPDX expression is made of, as the graph asks for it."""

    def ids(self, expression: str) -> tuple[str, ...]:
        """The licence ids in the expression, in order, each once; none for `NOASSERTION`."""
        return license_ids(expression)

    def category(self, license_id: str) -> str:
        """`permissive`, `weak-copyleft`, `copyleft` or `unknown`."""
        return category(license_id)


TERMS = SpdxTerms()
