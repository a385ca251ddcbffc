"""What `codecraft trace` costs a test suite: `python -m benchmarks.calls.overhead [PACKAGE …] [--repeat N] [--write PAGE]`.

Each suite of `benchmarks/calls/traces/packages.toml` runs by itself and under the product's recorder in turn, in the same
environment. Time is user and system CPU time of the test run and its children, the least of several rounds of each. Reading the
records and indexing come on top and are not a matter of the suite.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.calls.traces.listed import listed
from benchmarks.calls.traces.running import Suite, suite
from benchmarks.calls.truth import CACHE
from benchmarks.stages import cpu_seconds
from extractors.languages.python.tracing import TRACER
from graph.errors import CodeCraftError

PACKAGES = ("sqlparse", "tomlkit", "click", "marshmallow", "jinja2", "flask", "starlette", "networkx")

_PAGE = """# What tracing costs

`codecraft trace -- pytest …` beside the same test run by itself: CPU seconds of the whole run, the least of {rounds} rounds in
which both took turns (Python {python}, two cores, other programs running).

{table}

What is asked for is less than three times. [Decision 081](decisions/081-often-called-functions-rest.md) says how functions
that are called very often are kept cheap. Reading the records and indexing with them come on top, once.

Made by `python -m benchmarks.calls.overhead --repeat {rounds} --write docs/tracing.md`, from
[pinned packages](../benchmarks/calls/traces/packages.toml).
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds alone and traced, the calls between functions that were seen, and what pytest said of the traced run."""

    alone: float
    traced: float
    calls: int
    said: str

    @property
    def ratio(self) -> float:
        """Traced in units of alone."""
        return self.traced / self.alone


def main() -> None:
    """Print or write a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--repeat", type=int, default=2, metavar="N")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where sdists and environments are kept")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that the tests run in, 3.12 or later")
    parser.add_argument("--write", type=Path, help="write a page there too")
    options = parser.parse_args()
    rows = ["| Suite | CPU s alone | CPU s traced | ratio | calls seen | tests |", "|---|---:|---:|---:|---:|---|"]
    print("\n".join(rows), flush=True)
    try:
        for one in listed(options.packages):
            cost = cost_of(suite(one, options.cache, options.python), options.repeat)
            figures = f"{cost.alone:.1f} | {cost.traced:.1f} | {cost.ratio:.2f} | {cost.calls:,}"
            rows.append(f"| {one.name} {one.pin.version} | {figures} | {cost.said} |")
            print(rows[-1], flush=True)
    except CodeCraftError as error:
        sys.exit(str(error))
    if options.write:
        asked = [options.python, "-c", "import platform; print(platform.python_version())"]
        python = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
        options.write.write_text(_PAGE.format(rounds=options.repeat, python=python, table="\n".join(rows)), encoding="utf-8")


def cost_of(tests: Suite, rounds: int) -> Cost:
    """The least of several rounds of each. Raises SourceError."""
    alone, traced, calls, said = [], [], 0, ""
    for _ in range(rounds):
        alone.append(_seconds(tests, tests.environment())[0])
        with tempfile.TemporaryDirectory() as folder:
            seconds, said = _seconds(tests, TRACER.environment(tests.folder, Path(folder), tests.environment()))
            calls = len({(one.caller, one.callee) for one in TRACER.read(tests.folder, Path(folder)).calls})
        traced.append(seconds)
    return Cost(min(alone), min(traced), calls, said.rpartition(" in ")[0])


def _seconds(tests: Suite, environment: Mapping[str, str]) -> tuple[float, str]:
    before = cpu_seconds(resource.RUSAGE_CHILDREN)
    said = tests.run(environment)
    return cpu_seconds(resource.RUSAGE_CHILDREN) - before, said


if __name__ == "__main__":
    main()
