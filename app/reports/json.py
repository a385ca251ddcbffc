"""One JSON object on one line: the verdicts as they are."""

import msgspec

from app.reports import Report


def render(report: Report, *, limit: int) -> str:  # noqa: ARG001  a program is shown everything
    """`{"failed", "fail_on", "verdicts", "fixed", "idle_waivers"}`."""
    told = {
        "failed": report.failed,
        "fail_on": report.fail_on.words,
        "verdicts": report.verdicts,
        "fixed": report.fixed or (),
        "idle_waivers": report.idle,
    }
    return msgspec.json.encode(told).decode() + "\n"
