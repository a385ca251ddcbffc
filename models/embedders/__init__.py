"""Embedders, one file each: a module here with a function `create(argument, server) -> Embedder` is an adapter."""

import sys
from typing import cast

from graph.ports import Embedder
from models import adapters

_THIS = sys.modules[__name__]


def open_embedder(name: str, server: str = "") -> Embedder:
    """The embedder `static`, `sentence-transformers:MODEL` …; `server` is where Ollama listens.

    Raises InputError for an unknown one, ModelError.
    """
    return cast("Embedder", adapters.create(_THIS, "embedder", name, server))


def embedder_names() -> list[str]:
    """How each embedder is written, by name."""
    return adapters.spellings(_THIS)
