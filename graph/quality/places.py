"""What a file's place says: that it is a test, an example, or a copy of somebody else's code."""

from collections.abc import Iterator

from graph.paths import is_test
from graph.quality.signals import Seen, Signal

_COPIES = ("vendor", "vendored", "vendors", "third_party", "thirdparty", "third-party", "extern", "externals")
_VENDORED = frozenset((*_COPIES, "_vendor", "_vendored", "_extern", "_bundled"))
_EXAMPLES = frozenset(("example", "examples", "demo", "demos", "sample", "samples", "tutorial", "tutorials", "docs_src"))


def signals(seen: Seen) -> Iterator[Signal]:
    """What the path says."""
    if folder := _within(seen.path, _VENDORED):
        yield Signal("vendored", 0.4, f"it lies in {folder}, a folder for copies of other projects")
    if is_test(seen.path):
        yield Signal("test", 0.2, "its name or folder is a test's")
    if folder := _within(seen.path, _EXAMPLES):
        yield Signal("example", 0.2, f"it lies in {folder}, a folder for examples")


def _within(path: str, names: frozenset[str]) -> str:
    return next((one for one in path.split("/")[:-1] if one in names), "")
