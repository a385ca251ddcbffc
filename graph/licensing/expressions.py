"""SPDX expressions as trees of plain values, in one spelling. What is no expression is one licence that nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from license_expression import AND, OR, LicenseWithExceptionSymbol

from graph.facts import NOASSERTION
from graph.licensing.listed import current, is_listed, is_reference, parsed


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
        return " OR ".join(f"({part})" if isinstance(part, Every) else str(part) for part in self.parts)


type Tree = License | Every | Either


@lru_cache(maxsize=10_000)
def parse(expression: str) -> Tree:
    """The expression as a tree; deprecated ids become current ones (`GPL-2.0+` reads `GPL-2.0-or-later`)."""
    text = " ".join(expression.split())
    found = parsed(text, strict=False)
    if found is None:
        return License(text or NOASSERTION)
    return _tree(found)


@lru_cache(maxsize=10_000)
def normalise(expression: str) -> str:
    """The expression in SPDX's own spelling, or `NOASSERTION` for what is no SPDX expression of licences that SPDX lists.

    `LicenseRef-…` is kept as it is. Deprecated ids become current ones (`GPL-2.0` reads `GPL-2.0-only`).
    """
    text = " ".join(expression.split())
    found = parsed(text, strict=True) if text else None
    if found is None:
        return NOASSERTION
    tree = _tree(found)
    return str(tree) if all(map(_is_known, licenses(tree))) else NOASSERTION


def is_expression(text: str) -> bool:
    """Whether this is an SPDX expression of listed licences and references; `NOASSERTION` is none."""
    return normalise(text) != NOASSERTION


def licenses(tree: Tree) -> tuple[License, ...]:
    """The licences in the tree, in order, each once."""
    if isinstance(tree, License):
        return (tree,)
    return tuple(dict.fromkeys(one for part in tree.parts for one in licenses(part)))


@lru_cache(maxsize=10_000)
def license_ids(expression: str) -> tuple[str, ...]:
    """The licence ids that an expression names, in its order, exceptions left out. Nothing for `NOASSERTION`."""
    if normalise(expression) == NOASSERTION:
        return ()
    return tuple(dict.fromkeys(one.id for one in licenses(parse(expression))))


def bare_id(license_id: str) -> str:
    """The id without what tells GNU's two forms apart, as their texts do not."""
    return license_id.removesuffix("-only").removesuffix("-or-later")


def bare_ids(expression: str) -> set[str]:
    """The ids that an expression names, without GNU's forms."""
    return {bare_id(id_) for id_ in license_ids(expression)}


def references(expression: str) -> tuple[str, ...]:
    """The `LicenseRef-…` that an expression names, in its order."""
    return tuple(one for one in license_ids(expression) if one.startswith("LicenseRef-"))


def has_choice(tree: Tree) -> bool:
    """Whether an OR leaves something to choose."""
    return isinstance(tree, Either) or (isinstance(tree, Every) and any(has_choice(part) for part in tree.parts))


def canonical(tree: Tree) -> str:
    """One spelling for trees that say the same: parts in order, none twice, none within one of its own kind."""
    return str(_ordered(tree))


def joined(expressions: Sequence[str], operator: str = "AND") -> str:
    """Several expressions as one, each once, in their order. `NOASSERTION` when one of them is."""
    unique: dict[str, str] = {}
    for one in expressions:
        unique.setdefault(canonical(parse(one)), one)
    parts = list(unique.values())
    if not parts or NOASSERTION in parts:
        return NOASSERTION
    if len(parts) == 1:
        return parts[0]
    return normalise(f" {operator} ".join(f"({part})" if " " in part else part for part in parts))


def _is_known(one: License) -> bool:
    if not one.exception_known:
        return False
    return is_reference(one.id) or is_listed(one.base)


def _ordered(tree: Tree) -> Tree:
    if isinstance(tree, License):
        return tree
    flat: dict[str, Tree] = {}
    for part in map(_ordered, tree.parts):
        inner = part.parts if isinstance(part, type(tree)) else (part,)
        flat |= {str(one): one for one in inner}
    parts = tuple(flat[text] for text in sorted(flat))
    return parts[0] if len(parts) == 1 else type(tree)(parts)


def _tree(found: Any) -> Tree:
    if isinstance(found, AND):
        return Every(tuple(_tree(part) for part in found.args))
    if isinstance(found, OR):
        return Either(tuple(_tree(part) for part in found.args))
    if isinstance(found, LicenseWithExceptionSymbol):
        exception = found.exception_symbol
        return License(found.license_symbol.key, exception.key, bool(exception.is_exception))
    id_, _, exception = current(found.key).partition(" WITH ")
    return License(id_, exception)
