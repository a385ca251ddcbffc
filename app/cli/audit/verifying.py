"""`codecraft audit verify`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session

if TYPE_CHECKING:
    from graph.log import Anchor
    from queries.audit.chain import Verification

_SHOWN = 20


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


def _show(done: "Verification") -> None:
    for one in done.problems[:_SHOWN]:
        console.write(f"{one.at} {one.message}")
    if len(done.problems) > _SHOWN:
        console.write(f"… {len(done.problems) - _SHOWN:,} more: --json has all")
    gone = f", {done.gone:,} since removed by record" if done.gone else ""
    console.write(f"{done.records:,} records that tell of {done.nodes:,} nodes{gone}; {done.anchors} heads kept elsewhere")
    if done.sound:
        console.write(f"nothing was changed; the head is {done.head.sequence}:{done.head.digest}")


def _anchor(text: str) -> "Anchor":
    from graph.log import Anchor, Head
    from queries.audit.exported import head_of

    sequence, _, digest = text.partition(":")
    if sequence.isdigit() and digest.startswith("sha256:"):
        return Anchor(Head(int(sequence), digest), "--against")
    return Anchor(head_of(Path(text)), text)
