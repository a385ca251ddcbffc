"""From what a person types to the symbol they mean.

In this order, the first that finds anything decides: an exact id; the dotted name from the import root; a name that a module
imports from elsewhere (`requests.get`); a dotted ending (`Session.send`, `send`); a member that a class inherits; a name
outside what is indexed (`json.dumps`).
"""

from collections.abc import Callable
from difflib import get_close_matches

from graph.errors import AmbiguousError, InputError, NotFoundError
from graph.ports import GraphStore
from graph.statements import load
from queries.namespaces import imported_as
from queries.views import SymbolView, views

_CANDIDATES = 50
_NAMES = 5000
_KINDS = ("class", "function", "module", "method", "property", "variable", "attribute", "lambda", "external")


def find_symbol(store: GraphStore, text: str) -> SymbolView:
    """The one symbol that a text means.

    A name that one file defines more than once is its first definition that is no typing overload. Raises NotFoundError with
    names that are close, and AmbiguousError with the candidates' ids, best first.
    """
    text = text.strip()
    if not text:
        raise InputError("no symbol was given: write a dotted name such as Session.send")
    if "#" in text:
        found = views(store, [text]).get(text)
        if found:
            return found
        raise _unknown(store, text, text.rpartition("#")[2])
    for lookup in (_by_qualified_name, _by_reexport, _by_suffix, _by_inheritance, _by_external):
        candidates = _best_first(lookup(store, text))
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise _ambiguous(text, candidates)
    raise _unknown(store, text, text)


def _by_qualified_name(store: GraphStore, name: str) -> list[SymbolView]:
    return _views_of(store, "read/symbols_by_qualified_name", name=name, limit=_CANDIDATES)


def _by_suffix(store: GraphStore, text: str) -> list[SymbolView]:
    name = text.rpartition(".")[2]
    return _views_of(store, "read/symbols_by_suffix", name=name, suffix=f".{text}", limit=_CANDIDATES)


def _by_external(store: GraphStore, text: str) -> list[SymbolView]:
    return _views_of(store, "read/externals_by_qualified_name", name=text, limit=_CANDIDATES)


def _by_reexport(store: GraphStore, text: str) -> list[SymbolView]:
    return list(views(store, imported_as(store, text)).values())


def _by_inheritance(store: GraphStore, text: str) -> list[SymbolView]:
    owner, _, name = text.rpartition(".")
    if not owner:
        return []
    owners = _first_of(store, owner, _by_qualified_name, _by_reexport, _by_suffix)
    found: list[SymbolView] = []
    for cls in owners:
        if cls.kind == "class":
            rows = store.run(load("read/inherited_members"), id=cls.id, name=name, limit=1)
            found += views(store, [row["id"] for row in rows]).values()
    return list({member.id: member for member in found}.values())


def _first_of(store: GraphStore, text: str, *lookups: Callable[[GraphStore, str], list[SymbolView]]) -> list[SymbolView]:
    return next((found for lookup in lookups if (found := lookup(store, text))), [])


def _views_of(store: GraphStore, statement: str, **parameters: object) -> list[SymbolView]:
    return list(views(store, [row["id"] for row in store.run(load(statement), **parameters)]).values())


def _best_first(candidates: list[SymbolView]) -> list[SymbolView]:
    """Ordered by how likely each is meant, one for each name in a file."""
    ordered = sorted(candidates, key=_preference)
    first: dict[tuple[str, str, str], SymbolView] = {}
    for candidate in ordered:
        first.setdefault((candidate.source, candidate.path, candidate.qualified_name), candidate)
    return list(first.values())


def _preference(candidate: SymbolView) -> tuple[bool, bool, bool, int, int, int, str]:
    kind = _KINDS.index(candidate.kind) if candidate.kind in _KINDS else len(_KINDS)
    overload = any(decorator.rpartition(".")[2] == "overload" for decorator in candidate.decorators)
    depth = candidate.qualified_name.count(".")
    return (candidate.in_tests, candidate.private, overload, kind, depth, candidate.line, candidate.id)


def _ambiguous(text: str, candidates: list[SymbolView]) -> AmbiguousError:
    shown = ", ".join(candidate.id for candidate in candidates[:3])
    more = f" and {len(candidates) - 3} more" if len(candidates) > 3 else ""
    return AmbiguousError(
        f"{text} fits {len(candidates)} symbols: give more of the dotted name, or one of the ids {shown}{more}",
        [candidate.id for candidate in candidates],
    )


def _unknown(store: GraphStore, text: str, dotted: str) -> NotFoundError:
    near = _near_names(store, dotted)
    hint = f"did you mean {', '.join(near)}?" if near else "index its source, or search for it in other words"
    return NotFoundError(f"there is no symbol {text}: {hint}")


def _near_names(store: GraphStore, dotted: str) -> list[str]:
    """Dotted names whose last part is spelt much like the last part of the one given."""
    name = dotted.rpartition(".")[2].partition("(")[0]
    if not name:
        return []
    rows = store.run(load("read/names_like"), start=name[:1].lower(), end=name[-3:], part=name.lower(), limit=_NAMES)
    spelt: dict[str, dict[str, None]] = {}
    for row in rows:
        spelt.setdefault(row["name"].lower(), {})[row["name"]] = None
    near = [
        candidate.qualified_name
        for match in get_close_matches(name.lower(), spelt, n=3, cutoff=0.7)
        for spelling in spelt[match]
        for candidate in _best_first(_by_suffix(store, spelling))[:2]
    ]
    return near[:4]
