"""`codecraft audit log`."""

from typing import Annotated

import typer

from app.cli import console
from app.cli.audit.contents import line
from app.cli.audit.moments import SinceOption, moment
from app.cli.session import Session

_FIELDS = ("sequence", "at", "kind", "previous", "digest")


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
        found = records(store, since=moment(since) if since else "", kinds=kind or (), source=named)[-limit:]
    if session.as_json:
        for one in found:
            console.write_json({**{name: getattr(one.record, name) for name in _FIELDS}, "content": one.content})
        return
    console.table((one.record.sequence, one.record.at[:19], one.record.kind, line(one.content)) for one in found)
