"""What the graph holds, as documents for other programs and for people: one module for each format.

A format is a module right in this folder with two names: `TITLE` (what it is, for people) and `write(store, request)`, which
gives the document piece by piece. `folder(store, request)` is optional: the same as several files, by name and text. Adding a
file adds the format; what the formats share is in the folders below.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from graph.errors import InputError, NotFoundError
from graph.ports import GraphStore
from queries.exports.reading.request import Request

__all__ = ["Request", "files", "names", "text"]


def names() -> tuple[str, ...]:
    """The formats that there are, in order."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.ispkg))


def text(store: GraphStore, name: str, request: Request) -> Iterator[str]:
    """An export's text, piece by piece. Raises NotFoundError for a format that is not there."""
    pieces: Iterator[str] = _format(name).write(store, request)
    return pieces


def files(store: GraphStore, name: str, request: Request) -> Iterator[tuple[str, str]]:
    """An export as several files: relative path and text of each. Raises InputError for a format that is one document."""
    module = _format(name)
    if not hasattr(module, "folder"):
        raise InputError(f"{name} is one document: give --output FILE in place of --folder")
    found: Iterator[tuple[str, str]] = module.folder(store, request)
    return found


def _format(name: str) -> ModuleType:
    if name not in names():
        raise NotFoundError(f"there is no export {name}: choose from {', '.join(names())}")
    return import_module(f"{__name__}.{name}")
