"""The console script `codecraft`: its commands, and what is left to tell when a command never began."""

import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from app.cli import (
    ask,
    audit,
    calls,
    check,
    consent,
    cypher,
    diff_obligations,
    embed,
    export,
    index,
    keys,
    licenses,
    measure,
    policy,
    search,
    serve,
    similar,
    sources,
    status,
    trace,
)
from app.cli.session import INPUT_ERROR, tell_error

# What a command imports stays to its end: by default the collector walks it a hundred times before the command begins.
_COLLECT_FROM = 50_000

app = typer.Typer(
    name="codecraft",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Index source code, ask what calls what, and know where everything came from and under which licence.",
)

for group in (
    index,
    licenses,
    search,
    similar,
    calls,
    ask,
    measure,
    cypher,
    check,
    policy,
    audit,
    consent,
    keys,
    embed,
    export,
    diff_obligations,
    status,
    sources,
    serve,
    trace,
):
    group.add_to(app)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 (the shape of an option's callback)
    if wanted:
        from importlib.metadata import version

        typer.echo(f"codecraft {version('codecraft')}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[  # noqa: FBT002 (the shape of Typer's options)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Index source code, ask what calls what, and know where everything came from and under which licence."""


def run(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 findings, 2 usage or input error."""
    gc.set_threshold(_COLLECT_FROM)
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        sys.exit(app(given, prog_name="codecraft", standalone_mode=False) or 0)
    except TyperException as error:
        as_json = "--json" in given
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "codecraft"
        message = error.format_message().rstrip(".") or "no command was given"
        tell_error("UsageError", f"{message}: see {command} --help", as_json=as_json)
        sys.exit(INPUT_ERROR)
    except (KeyboardInterrupt, typer.Abort):
        tell_error("Interrupted", "interrupted", as_json=False)
        sys.exit(INPUT_ERROR)
    finally:
        gc.freeze()  # what is left goes with the process: looking for garbage in it first can take half a second
