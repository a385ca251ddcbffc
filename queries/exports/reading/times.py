"""Times as documents state them."""

from datetime import UTC, datetime


def moment(text: object) -> str:
    """An ISO date or time in UTC, to the second, as `2026-01-31T12:00:00Z`; empty for anything else."""
    try:
        given = datetime.fromisoformat(str(text))
    except ValueError:
        return ""
    return (given if given.tzinfo else given.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
