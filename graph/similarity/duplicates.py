"""Near-duplicates: pairs of functions that share most of their shingles, found by sketches alone."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.similarity.best import Pairs, best_of_each
from graph.similarity.shingles import SKETCH_SIZE

LEAST_SHARED = 0.6
"""Of all shingles of both: three or four edits in sixty tokens."""

MOST_OF_EACH = 10
"""A function is paired with so many of its nearest in each source: generated code comes in hundreds of copies."""

_KEYS = 16
_WINDOW = 100
_PART = 20_000
_EMPTY = np.uint32(0xFFFFFFFF)

type Sums = npt.NDArray[np.uint32]
type Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sketches:
    """Functions that may be copies, in the order of their ids: each a row of ascending sums, filled up with the largest."""

    ids: tuple[str, ...]
    tokens: tuple[int, ...]
    sums: Sums

    def only(self, wanted: Flags) -> "Sketches":
        """Those that are wanted."""
        rows = np.flatnonzero(wanted)
        return Sketches(tuple(self.ids[row] for row in rows), tuple(self.tokens[row] for row in rows), self.sums[rows])

    def sharing(self, others: "Sketches") -> "Sketches":
        """Those that have a key in common with any of the others: only they can be paired with them."""
        keys, known = _keys(self.sums)
        theirs, there = _keys(others.sums)
        held = np.sort(theirs[there])
        if not len(held):
            return self.only(np.zeros(len(self.ids), dtype=np.bool_))
        places = np.minimum(np.searchsorted(held, keys), len(held) - 1)
        return self.only(((held[places] == keys) & known).any(axis=1))


def read_sketches(found: Sequence[tuple[str, int, str]]) -> Sketches:
    """From (id, tokens, sketch), the last as `graph.similarity.shingles.sketch` gives it."""
    ordered = sorted(found)
    sums = np.full((len(ordered), SKETCH_SIZE), _EMPTY, dtype=np.uint32)
    for row, (_, _, text) in zip(sums, ordered, strict=True):
        smallest = np.frombuffer(b64decode(text), dtype="<u4")[:SKETCH_SIZE]
        row[: len(smallest)] = smallest
    return Sketches(tuple(one[0] for one in ordered), tuple(one[1] for one in ordered), sums)


def duplicates_within(one: Sketches) -> Pairs:
    """Pairs of a source's rows with the share of shingles that they have in common."""
    first, second = _candidates(one.sums, None)
    return _near(one.sums, first, second)


def duplicates_across(one: Sketches, other: Sketches) -> list[tuple[int, int, float]]:
    """Pairs of a row of each of two sources, with the share; the same, whichever comes first."""
    if not one.ids or not other.ids:
        return []
    order = np.array(sorted(range(len(one.ids) + len(other.ids)), key=[*one.ids, *other.ids].__getitem__), dtype=np.int64)
    mine = order < len(one.ids)
    sums = np.concatenate([one.sums, other.sums])[order]
    pairs = _near(sums, *_candidates(sums, mine))
    swapped = np.where(mine[pairs.first], pairs.first, pairs.second), np.where(mine[pairs.first], pairs.second, pairs.first)
    rows = order[swapped[0]], order[swapped[1]] - len(one.ids)
    return list(zip(rows[0].tolist(), rows[1].tolist(), pairs.scores.tolist(), strict=True))


def _near(sums: Sums, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> Pairs:
    scores = _shared(sums, first, second)
    kept = scores >= LEAST_SHARED
    return best_of_each(Pairs(first[kept], second[kept], scores[kept]), MOST_OF_EACH)


def _keys(sums: Sums) -> tuple[npt.NDArray[np.uint64], Flags]:
    """Each two neighbouring sums among a row's smallest, and which of them there are."""
    low, high = sums[:, :_KEYS].astype(np.uint64), sums[:, 1 : _KEYS + 1]
    known = high < _EMPTY
    known[:, 0] |= low[:, 0] < _EMPTY  # what repeats itself can have one sum alone
    return (low << np.uint64(32)) | high, known


def _candidates(sums: Sums, mine: Flags | None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows with a key in common, which nearly all that share half or more have; of two sources when told which are `mine`."""
    every, known = _keys(sums)
    keys, rows = every[known], np.nonzero(known)[0]
    order = np.lexsort((rows, keys))
    keys, rows = keys[order], rows[order]
    found = [np.zeros(0, dtype=np.int64)]
    # A key that hundreds have (generated code) pairs each with the next hundred only.
    for step in range(1, min(_WINDOW, len(keys) - 1) + 1):
        same = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(same):
            break
        one, other = rows[same], rows[same + step]
        wanted = one != other if mine is None else mine[one] != mine[other]
        found.append(one[wanted] * len(sums) + other[wanted])
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # np.unique would import masked arrays, which costs every index 0.03 s
    return np.divmod(pairs, max(len(sums), 1))


def _shared(sums: Sums, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Of the smallest sums of both together, the share that both have."""
    parts = [np.zeros(0)]
    for start in range(0, len(first), _PART):
        part = slice(start, start + _PART)
        both = np.sort(np.concatenate([sums[first[part]], sums[second[part]]], axis=1), axis=1)
        known = both < _EMPTY
        again = np.zeros_like(known)
        again[:, 1:] = (both[:, 1:] == both[:, :-1]) & known[:, 1:]
        new = known & ~again
        smallest = np.cumsum(new, axis=1) <= SKETCH_SIZE
        parts.append((again & smallest).sum(axis=1) / np.maximum((new & smallest).sum(axis=1), 1))
    return np.concatenate(parts)
