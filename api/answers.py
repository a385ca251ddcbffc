"""Grounded answers in the schema."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import strawberry

from api.context import Info
from api.terms import LicenseTerms, to_terms
from graph.errors import InputError, ReadOnlyError, StoreError
from graph.ports import GraphStore
from queries.answer import answer
from queries.answering import values
from queries.answering.recording import Asker, record_answer, worth_recording
from queries.obligations import Obligation as OwedObligation
from queries.obligations import notice_text
from queries.policy import Use


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
    license_chosen: str | None = strawberry.field(description="The branch of the expression that the policy took.")
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


@strawberry.type(description="What is owed for the code of one source by whoever copies it and passes it on.")
class Obligation:
    """As `queries.obligations.Obligation`."""

    source: strawberry.ID
    name: str
    license: str
    chosen: str = strawberry.field(description="The branch of the licence that was taken.")
    paths: list[str]
    duties: list[str] = strawberry.field(description="Names of duties, such as attribution, license-text, notice, source.")
    summary: str
    attributions: list[str] = strawberry.field(description="Copyright lines, as the source states them.")
    files: list[str] = strawberry.field(description="Licence texts and notices of the source to pass on.")
    unknown: list[str] = strawberry.field(description="What could not be told: more may be owed.")


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
    copies: bool = strawberry.field(description="Whether its words are taken from code; names and places are not.")
    obligations: list[Obligation]
    owed: strawberry.Private[Sequence[OwedObligation]]

    @strawberry.field(description="Notices and licence texts that go along with the cited code. Long: ask when needed.")
    async def notice(self, info: Info) -> str:
        """As `queries.obligations.notice_text`."""
        return await info.context.run(notice_text, info.context.store, self.owed)


@strawberry.type
class AnswerQuery:
    """The answer field."""

    @strawberry.field(description="What the graph knows, the graph answers; the rest a local model phrases over evidence.")
    async def answer(
        self,
        info: Info,
        question: str,
        token_budget: Annotated[int, strawberry.argument(description="Most tokens of evidence given to a model.")] = 1500,
        licenses: LicenseTerms | None = None,
    ) -> Answer:
        """A grounded answer."""
        context = info.context
        most = context.app.limits.answer_tokens
        if not 100 <= token_budget <= most:
            raise InputError(f"a token budget can be 100 to {most}, not {token_budget}")
        app = context.app
        terms = to_terms(context, licenses, Use.GROUND)
        found = await context.run(
            answer,
            context.store,
            app.embedder,
            app.generator,
            question,
            reranker=app.reranker,
            token_budget=token_budget,
            terms=terms,
            clean=app.clean,
        )
        asker = Asker(context.caller.key, terms.tenant, terms.into, terms.policy.digest if terms.policy else "", app.tool)
        recorded, why = await context.run(_record, app.store, found, asker)
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
        copies=found.copies,
        obligations=[_obligation(one) for one in found.obligations],
        owed=found.obligations,
    )


def _obligation(one: OwedObligation) -> Obligation:
    return Obligation(
        source=strawberry.ID(one.source),
        name=one.name,
        license=one.license,
        chosen=one.chosen,
        paths=list(one.paths),
        duties=[duty.name for duty in one.duties],
        summary=one.summary,
        attributions=list(one.attributions),
        files=[file.path for file in one.files],
        unknown=list(one.unknown),
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
        license_chosen=cited.license_chosen or None,
        relation=cited.relation or None,
    )
