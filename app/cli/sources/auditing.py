"""`codecraft sources audit`: what an auditor asks of the list."""

from typing import TYPE_CHECKING

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session, command
from app.cli.sources.options import DEFAULT, ManifestOption

if TYPE_CHECKING:
    from app.governance.auditing import Audited


def add_to(group: typer.Typer) -> None:
    """Register the command."""
    group.command("audit")(command(audit))


def audit(session: Session, *, manifest: ManifestOption = DEFAULT) -> None:
    """Every source: its state, pin, licence expected and found, review, consent, refresh. Exit code 1 when one has problems."""
    from app.governance.auditing import audit as run
    from app.wiring import has_store
    from extractors.sources.manifests.reading import read_listing

    listing = read_listing(manifest)
    if has_store(session.settings):
        with session.store() as store:
            found = run(listing, store)
    else:
        found = run(listing, None)
    for one in found:
        if session.as_json:
            console.write_json(one)
        else:
            _show(one)
    wrong = [one for one in found if one.problems]
    if not session.as_json:
        console.write(f"{len(found)} sources, {len(wrong)} with problems")
    if wrong:
        raise typer.Exit(FINDINGS)


def _show(one: "Audited") -> None:
    place = f"{one.number} " if one.number else "not in the list: "
    word = f" by {one.reviewer} on {one.reviewed}" if one.reviewer else ""
    console.heading(f"{place}{one.name}  {one.state or 'not reviewed'}{word}")
    pin = (one.pin[:19] or "installed version") if one.pinned else "not pinned"
    console.write(
        f"  {one.kind}, {pin}, for {one.purpose or 'no purpose said'}, seen by {', '.join(one.tenants) or 'everyone'}"
    )
    expected = one.license_concluded or one.license_expected or "any"
    console.write(f"  licence expected {expected}, found {one.license_found or 'nothing, as it is not indexed'}")
    if one.consent_by:
        console.write(f"  consent of {one.consent_by} on {one.consent_at} for {one.consent_for}")
    looked = f", last looked at {one.refreshed}" if one.refreshed else ""
    console.write(f"  refresh {one.refresh or 'never'}{looked}{f', due {one.due}' if one.due else ''}")
    if one.reason:
        console.write(f"  said: {one.reason}")
    for problem in one.problems:
        console.write(f"  PROBLEM {problem}")
