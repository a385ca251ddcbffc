"""The distributions of the benchmark: a line of `list.tsv` holds a name, a version and the digest of the file measured."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

_LIST = Path(__file__).with_name("list.tsv")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A release. On another platform the index may offer another file of it than `sha256`."""

    name: str
    version: str
    sha256: str

    @property
    def location(self) -> str:
        """As `codecraft index` takes it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def chosen(*, count: int = 0, only: Collection[str] = ()) -> list[Chosen]:
    """All, those of some names, or about `count` spread evenly over the list."""
    lines = [line.split("\t") for line in _LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    every = [Chosen(*fields) for fields in lines]
    if only:
        return [one for one in every if one.name in only]
    if not 0 < count < len(every):
        return every
    return [every[index * len(every) // count] for index in range(count)]
