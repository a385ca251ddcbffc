"""Means over questions, and the table of a run."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.retrieval.asking import Answer, Run, worst_of_twenty
from benchmarks.retrieval.questions import KINDS, SETS
from benchmarks.retrieval.scoring import BUDGET, Scores

HEADS = ("NDCG@10", "MRR@10", "NDCG@10 by symbol", "symbol first", f"recall in {BUDGET:,} tokens")
_FIELDS: tuple[Callable[[Scores], float | None], ...] = (
    lambda one: one.ndcg,
    lambda one: one.reciprocal,
    lambda one: one.symbol_ndcg,
    lambda one: one.first,
    lambda one: one.recall,
)


@dataclass(frozen=True, slots=True)
class Row:
    """Means of one ranker over questions of a set and a kind, in the order of `HEADS`; None where none can be said."""

    of_set: str
    kind: str
    ranker: str
    questions: int
    means: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What a ranker costs: CPU seconds to index all repositories, and CPU milliseconds of a warm query."""

    ranker: str
    indexing: float
    median: float
    worst_of_twenty: float


def rows(runs: Sequence[Run]) -> list[Row]:
    """For each set, over all its questions and by kind, a row for each ranker."""
    found = []
    for of_set in SETS:
        for kind in ("all", *KINDS):
            for ranker in dict.fromkeys(run.ranker for run in runs):
                asked = [each for each in _answers(runs, ranker, of_set) if kind in ("all", each.question.kind)]
                if asked:
                    found.append(Row(of_set, kind, ranker, len(asked), _means(asked)))
    return found


def prices(runs: Sequence[Run]) -> list[Price]:
    """For each ranker, over all that it was asked."""
    found = []
    for ranker in dict.fromkeys(run.ranker for run in runs):
        own = [run for run in runs if run.ranker == ranker]
        times = [each.seconds * 1000 for run in own for each in run.answers]
        found.append(Price(ranker, sum(run.prepared for run in own), statistics.median(times), worst_of_twenty(times)))
    return found


def table(made: Iterable[Row]) -> str:
    """The rows as Markdown."""
    lines = [f"| Set | Questions | Ranked by | {' | '.join(HEADS)} |", f"|---|---|---|{'---:|' * len(HEADS)}"]
    for row in made:
        means = " | ".join("-" if mean is None else f"{mean:.3f}" for mean in row.means)
        lines.append(f"| `{row.of_set}` | {row.kind} ({row.questions}) | {row.ranker} | {means} |")
    return "\n".join(lines)


def price_table(made: Iterable[Price]) -> str:
    """The prices as Markdown."""
    lines = ["| Ranked by | indexing, CPU s | a query, CPU ms: p50 | p95 |", "|---|---:|---:|---:|"]
    lines += [f"| {one.ranker} | {one.indexing:.1f} | {one.median:.1f} | {one.worst_of_twenty:.1f} |" for one in made]
    return "\n".join(lines)


def _answers(runs: Sequence[Run], ranker: str, of_set: str) -> list[Answer]:
    return [each for run in runs if run.ranker == ranker and run.repository.of_set == of_set for each in run.answers]


def _means(answers: Sequence[Answer]) -> tuple[float | None, ...]:
    found = []
    for field in _FIELDS:
        values = [value for each in answers if (value := field(each.scores)) is not None]
        found.append(statistics.fmean(values) if values else None)
    return tuple(found)
