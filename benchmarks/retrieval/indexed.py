"""A repository in a store of its own, as `codecraft index` makes it, with what that took."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.settings import read_settings
from app.wiring import embedder_for
from benchmarks.memory import PeakMemory
from benchmarks.stages import cpu_seconds
from graph.embedding import EMBEDDED_KINDS
from graph.errors import SourceError
from graph.ports import Embedder, GraphStore
from graph.statements import load
from graph.stores.embedded import EmbeddedStore
from queries.views import SymbolView, views

_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds in all and of extraction alone, the highest memory of all processes together in bytes."""

    cpu: float
    extraction: float
    memory: int


def index(folders: Sequence[Path], store: Path, scratch: Path) -> Cost:
    """Index folders into one store with the defaults and an empty cache. Raises SourceError when that fails."""
    result = scratch / "stages.json"
    environment = os.environ | {"CODECRAFT_CACHE": str(scratch / "cache"), "CODECRAFT_STORE": str(store)}
    command = [sys.executable, "-m", "benchmarks.stages", str(result), "index", *map(str, folders), "--json"]
    before = cpu_seconds(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    with PeakMemory(process) as memory:
        code = process.wait()
    if code != 0:
        raise SourceError(f"indexing {', '.join(map(str, folders))} ended with exit code {code}")
    stages = json.loads(result.read_text(encoding="utf-8"))
    return Cost(cpu_seconds(resource.RUSAGE_CHILDREN) - before, stages.get("extract", 0.0), memory.peak)


@contextmanager
def opened(place: Path) -> Iterator[tuple[GraphStore, Embedder | None]]:
    """A store that was indexed, to be read, and the embedder that its vectors ask for."""
    with closing(EmbeddedStore(place, read_only=True)) as store:
        yield store, embedder_for(store, read_settings(store=str(place)))


def chunks(store: GraphStore) -> list[SymbolView]:
    """The definitions that have a vector, by id: what the baselines search, too."""
    found: list[SymbolView] = []
    after = ""
    while rows := store.run(load("read/symbols_page"), after=after, source="", kind="", path="", limit=_PAGE):
        after = rows[-1]["id"]
        shown = views(store, [row["id"] for row in rows])
        found += [shown[row["id"]] for row in rows if shown[row["id"]].kind in EMBEDDED_KINDS]
    return found
