"""Answers that the graph gives itself: templated prose over statements, no model. Each topic is one function."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graph.errors import AmbiguousError, NotFoundError
from graph.facts import NOASSERTION
from graph.ports import GraphStore
from graph.statements import load
from queries import calls, symbols
from queries.admission import admit
from queries.answering.citing import Origin, cite, cite_origin, origin_of, origins
from queries.answering.meant import meant_origin, meant_symbols
from queries.answering.questions import GraphQuestion, Topic
from queries.answering.values import Answer, Citation, Mode, Sentence
from queries.terms import Terms
from queries.views import SymbolView, views
from queries.walk import Step, edges

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What the graph says: sentences with the nodes that they are made of, and what it could not resolve."""

    sentences: tuple[Sentence, ...]
    coverage: str = ""
    notes: tuple[str, ...] = ()


def tell(store: GraphStore, question: str, asked: GraphQuestion, terms: Terms) -> Answer:
    """The graph's answer. Raises NotFoundError for an unknown name and AmbiguousError with the candidates.

    Names, places and relations copy no code, so a policy's lists do not narrow them; what the asker asks for does, and sources
    that are not for this asker or for no answer stay out.
    """
    told = _by_topic[asked.topic](store, asked)
    visible, wanted = admit(store, terms.for_answers()).hidden, terms.asked()
    decided = terms.for_answers()
    kept = tuple(_decided(one, decided) for one in told.sentences if _shown(one, visible, wanted))
    notes = told.notes
    if dropped := len(told.sentences) - len(kept):
        notes += (f"{dropped} sentence{'s' if dropped > 1 else ''} left out: {_why(terms)}",)
    return Answer(question, Mode.GRAPH, kept, coverage=told.coverage, notes=notes)


def _shown(sentence: Sentence, hidden: frozenset[str], wanted: Terms) -> bool:
    return all(
        one.origin not in hidden and (not wanted.narrows or wanted.decide(one.license).allowed) for one in sentence.citations
    )


def _decided(sentence: Sentence, terms: Terms) -> Sentence:
    """The sentence with the branch of each licence that is taken."""
    decisions = [terms.decide(one.license) for one in sentence.citations]
    citations = tuple(
        replace(one, license_chosen=decision.chosen if decision.allowed else "")
        for one, decision in zip(sentence.citations, decisions, strict=True)
    )
    return replace(sentence, citations=citations)


def _why(terms: Terms) -> str:
    asked = [
        *([f"under {', '.join(sorted(terms.allow))}"] if terms.allow else ()),
        *(f"not {one}" for one in sorted(terms.deny)),
    ]
    return f"other licences than asked for ({'; '.join(asked)})" if asked else "their source is not for answers, or not for all"


def _definition(store: GraphStore, asked: GraphQuestion) -> Told:
    meant = meant_symbols(store, asked)
    cited = cite(store, meant)
    known = origins(store, (origin_of(view) for view in meant))
    listed = tuple(Sentence(_place(view, known.get(origin_of(view))), (cited[view.id],)) for view in meant[:_SHOWN])
    if len(meant) == 1:
        return Told(listed)
    return Told((Sentence(f"`{asked.name}` is the name of {len(meant)} symbols:"), *listed), notes=_more(len(meant)))


def _signature(store: GraphStore, asked: GraphQuestion) -> Told:
    view = _one(store, asked)
    if view.kind == "class":
        return Told(tuple(_constructor(store, view)))
    citation = cite(store, [view])[view.id]
    if view.external:
        return Told((Sentence(f"`{view.qualified_name}` is not indexed, so its parameters are not known.", (citation,)),))
    if not view.signature:
        return Told((Sentence(f"`{view.qualified_name}` is a {view.kind} and takes no parameters.", (citation,)),))
    return Told((Sentence(f"`{view.qualified_name}` takes `{view.signature}`.", (citation,)),))


