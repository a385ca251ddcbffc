"""How good a list of results is for a question."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks.retrieval.questions import Question, Target
from graph.texts import EMBEDDED_CHARACTERS

DEPTH = 10
"""Results that are scored."""
BUDGET = 2_000
"""Tokens that a reader spends on reading results."""
READ = 50
"""Results that a reader has at hand to spend them on."""

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A result: lines of a file, counted from 1. `symbol` is a definition's qualified name, empty for a whole file."""

    path: str
    line: int
    end_line: int
    symbol: str = ""

    def answers(self, target: Target) -> bool:
        """Whether this is the target's own definition, not merely its file or something around it."""
        same_name = f".{self.symbol}".endswith(f".{target.name}")
        return self.path == target.path and same_name and self.line <= target.line <= self.end_line


class Ranker(Protocol):
    """Anything that answers a question with results."""

    name: str
    prepared: float
    """CPU seconds that it took to index."""

    def rank(self, text: str, limit: int) -> Sequence[Hit]:
        """The results, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one question; from 0 to 1, None where it cannot be said.

    `ndcg` and `reciprocal` go by file as semble does, `symbol_ndcg` by definition, `first` is 1 when the function asked for
    is the first result, `recall` is the share of the targets that a reader meets within `BUDGET` tokens.
    """

    ndcg: float
    reciprocal: float
    symbol_ndcg: float | None
    first: float | None
    recall: float


def scores(question: Question, hits: Sequence[Hit], at_hand: Sequence[Hit], files: Mapping[str, Sequence[str]]) -> Scores:
    """Of the first `DEPTH` results, and of the first `READ` for `recall`; `files` has the lines of each path."""
    hits = hits[:DEPTH]
    paths = list(dict.fromkeys(target.path for target in question.targets))
    ranks = [rank for path in paths if (rank := _rank(hit.path == path for hit in hits))]
    exact = [rank for target in question.targets if (rank := _rank(hit.answers(target) for hit in hits))]
    by_symbol = not hits or any(hit.symbol for hit in hits)
    asked = question.function
    return Scores(
        ndcg=ndcg(ranks, len(paths)),
        reciprocal=1 / min(ranks) if ranks else 0.0,
        symbol_ndcg=ndcg(exact, len(question.targets)) if by_symbol else None,
        first=float(bool(hits) and hits[0].answers(asked)) if asked and by_symbol else None,
        recall=_recall(question.targets, at_hand[:READ], files),
    )


def ndcg(ranks: Iterable[int], relevant: int) -> float:
    """Normalised discounted cumulative gain of results at these ranks, of so many that there are; each gains 1."""
    gained = sum(1 / math.log2(rank + 1) for rank in set(ranks))
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, DEPTH) + 1))


def tokens(text: str) -> int:
    """Words, numbers and single other characters: close to what language models count on code, and the same everywhere."""
    return len(_TOKEN.findall(text))


def _rank(matches: Iterable[bool]) -> int:
    """The first match's place from 1; 0 without one."""
    return next((place for place, match in enumerate(matches, 1) if match), 0)


def _recall(targets: Sequence[Target], hits: Sequence[Hit], files: Mapping[str, Sequence[str]]) -> float:
    """The reader reads each line once: of a definition what is embedded of it, of a file all, until the budget is spent."""
    seen: set[tuple[str, int]] = set()
    left = BUDGET
    for hit in hits:
        characters = 0
        for line in range(hit.line, hit.end_line + 1):
            text = files[hit.path][line - 1]
            characters += len(text) + 1
            if hit.symbol and characters > EMBEDDED_CHARACTERS and line > hit.line:
                break
            if (hit.path, line) not in seen:
                left -= tokens(text)
                if left < 0:
                    return _share(targets, seen)
                seen.add((hit.path, line))
    return _share(targets, seen)


def _share(targets: Sequence[Target], seen: set[tuple[str, int]]) -> float:
    return sum((target.path, target.line) in seen for target in targets) / len(targets)
