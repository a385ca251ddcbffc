"""How well embedders find a function by its docstring: `python -m benchmarks.retrieval.docstrings [EMBEDDER …]`.

Every function with a docstring of the packages in docstrings.toml, which no training saw, is indexed without it, all of them
in one index; its docstring's first paragraph is the query and the function the only right answer.
"""

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.pinned import Pin, content
from benchmarks.retrieval.baselines import MINILM, minilm, vectors
from benchmarks.retrieval.bm25 import Bm25
from benchmarks.retrieval.checkout import CACHE
from extractors.sources.reading.archives import read_archive
from graph.errors import CodeCraftError, InputError
from graph.facts import Matrix
from graph.ports import Embedder
from graph.texts import search_text
from models.embedders import open_embedder
from models.training.pairs import LEFT_OUT, Pair, distinct, pairs_of_module
from models.training.sources import read_manifest

LIST = Path(__file__).with_name("docstrings.toml")
_DEPTH = 10
_BLOCK = 512

type Scores = Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True, slots=True)
class Package:
    """One sdist. `code` is the folder in it that is read."""

    pin: Pin
    license: str
    code: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over all queries, and how many functions were indexed in a CPU second, where that was measured."""

    ranking: str
    mrr: float
    ndcg: float
    speed: float | None = None


def main() -> None:
    """Print a line for each embedder, for BM25 and for their fusion, or one that says why there are none."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval.docstrings", description=__doc__)
    parser.add_argument("embedders", nargs="*", help="static, sentence-transformers:FOLDER … (default: static and MiniLM)")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where sdists and vectors are kept")
    options = parser.parse_args()
    try:
        pairs = read_pairs(packages(), options.cache)
        print(f"{len(pairs)} functions\n{'ranking':40} {'MRR@10':>7} {'NDCG@10':>8} {'functions/CPU s':>16}")
        named = {name: open_embedder(name) for name in options.embedders}
        for one in figures(pairs, named or default_embedders(), options.cache):
            speed = "" if one.speed is None else f"{one.speed:,.0f}"
            print(f"{one.ranking:40} {one.mrr:7.3f} {one.ndcg:8.3f} {speed:>16}", flush=True)
    except CodeCraftError as error:
        sys.exit(str(error))


def packages() -> tuple[Package, ...]:
    """The listed ones. Raises InputError for one that was trained on."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["package"]
    trained = {source.name for source in read_manifest()}
    for each in listed:
        if each["name"] in trained:
            raise InputError(f"{each['name']} was trained on: take it out of {LIST.name}")
    return tuple(Package(Pin.of_sdist(each), each["license"], each["code"]) for each in listed)


def read_pairs(listed: Sequence[Package], cache: Path) -> list[Pair]:
    """The functions of all packages with their docstrings, each once. Raises SourceError, NotFoundError."""
    return distinct([pair for package in listed for pair in _pairs(package, cache)])


def default_embedders() -> dict[str, Embedder]:
    """Ours, and MiniLM where the models extra is there."""
    transformer = minilm()
    return {"static": open_embedder("static")} | ({MINILM: transformer} if transformer else {})


def figures(pairs: Sequence[Pair], embedders: dict[str, Embedder], cache: Path) -> Iterator[Figures]:
    """For BM25, for each embedder and for both together."""
    texts, queries = [pair.code for pair in pairs], [pair.query for pair in pairs]
    keywords = Bm25([_words(pair) for pair in pairs])
    yield measure("BM25", keywords.scores, queries)
    for name, embedder in embedders.items():
        matrix, seconds = vectors(embedder, texts, cache)
        dense = _dense(embedder, matrix, queries)
        yield measure(name, dense, queries, len(texts) / seconds)
        yield measure(f"{name} 0.7 + BM25 0.3", _fused(dense, keywords.scores), queries)


def measure(ranking: str, scores: Scores, queries: Sequence[str], speed: float | None = None) -> Figures:
    """MRR@10 and NDCG@10, the i-th query's only answer being the i-th text; a tie counts against it."""
    reciprocal, gain = [], []
    for start in range(0, len(queries), _BLOCK):
        block = scores(queries[start : start + _BLOCK])
        rows = np.arange(len(block))
        own = block[rows, start + rows]
        ranks = (block >= own[:, None]).sum(axis=1)
        hit = ranks <= _DEPTH
        reciprocal.append(np.where(hit, 1 / ranks, 0.0))
        gain.append(np.where(hit, 1 / np.log2(ranks + 1), 0.0))
    return Figures(ranking, float(np.concatenate(reciprocal).mean()), float(np.concatenate(gain).mean()), speed)


def _pairs(package: Package, cache: Path) -> Iterator[Pair]:
    archive = read_archive(package.pin.filename, content(package.pin, cache), lambda path: path.endswith(".py"))
    for path, data in sorted(archive.contents.items()):
        below = path.partition("/")[2]
        if below.startswith(f"{package.code}/") and not LEFT_OUT.search(below):
            module = below.removeprefix("src/")
            found = pairs_of_module(module, data.decode("utf-8", "replace"))
            yield from (pair for pair in found if pair.function and pair.paragraph == 1)


def _words(pair: Pair) -> list[str]:
    """What the product indexes of a function, its docstring left out."""
    return search_text(pair.name.rpartition(".")[2], pair.name, "", "", pair.code.partition("\n")[2]).split()


def _dense(embedder: Embedder, matrix: Matrix, queries: Sequence[str]) -> Scores:
    asked_for = {query: embedder.embed_query(query) for query in queries}

    def scores(asked: Sequence[str]) -> Matrix:
        result: Matrix = np.stack([asked_for[query] for query in asked]) @ matrix.T
        return result

    return scores


def _fused(dense: Scores, keywords: Scores) -> Scores:
    def scores(queries: Sequence[str]) -> Matrix:
        return 0.7 * _standardised(dense(queries)) + 0.3 * _standardised(keywords(queries))

    return scores


def _standardised(block: Matrix) -> Matrix:
    spread = block.std(axis=1, keepdims=True)
    spread[spread == 0] = 1
    result: Matrix = (block - block.mean(axis=1, keepdims=True)) / spread
    return result


if __name__ == "__main__":
    main()
