"""Texts as bags of token numbers, and the arithmetic that training does with them, in numpy alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.facts import Matrix

type Numbers = npt.NDArray[np.integer[Any]]

_BLOCK = 40_000
"""Tokens whose rows are in memory at once: as many as the processor's cache is glad of."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Text i has the tokens `tokens[starts[i]:starts[i + 1]]`, each once, in the `shares` that they have of it.

    No text is without tokens: an empty one has the token 0 with a share of 0.
    """

    starts: Numbers
    tokens: Numbers
    shares: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def rows(self, chosen: Numbers) -> "Bags":
        """Those texts, in that order."""
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(starts[-1]) + np.repeat(self.starts[chosen] - starts[:-1], lengths)
        return Bags(starts, self.tokens[places], self.shares[places])

    def thinned(self, share: float, random: np.random.Generator) -> "Bags":
        """The same with a share of the tokens left out by chance."""
        kept = random.random(len(self.shares), np.float32) >= share
        return Bags(self.starts, self.tokens, self.shares * kept)

    def means(self, table: Matrix) -> Matrix:
        """Each text's mean of its tokens' rows."""
        result = np.empty((len(self), table.shape[1]), np.float32)
        for first, last in self._blocks():
            start, end = self.starts[first], self.starts[last]
            rows = table[self.tokens[start:end]] * self.shares[start:end, None]
            np.add.reduceat(rows, self.starts[first:last] - start, out=result[first:last])
        return result

    def add_gradient(self, of_means: Matrix, of_table: Matrix) -> None:
        """Add to the table's gradient what the gradient of the texts' means gives each token's row."""
        owners = np.repeat(np.arange(len(self)), np.diff(self.starts))
        order = np.argsort(self.tokens, kind="stable")
        for start in range(0, len(order), _BLOCK):
            part = order[start : start + _BLOCK]
            tokens = self.tokens[part]
            firsts = np.flatnonzero(np.concatenate([[True], tokens[1:] != tokens[:-1]]))
            of_table[tokens[firsts]] += np.add.reduceat(of_means[owners[part]] * self.shares[part, None], firsts)

    def _blocks(self) -> Iterable[tuple[int, int]]:
        first = 0
        while first < len(self):
            last = int(np.searchsorted(self.starts, self.starts[first] + _BLOCK, side="right")) - 1
            last = min(max(last, first + 1), len(self))
            yield first, last
            first = last


def to_bags(texts: Iterable[list[int]]) -> Bags:
    """Bags of texts' token numbers."""
    starts, tokens, shares = [0], [], []
    for numbers in texts:
        each, counts = np.unique(np.asarray(numbers or [0], np.int64), return_counts=True)
        tokens.append(each)
        shares.append((counts / counts.sum() if numbers else np.zeros(1)).astype(np.float32))
        starts.append(starts[-1] + len(each))
    if not tokens:
        return Bags(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    return Bags(np.array(starts), np.concatenate(tokens), np.concatenate(shares))


class Adam:
    """Steps along a gradient's running mean, each value's by the size its gradients have (Kingma and Ba, 2015)."""

    _MEAN, _SQUARE, _LEAST = 0.9, 0.999, 1e-8

    def __init__(self, table: Matrix) -> None:
        self._table = table
        self._mean, self._square = np.zeros_like(table), np.zeros_like(table)
        self._steps = 0

    def step(self, gradient: Matrix, rate: float) -> None:
        """Change the table, in place. The gradient is used up."""
        self._steps += 1
        self._mean += (1 - self._MEAN) * (gradient - self._mean)
        np.square(gradient, out=gradient)
        gradient -= self._square
        gradient *= 1 - self._SQUARE
        self._square += gradient
        np.sqrt(self._square, out=gradient)
        gradient += self._LEAST
        np.divide(self._mean, gradient, out=gradient)
        gradient *= rate * np.sqrt(1 - self._SQUARE**self._steps) / (1 - self._MEAN**self._steps)
        self._table -= gradient


def unit(rows: Matrix) -> tuple[Matrix, Matrix]:
    """The rows at length 1, and their lengths."""
    lengths: Matrix = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    result: Matrix = rows / lengths
    return result, lengths


def through_unit(units: Matrix, lengths: Matrix, gradient: Matrix) -> Matrix:
    """The gradient of rows from that of the same rows at length 1."""
    result: Matrix = (gradient - units * (units * gradient).sum(axis=1, keepdims=True)) / lengths
    return result
