"""Which symbol or package a question is about: one, several that fit, or none."""

from graph.errors import AmbiguousError, NotFoundError
from graph.ports import GraphStore
from graph.statements import load
from queries.answering.citing import Origin, origins
from queries.answering.questions import GraphQuestion
from queries.names import find_symbol
from queries.views import SymbolView, views

_CANDIDATES = 50


def meant_symbols(store: GraphStore, asked: GraphQuestion) -> list[SymbolView]:
    """The symbols that a question can mean, best first: one when it is clear. Raises NotFoundError when there is none."""
    spellings = [asked.name]
    if asked.within:
        spellings.insert(0, f"{asked.within}.{asked.name}")
    missing: NotFoundError | None = None
    for spelling in spellings:
        try:
            return [find_symbol(store, spelling)]
        except AmbiguousError as error:
            return _narrowed(store, error.candidates, asked.within)
        except NotFoundError as error:
            missing = error
    raise missing or NotFoundError(f"there is no symbol {asked.name}: search for it in other words")


def meant_origin(store: GraphStore, name: str) -> Origin | None:
    """The indexed source, else the named distribution, with a name or an id; the newest by id where several have it."""
    by_id = origins(store, [name])
    if by_id:
        return by_id[name]
    for spelling in dict.fromkeys((name, name.lower(), name.replace("_", "-").lower())):
        rows = store.run(load("read/origins_by_name"), name=spelling, limit=_CANDIDATES)
        if rows:
            best = max(rows, key=lambda row: (bool(row["indexed"]), row["id"]))
            return origins(store, [best["id"]])[best["id"]]
    return None


def _narrowed(store: GraphStore, candidates: tuple[str, ...], within: str) -> list[SymbolView]:
    """The candidates, or those of them that lie where the question says."""
    found = views(store, candidates)
    ordered = [found[one] for one in candidates if one in found]
    if not within:
        return ordered
    inside = [
        view for view in ordered if within in view.qualified_name.split(".") or f"/{within}@" in view.id or view.path == within
    ]
    return inside or ordered
