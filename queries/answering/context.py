"""What a model is given: signatures and docstrings of the best symbols under a token budget, filtered by licence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.errors import CodeCraftError
from graph.facts import ModelInfo
from graph.ports import Embedder, GraphStore, Reranker
from queries.admission import Admission, admit
from queries.answering.citing import cite
from queries.answering.questions import quoted_names
from queries.answering.sound import sound
from queries.answering.values import Evidence
from queries.names import find_symbol
from queries.search import search
from queries.terms import Terms
from queries.views import SymbolView, views

_SEARCHED = 12
_LOOKED_AT = 2 * _SEARCHED  # as what may not be used is left out afterwards
_PINNED = 4
_CHARACTERS_PER_TOKEN = 3.2
_SHORTEST_DOCSTRING = 80


@dataclass(frozen=True, slots=True)
class Context:
    """Evidence, best first, with the text that a model reads: the number before each block is its place plus 1.

    `reranker` is the model that read the best of what was found, if one did.
    """

    evidence: tuple[Evidence, ...]
    blocks: tuple[str, ...]
    notes: tuple[str, ...] = ()
    reranker: ModelInfo | None = None

    @property
    def text(self) -> str:
        """All blocks."""
        return "\n\n".join(self.blocks)


def gather(
    store: GraphStore,
    embedder: Embedder | None,
    question: str,
    *,
    token_budget: int,
    terms: Terms,
    reranker: Reranker | None = None,
) -> Context:
    """The best evidence for a question among what the terms permit for grounding; the store looks for nothing else."""
    terms = terms.for_answers()
    found = search(store, embedder, question, reranker=reranker, limit=_LOOKED_AT, exclude_tests=True, terms=terms)
    admission = admit(store, terms)
    pinned = [view for view in _named(store, question) if admission.shows(view.source, view.license)]
    scores = dict.fromkeys((view.id for view in pinned), found.hits[0].score if found.hits else 1.0)
    scores = scores | {hit.id: hit.score for hit in found.hits if hit.id not in scores}
    seen = views(store, scores)
    ordered = [seen[one] for one in scores if one in seen and not seen[one].external]
    own, set_aside = sound(store, ordered)
    kept = own[: _SEARCHED + len(pinned)]
    packed = _packed(store, kept, scores, token_budget, [*found.notes, *set_aside], admission)
    return replace(packed, reranker=found.reranker)


def _named(store: GraphStore, question: str) -> list[SymbolView]:
    """Symbols that the question names as code writes them, and means clearly."""
    found: dict[str, SymbolView] = {}
    for name in quoted_names(question)[:_PINNED]:
        try:
            view = find_symbol(store, name)
        except CodeCraftError:
            continue
        found[view.id] = view
    return list(found.values())


def _packed(
    store: GraphStore,
    ordered: Iterable[SymbolView],
    scores: dict[str, float],
    token_budget: int,
    notes: list[str],
    admission: Admission,
) -> Context:
    room = int(token_budget * _CHARACTERS_PER_TOKEN)
    evidence: list[Evidence] = []
    blocks: list[str] = []
    listed = list(ordered)
    cited = cite(store, listed, admission)
    for view in listed:
        head = f"[{len(blocks) + 1}] {view.kind} {view.qualified_name}{_parameters(view)}"
        left = room - len(head) - 2
        if left < 0:
            break
        summary = _cut(view.docstring, left) if left >= _SHORTEST_DOCSTRING else ""
        block = f"{head}\n{summary}" if summary else head
        room -= len(block) + 2
        blocks.append(block)
        evidence.append(Evidence(cited[view.id], view.kind, view.signature, summary, scores[view.id]))
    if len(evidence) < len(listed):
        notes.append(f"{len(listed) - len(evidence)} weaker symbols did not fit the budget of {token_budget} tokens")
    return Context(tuple(evidence), tuple(blocks), tuple(notes))


def _parameters(view: SymbolView) -> str:
    if view.signature:
        return view.signature if view.signature.startswith("(") else f" {view.signature}"
    return f" = {view.value}" if view.value else ""


def _cut(text: str, room: int) -> str:
    """The beginning of a docstring, ended at a line."""
    limit = min(room, 900)
    plain = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    if len(plain) <= limit:
        return plain
    return plain[:limit].rpartition("\n")[0] or plain[:limit]
