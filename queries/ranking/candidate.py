"""What is ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.ports import Row
from queries.ranking.query import Query

type Contributions = Mapping[str, float]
"""A signal's part of each candidate's score, by candidate id; a candidate that is missing gets nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A symbol that may answer, with no more of it than ranking and filters look at: there are hundreds for each hit.

    `counts` says how often each of the query's words is in its searched text, which has `length` words.
    """

    id: str
    name: str
    qualified_name: str
    kind: str
    path: str
    license: str
    source: str
    counts: Mapping[str, int]
    length: int

    @property
    def file(self) -> tuple[str, str]:
        """Its file: paths of two sources may be the same."""
        return self.source, self.path


def to_candidate(row: Row, query: Query) -> Candidate:
    """A candidate from a row of `read/symbols_by_ids`."""
    text = row["search_text"] or ""
    return Candidate(
        id=row["id"],
        name=row["name"] or "",
        qualified_name=row["qualified_name"] or "",
        kind=row["kind"] or "",
        path=row["path"] or "",
        license=row["license"] or "",
        source=row["source"] or "",
        counts=_counts(query.words, text),
        length=text.count(" ") + 1 if text else 0,
    )


def _counts(words: Sequence[str], text: str) -> dict[str, int]:
    present = [word for word in words if word in text]
    if not present:
        return {}
    # Each word between two blanks of its own, as a search by substring does not see what overlaps.
    spaced = f" {text.replace(' ', '  ')} "
    return {word: count for word in present if (count := spaced.count(f" {word} "))}
