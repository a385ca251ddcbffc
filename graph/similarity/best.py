"""Pairs with scores, and those of them that are among the best of an end."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows, each pair once, with scores; rows are in an order that settles ties."""

    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    scores: npt.NDArray[np.floating]


def best_of_each(pairs: Pairs, most: int) -> Pairs:
    """The pairs that are among the `most` best of either end, in the order of their rows."""
    places = np.arange(len(pairs.scores))
    ends = np.concatenate([pairs.first, pairs.second])
    others = np.concatenate([pairs.second, pairs.first])
    both = np.concatenate([places, places])
    order = np.lexsort((others, -pairs.scores[both], ends))
    ends, both = ends[order], both[order]
    starts = np.flatnonzero(np.diff(ends, prepend=-1))
    rank = np.arange(len(ends)) - np.repeat(starts, np.diff(np.append(starts, len(ends))))
    among = np.zeros(len(places), dtype=bool)  # and not np.unique, which would import masked arrays
    among[both[rank < most]] = True
    kept = np.flatnonzero(among)
    kept = kept[np.lexsort((pairs.second[kept], pairs.first[kept]))]
    return Pairs(pairs.first[kept], pairs.second[kept], pairs.scores[kept])
