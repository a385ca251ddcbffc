"""What the path of a file says of it, by the conventions of those who write code: one answer for all who ask."""

from functools import lru_cache

_TEST_NAMES = frozenset({"test", "tests", "conftest"})


@lru_cache(maxsize=100_000)
def is_test_file(path: str) -> bool:
    """Whether pytest or unittest look for tests in a file of that name."""
    stem = _stem(path)
    return stem.startswith("test_") or stem.endswith("_test") or stem in {"test", "tests"}


@lru_cache(maxsize=100_000)
def is_test(path: str) -> bool:
    """Whether a file is there for tests: by its name, in a folder `tests`, or in the folder `test` of its source.

    A `test` or `testing` within a package can be what it offers to others, as Django's and NumPy's are.
    """
    folders = path.split("/")[:-1]
    return is_test_file(path) or _stem(path) in _TEST_NAMES or "tests" in folders or folders[:1] == ["test"]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]
