"""What every command shares: the options on all, the settings, and how an error is told.

A command is a function whose first parameter is the session; `command` gives it `--store`, `--json` and `--debug` and turns
every error into one line on stderr and exit code 2. With `--json` stdout gets it too:
`{"error": {"kind", "message", "candidates"}}`.
"""

import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Annotated, Any, Concatenate

import typer

from app.cli import console
from app.settings import Settings, read_settings
from graph.errors import AmbiguousError, CodeCraftError

if TYPE_CHECKING:
    from graph.ports import GraphStore

INPUT_ERROR = 2
FINDINGS = 1
_SHOWN_CANDIDATES = 10

StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="FOLDER|ADDRESS", help="A folder, or neo4j://HOST:7687. Default: CODECRAFT_STORE."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, one value a line.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


@dataclass(frozen=True)
class Session:
    """One run of one command."""

    store_option: str | None
    as_json: bool
    debug: bool

    @cached_property
    def settings(self) -> Settings:
        """The settings in force. Raises InputError."""
        return read_settings(store=self.store_option)

    @contextmanager
    def seen(self, tenant: str | None = None) -> Iterator["GraphStore"]:
        """The store as a tenant sees it, by default that of the settings; open until the block ends. Raises StoreError."""
        from graph.tenancy import TenantView

        asker = self.settings.tenant if tenant is None else tenant
        with self.whole(read_only=True) as store:
            yield TenantView(store, asker, log=not asker)

    @contextmanager
    def store(self, *, read_only: bool = True) -> Iterator["GraphStore"]:
        """The whole store, open until the block ends; read for a tenant, what that one sees. Raises StoreError."""
        with self.seen() if read_only and self.settings.tenant else self.whole(read_only=read_only) as store:
            yield store

    @contextmanager
    def whole(self, *, read_only: bool) -> Iterator["GraphStore"]:
        """All of the store, whoever asks; open until the block ends. Raises StoreError."""
        from app.wiring import open_store

        store = open_store(self.settings, read_only=read_only)
        try:
            yield store
        finally:
            if not read_only:
                from app.heads import keep_head

                keep_head(store, self.settings)
            store.close()


def command[**P](function: Callable[Concatenate[Session, P], None]) -> Callable[..., None]:
    """The function as Typer takes it: the session's options added behind its own parameters."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        session = Session(_take(kwargs, "store"), bool(_take(kwargs, "as_json")), bool(_take(kwargs, "debug")))
        with _told(session):
            function(session, *args, **kwargs)
            sys.stdout.flush()

    own = list(inspect.signature(function).parameters.values())[1:]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, default, annotation in (
            ("store", None, StoreOption),
            ("as_json", False, JsonOption),
            ("debug", False, DebugOption),
        )
    ]
    run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    return run


def tell_error(kind: str, message: str, *, as_json: bool, candidates: Sequence[str] = ()) -> None:
    """One line on stderr, the candidates below it, and the same as JSON on stdout where JSON was asked for."""
    print(f"error: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201
    for candidate in candidates[:_SHOWN_CANDIDATES]:
        print(f"  {candidate}", file=sys.stderr)  # noqa: T201
    if len(candidates) > _SHOWN_CANDIDATES:
        print(f"  … and {len(candidates) - _SHOWN_CANDIDATES} more", file=sys.stderr)  # noqa: T201
    if as_json:
        console.write_json({"error": {"kind": kind, "message": message, "candidates": list(candidates)}})


@contextmanager
def _told(session: Session) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # The reader (`| head`) has seen enough. The interpreter's last flush must not complain about it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
    except KeyboardInterrupt:
        _trace(session)
        tell_error("Interrupted", "interrupted: the store holds what it held before", as_json=session.as_json)
        raise typer.Exit(INPUT_ERROR) from None
    except CodeCraftError as error:
        _trace(session)
        candidates = error.candidates if isinstance(error, AmbiguousError) else ()
        tell_error(type(error).__name__, str(error), as_json=session.as_json, candidates=candidates)
        raise typer.Exit(INPUT_ERROR) from None
    except typer.Exit:
        raise
    except Exception as error:
        _trace(session)
        message = f"internal error ({type(error).__name__}: {error}): run again with --debug and report what it shows"
        tell_error("InternalError", message, as_json=session.as_json)
        raise typer.Exit(INPUT_ERROR) from None


def _trace(session: Session) -> None:
    if session.debug:
        traceback.print_exc()


def _take(options: dict[str, Any], name: str) -> Any:
    return options.pop(name)
