"""`codecraft sources list`: the entries and where they stand."""

from typing import TYPE_CHECKING, Any

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.sources.options import DEFAULT, ManifestOption

if TYPE_CHECKING:
    from extractors.sources.manifests.entry import Entry


def add_to(group: typer.Typer) -> None:
    """Register the command."""
    group.command("list")(command(list_sources))


def list_sources(session: Session, *, manifest: ManifestOption = DEFAULT) -> None:
    """Every entry with its state, pin, expected licence, purpose and schedule, in the order of the file."""
    from extractors.sources.manifests.reading import read_listing

    entries = list(enumerate(read_listing(manifest).entries, start=1))
    if session.as_json:
        for number, entry in entries:
            console.write_json(as_object(number, entry))
        return
    console.table(
        [
            (number, entry.review.state, entry.title, _pin(entry), _license(entry), entry.purpose.value, entry.refresh)
            for number, entry in entries
        ],
        right=(0,),
    )


def as_object(number: int, entry: "Entry") -> dict[str, Any]:
    """An entry as JSON says it: dates as texts."""
    import msgspec

    built: dict[str, Any] = msgspec.to_builtins(entry)
    return {"number": number, **built}


def _license(entry: "Entry") -> str:
    return entry.license or entry.expected_license or "any licence"


def _pin(entry: "Entry") -> str:
    from extractors.sources.manifests.places import is_pinned, split

    if not is_pinned(entry.location, entry.revision):
        return "not pinned"
    return (entry.revision or split(entry.location)[1])[:12]
