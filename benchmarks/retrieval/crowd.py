"""How fast search answers where there is much to search: `python -m benchmarks.retrieval.crowd [--functions N]`.

All sdists of the questions and of docstrings.toml are indexed into one store, and every question is asked there. With
`--functions` the smallest of these and of the traced packages are, until there are so many functions.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.calls.traces.listed import listed
from benchmarks.memory import held
from benchmarks.retrieval.asking import timed, worst_of_twenty
from benchmarks.retrieval.checkout import CACHE, unpacked
from benchmarks.retrieval.docstrings import packages
from benchmarks.retrieval.indexed import Cost, chunks, index, opened
from benchmarks.retrieval.ours import Search
from benchmarks.retrieval.questions import repositories
from graph.errors import CodeCraftError

_FUNCTION = re.compile(rb"^[ \t]*(?:async[ \t]+)?def[ \t]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Crowd:
    """What is in the store, what indexing it cost, CPU milliseconds of warm queries, bytes held while answering."""

    sources: int
    definitions: int
    functions: int
    cost: Cost
    median: float
    worst_of_twenty: float
    memory: int

    def __str__(self) -> str:
        return (
            f"{self.sources} sources in one store, {self.definitions:,} definitions with a vector, {self.functions:,} of them "
            f"functions and methods: indexed in {self.cost.cpu:.0f} CPU s ({self.cost.cpu / self.cost.extraction:.1f} x "
            f"extraction) with at most {self.cost.memory / 1e6:.0f} MB; a query takes {self.median:.1f} CPU ms at p50 and "
            f"{self.worst_of_twenty:.1f} at p95, with {self.memory / 1e6:.0f} MB held"
        )


def main() -> None:
    """Print what was measured, or one line that says why nothing was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval.crowd", description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where sdists are kept")
    parser.add_argument("--functions", type=int, help="so many functions, in place of all sources")
    options = parser.parse_args()
    try:
        print(crowd(options.cache, options.functions))
    except CodeCraftError as error:
        sys.exit(str(error))


def crowd(cache: Path, functions: int | None = None) -> Crowd:
    """Index everything, or the smallest sources until there are so many functions, and ask every question there.

    Each is asked once to warm up and three times for its time. Raises CodeCraftError.
    """
    cache.mkdir(parents=True, exist_ok=True)
    asked = repositories()
    pins = {one.pin for one in asked} | {one.pin for one in packages()}
    if functions is not None:
        pins |= {one.pin for one in listed()}
    folders = [unpacked(pin, cache) for pin in sorted(pins, key=lambda pin: pin.name)]
    if functions is not None:
        folders = smallest(folders, functions)
    texts = [question.text for one in asked for question in one.questions]
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch, "store")
        cost = index(folders, place, Path(scratch))
        with opened(place) as (store, embedder):
            ranker = Search(store, embedder, cost.cpu)
            for text in texts:
                ranker.rank(text, 1)
            times = [timed(ranker, text)[1] * 1000 for text in texts]
            memory = held(os.getpid())
            found = chunks(store)
    there = sum(one.kind in ("function", "method", "property") for one in found)
    return Crowd(len(folders), len(found), there, cost, statistics.median(times), worst_of_twenty(times), memory)


def smallest(folders: Sequence[Path], functions: int) -> list[Path]:
    """The folders with the fewest functions, until there are so many together."""
    sizes = {folder: _functions(folder) for folder in folders}
    chosen: list[Path] = []
    for folder in sorted(folders, key=lambda one: (sizes[one], one.name)):
        if sum(sizes[one] for one in chosen) >= functions:
            break
        chosen.append(folder)
    return chosen


def _functions(folder: Path) -> int:
    paths = (path for suffix in ("*.py", "*.pyi") for path in folder.rglob(suffix) if path.is_file())
    return sum(len(_FUNCTION.findall(path.read_bytes())) for path in paths)


if __name__ == "__main__":
    main()
