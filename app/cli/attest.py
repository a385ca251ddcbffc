"""`codecraft audit attest`, `key` and `check-attestation`: what rules said, signed, and bound to what was indexed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.given import given_here, rules_beside
from app.cli.session import FINDINGS, Session, command
from app.cli.terms import PolicyOption
from app.cli.writing import write_file

if TYPE_CHECKING:
    from queries.audit.attesting import Attested

keys = typer.Typer(name="key", help="Keys that sign attestations.")


def add_to(audit: typer.Typer) -> None:
    """Register the commands."""
    audit.command()(command(attest))
    audit.command(name="check-attestation")(command(check_attestation))
    keys.command(name="new")(command(new))
    audit.add_typer(keys)


def attest(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the signed attestation goes.")],
    *,
    key: Annotated[Path, typer.Option(help="The private key that signs, of `codecraft audit key new`.")],
    rules: Annotated[list[Path] | None, typer.Option(help="A folder with rules of your own. Repeatable.")] = None,
    policy: PolicyOption = None,
    waivers: Annotated[Path | None, typer.Option(help="A file of waivers. Default: ./waivers.toml, if it is there.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="A file of findings that are known and don't fail.")] = None,
) -> None:
    """Run the rules, and sign what they said of which sources: an in-toto statement in a DSSE envelope.

    Waivers and baseline hold as for `codecraft check`; the statement says how many findings they silence, and their digests.
    """
    import json
    from importlib.metadata import version

    from graph.log import canonical
    from queries.audit.attesting import Configuration, attested, statement
    from queries.audit.signing import sign
    from queries.baseline import compare, read_baseline
    from queries.rulebook import rulebook
    from queries.rules import run_rules
    from queries.waivers import waive

    sign(b"", key)  # a key that cannot sign is told before the rules run
    given = given_here(session, waivers, policy)
    known = read_baseline(baseline) if baseline else ()
    book = rulebook((), rules or rules_beside(policy or session.settings.policy))
    with session.store() as store, console.ConsoleProgress().step("Checking"):
        verdicts = waive(run_rules(store, book, given=given), given.waivers, given.today)
        verdicts = compare(verdicts, known)[0] if baseline else verdicts
        configuration = Configuration([one.statement for one in book.rules], given.policy, given.waivers, baseline)
        told = statement(store, verdicts, configuration, tool=f"codecraft@{version('codecraft')}")
    payload = canonical(told).encode()
    write_file(file, [json.dumps(sign(payload, key), indent=2), "\n"], option="FILE")
    _show(session, attested(payload), str(file))


def check_attestation(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The signed attestation.")],
    *,
    key: Annotated[Path, typer.Option(help="The public key (.pub) of whoever is to have signed it.")],
) -> None:
    """Check who signed an attestation, and whether it still speaks of what the store holds. Exit code 1 when it does not."""
    from dataclasses import replace

    from graph.log import Anchor
    from queries.audit.attesting import attested, differences, snapshot
    from queries.audit.signing import verified
    from queries.audit.verifying import verify_store

    told = attested(verified(file, key))
    with session.store() as store:
        changed = differences(told, snapshot(store))
        anchors = [Anchor(told.head, str(file))] if told.head.sequence else []
        problems = verify_store(store, anchors).problems
    told = replace(told, changed=(*changed, *(f"log: {one.at} {one.message}" for one in problems)))
    _show(session, told, str(file))
    if told.changed:
        raise typer.Exit(FINDINGS)


def new(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the private key goes; its public half goes to FILE.pub.")],
) -> None:
    """Make an Ed25519 key that signs attestations."""
    from queries.audit.signing import new_key

    public = new_key(file)
    if session.as_json:
        console.write_json({"key": str(file), "public": str(public)})
    else:
        console.write(f"{file} signs: keep it secret. {public} checks: hand it out.")


def _show(session: Session, told: "Attested", file: str) -> None:
    if session.as_json:
        console.write_json({"file": file, "current": not told.changed, "attested": told})
        return
    console.heading(f"{file}: {told.result} over {len(told.snapshot.sources):,} sources, by {told.tool}")
    console.write(f"  snapshot sha256:{told.snapshot.digest}, log {told.head.sequence}:{told.head.digest}")
    console.write(f"  passed {len(told.passed)}, undetermined {len(told.undetermined)}, failed {len(told.failed)}")
    for name in told.failed:
        console.write(f"  failed: {name}")
    for line in told.changed:
        console.write(f"  since then: {line}")
