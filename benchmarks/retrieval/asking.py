"""Every question of a repository put to each ranker, with what an answer costs."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.retrieval.questions import Question, Repository
from benchmarks.retrieval.scoring import DEPTH, READ, Hit, Ranker, Scores, scores

_TIMED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ranker said to a question, how good that is, and the CPU seconds of one warm query, the median of three."""

    question: Question
    hits: tuple[Hit, ...]
    scores: Scores
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """One ranker's answers about one repository; `prepared` as the ranker says."""

    repository: Repository
    ranker: str
    prepared: float
    answers: tuple[Answer, ...]


class Lines(dict[str, list[str]]):
    """The lines of a folder's files by path, read when first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, path: str) -> list[str]:
        self[path] = (self._folder / path).read_text(encoding="utf-8", errors="replace").split("\n")
        return self[path]


def ask(repository: Repository, ranker: Ranker, files: Lines) -> Run:
    """All questions, each once to warm up before any is timed."""
    at_hand = [ranker.rank(question.text, READ) for question in repository.questions]
    answers = []
    for question, read in zip(repository.questions, at_hand, strict=True):
        hits, seconds = timed(ranker, question.text)
        answers.append(Answer(question, tuple(hits), scores(question, hits, read, files), seconds))
    return Run(repository, ranker.name, ranker.prepared, tuple(answers))


def worst_of_twenty(times: Sequence[float]) -> float:
    """The time that one query in twenty exceeds."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def timed(ranker: Ranker, text: str) -> tuple[Sequence[Hit], float]:
    """What a ranker says, and the CPU seconds that it takes when asked again and again, the median of three."""
    hits: Sequence[Hit] = ()
    times = []
    for _ in range(_TIMED):
        started = time.process_time()
        hits = ranker.rank(text, DEPTH)
        times.append(time.process_time() - started)
    return hits, statistics.median(times)
