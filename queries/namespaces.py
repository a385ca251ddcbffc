"""What a dotted name means to Python: each part looked up in what the part before it defines, imports or imports by `*`."""

from collections.abc import Iterable, Iterator

from graph.ports import GraphStore, Row
from graph.statements import load

_HOPS = 16
"""How many star imports in a row are followed."""
_IMPORTS = 20_000
_MEANINGS = 50


def imported_as(store: GraphStore, dotted: str) -> list[str]:
    """The ids of what a dotted name leads to through imports, the longest module in it first; none for a plain definition.

    Through star imports the fewest away wins; two that are as far are both given, as nothing tells which of them ran last.
    """
    for module, parts in _splits(dotted):
        found = {"": module}
        for part in parts:
            owners = dict.fromkeys(found.values())
            found = {id_: name for owner in owners for id_, name in _member(store, owner, part).items()}
        if found:
            return list(found)
    return []


def _splits(dotted: str) -> Iterator[tuple[str, list[str]]]:
    parts = dotted.split(".")
    for end in range(len(parts) - 1, 0, -1):
        yield ".".join(parts[:end]), parts[end:]


def _member(store: GraphStore, owner: str, name: str) -> dict[str, str]:
    """The ids of what `owner.name` stands for, with their dotted names.

    A package's module comes last: what is imported under the same name took its place when the package ran.
    """
    seen: set[str] = set()
    level = [owner]
    doubtful: list[str] = []
    submodules: dict[str, str] = {}
    for _ in range(_HOPS):
        names = [f"{one}.{name}" for one in level]
        defined = store.run(load("read/symbols_by_qualified_names"), names=names, limit=_MEANINGS)
        own = {row["id"]: row["qualified_name"] for row in defined if row["kind"] != "module"}
        if own:
            return own
        imports = store.run(load("read/imports_of_modules"), names=level, limit=_IMPORTS)
        bound = {row["id"]: row["qualified_name"] for row in imports if row["binding"] == name}
        if bound:
            return bound
        submodules = submodules or {row["id"]: row["qualified_name"] for row in defined}
        seen |= set(level)
        doubtful += _perhaps_star_imported(imports)
        level = _unseen((row["qualified_name"] for row in imports if row["binding"] == "*"), seen)
        if not level:
            level, doubtful = _unseen(doubtful, seen), []
        if not level:
            break
    return submodules


def _unseen(names: Iterable[str], seen: set[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name not in seen]


def _perhaps_star_imported(imports: Iterable[Row]) -> list[str]:
    """The modules that are bound to a name and also imported at a line that binds nothing else.

    A module has one relation to another, with one binding, so beside `from shop import cart` a `from shop.cart import *` is but
    one more of its lines. It may as well import a name that could not be resolved, so what is sure is looked through first.
    """
    rows = list(imports)
    told = {(row["importer"], line) for row in rows if row["kind"] != "module" for line in row["lines"] or ()}
    return [
        row["qualified_name"]
        for row in rows
        if row["kind"] == "module" and row["binding"] not in (None, "*")
        if sum((row["importer"], line) not in told for line in row["lines"] or ()) > 1
    ]
