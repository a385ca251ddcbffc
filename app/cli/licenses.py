"""`codecraft licenses`: what sources are under and who says so, without indexing them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli import console
from app.cli.garbage import left_to_the_process
from app.cli.session import Session, command

if TYPE_CHECKING:
    from extractors.licenses.report import Finding, Summary
    from graph.facts import FileLicense, Snapshot

_SHOWN = 10


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(licenses))


def licenses(
    session: Session,
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Any source that `index` takes, or a single file.")],
    *,
    verify: Annotated[
        Literal["scancode"] | None, typer.Option(help="Have another tool read the same files, and compare.")
    ] = None,
) -> None:
    """Report the licences of sources without indexing them: declared, detected, and what follows from both.

    Every text file is read, not only code. With --json one finding a line: {"path", "kind", "expression", "method", "line",
    "end_line"}, the source's conclusion last. NOASSERTION says that nothing could be found or told for sure.
    """
    from app.wiring import license_detector, read_for_licenses

    detector = license_detector()
    with left_to_the_process():
        for location in sources:
            for snapshot in read_for_licenses(location, session.settings):
                _report(session, snapshot, detector.detect(snapshot), verify=verify is not None)


def _report(session: Session, snapshot: "Snapshot", found: Mapping[str, "FileLicense"], *, verify: bool) -> None:
    from extractors.licenses.report import findings, summary

    lines = findings(snapshot, found)
    if session.as_json:
        for line in lines:
            console.write_json(line)
    else:
        _show(snapshot, summary(snapshot, found), lines)
    if verify:
        _verify(session, snapshot, lines)


def _show(snapshot: "Snapshot", short: "Summary", lines: Sequence["Finding"]) -> None:
    console.heading(snapshot.info.id)
    console.table(
        [
            ("  declared", _all(short.declared), _where(lines, "declared")),
            ("  detected", _all(short.detected), _where(lines, "detected")),
            ("  concluded", short.concluded, short.method),
            *([("  its files", short.own, "without what is stated for certain files")] if short.own != short.concluded else []),
        ]
    )
    console.table(
        [(f"    {count}", "file" if count == 1 else "files", expression) for expression, count in short.files.items()]
    )
    for path in short.differing[:_SHOWN]:
        said = next((one for one in lines if one.path == path), None)
        place = f":{said.line} {said.method}" if said else ""
        console.write(f"    {path}{place}")
    if len(short.differing) > _SHOWN:
        console.write(f"    … and {len(short.differing) - _SHOWN} more under another licence than the whole")
    for path in short.unknown:
        console.write(f"    {path}: a licence text that is not known")


def _all(expressions: Iterable[str]) -> str:
    return ", ".join(expressions) or "nothing"


def _where(lines: Sequence["Finding"], kind: str) -> str:
    places = dict.fromkeys(f"{one.path} ({one.method})" for one in lines if one.kind == kind and one.path)
    shown = list(places)[:3]
    return ", ".join(shown) + (f" and {len(places) - len(shown)} more" if len(places) > len(shown) else "")


def _verify(session: Session, snapshot: "Snapshot", lines: Sequence["Finding"]) -> None:
    """Compare with what ScanCode reads in the same texts; with --json on stderr, as findings are all that stdout holds."""
    from extractors.licenses.scancode import compare, executable, scan

    program = executable(session.settings.scancode)
    texts = {one.path: one.text for one in snapshot.documents} | {one.path: one.text for one in snapshot.license_files}
    ours: dict[str, list[str]] = {path: [] for path in texts}
    for line in lines:
        if line.kind == "detected" and line.path in ours:
            ours[line.path].append(line.expression)
    agreement = compare(ours, scan(program, texts))
    tell = console.note if session.as_json else console.write
    said = agreement.agreeing + len(agreement.differences)
    tell(f"scancode: of {agreement.files} files {said} speak of a licence, {agreement.agreeing} the same to both")
    for one in agreement.differences:
        tell(f"  {one.path}: we read {one.ours}, scancode {one.theirs}")
