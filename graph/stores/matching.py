"""Text search of the embedded store: BM25 over the words of all its sources, from their files."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.bm25 import LENGTH, SATURATION, rarity
from graph.facts import Batch, Scored
from graph.ports import SearchedLabel
from graph.statements import load
from graph.stores.values import Ask
from graph.stores.vectors import DECIMALS
from graph.stores.words import WordSet, keep, read, word_set

_LABELS: dict[SearchedLabel, str] = {"Symbol": "symbols", "Section": "sections"}
"""Under which name a source's files are kept in the graph."""

type Files = Mapping[str, str | None]
"""A source's files by what they are of: empty where it has no words, None where a store of an earlier version has no file."""


def keep_words(folder: Path, batch: Batch) -> Files:
    """Write the search words of a source's new state."""
    files = {}
    for label, name in _LABELS.items():
        texts = [
            (node.id, str(text), str(node.properties.get("license") or ""))
            for node in batch.nodes
            if label in node.labels and (text := node.properties.get("search_text"))
        ]
        files[name] = keep(folder, word_set(texts)) if texts else ""
    return files


class Words:
    """The search words of one state of a store, read when first searched; `read_graph` runs a statement on the graph."""

    def __init__(self, folder: Path, files: Mapping[str, Files], read_graph: Ask) -> None:
        self._folder, self._files, self._read_graph = folder, files, read_graph
        self._sets: dict[tuple[str, str], WordSet] = {}
        self._indexes: dict[str, _Index] = {}

    def changed(self, source: str, files: Files | None) -> "Words":
        """The words of the state after a source's have changed; None when it has gone."""
        others = {one: names for one, names in self._files.items() if one != source}
        made = Words(self._folder, others if files is None else {**others, source: files}, self._read_graph)
        made._sets = {key: one for key, one in self._sets.items() if key[0] != source}
        return made

    @property
    def names(self) -> set[str]:
        """The files that are in use."""
        return {name for files in self._files.values() for name in files.values() if name}

    def best(
        self, label: SearchedLabel, words: Sequence[str], limit: int, sources: Collection[str], licenses: Collection[str] | None
    ) -> list[Scored]:
        """The best of what carries the label and has any of the words, ties by id."""
        index = self._indexes.get(label)
        if index is None:
            index = self._indexes[label] = _Index({source: self._set(source, label) for source in sorted(self._files)})
        return index.best(words, limit, sources, licenses)

    def _set(self, source: str, label: SearchedLabel) -> WordSet:
        found = self._sets.get((source, label))
        if found is None:
            found = self._sets[source, label] = self._load(source, label)
        return found

    def _load(self, source: str, label: SearchedLabel) -> WordSet:
        what = _LABELS[label]
        name = self._files[source].get(what)
        if name == "":
            return word_set(())
        held = read(self._folder, name) if name else None
        if held is None:
            rows = self._read_graph(load(f"write/grafeo/searched_{what}"), {"source": source})
            held = word_set((row["id"], row["text"], row["license"] or "") for row in rows)
        return held


class _Index:
    """The words of all sources, as one row after the other."""

    def __init__(self, sets: Mapping[str, WordSet]) -> None:
        self._sets = [(source, one) for source, one in sets.items() if one.ids]
        self._starts = [0, *accumulate(len(one.ids) for _, one in self._sets)]

    @cached_property
    def _damping(self) -> npt.NDArray[np.float64]:
        """What is added to a count for each row: more in a long text."""
        lengths = np.concatenate([one.lengths for _, one in self._sets])
        return SATURATION * (1 - LENGTH + LENGTH * lengths / lengths.mean())

    def best(
        self, words: Sequence[str], limit: int, sources: Collection[str], licenses: Collection[str] | None
    ) -> list[Scored]:
        """As `Words.best`; how rare a word is goes by all sources, also those that are not searched."""
        if limit < 1 or not self._sets:
            return []
        scores = np.zeros(self._starts[-1])
        for word in dict.fromkeys(words):
            self._add(scores, word, sources)
        hits = np.flatnonzero(scores)
        if licenses is not None:
            hits = hits[self._under(licenses)[hits]]
        values = scores[hits]
        if limit < len(hits):
            last = np.partition(values, len(hits) - limit)[len(hits) - limit]
            hits = hits[values >= last - 10.0**-DECIMALS]
        found = [Scored(self._id(row), round(float(scores[row]), DECIMALS)) for row in hits.tolist()]
        return sorted(found, key=lambda one: (-one.score, one.id))[:limit]

    def _add(self, scores: npt.NDArray[np.float64], word: str, sources: Collection[str]) -> None:
        having, rows, counts = 0, [], []
        for (source, one), start in zip(self._sets, self._starts, strict=False):
            place = one.places.get(word)
            if place is not None:
                first, last = one.starts[place : place + 2].tolist()
                having += last - first
                if not sources or source in sources:
                    rows.append(one.rows[first:last] + start)
                    counts.append(one.counts[first:last])
        if rows:
            every, count = np.concatenate(rows), np.concatenate(counts).astype(np.float64)
            scores[every] += rarity(having, len(scores)) * (SATURATION + 1) * count / (count + self._damping[every])

    def _under(self, licenses: Collection[str]) -> npt.NDArray[np.bool_]:
        """Whether each row is under one of the expressions."""
        return np.concatenate(
            [np.array([license_ in licenses for license_ in one.licenses])[one.codes] for _, one in self._sets]
        )

    def _id(self, row: int) -> str:
        which = bisect_right(self._starts, row) - 1
        return self._sets[which][1].ids[row - self._starts[which]]
