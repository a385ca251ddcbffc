"""What an entry points at: the location with its pin, and whether that always gives the same code."""

import re
from pathlib import Path

from packageurl import PackageURL

from extractors.sources.manifests.entry import Entry
from graph.errors import InputError

_PACKAGE, _GIT, _INSTALLED = "pkg:", "git+", "installed:"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def place(location: str) -> str:
    """The kind of a location: package, git, installed, directory, or nothing where it is none of them."""
    for prefix, kind in ((_PACKAGE, "package"), (_GIT, "git"), (_INSTALLED, "installed")):
        if location.startswith(prefix):
            return kind
    return "" if _SCHEME.match(location) else "directory"


def pinned_location(entry: Entry, folder: Path) -> str:
    """The location to open, with the pin that the entry gives. Raises InputError when the two contradict each other."""
    kind = place(entry.location)
    if kind == "directory":
        return str(folder / Path(entry.location).expanduser())
    if not entry.revision or kind in ("installed", ""):
        return entry.location
    base, written = split(entry.location)
    if kind == "package" and written and written != entry.revision:
        raise InputError(f"location says {written} and revision {entry.revision}: keep one of them")
    return f"{base}@{entry.revision}"


def split(location: str) -> tuple[str, str]:
    """A location without its version or revision, and that."""
    if place(location) == "package":
        base, _, version = location.partition("@")
        return base, version
    if place(location) != "git":
        return location, ""
    scheme, separator, rest = location.partition("://")
    authority, slash, path = rest.partition("/")
    path, _, revision = path.partition("@")
    return f"{scheme}{separator}{authority}{slash}{path}", revision


def is_pinned(location: str, revision: str = "") -> bool:
    """Whether a location, with the entry's revision, names one release or one commit."""
    kind = place(location)
    said = revision or split(location)[1]
    if kind == "git":
        return bool(_COMMIT.fullmatch(said))
    return bool(said) and kind in ("package", "installed")


def package_name(location: str) -> str:
    """The name of a package or distribution; empty for other kinds."""
    if place(location) == "package":
        try:
            return PackageURL.from_string(location).name
        except ValueError:
            return ""
    return location.removeprefix(_INSTALLED) if place(location) == "installed" else ""
