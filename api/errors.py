"""Errors as clients see them: one line, a code to act on, and nothing of our insides."""

import logging
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError

from graph.errors import (
    AmbiguousError,
    CodeCraftError,
    InputError,
    ModelError,
    NotFoundError,
    ReadOnlyError,
    SourceError,
    StoreBusyError,
    StoreError,
)

CODES: dict[type[CodeCraftError], str] = {
    NotFoundError: "NOT_FOUND",
    AmbiguousError: "AMBIGUOUS",
    InputError: "BAD_INPUT",
    SourceError: "SOURCE",
    StoreBusyError: "STORE_BUSY",
    ReadOnlyError: "READ_ONLY",
    StoreError: "STORE",
    ModelError: "MODEL",
}
"""The code of each error, the special before the general."""
INVALID_QUERY = "INVALID_QUERY"
UNAUTHORIZED = "UNAUTHORIZED"
LIMIT = "LIMIT"
TIMEOUT = "TIMEOUT"
INTERNAL = "INTERNAL"

_log = logging.getLogger(__name__)


class LimitError(GraphQLError):
    """A request that asks for more than one request may."""

    def __init__(self, message: str, code: str = LIMIT) -> None:
        super().__init__(message, extensions={"code": code})


def formatted(error: GraphQLError) -> dict[str, Any]:
    """An error as it is sent: message, locations, path, and `extensions.code` with `candidates` where a name was ambiguous."""
    shown: dict[str, Any] = {"message": _message(error)}
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations]
    if error.path is not None:
        shown["path"] = error.path
    shown["extensions"] = {"code": code_of(error)}
    if isinstance(error.original_error, AmbiguousError):
        shown["extensions"]["candidates"] = list(error.original_error.candidates)
    return shown


def code_of(error: GraphQLError) -> str:
    """What kind of error it is."""
    original = error.original_error
    if isinstance(original, CodeCraftError):
        return next(code for kind, code in CODES.items() if isinstance(original, kind))
    if original is None or isinstance(original, GraphQLError):
        return str((error.extensions or {}).get("code", INVALID_QUERY))
    return INTERNAL


def log_unexpected(errors: Sequence[GraphQLError]) -> None:
    """Keep the traceback of what we did not foresee; what a person is told needs no log."""
    for error in errors:
        if code_of(error) == INTERNAL:
            _log.error("%s", error.message, exc_info=error.original_error)


def _message(error: GraphQLError) -> str:
    if code_of(error) == INTERNAL:
        return "something went wrong inside CodeCraft: its log says what"
    return " ".join(error.message.split())
