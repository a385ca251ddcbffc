"""What a model that reads says of the best candidates: each is read together with the question, where a reranker is set.

How its scores are weighed, and why, is in docs/reranking.md.
"""

from collections.abc import Callable, Mapping, Sequence

from queries.ranking.candidate import Contributions
from queries.ranking.query import Query, QueryKind
from queries.views import SymbolView

READ = 30
"""So many of the best candidates are read."""

_WEIGHT = 0.5
_DOCSTRING_CHARACTERS = 600

type Scores = Callable[[Sequence[str]], Sequence[float]]
"""Gives a score of the model's own scale for each text."""


def is_read_for(query: Query) -> bool:
    """Whether reading can help: who asks for a name is answered by the name."""
    return query.kind is not QueryKind.SYMBOL


def text_to_read(view: SymbolView) -> str:
    """What the graph knows of a symbol, as prose and code are written: its dotted name, its head, and what its docstring says.

    The source itself is not in the graph.
    """
    name = view.qualified_name.replace(".", " ")
    head = f"{view.name}{view.signature}" if view.signature.startswith("(") else f"{view.name} {view.signature or view.value}"
    said = "\n".join(line.strip() for line in view.docstring.splitlines() if line.strip())
    return f"{name}\n{head.rstrip()}\n{said[:_DOCSTRING_CHARACTERS]}".rstrip()


def reading_boosts(texts: Mapping[str, str], scores: Scores) -> Contributions:
    """In proportion to what the model gives each text, by candidate id, the worst getting nothing and the best all.

    Models score on scales of their own, so that only the differences between candidates of one question say something.
    """
    if len(texts) < 2:
        return {}
    given = dict(zip(texts, scores(list(texts.values())), strict=True))
    low, high = min(given.values()), max(given.values())
    if high == low:
        return {}
    return {one: _WEIGHT * (score - low) / (high - low) for one, score in given.items()}
