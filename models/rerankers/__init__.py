"""Rerankers, one file each: a module here with a function `create(argument) -> Reranker` is an adapter."""

import sys
from typing import cast

from graph.ports import Reranker
from models import adapters

_THIS = sys.modules[__name__]


def open_reranker(name: str) -> Reranker:
    """The reranker `sentence-transformers:MODEL` or `onnx:PATH`. Raises InputError for an unknown one, ModelError."""
    return cast("Reranker", adapters.create(_THIS, "reranker", name))


def reranker_names() -> list[str]:
    """How each reranker is written, by name."""
    return adapters.spellings(_THIS)
