"""Our search, asked as users ask it."""

from collections.abc import Collection

from benchmarks.retrieval.scoring import Hit
from graph.ports import Embedder, GraphStore
from queries.search import search


class Search:
    """`queries.search.search` on a store; `without` names signals of the ranking to leave out."""

    name = "CodeCraft"

    def __init__(
        self, store: GraphStore, embedder: Embedder | None, indexing: float, *, name: str = name, without: Collection[str] = ()
    ) -> None:
        self.name, self.prepared = name, indexing
        self._store, self._embedder, self._without = store, embedder, without

    def rank(self, text: str, limit: int) -> list[Hit]:
        """The symbols that search finds."""
        found = search(self._store, self._embedder, text, limit=limit, without=self._without).hits
        return [Hit(one.path, one.line, one.end_line, one.symbol) for one in found]
