"""What a file's place says: that it is a test, an example, or a copy of somebody else's code."""

from collections.abc import Iterator
from functools import cache

from graph.quality.signals import Seen, Signal

_COPIES = ("vendor", "vendored", "vendors", "third_party", "thirdparty", "third-party", "extern", "externals")
_VENDORED = frozenset((*_COPIES, "_vendor", "_vendored", "_extern", "_bundled"))
_EXAMPLES = frozenset(("example", "examples", "demo", "demos", "sample", "samples", "tutorial", "tutorials", "docs_src"))
_TEST_NAMES = frozenset({"test", "tests", "conftest"})


def signals(seen: Seen) -> Iterator[Signal]:
    """What the path says."""
    if folder := _within(seen.path, _VENDORED):
        yield Signal("vendored", 0.4, f"it lies in {folder}, a folder for copies of other projects")
    if is_test(seen.path):
        yield Signal("test", 0.2, "its name or folder is a test's")
    if folder := _within(seen.path, _EXAMPLES):
        yield Signal("example", 0.2, f"it lies in {folder}, a folder for examples")


@cache
def is_test(path: str) -> bool:
    """Whether a file is there for tests: by its name, or in a folder that is.

    A `test` or `testing` within a package can be what it offers to others, as Django's and NumPy's are.
    """
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    named = stem.startswith("test_") or stem.endswith("_test") or stem in _TEST_NAMES
    return named or "tests" in folders or folders[:1] == ["test"]


def _within(path: str, names: frozenset[str]) -> str:
    return next((one for one in path.split("/")[:-1] if one in names), "")
