"""The distributions of the benchmark: each line of `list.tsv` holds a name, a version, and a file's digest and name."""

from collections.abc import Collection
from pathlib import Path

from benchmarks.pinned import Pin

_LIST = Path(__file__).with_name("list.tsv")


def chosen(*, count: int = 0, only: Collection[str] = ()) -> list[Pin]:
    """All, those of some names, or about `count` spread evenly over the list."""
    lines = [line.split("\t") for line in _LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    every = [Pin(*fields) for fields in lines]
    if only:
        return [one for one in every if one.name in only]
    if not 0 < count < len(every):
        return every
    return [every[index * len(every) // count] for index in range(count)]


def pinned(sha256: str) -> Pin:
    """The one with this digest. Raises StopIteration for none."""
    return next(one for one in chosen() if one.sha256 == sha256)
