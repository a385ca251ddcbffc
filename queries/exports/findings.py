"""CSV of findings: every rule's verdict, a row for each finding and for what keeps a rule from an answer. Source: RFC 4180."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from graph.ports import GraphStore
from queries.exports.reading.request import Request
from queries.rules import check
from queries.verdicts import Finding, Verdict
from queries.waivers import waive

TITLE = "CSV of findings: rule, severity, outcome, node, path, line, message, waiver"
COLUMNS = (
    "rule", "title", "severity", "outcome", "row", "state", "node", "source", "path", "line", "confidence", "message", "hops",
    "fingerprint", "note", "remedy",
)  # fmt: skip
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 (spreadsheets take these, too)


def write(store: GraphStore, request: Request) -> Iterator[str]:
    """The header, then the rows by rule; with JSON asked for, an object a line."""
    if not request.lines_as_json:
        yield _line(COLUMNS)
    for verdict in waive(check(store, given=request.given), request.given.waivers, request.given.today):
        for row in _rows(verdict):
            values = {name: row.get(name, "") for name in COLUMNS}
            yield f"{msgspec.json.encode(values).decode()}\n" if request.lines_as_json else _line(values.values())


def _rows(verdict: Verdict) -> Iterator[dict[str, object]]:
    about: dict[str, object] = {
        "rule": verdict.rule,
        "title": verdict.title,
        "severity": verdict.severity.value,
        "outcome": verdict.outcome.value,
    }
    if not verdict.findings and not verdict.blockers and not verdict.truncated:
        yield {**about, "row": "verdict"}
    for finding in verdict.findings:
        yield {**about, "row": "finding", "remedy": verdict.remedy, **_finding(finding)}
    for blocker in verdict.blockers:
        examples = "; ".join(blocker.examples)
        yield {**about, "row": "not known", "message": f"{blocker.title}: {blocker.count}, such as {examples}"}
    if verdict.truncated:
        yield {**about, "row": "not known", "message": "the rule stopped at its limit: there is more"}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "state": finding.state.value,
        "node": finding.node,
        "source": finding.source,
        "path": finding.path,
        "line": finding.line or "",
        "confidence": finding.confidence,
        "message": finding.message,
        "hops": " → ".join(f"{hop.id} ({hop.path}:{hop.line})" if hop.line else hop.id for hop in finding.hops),
        "fingerprint": finding.fingerprint,
        "note": finding.note,
    }


def _line(values: Any) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return text.getvalue()


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe starts one that could be. Source: OWASP, CSV Injection."""
    text = str(value)
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