def _constructor(store: GraphStore, view: SymbolView) -> Iterable[Sentence]:
    """A class is called with what its constructor takes, or, for a dataclass, with its fields."""
    page = symbols.members(store, view.id, first=symbols.PAGE_LIMIT).items
    own = next((one for name in ("__init__", "__new__") for one in page if one.name == name), None)
    if own is None and any(one.rpartition(".")[2].startswith("dataclass") for one in view.decorators):
        fields = sorted((one for one in page if one.kind == "attribute"), key=lambda one: one.line)
        cited = cite(store, [view, *fields])
        names = ", ".join(f"`{one.name}`" for one in fields) or "none"
        yield Sentence(f"`{view.qualified_name}` is a dataclass; its own fields are {names}.", (cited[view.id],))
        return
    for name in ("__init__", "__new__"):
        rows = [] if own else store.run(load("read/inherited_members"), id=view.id, name=name, limit=1)
        own = own or next(iter(views(store, [row["id"] for row in rows]).values()), None)
    if own is None:
        citation = cite(store, [view])[view.id]
        yield Sentence(
            f"`{view.qualified_name}` has no constructor in the index, so its parameters are not known.", (citation,)
        )
        return
    yield Sentence(f"`{view.qualified_name}` takes `{own.signature}`.", (cite(store, [own])[own.id],))
    if not own.id.startswith(view.id):
        yield Sentence(f"It inherits that from `{own.qualified_name}`.", (cite(store, [own])[own.id],))


def _callers(store: GraphStore, asked: GraphQuestion) -> Told:
    view = _one(store, asked)
    if view.kind == "module":
        return _importers_of(store, view)
    found = calls.callers(store, view.id, limit=_SHOWN)
    return _told_calls(store, view, found, "is called by", "nothing in the index is known to call")


def _callees(store: GraphStore, asked: GraphQuestion) -> Told:
    view = _one(store, asked)
    found = calls.callees(store, view.id, limit=_SHOWN)
    return _told_calls(store, view, found, "calls", "no call is known in")


def _told_calls(store: GraphStore, view: SymbolView, found: calls.CallResult, verb: str, none: str) -> Told:
    cited = cite(store, [view, *(hit.symbol for hit in found.hits)])
    if not found.hits:
        text = f"{none[0].upper()}{none[1:]} `{view.qualified_name}`."
        return Told((Sentence(text, (cited[view.id],)),), found.coverage.summary)
    total = found.coverage.total
    count = f"{total:,}" if total is not None else f"more than {len(found.hits)}"
    head = Sentence(f"`{view.qualified_name}` {verb} {count} symbol{'' if total == 1 else 's'}:", (cited[view.id],))
    here = view.path if verb == "calls" else ""
    listed = (
        Sentence(
            f"`{hit.symbol.qualified_name}` at {here or hit.symbol.path}:{hit.line} ({hit.method}, {hit.confidence:.2f})",
            (_with_relation(cited[hit.symbol.id], "CALLS", view),),
        )
        for hit in found.hits
    )
    return Told((head, *listed), found.coverage.summary, _more(total or 0))


def _importers(store: GraphStore, asked: GraphQuestion) -> Told:
    return _importers_of(store, _one(store, asked))


def _importers_of(store: GraphStore, view: SymbolView) -> Told:
    return _related(store, view, "read/importers", "IMPORTS", "is imported by", "Nothing in the index imports")


def _imports(store: GraphStore, asked: GraphQuestion) -> Told:
    view = _one(store, asked)
    return _related(store, view, "read/imported", "IMPORTS", "imports", "No import is known in")


def _bases(store: GraphStore, asked: GraphQuestion) -> Told:
    view = _one(store, asked)
    return _related(store, view, "read/bases", "INHERITS", "inherits from", "No base class is known for")


def _subclasses(store: GraphStore, asked: GraphQuestion) -> Told:
    view = _one(store, asked)
    return _related(store, view, "read/subclasses", "INHERITS", "is subclassed by", "Nothing in the index subclasses")


def _related(store: GraphStore, view: SymbolView, statement: str, relation: str, verb: str, none: str) -> Told:
    found, capped = edges(store, (statement,), [view.id])
    others = [_other(step, view) for step in found]
    seen = views(store, others)
    cited = cite(store, [view, *seen.values()])
    if not found:
        return Told((Sentence(f"{none} `{view.qualified_name}`.", (cited[view.id],)),))
    head = Sentence(f"`{view.qualified_name}` {verb} {len(found):,}{' or more' if capped else ''}:", (cited[view.id],))
    listed = tuple(
        Sentence(_line(seen[other], step, view), (_with_relation(cited[other], relation, view),))
        for other, step in zip(others[:_SHOWN], found, strict=False)
        if other in seen
    )
    return Told((head, *listed), notes=_more(len(found)))


def _line(other: SymbolView, step: Step, view: SymbolView) -> str:
    at = (view if step.start == view.id else other).path
    place = f" at {at}:{step.line}" if at else ""
    return f"`{other.qualified_name}`{place} ({step.method}, {step.confidence:.2f})"


