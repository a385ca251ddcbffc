"""What SPDX lists: its licences and exceptions, and current ids for deprecated ones."""

from functools import cache
from typing import Any

from license_expression import ExpressionError, LicenseSymbol, Licensing, get_spdx_licensing

from graph.licensing.newer import EXCEPTIONS, IDS

# Ids that name a licence with an exception, which SPDX's list now says in an expression.
_DEPRECATED = {
    "eCos-2.0": "GPL-2.0-or-later WITH eCos-exception-2.0",
    "GPL-2.0-with-autoconf-exception": "GPL-2.0-only WITH Autoconf-exception-2.0",
    "GPL-2.0-with-bison-exception": "GPL-2.0-only WITH Bison-exception-2.2",
    "GPL-2.0-with-classpath-exception": "GPL-2.0-only WITH Classpath-exception-2.0",
    "GPL-2.0-with-font-exception": "GPL-2.0-only WITH Font-exception-2.0",
    "GPL-2.0-with-GCC-exception": "GPL-2.0-only WITH GCC-exception-2.0",
    "GPL-3.0-with-autoconf-exception": "GPL-3.0-only WITH Autoconf-exception-3.0",
    "GPL-3.0-with-GCC-exception": "GPL-3.0-only WITH GCC-exception-3.1",
    "wxWindows": "LGPL-2.0-or-later WITH WxWindows-exception-3.1",
}


def is_reference(license_id: str) -> bool:
    """Whether it refers to a text that some document holds, in place of SPDX's list."""
    return license_id.startswith(("LicenseRef-", "DocumentRef-"))


def is_listed(license_id: str) -> bool:
    """Whether this is an id of SPDX's list of licences, as SPDX spells it, with nothing around it."""
    symbol = licensing().known_symbols.get(license_id)
    return symbol is not None and not symbol.is_exception


@cache
def listed_ids() -> frozenset[str]:
    """The ids of SPDX's licences and exceptions."""
    return frozenset(licensing().known_symbols)


def current(license_id: str) -> str:
    """The expression that SPDX gives for a deprecated id of a licence with an exception; any other id as it is."""
    return _DEPRECATED.get(license_id, license_id)


@cache
def licensing() -> Licensing:
    """SPDX's list without the names that others gave to its licences: a `LicenseRef-` means what its own document says."""
    own = {id_.lower() for id_ in (*IDS, *EXCEPTIONS, *_DEPRECATED)}
    listed = get_spdx_licensing().known_symbols.values()
    known = [symbol for symbol in listed if not own & {symbol.key.lower(), *(name.lower() for name in symbol.aliases)}]
    return Licensing(
        [
            *(LicenseSymbol(id_, is_exception=id_ in EXCEPTIONS) for id_ in sorted({*IDS, *EXCEPTIONS, *_DEPRECATED})),
            *(
                LicenseSymbol(
                    symbol.key,
                    aliases=tuple(name for name in symbol.aliases if not is_reference(name)),
                    is_exception=symbol.is_exception,
                )
                for symbol in known
                if not is_reference(symbol.key)
            ),
        ]
    )


def parsed(text: str, *, strict: bool) -> Any | None:
    """license-expression's tree; None for what it cannot read. `strict` refuses exceptions that stand in a licence's place."""
    try:
        return licensing().parse(text, validate=False, strict=strict)
    except ExpressionError:
        return None
