"""One JSON object on one line: the verdicts as they are."""

import msgspec

from app.reports import Report


def render(report: Report, *, limit: int, strict: bool) -> str:  # noqa: ARG001  a program is shown everything
    """`{"failed", "verdicts", "fixed", "idle_waivers"}`."""
    told = {
        "failed": report.failed(strict=strict),
        "verdicts": report.verdicts,
        "fixed": report.fixed or (),
        "idle_waivers": report.idle,
    }
    return msgspec.json.encode(told).decode() + "\n"
