"""`codecraft ask`: a grounded answer with its citations."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.session import Session, command
from graph.errors import InputError, StoreError

if TYPE_CHECKING:
    from queries.answer import Answer

_SHOWN_EVIDENCE = 8


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(ask))


def ask(
    session: Session,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In plain English; names may stand in backticks.")],
    *,
    model: Annotated[
        str | None, typer.Option(help="The Ollama model that phrases answers, or none. Default: CODECRAFT_MODEL.")
    ] = None,
    license_: Annotated[
        list[str] | None,
        typer.Option("--license", metavar="SPDX-ID", help="Ground the answer only in code under this licence. Repeatable."),
    ] = None,
    budget: Annotated[int, typer.Option(min=100, help="How many tokens of evidence the model is given.")] = 1500,
    record: Annotated[
        bool, typer.Option("--record/--no-record", help="Record in the provenance log what was given out, from which code.")
    ] = True,
) -> None:
    """Answer a question from the graph; what it does not hold itself a local model phrases, with computed citations."""
    from app.wiring import embedder_for, open_generator
    from queries.answer import answer

    with session.store() as store:
        generator = open_generator(session.settings, model)
        embedder = embedder_for(store, session.settings)
        with console.ConsoleProgress().step("Answering"):
            found = answer(store, embedder, generator, question, token_budget=budget, licenses=license_ or ())
    if session.as_json:
        recorded, why = _recorded(session, found, wanted=record)
        console.write_json(_json(found, recorded, why))
        return
    _show(found)
    console.flush()  # nobody waits for the record to read the answer
    recorded, why = _recorded(session, found, wanted=record)
    if recorded or why:
        console.write(f"recorded as {recorded}" if recorded else f"note: {why}")


def _recorded(session: Session, found: "Answer", *, wanted: bool) -> tuple[str, str]:
    """The id under which the answer was recorded, or why it was not; neither where there is nothing to record.

    The store is opened anew for it: while a model thinks, others may use it.
    """
    from queries.answering.recording import Asker, record_answer, worth_recording

    if not wanted or not worth_recording(found):
        return "", ""
    try:
        with session.store(read_only=False) as store:
            return record_answer(store, found, Asker(key=session.settings.key)), ""
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
    for text in found.notes:
        console.write(f"note: {text}")


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
    }
