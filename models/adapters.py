"""Adapters of a kind of model, one file each: a module with a function `create` in the folder of that kind.

Its name is the module's with dashes for underscores. `ARGUMENT`, where a module has one, names what goes behind the colon.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from graph.errors import InputError


def create(package: ModuleType, kind: str, name: str, *more: str) -> Any:
    """What the adapter `MODULE` or `MODULE:ARGUMENT` creates from its argument and `more`.

    Raises InputError for an unknown one, and what the adapter raises.
    """
    adapter, _, argument = name.partition(":")
    modules = _modules(package)
    if adapter not in modules:
        raise InputError(f"there is no {kind} {name!r}: choose one of {', '.join(spellings(package))}")
    return import_module(modules[adapter]).create(argument, *more)


def spellings(package: ModuleType) -> list[str]:
    """How each adapter is written, by name."""
    return [_spelling(adapter, module) for adapter, module in sorted(_modules(package).items())]


def _spelling(adapter: str, module: str) -> str:
    argument = getattr(import_module(module), "ARGUMENT", "")
    return f"{adapter}:{argument}" if argument else adapter


def _modules(package: ModuleType) -> dict[str, str]:
    found = (entry.name for entry in iter_modules(package.__path__) if not entry.ispkg)
    return {name.replace("_", "-"): f"{package.__name__}.{name}" for name in found}
