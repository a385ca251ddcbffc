"""A package's folder of truth, made by running its tests under the recorder."""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.calls.traces.listed import listed
from benchmarks.calls.traces.records import read_records
from benchmarks.calls.traces.rows import Rows, rows
from benchmarks.calls.traces.running import Suite, suite
from graph.errors import CodeCraftError

_RUNTIME = Path(__file__).parent / "runtime"
_TESTS = shutil.ignore_patterns("__pycache__", "tests", "test")


def trace(names: Sequence[str], truth: Path, cache: Path, python: str, *, missing: bool) -> int:
    """Trace listed packages into folders of `truth`, a line on stderr for each; how many could not be traced.

    With `missing`, those that are there stay. Raises InputError for a name that is not listed.
    """
    failed = 0
    for one in listed(names):
        if missing and (truth / one.name / "root").is_file():
            continue
        try:
            said = make(suite(one, cache, python), truth / one.name)
        except CodeCraftError as error:
            failed += 1
            said = str(error)
        print(f"{one.name} {one.pin.version}: {said}", file=sys.stderr, flush=True)
    return failed


def make(tests: Suite, folder: Path) -> str:
    """Write the truth of one package into `folder`, in place of what is there; one line that says what it holds.

    Raises SourceError when the tests cannot run.
    """
    with tempfile.TemporaryDirectory() as scratch:
        roots = [tests.root / module for module in tests.listed.modules]
        said = tests.run(recording(tests, roots, Path(scratch)))
        source = Path(scratch) / "src"
        for module in tests.listed.modules:
            shutil.copytree(tests.root / module, source / module, ignore=_TESTS)
        made = rows(read_records(Path(scratch)), tests.root, source)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.move(source, folder / "src")
        (folder / "root").write_text("src", encoding="utf-8")
        made.write(folder)
    return f"{summary(made)}; tests: {said}"


def recording(tests: Suite, roots: Sequence[Path], folder: Path) -> dict[str, str]:
    """The variables with which a suite records itself."""
    joined = ":".join(map(str, roots))
    return tests.environment([_RUNTIME], CODECRAFT_BENCHMARK_ROOTS=joined, CODECRAFT_BENCHMARK_RECORDS=str(folder))


def summary(made: Rows) -> str:
    """The sizes of the tables, and the calls by kind."""
    kinds = Counter(row["kind"] for row in made.calls.values())
    visible = sum(row["visible"] for row in made.calls.values())
    shown = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    lost = f"; {len(made.lost)} codes that the source does not show: {made.lost[0]}" if made.lost else ""
    return f"{len(made.calls)} calls, {visible} of them visible ({shown}); {len(made.executed)} call expressions ran{lost}"
