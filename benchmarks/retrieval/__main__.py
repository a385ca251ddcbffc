"""What search finds of what was asked: `python -m benchmarks.retrieval [REPOSITORY …]` and see `--help`."""

import argparse
import sys
from pathlib import Path

from benchmarks.commits import commit
from benchmarks.retrieval.checkout import CACHE
from benchmarks.retrieval.measuring import Result, measure
from benchmarks.retrieval.misses import misses
from benchmarks.retrieval.page import page
from benchmarks.retrieval.questions import repositories
from benchmarks.retrieval.totals import price_table, prices, rows, table
from graph.errors import CodeCraftError


def main() -> None:
    """Print the figures, or one line that says why there are none."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("repositories", nargs="*", help="their names, or those of sets; all without")
    parser.add_argument("--all", action="store_true", help="ask the baselines, too: BM25, grep and MiniLM (the models extra)")
    parser.add_argument("--stores", type=Path, help="keep the stores there: quick while only search changes")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where sdists and the baseline's vectors are kept")
    parser.add_argument("--misses", type=int, default=0, help="also show so many of the worst answers of each dev repository")
    parser.add_argument("--write", type=Path, help="ask everybody everything, and write the page there")
    options = parser.parse_args()
    try:
        if options.write:
            at = commit()
            result = measure(repositories(), options.cache, None, baselines=True)
            options.write.write_text(page(result, options.cache, at), encoding="utf-8")
        else:
            result = measure(repositories(options.repositories), options.cache, options.stores, baselines=options.all)
            show(result, options.misses)
    except CodeCraftError as error:
        sys.exit(str(error))


def show(result: Result, worst: int) -> None:
    """Print the tables, and so many of the worst answers of each repository that may be tuned on."""
    print("\n".join(["", table(rows(result.runs)), "", price_table(prices(result.runs))]))
    for run in result.runs:
        for line in misses(run, worst):
            print(line)


if __name__ == "__main__":
    main()
