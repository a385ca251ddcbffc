"""`python -m benchmarks.calls [BENCHMARK] [--output RESULT.json]`: the micro-benchmark, and speed beside LibCST's parse.

Claims beside what really happened in packages' own tests: `python -m benchmarks.calls.observed`.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.calls.micro import DEFAULT, accuracy
from benchmarks.calls.speed import PACKAGES, speed


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benchmark", nargs="?", type=Path, default=DEFAULT, help="the folder that holds snippets/")
    parser.add_argument("--output", type=Path, help="write every case's edges here, as the benchmark's own scorer reads them")
    parser.add_argument("--packages", nargs="*", default=PACKAGES, help="installed packages to time")
    options = parser.parse_args()
    if not (options.benchmark / "snippets").is_dir():
        sys.exit(f"{options.benchmark} holds no snippets/: give the benchmark's folder as an argument")
    accuracy(options.benchmark / "snippets", options.output)
    speed(options.packages)


if __name__ == "__main__":
    main()
