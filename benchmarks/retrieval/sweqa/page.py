"""docs/retrieval-sweqa.md, made of a whole run."""

import datetime as dt
import statistics
from collections.abc import Iterable, Sequence

from benchmarks.retrieval.sweqa.asking import Scores, Told

_PAGE = """# What search finds for long questions about whole repositories

SWE-QA (peng-weihan/SWE-QA-Bench, Apache-2.0) asks about repositories in sentences of 20 to 40 words that describe what they
mean and seldom name it. Nobody here wrote a question or an answer; the Python files that an answer names are what search should
find. Every repository is indexed whole by `codecraft index` with its defaults into a store of its own, and every question is
asked of search with its defaults.

The answers about sqlfluff and sphinx may be read by those who tune the ranking. Of flask and conan only totals are read.

{table}

* **File recall** is the share of the named files among the first five and ten files of a list, each file counted once.
* **NDCG@10** and **MRR@10** go by file over the list as it is returned: further results of a file take places and gain nothing.
* **Named** is a file by its path, by an end of its path that no other file has, or by its path below another root. Left out,
  as their answer names no Python file of the repository: {unnamed}.
* **BM25** is over the same definitions' names and source, with our words; **grep** opens files by how many of the question's
  words they have, then by how many lines have one.
{notes}
Run on {date} at commit {commit}. Made by `python -m benchmarks.retrieval.sweqa FOLDER --write docs/retrieval-sweqa.md`.
"""


def page(told: Sequence[Told], missing: Sequence[str], at: str) -> str:
    """The page about a run of commit `at`."""
    return _PAGE.format(
        table=table(told),
        unnamed=", ".join(f"{one.unnamed} about {one.place.name}" for one in told if one.unnamed) or "none",
        notes="".join(f"* {note}\n" for note in notes(told, missing)),
        date=dt.datetime.now(tz=dt.UTC).date(),
        commit=at,
    )


def table(told: Sequence[Told]) -> str:
    """Means by repository and over all questions, as Markdown."""
    lines = [
        "| Repository | Questions | Ranked by | file recall@5 | file recall@10 | NDCG@10 | MRR@10 |",
        "|---|---:|---|---:|---:|---:|---:|",
    ]
    for one in told:
        for ranker, scored in one.scores.items():
            lines.append(_row(f"{one.place.name} {one.folder or one.place.commit}", ranker, scored))
    if len(told) > 1:
        lines += [_row("all", ranker, [each for one in told for each in one.scores[ranker]]) for ranker in told[0].scores]
    return "\n".join(lines)


def notes(told: Sequence[Told], missing: Sequence[str]) -> Iterable[str]:
    """What a reader of the table must know of this run."""
    for one in told:
        if one.folder:
            yield f"**{one.place.name}** was read from the folder `{one.folder}` in place of its commit {one.place.commit}."
    for line in missing:
        yield f"**Left out**: {line}."


def _row(of: str, ranker: str, scored: Sequence[Scores]) -> str:
    means = [statistics.fmean(getattr(one, field) for one in scored) for field in ("few", "ten", "ndcg", "reciprocal")]
    return f"| {of} | {len(scored)} | {ranker} | {' | '.join(f'{mean:.3f}' for mean in means)} |"
