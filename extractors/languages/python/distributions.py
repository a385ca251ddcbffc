"""Which distribution a name from outside the project belongs to, read from the environment."""

import sys
from collections.abc import Sequence
from functools import cache
from importlib import metadata

from extractors.licenses.installed import installed_license
from extractors.sources.distributions.identity import pypi_id
from graph.facts import Distribution


def python_distribution() -> Distribution:
    """Python itself, with its standard library."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Distribution(f"pkg:generic/cpython@{version}", "cpython", version, "PSF-2.0")


@cache
def distribution_of(top_name: str) -> Distribution | None:
    """The distribution that provides a top-level import name; None when nobody can say."""
    if top_name in sys.stdlib_module_names or top_name == "builtins":
        return python_distribution()
    names: Sequence[str] = _by_top_name().get(top_name, ())
    for name in sorted(set(names)):
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        canonical = name.lower().replace("_", "-").replace(".", "-")
        return Distribution(pypi_id(name, found.version), canonical, found.version, installed_license(found).expression)
    return None


@cache
def _by_top_name() -> dict[str, list[str]]:
    return {name: list(found) for name, found in metadata.packages_distributions().items()}
