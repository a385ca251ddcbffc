"""BM25 over all texts, the words cut as the product cuts them: the baseline, not what the product ranks with.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in Lucene's variant.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from graph.facts import Matrix
from graph.texts import words

_SATURATION = 1.2
_LENGTH = 0.75


class Bm25:
    """An index of texts, each given as its words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        documents = [Counter(text) for text in texts]
        lengths = np.array([document.total() for document in documents], np.float32)
        damp = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / max(float(lengths.mean()), 1.0))
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, document in enumerate(documents):
            for word, count in document.items():
                postings[word].append((row, count))
        self._size = len(documents)
        self._weights = {}
        for word, entries in postings.items():
            rows, counts = (np.array(column) for column in zip(*entries, strict=True))
            rarity = np.log(1 + (self._size - len(rows) + 0.5) / (len(rows) + 0.5))
            self._weights[word] = rows, (rarity * counts * (_SATURATION + 1) / (counts + damp[rows])).astype(np.float32)

    def scores(self, queries: Sequence[str]) -> Matrix:
        """A row for each query, of shape (len(queries), number of texts)."""
        block = np.zeros((len(queries), self._size), np.float32)
        for row, query in zip(block, queries, strict=True):
            for word in dict.fromkeys(words(query)):
                if word in self._weights:
                    rows, weights = self._weights[word]
                    row[rows] += weights
        return block
