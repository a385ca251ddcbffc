"""A whole run: every repository indexed and asked."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import held
from benchmarks.retrieval.asking import Lines, Run, ask
from benchmarks.retrieval.baselines import MINILM, Grep, Keywords, Meaning, chunk_texts, minilm
from benchmarks.retrieval.checkout import checkout
from benchmarks.retrieval.indexed import Cost, chunks, index, opened
from benchmarks.retrieval.ours import Search
from benchmarks.retrieval.questions import Repository
from graph.ports import Embedder
from graph.stores.embedded import EmbeddedStore


@dataclass(frozen=True, slots=True)
class Measured:
    """What indexing a repository cost, how many definitions it has, and the bytes that this process held while it answered."""

    repository: Repository
    cost: Cost
    definitions: int
    memory: int


@dataclass(frozen=True, slots=True)
class Result:
    """The repositories, and what each ranker answered about each."""

    measured: tuple[Measured, ...]
    runs: tuple[Run, ...]


def measure(chosen: Sequence[Repository], cache: Path, kept: Path | None, *, baselines: bool) -> Result:
    """All repositories; a line on stderr for each. Stores stay in `kept`, where that is given. Raises CodeCraftError."""
    cache.mkdir(parents=True, exist_ok=True)
    folders = {one.name: checkout(one, cache) for one in chosen}
    with tempfile.TemporaryDirectory() as scratch:
        stores = kept or Path(scratch)
        measured, runs = [], []
        for repository in chosen:
            one, run = _ours(repository, folders[repository.name], stores, fresh=kept is None)
            measured.append(one)
            runs.append(run)
            print(line(one), file=sys.stderr, flush=True)
        if baselines:
            # Only now: a transformer in this process would count as memory of ours.
            transformer = minilm()
            for repository in chosen:
                runs += _baselines(repository, Lines(folders[repository.name]), stores, transformer, cache)
                print(f"{repository.name}: baselines asked", file=sys.stderr, flush=True)
    return Result(tuple(measured), tuple(runs))


def line(one: Measured) -> str:
    """What indexing and answering took."""
    ratio = f", {one.cost.cpu / one.cost.extraction:.1f} x extraction" if one.cost.extraction else ""
    about = f"{one.repository.of_set}, {len(one.repository.questions)} questions, {one.definitions:,} definitions"
    memory = f"{one.cost.memory / 1e6:.0f} MB; {one.memory / 1e6:.0f} MB while answering"
    return f"{one.repository.name} {one.repository.pin.version} ({about}): indexed in {one.cost.cpu:.1f} CPU s{ratio}, {memory}"


def _ours(repository: Repository, folder: Path, stores: Path, *, fresh: bool) -> tuple[Measured, Run]:
    place = stores / repository.name
    with tempfile.TemporaryDirectory() as scratch:
        cost = index([folder], place, Path(scratch) if fresh else stores)
    with opened(place) as (store, embedder):
        run = ask(repository, Search(store, embedder, cost.cpu), Lines(folder))
        memory = held(os.getpid())
        return Measured(repository, cost, len(chunks(store)), memory), run


def _baselines(repository: Repository, files: Lines, stores: Path, transformer: Embedder | None, cache: Path) -> Iterator[Run]:
    with closing(EmbeddedStore(stores / repository.name, read_only=True)) as store:
        found = chunks(store)
    texts = chunk_texts(found, files)
    yield ask(repository, Keywords(found, texts), files)
    yield ask(repository, Grep({path: files[path] for path in {one.path for one in found}}), files)
    if transformer:
        yield ask(repository, Meaning(MINILM, transformer, found, texts, cache), files)
