"""Our search, asked as users ask it."""

from benchmarks.retrieval.scoring import Hit
from graph.ports import Embedder, GraphStore
from queries.search import search


class Search:
    """`queries.search.search` on a store."""

    name = "CodeCraft"

    def __init__(self, store: GraphStore, embedder: Embedder | None, indexing: float) -> None:
        self.prepared = indexing
        self._store, self._embedder = store, embedder

    def rank(self, text: str, limit: int) -> list[Hit]:
        """The symbols that search finds."""
        found = search(self._store, self._embedder, text, limit=limit).hits
        return [Hit(one.path, one.line, one.end_line, one.symbol) for one in found]
