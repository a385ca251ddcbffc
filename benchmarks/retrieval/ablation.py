"""What each signal of the ranking is worth: `python -m benchmarks.retrieval.ablation [--write docs/retrieval-ablation.md]`.

Every question whose answers may be read is asked with all signals, then with each of them left out.
"""

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.retrieval.asking import Lines, Run, ask
from benchmarks.retrieval.checkout import CACHE, checkout
from benchmarks.retrieval.indexed import index, opened
from benchmarks.retrieval.ours import Search
from benchmarks.retrieval.questions import KINDS, READ_SETS, repositories
from benchmarks.retrieval.totals import rows
from graph.errors import CodeCraftError
from queries.ranking.order import SIGNALS

ALL = "all signals"
_PAGE = """# What each signal of the ranking is worth

The questions of [the benchmark](../benchmarks/retrieval/questions) whose answers may be read, by set: NDCG@10 by file over all
of them and by kind, then by symbol, and the share of questions for one function that have it first. All signals, then each left
out; what a signal is says its file under [queries/ranking](../queries/ranking). A difference of 0.01 is one question or two.

{table}

Run on {date} by `python -m benchmarks.retrieval.ablation --write docs/retrieval-ablation.md`.
"""


def main() -> None:
    """Print or write the table, or print one line that says why there is none."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval.ablation", description=__doc__)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where sdists are kept")
    parser.add_argument("--stores", type=Path, help="keep the stores there: quick while only search changes")
    parser.add_argument("--write", type=Path, help="write the page there")
    options = parser.parse_args()
    try:
        table = ablation(list(runs(options.cache, options.stores)))
    except CodeCraftError as error:
        sys.exit(str(error))
    if options.write:
        options.write.write_text(_PAGE.format(table=table, date=dt.datetime.now(tz=dt.UTC).date()), encoding="utf-8")
    else:
        print(table)


def runs(cache: Path, kept: Path | None) -> Iterator[Run]:
    """Each repository asked with all signals and without each. Raises CodeCraftError."""
    cache.mkdir(parents=True, exist_ok=True)
    for repository in repositories(READ_SETS):
        folder = checkout(repository, cache)
        with tempfile.TemporaryDirectory() as scratch:
            place = (kept or Path(scratch)) / repository.name
            index([folder], place, kept or Path(scratch))
            with opened(place) as (store, embedder):
                files = Lines(folder)
                yield ask(repository, Search(store, embedder, 0.0, name=ALL), files)
                for signal in SIGNALS:
                    yield ask(repository, Search(store, embedder, 0.0, name=f"without {signal}", without=[signal]), files)


def ablation(asked: Sequence[Run]) -> str:
    """A table for each set, with a line of Markdown for each way of ranking."""
    made = {(row.of_set, row.kind, row.ranker): row.means for row in rows(asked)}
    rankers = list(dict.fromkeys(run.ranker for run in asked))
    tables = []
    for of_set in dict.fromkeys(of_set for of_set, *_ in made):
        lines = [f"| `{of_set}` | all | symbol | meaning | architecture | by symbol | symbol first |", f"|---|{'---:|' * 6}"]
        for ranker in rankers:
            by_file = [made[of_set, kind, ranker][0] for kind in ("all", *KINDS)]
            figures = [*by_file, made[of_set, "all", ranker][2], made[of_set, "all", ranker][3]]
            lines.append(f"| {ranker} | {' | '.join('-' if one is None else f'{one:.3f}' for one in figures)} |")
        tables.append("\n".join(lines))
    return "\n\n".join(tables)


if __name__ == "__main__":
    main()
