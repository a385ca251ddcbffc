"""`codecraft audit`: the provenance log verified, exported, listed, and asked what an officer asks."""

import typer

from app.cli import attest
from app.cli.audit.about import source
from app.cli.audit.asking import answer, answers
from app.cli.audit.exporting import export
from app.cli.audit.listing import log
from app.cli.audit.verifying import verify
from app.cli.session import command

audit = typer.Typer(name="audit", help="The provenance log: verify it, export it, and ask who used what, and by whose leave.")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for function in (verify, export, log, answers, answer, source):
        audit.command()(command(function))
    attest.add_to(audit)
    app.add_typer(audit)
