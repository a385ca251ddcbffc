"""One embedding model a store: vectors of two models cannot be compared."""

from collections.abc import Mapping

from graph.errors import InputError
from graph.facts import Batch


def refuse_mixing(batch: Batch, models: Mapping[str, str]) -> None:
    """Refuse vectors of another model than the other sources' (`models`, by source). Raises InputError."""
    if batch.vectors is None:
        return
    others = sorted({model for source, model in models.items() if source != batch.source} - {batch.vectors.model})
    if others:
        count = sum(model == others[0] and source != batch.source for source, model in models.items())
        raise InputError(
            f"the vectors of {count} other source{'s' if count > 1 else ''} here are from {others[0]}, these would be from "
            f"{batch.vectors.model}, and the two cannot be compared: index with that embedder, index without vectors "
            "(--no-embed), or index everything into another --store"
        )
