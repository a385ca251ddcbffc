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
    submodules: dict[str, str] = {}
    for _ in range(_HOPS):
        names = [f"{one}.{name}" for one in level]
        defined = store.run(load("read/symbols_by_qualified_names"), names=names, limit=_MEANINGS)
        own = {row["id"]: row["qualified_name"] for row in defined if row["kind"] != "module"}
        if own:
            return own
        imports = store.run(load("read/imports_of_modules"), names=level, limit=_IMPORTS)
        if bound := _bound(store, imports, name):
            return bound
        submodules = submodules or {row["id"]: row["qualified_name"] for row in defined}
        seen |= set(level)
        stars = (row["qualified_name"] for row in imports if _may_give(row, name))
        level = [one for one in dict.fromkeys(stars) if one not in seen]
        if not level:
            break
    return submodules


def _bound(store: GraphStore, imports: Iterable[Row], name: str) -> dict[str, str]:
    """The ids of what the imports bind to a name, with their dotted names; `import a.b` binds the package `a`."""
    at_start: dict[str, str] = {}
    lazily: dict[str, str] = {}
    for row in imports:
        for binding, kind in zip(row["bindings"] or (), row["kinds"] or (), strict=True):
            found = lazily if kind == "lazy" else at_start
            if binding == name:
                found[row["id"]] = row["qualified_name"]
            elif binding.startswith(f"{name}."):
                packages = store.run(load("read/symbols_by_qualified_names"), names=[name], limit=_MEANINGS)
                found |= {one["id"]: name for one in packages if one["kind"] == "module"}
    return at_start or lazily


def _may_give(row: Row, name: str) -> bool:
    """Whether a relation is also a star import, of a module that offers the name."""
    if "*" not in (row["bindings"] or ()):
        return False
    return name in row["exports"] if row["exports"] else not name.startswith("_")
