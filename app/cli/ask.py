"""`codecraft ask`: a grounded answer with its citations."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.terms import DenyOption, LicenseOption, OutboundOption, PolicyOption, TenantOption, terms_of
from graph.errors import InputError, StoreError

if TYPE_CHECKING:
    from queries.answer import Answer
    from queries.obligations import Obligation
    from queries.terms import Terms

_SHOWN_EVIDENCE = 8
_SHOWN_LINES = 3


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(ask))


def ask(  # noqa: PLR0913 (each is one option)
    session: Session,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In plain English; names may stand in backticks.")],
    *,
    model: Annotated[
        str | None, typer.Option(help="The Ollama model that phrases answers, or none. Default: CODECRAFT_MODEL.")
    ] = None,
    license_: LicenseOption = None,
    deny: DenyOption = None,
    policy: PolicyOption = None,
    outbound: OutboundOption = None,
    tenant: TenantOption = None,
    notice: Annotated[
        bool, typer.Option("--notice", help="Also print the notices and licence texts that go along with the cited code.")
    ] = False,
    budget: Annotated[int, typer.Option(min=100, help="How many tokens of evidence the model is given.")] = 1500,
    record: Annotated[
        bool, typer.Option("--record/--no-record", help="Record in the provenance log what was given out, from which code.")
    ] = True,
) -> None:
    """Answer a question from the graph; what it does not hold itself a local model phrases, with computed citations."""
    from app.wiring import cleaner, embedder_for, open_generator, reranker_for
    from queries.answer import answer
    from queries.obligations import notice_text

    terms = terms_of(session, allow=license_, deny=deny, policy=policy, purpose="ground", outbound=outbound, tenant=tenant)
    with session.seen(terms.tenant) as store:
        generator = open_generator(session.settings, model)
        embedder, reranker = embedder_for(store, session.settings), reranker_for(session.settings)
        with console.ConsoleProgress().step("Answering"):
            found = answer(
                store,
                embedder,
                generator,
                question,
                reranker=reranker,
                token_budget=budget,
                terms=terms,
                clean=cleaner(),
            )
        text = notice_text(store, found.obligations) if notice else None
    if session.as_json:
        recorded, why = _recorded(session, found, terms, wanted=record)
        console.write_json(_json(found, recorded, why) | ({"notice": text} if text is not None else {}))
        return
    _show(found)
    if text:
        console.write(f"\n{text.rstrip()}\n")
    console.flush()  # nobody waits for the record to read the answer
    recorded, why = _recorded(session, found, terms, wanted=record)
    if recorded or why:
        console.write(f"recorded as {recorded}" if recorded else f"note: {why}")


def _recorded(session: Session, found: "Answer", terms: "Terms", *, wanted: bool) -> tuple[str, str]:
    """The id under which the answer was recorded, or why it was not; neither where there is nothing to record.

    The store is opened anew for it: while a model thinks, others may use it.
    """
    from app.wiring import own_tool
    from queries.answering.recording import Asker, record_answer, worth_recording

    if not wanted or not worth_recording(found):
        return "", ""
    try:
        with session.store(read_only=False) as store:
            policy = terms.policy.digest if terms.policy else ""
            asker = Asker(session.settings.key, terms.tenant, terms.into, policy, own_tool())
            return record_answer(store, found, asker), ""
    except (InputError, StoreError) as error:
        return "", f"this answer is not recorded: {error}"


def _show(found: "Answer") -> None:
    numbers = {one.node: number for number, one in enumerate(found.citations, start=1)}
    for sentence in found.sentences:
        marks = "".join(f"[{numbers[one.node]}]" for one in sentence.citations)
        console.write(f"{sentence.text} {marks or ('' if sentence.supported else '[unsupported]')}".rstrip())
    if found.sentences:
        console.write()
    console.table(
        (f"[{numbers[one.node]}]", one.symbol, f"{one.path}:{one.line}" if one.path else one.origin, one.revision, one.license)
        for one in (found.citations if found.sentences else found.citations[:_SHOWN_EVIDENCE])
    )
    if found.coverage:
        console.write(found.coverage)
    _show_owed(found)
    for text in found.notes:
        console.write(f"note: {text}")


def _show_owed(found: "Answer") -> None:
    if not found.obligations:
        return
    console.write("owed for this:" if found.copies else "nothing is copied here; owed by whoever copies what is cited:")
    for one in found.obligations:
        console.write(f"  {one.summary}")
        for line in one.attributions[:_SHOWN_LINES]:
            console.write(f"    {line}")
        if len(one.attributions) > _SHOWN_LINES:
            console.write(f"    … and {len(one.attributions) - _SHOWN_LINES} more lines: --notice")
        for text in one.unknown:
            console.write(f"    not known: {text}")


def _owed_json(one: "Obligation") -> dict[str, Any]:
    return {
        "source": one.source,
        "name": one.name,
        "license": one.license,
        "chosen": one.chosen,
        "paths": one.paths,
        "duties": [duty.name for duty in one.duties],
        "attributions": one.attributions,
        "files": [file.path for file in one.files],
        "unknown": one.unknown,
    }


def _json(found: "Answer", recorded: str, why: str) -> dict[str, Any]:
    return {
        "question": found.question,
        "mode": found.mode,
        "text": found.text,
        "sentences": found.sentences,
        "citations": found.citations,
        "evidence": found.evidence,
        "model": found.model,
        "coverage": found.coverage,
        "notes": [*found.notes, why] if why else found.notes,
        "recorded": recorded or None,
        "copies": found.copies,
        "obligations": [_owed_json(one) for one in found.obligations],
    }
