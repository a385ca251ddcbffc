"""Runs a command of `codecraft` and tells the CPU that each stage of an ingest took: the other half of benchmarks.index.

    python -m benchmarks.stages FILE index SOURCE …

writes `{stage: seconds}` to FILE: user and system time of the process and of its workers that have ended, which a step's have.
"""

import json
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

import graph.ingest
from app.cli.console import ConsoleProgress
from app.cli.main import run

START = "start"
_NAMES = {"Reading": "read", "Extracting": "extract", "Linking": "link", "Embedding": "embed", "Storing": "write"}


class Stages:
    """CPU seconds by stage; what is between two stages is `other`."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._within = [START]
        self._last = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what the block takes to a stage, and not to the one around it."""
        self._lap()
        self._within = ["other"] if self._within == [START] else self._within
        self._within.append(name)
        try:
            yield
        finally:
            self._lap()
            self._within.pop()

    def _lap(self) -> None:
        now = cpu_seconds(resource.RUSAGE_SELF) + cpu_seconds(resource.RUSAGE_CHILDREN)
        self.seconds[self._within[-1]] += now - self._last
        self._last = now


def cpu_seconds(who: int) -> float:
    """User and system time that a process or its ended children have taken."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Run the command that the arguments name."""
    file, *command = sys.argv[1:]
    stages = Stages()

    @contextmanager
    def step(self: ConsoleProgress, title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:  # noqa: ARG001 (the port's)
        with stages.stage(_NAMES.get(title, title.lower())):
            yield lambda _count: None

    ConsoleProgress.step = step  # type: ignore[method-assign]
    graph.ingest.project = _timed(stages, "project", graph.ingest.project)  # type: ignore[attr-defined]
    try:
        run(command)
    finally:
        Path(file).write_text(json.dumps(stages.seconds), encoding="utf-8")


def _timed[**P, T](stages: Stages, name: str, function: Callable[P, T]) -> Callable[P, T]:
    @wraps(function)
    def timed(*args: P.args, **kwargs: P.kwargs) -> T:
        with stages.stage(name):
            return function(*args, **kwargs)

    return timed


if __name__ == "__main__":
    main()
