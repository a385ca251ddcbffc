"""Whose vectors a query's can be compared with: each source's are of one model, and two models' say nothing of each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import InputError
from graph.ports import Embedder, GraphStore

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Comparable:
    """`embedder` is None where only words can be searched, `sources` are those to compare with, empty for all.

    `notes` say what is searched by words alone, and why.
    """

    embedder: Embedder | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def comparable(store: GraphStore, embedder: Embedder | None, sources: Sequence[str]) -> Comparable:
    """Of the sources (all, when none are given). Raises InputError where the store has only vectors of other models."""
    models = store.embedding_models()
    if not models:
        return Comparable(
            notes=("the graph holds no vectors, so only words were searched: index without --no-embed to search by meaning",)
        )
    if embedder is None:
        return Comparable(notes=("no embedder was given, so only words were searched",))
    own = embedder.model.id
    if own not in models.values():
        stored = ", ".join(sorted(set(models.values())))
        raise InputError(
            f"the graph's vectors were made by {stored}, not by {own}: choose that embedder, or index again with this one"
        )
    asked = {source: model for source, model in models.items() if not sources or source in sources}
    others = {source: model for source, model in asked.items() if model != own}
    if not others:
        return Comparable(embedder, tuple(sources))
    compared = tuple(source for source in asked if source not in others)
    return Comparable(embedder if compared else None, compared, (_note(others, own),))


def _note(others: dict[str, str], own: str) -> str:
    named = ", ".join(sorted(others)[:_SHOWN]) + (f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else "")
    made_by = ", ".join(sorted(set(others.values())))
    return f"searched by words only, as the vectors were made by {made_by}: {named}; index again with {own} to compare"
