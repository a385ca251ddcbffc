"""Where documents come from: one module for each kind of source.

A kind of source is a module right in this folder with three names: `FORM` (how its locations read, for people),
`accepts(location)` (whether a location is its own; for each location at most one module says yes) and
`open_location(location, options)`. Adding a file adds the kind; what the adapters share is in the folders below.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from extractors.sources.reading.options import Options
from graph.errors import InputError
from graph.ports import Source

__all__ = ["Options", "forms", "open_source", "open_sources"]


@cache
def _adapters() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in iter_modules(__path__) if not module.ispkg)
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def forms() -> tuple[str, ...]:
    """Every form a location can have, to be shown to people."""
    return tuple(adapter.FORM for adapter in _adapters())


def open_sources(location: str, options: Options | None = None) -> tuple[Source, ...]:
    """The sources at a location: several for a manifest, else one. Raises InputError, NotFoundError, SourceError."""
    for adapter in _adapters():
        if adapter.accepts(location):
            sources: tuple[Source, ...] = adapter.open_location(location, options or Options())
            return sources
    raise InputError(f"{location!r} is no source: give {', '.join(forms())}")


def open_source(location: str, options: Options | None = None) -> Source:
    """The one source at a location. Raises InputError for a manifest that lists several."""
    sources = open_sources(location, options)
    if not sources:
        raise InputError(f"{location} lists no source that is approved: see `codecraft sources list --manifest {location}`")
    if len(sources) != 1:
        raise InputError(f"{location} lists {len(sources)} sources where one is needed: give one of them")
    return sources[0]
