"""`codecraft audit source`: all that an officer asks of one source."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.audit.contents import line
from app.cli.audit.moments import SinceOption, end, moment
from app.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from queries.audit.asked import Owed

_FILES = 5
"""How many files a licence's line names."""


def source(
    session: Session,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id, or its name.")],
    *,
    since: SinceOption = "",
) -> None:
    """What an officer asks of one source: who approved it, what answers owe it, and what goes if it is withdrawn."""
    from queries.audit.asked import about_source, source_id

    with session.store() as store:
        told = about_source(store, source_id(store, source), since=moment(since) if since else "", until=end())
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


def _decided(content: dict[str, object]) -> str:
    """Of an ingest only by whose word it was."""
    names = ("reviewer", "reviewed", "purpose", "entry", "license")
    kept = {key: content[key] for key in names if key in content} if "inputs_digest" in content else content
    return line(kept) or "by nobody's word that is known"


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
