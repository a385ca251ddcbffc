"""`codecraft audit`: the provenance log verified, exported, listed, and asked what an officer asks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import attest, console
from app.cli.session import FINDINGS, Session, command
from app.cli.writing import write_file
from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.log import Anchor
    from queries.audit.asked import Owed
    from queries.audit.chain import Verification

_SHOWN = 20

audit = typer.Typer(name="audit", help="The provenance log: verify it, export it, and ask who used what, and by whose leave.")

SinceOption = Annotated[str, typer.Option(metavar="DATE", help="From this day or moment on, as 2026-10-01.")]
UntilOption = Annotated[str, typer.Option(metavar="DATE", help="Before this day or moment.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for function in (verify, export, log, answers, source):
        audit.command()(command(function))
    attest.add_to(audit)
    app.add_typer(audit)


def verify(
    session: Session,
    *,
    log_file: Annotated[
        Path | None, typer.Option("--log", metavar="FILE", help="Verify this exported log, by itself, instead of the store's.")
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE|HEAD", help="What the log must go through: an earlier export, or SEQUENCE:DIGEST. Repeatable."
        ),
    ] = None,
) -> None:
    """Check that nothing in the log was changed, removed, moved, added or cut off. Exit code 1 when something was."""
    from queries.audit.exported import verify_export
    from queries.audit.verifying import verify_store

    anchors = [_anchor(one) for one in against or ()]
    if log_file:
        done = verify_export(log_file, anchors)
    else:
        from app.heads import kept_heads

        with session.store() as store, console.ConsoleProgress().step("Verifying"):
            done = verify_store(store, [*kept_heads(session.settings), *anchors])
    if session.as_json:
        console.write_json({"sound": done.sound, "verification": done})
    else:
        _show(done)
    if not done.sound:
        raise typer.Exit(FINDINGS)


def export(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the JSON lines go.")],
) -> None:
    """Write the log as JSON lines that can be verified without the store. Texts kept with consent stay out of it."""
    from graph.log import log_head
    from queries.audit.entries import read_entries
    from queries.audit.exported import export as lines

    with session.store() as store:
        head = log_head(store)
        written = [*lines((one for one in read_entries(store) if one.record.sequence <= head.sequence), head)]
    write_file(file, (f"{line}\n" for line in written), option="FILE")
    if session.as_json:
        console.write_json({"file": str(file), "records": len(written) - 1, "head": head})
    else:
        console.write(f"{len(written) - 1:,} records in {file}; the log's head is {head.sequence}:{head.digest}")


def log(
    session: Session,
    *,
    since: SinceOption = "",
    kind: Annotated[list[str] | None, typer.Option(help="Only records of this kind. Repeatable.")] = None,
    source: Annotated[
        str, typer.Option(metavar="SOURCE", help="Only records that name this source: its id, or its name.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many records to show, the last ones.")] = 1000,
) -> None:
    """List the log's records, oldest first."""
    from queries.audit.asked import records, source_id

    with session.store() as store:
        named = source_id(store, source) if source else ""
        found = records(store, since=_moment(since) if since else "", kinds=kind or (), source=named)[-limit:]
    if session.as_json:
        for one in found:
            console.write_json({**{name: getattr(one.record, name) for name in _FIELDS}, "content": one.content})
        return
    console.table((one.record.sequence, one.record.at[:19], one.record.kind, _line(one.content)) for one in found)


def answers(
    session: Session,
    *,
    source: Annotated[str, typer.Option(metavar="SOURCE", help="The source whose code was used: its id, or its name.")],
    since: SinceOption = "",
    until: UntilOption = "",
) -> None:
    """Which recorded answers used code of a source; by default in the last 31 days."""
    from queries.audit.asked import answers_using, source_id

    first = _moment(since) if since else (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="milliseconds")
    last = _moment(until) if until else _end()
    with session.store() as store:
        found = answers_using(store, source_id(store, source), since=first, until=last)
    if session.as_json:
        for one in found:
            console.write_json(one)
        return
    for one in found:
        console.heading(f"{one.id}  {one.at[:19]}  {one.mode}{f' by {one.model}' if one.model else ''}")
        console.table((f"{cited.path}:{cited.line}", cited.symbol, cited.revision, cited.license) for cited in one.citations)
    if not found:
        console.write(f"no recorded answer since {first[:10]} used code of {source}")


