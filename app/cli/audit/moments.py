"""Days and moments as they are given, and as the log has them."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from graph.errors import InputError

SinceOption = Annotated[str, typer.Option(metavar="DATE", help="From this day or moment on, as 2026-10-01.")]
UntilOption = Annotated[str, typer.Option(metavar="DATE", help="Before this day or moment.")]


def moment(text: str) -> str:
    """In UTC, to the millisecond. Raises InputError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} is no date: write one like 2026-10-01 or 2026-10-01T12:00:00+00:00") from None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found.astimezone(UTC).isoformat(timespec="milliseconds")


def end() -> str:
    """After all that can have been recorded."""
    return (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="milliseconds")


def a_month_ago() -> str:
    """31 days before now."""
    return (datetime.now(UTC) - timedelta(days=31)).isoformat(timespec="milliseconds")
