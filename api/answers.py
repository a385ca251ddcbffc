"""Grounded answers in the schema."""

from dataclasses import replace
from typing import Annotated

import strawberry

from api.context import Info
from graph.errors import InputError, ReadOnlyError, StoreError
from graph.ports import GraphStore
from queries.answer import answer
from queries.answering import values
from queries.answering.recording import Asker, record_answer, worth_recording


@strawberry.type(description="A node that supports a sentence: its place, origin and licence. Computed, never a model's word.")
class Citation:
    """As `queries.answering.values.Citation`."""

    node: strawberry.ID
    symbol: str
    path: str
    line: int
    origin: str = strawberry.field(description="The package URL that it comes from.")
    revision: str
    license: str
    relation: str | None = strawberry.field(description="The relation that supports the sentence: its type and its other end.")


@strawberry.type(description="One sentence of an answer. Without support it must not be believed.")
class Sentence:
    """As `queries.answering.values.Sentence`."""

    text: str
    supported: bool
    citations: list[Citation]


@strawberry.type(description="A symbol that bears on the question.")
class Evidence:
    """As `queries.answering.values.Evidence`."""

    kind: str
    signature: str
    summary: str
    score: float
    citation: Citation


@strawberry.type(description="Which model phrased an answer.")
class AnswerModel:
    """As `graph.facts.ModelInfo`."""

    id: strawberry.ID
    name: str
    digest: str
    license: str


@strawberry.type(description="An answer, by `mode` from the graph, from a model over evidence, or evidence alone.")
class Answer:
    """As `queries.answering.values.Answer`."""

    question: str
    mode: str
    text: str = strawberry.field(description="The sentences, one a line, with what is unsupported marked.")
    sentences: list[Sentence]
    citations: list[Citation]
    evidence: list[Evidence]
    model: AnswerModel | None
    coverage: str = strawberry.field(description="What the graph could not resolve that bears on this.")
    notes: list[str]
    recorded: str | None = strawberry.field(description="The id under which the provenance log has it; null where it has not.")


@strawberry.type
class AnswerQuery:
    """The answer field."""

    @strawberry.field(description="What the graph knows, the graph answers; the rest a local model phrases over evidence.")
    async def answer(
        self,
        info: Info,
        question: str,
        token_budget: Annotated[int, strawberry.argument(description="Most tokens of evidence given to a model.")] = 1500,
    ) -> Answer:
        """A grounded answer."""
        context = info.context
        most = context.app.limits.answer_tokens
        if not 100 <= token_budget <= most:
            raise InputError(f"a token budget can be 100 to {most}, not {token_budget}")
        app = context.app
        found = await context.run(answer, app.store, app.embedder, app.generator, question, token_budget=token_budget)
        recorded, why = await context.run(_record, app.store, found, Asker(key=context.key))
        return _answer(replace(found, notes=(*found.notes, why)) if why else found, recorded)


def _record(store: GraphStore, found: values.Answer, asker: Asker) -> tuple[str, str]:
    """The id under which the answer was recorded, or why it was not; neither where there is nothing to record."""
    if not worth_recording(found):
        return "", ""
    try:
        return record_answer(store, found, asker), ""
    except ReadOnlyError:
        return "", "this answer is not recorded: the store is served for reading only"
    except StoreError as error:
        return "", f"this answer is not recorded: {error}"


def _answer(found: values.Answer, recorded: str) -> Answer:
    model = found.model
    return Answer(
        question=found.question,
        mode=found.mode.value,
        text=found.text,
        sentences=[
            Sentence(text=one.text, supported=one.supported, citations=[_citation(cited) for cited in one.citations])
            for one in found.sentences
        ],
        citations=[_citation(cited) for cited in found.citations],
        evidence=[
            Evidence(
                kind=one.kind,
                signature=one.signature,
                summary=one.summary,
                score=one.score,
                citation=_citation(one.citation),
            )
            for one in found.evidence
        ],
        model=AnswerModel(id=strawberry.ID(model.id), name=model.name, digest=model.digest, license=model.license)
        if model
        else None,
        coverage=found.coverage,
        notes=list(found.notes),
        recorded=recorded or None,
    )


def _citation(cited: values.Citation) -> Citation:
    return Citation(
        node=strawberry.ID(cited.node),
        symbol=cited.symbol,
        path=cited.path,
        line=cited.line,
        origin=cited.origin,
        revision=cited.revision,
        license=cited.license,
        relation=cited.relation or None,
    )
