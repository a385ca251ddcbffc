"""What is ranked, and what is asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graph.ports import Row
from graph.texts import words

type Contributions = Mapping[str, float]
"""A signal's part of each candidate's score, by candidate id; a candidate that is missing gets nothing."""

_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_LOOKS_LIKE_CODE = re.compile(r"_|\.\w|[a-z\d][A-Z]|[A-Z]{2,}[a-z]")
_SYMBOL_LIKE_WORDS = 3


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


@dataclass(frozen=True, slots=True)
class Query:
    """A query's text, its distinct words in order, and the names in it that are spelled as code spells them."""

    text: str
    words: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def symbol_like(self) -> bool:
        """Whether it asks for a name rather than for a meaning."""
        return bool(self.names) and len(self.text.split()) <= _SYMBOL_LIKE_WORDS


def parse_query(text: str) -> Query:
    """A query from its text. A single bare word (`Session`, `quote`) counts as a name, too."""
    found = _NAME.findall(text)
    single = len(text.split()) == 1
    names = tuple(dict.fromkeys(name for name in found if single or _LOOKS_LIKE_CODE.search(name)))
    return Query(text, tuple(dict.fromkeys(words(text))), names)


def to_candidate(row: Row, query: Query) -> Candidate:
    """A candidate from a row of `read/symbols_by_ids`."""
    terms = (row["search_text"] or "").split()
    return Candidate(
        id=row["id"],
        name=row["name"] or "",
        qualified_name=row["qualified_name"] or "",
        kind=row["kind"] or "",
        path=row["path"] or "",
        license=row["license"] or "",
        source=row["source"] or "",
        counts={word: count for word in query.words if (count := terms.count(word))},
        length=len(terms),
    )
