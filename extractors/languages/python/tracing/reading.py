"""From what traced processes recorded to observations: code objects become places, tests keep what is most specific to them."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from extractors.languages.python.tracing.places import Places
from graph.errors import InputError
from graph.observations import Observations, ObservedCall, ObservedTest, Place

REACHED_LIMIT = 100
"""The most functions that one test keeps: those it calls itself, then those that the fewest tests reach."""

type _Edge = tuple[Place, Place, int]


class _Record(msgspec.Struct):
    """As `runtime/codecraft_recorder.py` writes it: codes as (path, qualified name, first line), the rest by their number."""

    python: tuple[int, int, int]
    tests: int
    codes: list[tuple[str, str, int]]
    calls: list[tuple[int, int, int, int, bool, int]]
    reached: list[tuple[str, str, int, list[tuple[int, int]]]]


@dataclass(slots=True)
class _Sum:
    count: int = 0
    tests: int = 0
    sampled: bool = False


@dataclass(slots=True)
class _Sums:
    tests: int = 0
    calls: dict[_Edge, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    reached: dict[Place, Counter[Place]] = field(default_factory=lambda: defaultdict(Counter))


def read_records(root: Path, folder: Path) -> Observations:
    """All processes' records together. Raises InputError when there is none."""
    records = [msgspec.json.decode(path.read_bytes(), type=_Record) for path in sorted(folder.glob("*.json"))]
    if not records:
        raise InputError(
            "nothing was recorded: the command must run Python 3.12 or later, read PYTHONPATH (no -I or -E) and end by itself"
        )
    places = Places(root.resolve())
    sums = _Sums()
    for record in records:
        _add(sums, record, [places.of(*code) for code in record.codes], places)
    reached, left_out = _most_specific(sums)
    calls = tuple(
        ObservedCall(*edge, count=one.count, sampled=one.sampled, tests=one.tests) for edge, one in sorted(sums.calls.items())
    )
    return Observations(_digests(root, calls, reached), calls, reached, sums.tests, left_out)


def _add(sums: _Sums, record: _Record, codes: list[Place | None], places: Places) -> None:
    sums.tests += record.tests
    for caller, line, callee, count, sampled, tests in record.calls:
        start, end = codes[caller], codes[callee]
        if start is not None and end is not None:
            one = sums.calls[start, end, line]
            one.count += count
            one.tests += tests
            one.sampled = one.sampled or sampled
    for path, name, first, reached in record.reached:
        test = places.of(path, name, first)
        if test is not None:
            for number, runs in reached:
                if (end := codes[number]) is not None:
                    sums.reached[test][end] += runs


def _most_specific(sums: _Sums) -> tuple[tuple[ObservedTest, ...], int]:
    """For each test what it reached outside the files of tests, cut to the limit; and how many were cut."""
    helpers = {test.path for test in sums.reached}
    direct = {(caller, callee) for caller, callee, _ in sums.calls}
    tests_of: Counter[Place] = Counter()
    for found in sums.reached.values():
        tests_of.update(found.keys())
    kept: list[ObservedTest] = []
    left_out = 0
    for test, found in sorted(sums.reached.items()):
        own = [one for one in found if one.path not in helpers and not one.path.endswith("conftest.py")]
        ranked = sorted(own, key=lambda one: ((test, one) not in direct, tests_of[one], one))
        kept += [ObservedTest(test, one, found[one], (test, one) in direct) for one in sorted(ranked[:REACHED_LIMIT])]
        left_out += max(0, len(ranked) - REACHED_LIMIT)
    return tuple(kept), left_out


def _digests(root: Path, calls: Iterable[ObservedCall], reached: Iterable[ObservedTest]) -> dict[str, str]:
    paths = {end.path for call in calls for end in (call.caller, call.callee)}
    paths |= {end.path for one in reached for end in (one.test, one.callee)}
    return {path: "sha256:" + hashlib.sha256((root / path).read_bytes()).hexdigest() for path in sorted(paths)}
