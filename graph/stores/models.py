"""Vectors of several models in one store: each source has those of one, and a search compares with those of its own."""

from collections.abc import Mapping

from graph.errors import InputError
from graph.facts import Batch


def refuse_another_length(batch: Batch, models: Mapping[str, str], dimensions: int) -> None:
    """Refuse vectors that no index of the others' length can hold (`models`, by source). Raises InputError."""
    if batch.vectors is None:
        return
    others = sorted(model for source, model in models.items() if source != batch.source)
    if others:
        raise InputError(
            f"the vectors of {len(others)} other source{'s' if len(others) > 1 else ''} here are from {others[0]} and have "
            f"{dimensions} dimensions, these would be from {batch.vectors.model} and have {batch.vectors.matrix.shape[1]}: "
            "index with an embedder of that length, without vectors (--no-embed), or into another --store"
        )
