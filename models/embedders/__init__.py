"""Embedders, one file each: a module here with a function `create(argument, server) -> Embedder` is an adapter.

Its name is the module's with dashes for underscores. `ARGUMENT`, where a module has one, names what goes behind the colon.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from graph.errors import InputError
from graph.ports import Embedder


def open_embedder(name: str, server: str = "") -> Embedder:
    """The embedder `static`, `sentence-transformers:MODEL` …; `server` is where Ollama listens.

    Raises InputError for an unknown one, ModelError.
    """
    adapter, _, argument = name.partition(":")
    if adapter not in _adapters():
        raise InputError(f"there is no embedder {name!r}: choose one of {', '.join(embedder_names())}")
    return cast("Embedder", import_module(_adapters()[adapter]).create(argument, server))


def embedder_names() -> list[str]:
    """How each embedder is written, by name."""
    return [_spelling(adapter, module) for adapter, module in sorted(_adapters().items())]


def _spelling(adapter: str, module: str) -> str:
    argument = getattr(import_module(module), "ARGUMENT", "")
    return f"{adapter}:{argument}" if argument else adapter


def _adapters() -> dict[str, str]:
    return {entry.name.replace("_", "-"): f"{__name__}.{entry.name}" for entry in iter_modules(__path__) if not entry.ispkg}
