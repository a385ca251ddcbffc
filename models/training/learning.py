"""How a table of token vectors learns: from what a teacher says of sentences, and from descriptions of code."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.facts import Matrix
from models.training.bags import Adam, Bags, Numbers, through_unit, unit


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast is learned. `thinning` is the share of tokens that each look at a text leaves out.

    `scale` multiplies cosines before they are compared; `warm_up` is the share of the steps in which the rate rises.
    """

    epochs: int
    batch: int
    rate: float
    thinning: float = 0.0
    scale: float = 20.0
    warm_up: float = 0.1
    seed: int = 20


@dataclass(frozen=True, slots=True)
class Taught:
    """Sentences with the teacher's rows of them, each of length 1. `weight` is theirs beside another aim."""

    sentences: Bags
    rows: Matrix
    weight: float = 1.0


def distil(table: Matrix, taught: Taught, course: Course) -> float:
    """Turn the sentences' means towards the teacher's rows, in place; the last epoch's mean distance (1 - cosine)."""
    optimiser, random = Adam(table), np.random.default_rng(course.seed)
    distances: list[float] = []
    for chosen, rate in _batches(len(taught.sentences), course, random):
        gradient = np.zeros_like(table)
        distances.append(_towards(table, taught, chosen, gradient))
        optimiser.step(gradient, rate)
    return float(np.mean(distances[-max(1, len(distances) // course.epochs) :]))


def contrast(table: Matrix, queries: Bags, codes: Bags, course: Course, taught: Taught | None = None) -> float:
    """Bring each query nearer to its own code than to the others of a batch, in place; the last epoch's mean loss.

    With `taught`, as many of its sentences a step keep the table from forgetting what words mean outside code.
    Source: Henderson et al., Efficient Natural Language Response Suggestion (2017), multiple negatives ranking.
    """
    optimiser, random = Adam(table), np.random.default_rng(course.seed)
    losses: list[float] = []
    for chosen, rate in _batches(len(queries), course, random):
        gradient = np.zeros_like(table)
        sides = [one.rows(chosen).thinned(course.thinning, random) for one in (queries, codes)]
        losses.append(_apart(table, sides[0], sides[1], course.scale, gradient))
        if taught:
            _towards(table, taught, random.integers(0, len(taught.sentences), len(chosen)), gradient)
        optimiser.step(gradient, rate)
    return float(np.mean(losses[-max(1, len(losses) // course.epochs) :]))


def _apart(table: Matrix, queries: Bags, codes: Bags, scale: float, gradient: Matrix) -> float:
    asked, asked_lengths = unit(queries.means(table))
    found, found_lengths = unit(codes.means(table))
    chances: Matrix = np.float32(scale) * (asked @ found.T)
    chances -= chances.max(axis=1, keepdims=True)
    np.exp(chances, out=chances)
    chances /= chances.sum(axis=1, keepdims=True)
    own = np.arange(len(chances))
    loss = -float(np.log(np.maximum(chances[own, own], 1e-12)).mean())
    chances[own, own] -= 1
    chances *= np.float32(scale / len(chances))
    of_asked: Matrix = chances @ found
    of_found: Matrix = chances.T @ asked
    queries.add_gradient(through_unit(asked, asked_lengths, of_asked), gradient)
    codes.add_gradient(through_unit(found, found_lengths, of_found), gradient)
    return loss


def _towards(table: Matrix, taught: Taught, chosen: Numbers, gradient: Matrix) -> float:
    sentences, rows = taught.sentences.rows(chosen), taught.rows[chosen]
    said, lengths = unit(sentences.means(table))
    sentences.add_gradient(through_unit(said, lengths, rows * np.float32(-taught.weight / len(chosen))), gradient)
    return 1 - float((said * rows).sum(axis=1).mean())


def _batches(count: int, course: Course, random: np.random.Generator) -> Iterator[tuple[Numbers, float]]:
    """Texts by chance, each once an epoch, and the rate: rising, then falling to nothing. What fills no batch is left out."""
    size = min(course.batch, count)
    steps = course.epochs * (count // size)
    rising = course.warm_up * steps
    done = 0
    for _ in range(course.epochs):
        order = random.permutation(count)
        for start in range(0, count - size + 1, size):
            yield order[start : start + size], course.rate * min((done + 1) / rising, (steps - done) / (steps - rising), 1.0)
            done += 1
