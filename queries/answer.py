"""Grounded answers: what the graph knows it says itself; the rest a model phrases from evidence, and citations are computed.

Without a model the ranked evidence is the answer. Nothing is invented: what nothing supports is marked.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from graph.errors import AmbiguousError, InputError, ModelError, NotFoundError
from graph.ports import Clean, Cleaned, Embedder, Generator, GraphStore, Reranker
from queries.answering.context import Context, gather
from queries.answering.grounding import Grounds
from queries.answering.owing import with_obligations
from queries.answering.questions import recognise
from queries.answering.sentences import split_sentences
from queries.answering.told import tell
from queries.answering.values import Answer, Citation, Evidence, Mode, Sentence
from queries.terms import ANY, Terms

__all__ = ["Answer", "Citation", "Evidence", "Mode", "Sentence", "answer"]

_MAX_TOKENS = 256
_LONGEST_QUESTION = 2000
_SYSTEM = (
    "You explain source code to a programmer. Answer the question in at most four plain sentences, using only the evidence "
    "that you are given: signatures and docstrings of symbols. Write names of code in backticks, exactly as in the evidence. "
    "If the evidence does not hold the answer, write only: The evidence does not say."
)
NO_MODEL = "no model answered, because none is set: start Ollama (`ollama serve`) and set CODECRAFT_MODEL"


def answer(  # noqa: PLR0913 - each is a part or an option that people set
    store: GraphStore,
    embedder: Embedder | None,
    generator: Generator | None,
    question: str,
    *,
    reranker: Reranker | None = None,
    token_budget: int = 1500,
    terms: Terms = ANY,
    clean: Clean = Cleaned,
) -> Answer:
    """The answer to a question in plain English.

    Nothing reads the question, and no model its evidence, before `clean` has taken out what must not be handed on.

    What grounds it is what `terms` permit for grounding, at most what has a known licence; what the graph says of names, places
    and relations copies no code, and only what `terms` ask for by themselves narrows it. Raises InputError for an empty
    question, NotFoundError and AmbiguousError where the question is about a name that is unknown or fits several.
    """
    question = " ".join(question.split())
    if not question:
        raise InputError("no question was given: ask for example `where is requests.get defined?`")
    if len(question) > _LONGEST_QUESTION:
        raise InputError(f"the question has {len(question):,} characters: ask it in at most {_LONGEST_QUESTION:,}")
    started = datetime.now(UTC).isoformat(timespec="milliseconds")
    asked = clean(question)
    before = store.withheld
    look = partial(gather, store, embedder, asked.text, token_budget=token_budget, terms=terms, reranker=reranker)
    found = _answer(store, embedder, generator, asked.text, look, terms, clean)
    notes = (*_taken_out("the question", asked.findings), *found.notes, *_unseen(store.withheld - before, found))
    made_from = embedder.model if embedder and found.mode is not Mode.GRAPH else None
    return replace(found, notes=notes, redacted=(*asked.findings, *found.redacted), embedder=made_from, started=started)


def _answer(
    store: GraphStore,
    embedder: Embedder | None,
    generator: Generator | None,
    question: str,
    look: Callable[[], Context],
    terms: Terms,
    clean: Clean,
) -> Answer:
    asked = recognise(question)
    if asked:
        try:
            return with_obligations(store, tell(store, question, asked, terms), terms)
        except (NotFoundError, AmbiguousError):
            # A plain word ("who uses the cache?") need not be a name; a name that is written as one is.
            if asked.certain:
                raise
    context = look()
    if not context.evidence:
        return Answer(question, Mode.EVIDENCE, (), notes=(*context.notes, "nothing in the graph bears on this question"))
    phrased = _phrased(store, embedder, generator, question, context, clean)
    return with_obligations(store, replace(phrased, reranker=context.reranker), terms)


def _phrased(
    store: GraphStore, embedder: Embedder | None, generator: Generator | None, question: str, context: Context, clean: Clean
) -> Answer:
    """What a model makes of the evidence; the evidence itself where none answers."""
    if generator is None:
        return _evidence(question, context, NO_MODEL)
    evidence = clean(context.text)
    prompt = f"Evidence:\n\n{evidence.text}\n\nQuestion: {question}\nAnswer:"
    try:
        text = "".join(generator.generate(_SYSTEM, prompt, max_tokens=_MAX_TOKENS))
        model = generator.model
    except ModelError as error:
        return _evidence(question, context, f"no model answered: {error}")
    grounds = Grounds(store, embedder, context.evidence, question)
    sentences = tuple(grounds.match(one) for one in split_sentences(text))
    return Answer(
        question,
        Mode.MODEL,
        sentences,
        context.evidence,
        model,
        notes=(*_taken_out("the evidence", evidence.findings), *_notes(context, sentences)),
        prompt=f"{_SYSTEM}\n\n{prompt}",
        redacted=evidence.findings,
    )


def _taken_out(where: str, findings: Sequence[str]) -> tuple[str, ...]:
    kinds = ", ".join(sorted({one.partition(" ")[0] for one in findings}))
    if not findings:
        return ()
    one = len(findings) == 1
    what = "1 secret or address was" if one else f"{len(findings)} secrets or addresses were"
    return (
        f"{what} taken out of {where} before anything else read it ({kinds}): the record has the digest{'' if one else 's'}",
    )


def _unseen(count: int, found: Answer) -> tuple[str, ...]:
    """What the graph says of relations may lack some; of evidence its search says so itself."""
    if not count or found.mode is not Mode.GRAPH:
        return ()
    return (f"{count:,} more could add to this, in sources that may not be seen here",)


def _notes(context: Context, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    unsupported = sum(not one.supported for one in sentences)
    if not sentences:
        return (*context.notes, "the model wrote nothing")
    if unsupported:
        return (*context.notes, f"{unsupported} of {len(sentences)} sentences are not supported by the evidence")
    return context.notes


def _evidence(question: str, context: Context, why: str) -> Answer:
    """The evidence as its own answer: each symbol with its docstring's first line."""
    sentences = tuple(Sentence(_evidence_line(one), (one.citation,)) for one in context.evidence)
    return Answer(question, Mode.EVIDENCE, sentences, context.evidence, notes=(why, *context.notes))


def _evidence_line(one: Evidence) -> str:
    first = one.summary.partition("\n")[0]
    return f"`{one.citation.symbol}` ({one.kind}){f': {first}' if first else ''}"
