"""SPDX expressions as trees of plain values. What is no expression is one licence that nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from license_expression import AND, OR, ExpressionError, LicenseWithExceptionSymbol, Licensing, get_spdx_licensing

from graph.errors import InputError
from graph.facts import NOASSERTION


@dataclass(frozen=True, slots=True)
class License:
    """One licence, with the exception that its text is read WITH; `exception_known` where SPDX lists it as one."""

    id: str
    exception: str = ""
    exception_known: bool = True

    def __str__(self) -> str:
        return f"{self.id} WITH {self.exception}" if self.exception else self.id

    @property
    def named(self) -> bool:
        """Whether its id says by itself which text it means: `NOASSERTION` and references to other documents do not."""
        return self.id not in ("", NOASSERTION, "NONE") and not is_reference(self.id)

    @property
    def base(self) -> str:
        """Its id without a `+`, which only adds later versions to choose from."""
        return self.id.removesuffix("+")


@dataclass(frozen=True, slots=True)
class Every:
    """AND: all of the parts hold together."""

    parts: tuple["Tree", ...]

    def __str__(self) -> str:
        return " AND ".join(f"({part})" if isinstance(part, Either) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """OR: whoever takes the code chooses one of the parts."""

    parts: tuple["Tree", ...]

    def __str__(self) -> str:
        return " OR ".join(str(part) for part in self.parts)


type Tree = License | Every | Either


@lru_cache(maxsize=10_000)
def parse(expression: str) -> Tree:
    """The expression as a tree; deprecated ids become current ones (`GPL-2.0+` reads `GPL-2.0-or-later`)."""
    text = " ".join(expression.split())
    try:
        parsed = licensing().parse(text, validate=False, strict=False)
    except ExpressionError:
        return License(text)
    return License(NOASSERTION) if parsed is None else _tree(parsed)


def licenses(tree: Tree) -> tuple[License, ...]:
    """The licences in the tree, in order, each once."""
    if isinstance(tree, License):
        return (tree,)
    return tuple(dict.fromkeys(one for part in tree.parts for one in licenses(part)))


def has_choice(tree: Tree) -> bool:
    """Whether an OR leaves something to choose."""
    return isinstance(tree, Either) or (isinstance(tree, Every) and any(has_choice(part) for part in tree.parts))


def canonical(tree: Tree) -> str:
    """One spelling for trees that say the same: parts in order, none twice, none within one of its own kind."""
    return str(_ordered(tree))


def listed_ids() -> frozenset[str]:
    """The ids of SPDX's licences and exceptions."""
    return frozenset(licensing().known_symbols)


def is_reference(license_id: str) -> bool:
    """Whether it refers to a text that some document holds, in place of SPDX's list."""
    return license_id.startswith(("LicenseRef-", "DocumentRef-"))


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


def _ordered(tree: Tree) -> Tree:
    if isinstance(tree, License):
        return tree
    flat: dict[str, Tree] = {}
    for part in map(_ordered, tree.parts):
        inner = part.parts if isinstance(part, type(tree)) else (part,)
        flat |= {str(one): one for one in inner}
    parts = tuple(flat[text] for text in sorted(flat))
    return parts[0] if len(parts) == 1 else type(tree)(parts)


def _tree(parsed: Any) -> Tree:
    if isinstance(parsed, AND):
        return Every(tuple(_tree(part) for part in parsed.args))
    if isinstance(parsed, OR):
        return Either(tuple(_tree(part) for part in parsed.args))
    if isinstance(parsed, LicenseWithExceptionSymbol):
        exception = parsed.exception_symbol
        return License(parsed.license_symbol.key, exception.key, bool(exception.is_exception))
    return License(parsed.key)


@cache
def licensing() -> Licensing:
    """What reads expressions, with SPDX's list."""
    return get_spdx_licensing()
