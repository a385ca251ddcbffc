"""`codecraft trace`: run a command, and add the calls that it made to what is known of a directory."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.index import show_report
from app.cli.session import Session, command
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.observations import Observations

_SIGNAL_BASE = 128


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    # What follows the traced command's name are its options, not ours.
    app.command(context_settings={"allow_interspersed_args": False})(command(trace))


def trace(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="COMMAND…", help="What to run, behind `--`: -- pytest tests.")],
    *,
    source: Annotated[Path, typer.Option(metavar="DIRECTORY", help="The directory whose calls are recorded.")] = Path(),
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what earlier traces saw.")] = False,
    embed: Annotated[bool, typer.Option("--embed/--no-embed", help="Also make the vectors that search by meaning.")] = True,
) -> None:
    """Run a command, record which functions of a directory call which, and index the directory with what was seen.

    Calls become claims of method `observed` with their counts, and pytest's tests get TESTS relations to what they reach.
    Processes that the command starts are recorded too. What was seen stays part of every later index, for as long as a file
    does not change. The exit code is the command's.
    """
    from app.wiring import open_sources, parts, tracers
    from graph.ingest import ingest
    from graph.observations import NONE, merged, read_record, write_record

    root = source.expanduser().resolve()
    if not root.is_dir():
        raise InputError(f"there is no directory {source}: give the one that holds the traced code as --source")
    [opened] = open_sources(str(root), session.settings)
    [tracer] = tracers()
    earlier = NONE if fresh else read_record(root)
    with tempfile.TemporaryDirectory(prefix="codecraft-trace-") as folder:
        environment = tracer.environment(root, Path(folder), os.environ)
        code = _run(words, environment, aside=session.as_json)
        seen = tracer.read(root, Path(folder))
    record = merged(earlier, seen)
    write_record(root, record)
    _show(session, seen)
    with session.store(read_only=False) as store:
        show_report(session, ingest(opened, store, parts(session.settings, embed=embed, workers=0), console.ConsoleProgress()))
    if code:
        raise typer.Exit(code)


def _run(words: list[str], environment: dict[str, str], *, aside: bool) -> int:
    """The command's exit code, as a shell tells it; what it prints goes to stderr if `aside`. Raises InputError."""
    program = shutil.which(words[0], path=environment.get("PATH"))
    if program is None:
        raise InputError(f"{words[0]} is no command that can be run: give its path, or activate its environment first")
    try:
        output = sys.stderr if aside else None
        code = subprocess.run([program, *words[1:]], env=environment, stdout=output, check=False).returncode  # noqa: S603
    except OSError as error:
        raise InputError(f"{words[0]} cannot be run: {error}") from error
    return code if code >= 0 else _SIGNAL_BASE - code


def _show(session: Session, seen: "Observations") -> None:
    callees = {one.callee for one in seen.calls}
    pairs = {(one.caller, one.callee) for one in seen.calls}
    if session.as_json:
        console.write_json(
            {
                "observed": len(pairs),
                "called": len(callees),
                "tests": seen.tests,
                "files": len(seen.digests),
                "sampled": sum(one.sampled for one in seen.calls),
            }
        )
        return
    console.heading(f"observed {len(pairs):,} calls between functions, to {len(callees):,} of them, in {seen.tests:,} tests")