def source(
    session: Session,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id, or its name.")],
    *,
    since: SinceOption = "",
) -> None:
    """What an officer asks of one source: who approved it, what answers owe it, and what goes if it is withdrawn."""
    from queries.audit.asked import about_source, source_id

    with session.store() as store:
        told = about_source(store, source_id(store, source), since=_moment(since) if since else "", until=_end())
    if session.as_json:
        console.write_json(told)
        return
    console.heading(told.source)
    gone = told.withdrawn and not told.files
    review = told.review or ("withdrawn, as its records say" if gone else "not known")
    console.write(f"  review: {review}{f' by {told.reviewer} on {told.reviewed}' if told.reviewer else ''}")
    for one in told.decisions:
        console.write(
            f"  record {one.sequence}: {one.at[:19]} {one.kind}{f' by {one.by}' if one.by else ''}: {_decided(one.content)}"
        )
    console.write(f"  recorded answers that used it: {told.answers:,}")
    for expression, used in _by_license(told.obligations).items():
        console.write(f"  owed for {expression}: {_duties(expression)}")
        named = ", ".join(f"{one.path} ({one.answers:,} answer{'s' * (one.answers > 1)})" for one in used[:_FILES])
        more = f" and {len(used) - _FILES:,} more files: --json" if len(used) > _FILES else ""
        console.write(f"    as recorded answers used {named}{more}")
    for text in told.texts:
        console.write(f"  to be passed on: {text['path']} ({text['kind']}, {text['license'] or 'licence not known'})")
    if gone:
        console.write(f"  it was withdrawn; what the log holds of it stays (answers: {told.answers:,})")
        return
    console.write(f"  if it is withdrawn: {told.files:,} files, {told.symbols:,} symbols, {told.vectors:,} vectors go;")
    console.write(f"    what the log holds of it stays (answers: {told.answers:,}), as it says what was given out")
    for row in told.dependents:
        console.write(f"    {row['source']} uses it in {row['relations']:,} relations")


def _by_license(owed: "Sequence[Owed]") -> "dict[str, list[Owed]]":
    found: dict[str, list[Owed]] = {}
    for one in owed:
        found.setdefault(one.license, []).append(one)
    return found


def _duties(expression: str) -> str:
    """What an expression asks of whoever passes the code on, in words."""
    from queries.obligation_changes.categories import of_license
    from queries.obligations import duties_of

    duties, unknown = duties_of(expression, of_license)
    return "; ".join([*(duty.text for duty in duties), *(f"not known: {one}" for one in unknown)]) or "nothing"


_FILES = 5
"""How many files a licence's line names."""
_FIELDS = ("sequence", "at", "kind", "previous", "digest")


def _show(done: "Verification") -> None:
    for one in done.problems[:_SHOWN]:
        console.write(f"{one.at} {one.message}")
    if len(done.problems) > _SHOWN:
        console.write(f"… {len(done.problems) - _SHOWN:,} more: --json has all")
    gone = f", {done.gone:,} since removed by record" if done.gone else ""
    console.write(f"{done.records:,} records that tell of {done.nodes:,} nodes{gone}; {done.anchors} heads kept elsewhere")
    if done.sound:
        console.write(f"nothing was changed; the head is {done.head.sequence}:{done.head.digest}")


_LEFT_TO_JSON = (
    "nodes",
    "relations",
    "removed",
    "activity",
    "inputs_digest",
    "model_digest",
    "parts",
    "started",
    "ended",
    "kind",
)


def _line(content: dict[str, object]) -> str:
    said = {key: value for key, value in content.items() if key not in _LEFT_TO_JSON and value not in ("", 0, False, None)}
    nodes = content.get("nodes")
    more = f" ({len(nodes)} nodes)" if isinstance(nodes, dict) else ""
    return " ".join(f"{key}={_short(value)}" for key, value in said.items()) + more


def _decided(content: dict[str, object]) -> str:
    """Of an ingest only by whose word it was."""
    names = ("reviewer", "reviewed", "purpose", "entry", "license")
    kept = {key: content[key] for key in names if key in content} if "inputs_digest" in content else content
    return _line(kept) or "by nobody's word that is known"


def _short(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _anchor(text: str) -> "Anchor":
    from graph.log import Anchor, Head
    from queries.audit.exported import head_of

    sequence, _, digest = text.partition(":")
    if sequence.isdigit() and digest.startswith("sha256:"):
        return Anchor(Head(int(sequence), digest), "--against")
    return Anchor(head_of(Path(text)), text)


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} is no date: write one like 2026-10-01 or 2026-10-01T12:00:00+00:00") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _end() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="milliseconds")
