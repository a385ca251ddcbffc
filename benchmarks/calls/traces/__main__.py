"""Trace listed packages: see the package's docstring."""

import argparse
import sys
from pathlib import Path

from benchmarks.calls.traces.making import trace
from benchmarks.calls.truth import CACHE, TRUTH
from graph.errors import CodeCraftError


def main() -> None:
    """Trace what is named, or all; a line for each package."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calls.traces", description=__doc__)
    parser.add_argument("packages", nargs="*", help="names in packages.toml, `dev` or `held_out`; all without")
    parser.add_argument("--truth", type=Path, default=TRUTH, help="where the folders of truth go")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where sdists and environments are kept")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that the tests run in, 3.12 or later")
    parser.add_argument("--missing", action="store_true", help="leave alone what is traced already")
    options = parser.parse_args()
    try:
        failed = trace(options.packages, options.truth, options.cache, options.python, missing=options.missing)
    except CodeCraftError as error:
        sys.exit(str(error))
    sys.exit(failed)


if __name__ == "__main__":
    main()