def _members(store: GraphStore, asked: GraphQuestion) -> Told:
    view = _one(store, asked)
    page = sorted(symbols.members(store, view.id, first=symbols.PAGE_LIMIT).items, key=lambda one: (one.line, one.id))
    cited = cite(store, [view, *page])
    if not page:
        return Told((Sentence(f"`{view.qualified_name}` contains nothing that is indexed.", (cited[view.id],)),))
    head = Sentence(f"`{view.qualified_name}` contains {len(page)}:", (cited[view.id],))
    listed = (Sentence(f"{one.kind} `{one.name}` at {one.path}:{one.line}", (cited[one.id],)) for one in page[:_SHOWN])
    return Told((head, *listed), notes=_more(len(page)))


def _license(store: GraphStore, asked: GraphQuestion) -> Told:
    origin = meant_origin(store, asked.name)
    if origin:
        return Told((_origin_license(store, origin),))
    view = _one(store, asked)
    citation = cite(store, [view])[view.id]
    if citation.license == NOASSERTION:
        return Told((Sentence(f"The licence of `{view.qualified_name}` is not known.", (citation,)),))
    return Told((Sentence(f"`{view.qualified_name}` is under {citation.license}.", (citation,)),))


def _origin_license(store: GraphStore, origin: Origin) -> Sentence:
    citation = cite_origin(origin)
    if origin.license == NOASSERTION:
        return Sentence(f"The licence of {origin.label} is not known: it declares none.", (citation,))
    claims = store.run(load("read/license_claims"), id=origin.id)
    said = sorted({f"{row['kind']} by {row['method']}" for row in claims if row["method"]})
    return Sentence(f"{origin.label} is under {origin.license}{f' ({chr(44).join(said)})' if said else ''}.", (citation,))


def _origin(store: GraphStore, asked: GraphQuestion) -> Told:
    found = meant_origin(store, asked.name)
    if found:
        pinned = f", at {found.revision}" if found.revision else ""
        place = f", read from {found.location}" if found.location else ""
        state = "" if found.indexed else ", whose code is not indexed"
        return Told(
            (Sentence(f"{found.label} is `{found.id}`{pinned}{place}{state} ({found.license}).", (cite_origin(found),)),)
        )
    view = _one(store, asked)
    citation = cite(store, [view])[view.id]
    origin = origins(store, [origin_of(view)]).get(origin_of(view))
    if origin is None:
        return Told((Sentence(f"Nobody could say where `{view.qualified_name}` comes from.", (citation,)),))
    return Told(
        (Sentence(f"`{view.qualified_name}` comes from {origin.label}, `{origin.id}` ({origin.license}).", (citation,)),)
    )


_by_topic: dict[Topic, Callable[[GraphStore, GraphQuestion], Told]] = {
    Topic.DEFINITION: _definition,
    Topic.SIGNATURE: _signature,
    Topic.CALLERS: _callers,
    Topic.CALLEES: _callees,
    Topic.IMPORTERS: _importers,
    Topic.IMPORTS: _imports,
    Topic.BASES: _bases,
    Topic.SUBCLASSES: _subclasses,
    Topic.MEMBERS: _members,
    Topic.LICENSE: _license,
    Topic.ORIGIN: _origin,
}


def _one(store: GraphStore, asked: GraphQuestion) -> SymbolView:
    meant = meant_symbols(store, asked)
    if not meant:
        raise NotFoundError(f"there is no symbol {asked.name}: search for it in other words")
    if len(meant) > 1:
        raise AmbiguousError(
            f"{asked.name} fits {len(meant)} symbols: ask with more of the dotted name", [view.id for view in meant]
        )
    return meant[0]


def _place(view: SymbolView, origin: Origin | None) -> str:
    if view.external:
        where = origin.label if origin else "code that is not indexed"
        return f"`{view.qualified_name}` is defined outside the index, in {where}."
    of = f" of {origin.label}" if origin else ""
    lines = f"{view.line}-{view.end_line}" if view.end_line > view.line else str(view.line)
    article = "an" if view.kind[0] in "aeiou" else "a"
    return f"`{view.qualified_name}` is {article} {view.kind} at {view.path}:{lines}{of} ({view.license or NOASSERTION})."


def _with_relation(citation: Citation, relation: str, view: SymbolView) -> Citation:
    return Citation(
        citation.node,
        citation.symbol,
        citation.path,
        citation.line,
        citation.origin,
        citation.revision,
        citation.license,
        f"{relation} {view.id}",
    )


def _other(step: Step, view: SymbolView) -> str:
    return step.end if step.start == view.id else step.start


def _more(total: int) -> tuple[str, ...]:
    return (f"{total - _SHOWN:,} more are not shown",) if total > _SHOWN else ()
