"""SARIF 2.1.0, as code scanning services read it. Source: OASIS, Static Analysis Results Interchange Format 2.1.0, errata 01.

A finding is a result of kind `fail`; its hops are a code flow; a waiver is a suppression. What a rule could not decide is a
notification of the invocation, since services show every result as an alert. Paths are relative to their own source, which
`originalUriBaseIds` names; those of the directory that `check` was started in are relative to `SRCROOT`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from app.reports import Place, Report
from queries.baseline import Known
from queries.rulebook import Rule
from queries.verdicts import Finding, Hop, Outcome, State, Verdict

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "codecraft/v1"
_ROOT = "SRCROOT"
_BASELINE = {State.NEW: "new", State.WAIVED: "unchanged", State.KNOWN: "unchanged"}


def render(report: Report, *, limit: int) -> str:  # noqa: ARG001  a program is shown everything
    """One log with one run."""
    index = {verdict.rule: number for number, verdict in enumerate(report.verdicts)}
    places = _Places(report.places or {})
    results = [
        _result(verdict, finding, index[verdict.rule], places, compared=report.fixed is not None)
        for verdict in report.verdicts
        for finding in verdict.findings
    ]
    results += [_absent(one, index[one.rule]) for one in report.fixed or ()]
    kinds = {rule.name: rule for rule in report.rules}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "CodeCraft",
                "version": report.version,
                "rules": [_rule(verdict, kinds.get(verdict.rule)) for verdict in report.verdicts],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": list(_notifications(report.verdicts, index)),
            }
        ],
        "results": results,
        "properties": {"outcomes": {verdict.rule: verdict.outcome.value for verdict in report.verdicts}},
    }
    if used := places.used():
        run["originalUriBaseIds"] = used
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


class _Places:
    """Where the sources of findings are, and which of them were named."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._used: dict[str, dict[str, Any]] = {}
        self._here = Path.cwd().resolve()

    def artifact(self, source: str, path: str) -> dict[str, Any]:
        """A path within a source."""
        place = self._places.get(source)
        folder = Path(place.location).resolve() if place and place.kind == "directory" and place.location else None
        if folder is not None and folder.is_relative_to(self._here):
            self._used[_ROOT] = {"uri": f"{self._here.as_uri()}/"}
            return {"uri": quote((folder.relative_to(self._here) / path).as_posix()), "uriBaseId": _ROOT}
        if not source:
            return {"uri": quote(path)}
        base: dict[str, Any] = {"description": {"text": source}}
        if folder is not None:
            base["uri"] = f"{folder.as_uri()}/"
        self._used[source] = base
        return {"uri": quote(path), "uriBaseId": source}

    def used(self) -> dict[str, dict[str, Any]]:
        return self._used


def _rule(verdict: Verdict, rule: Rule | None) -> dict[str, Any]:
    properties: dict[str, Any] = {"outcome": verdict.outcome.value, "checked": verdict.checked, "subject": verdict.subject}
    if rule and rule.requires:
        properties["requires"] = list(rule.requires)
    return {
        "id": verdict.rule,
        "name": "".join(part.capitalize() for part in verdict.rule.split("_")),
        "shortDescription": {"text": verdict.title},
        "fullDescription": {"text": verdict.rationale},
        "help": {"text": verdict.remedy},
        "defaultConfiguration": {"level": verdict.severity.value},
        "properties": properties,
    }


def _result(verdict: Verdict, finding: Finding, index: int, places: _Places, *, compared: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "ruleId": verdict.rule,
        "ruleIndex": index,
        "kind": "fail",
        "level": verdict.severity.value,
        "message": {"text": f"{finding.node}: {finding.message}"},
        "locations": [_location(finding.node, _source(finding), finding.path, max(finding.line, 1), places)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "rank": round(finding.confidence * 100, 2),
    }
    if finding.hops:
        steps = [{"location": _hop(hop, places), "nestingLevel": number} for number, hop in enumerate(finding.hops)]
        told["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if finding.state is State.WAIVED:
        told["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.note}]
    if compared:
        told["baselineState"] = _BASELINE[finding.state]
    return told


def _absent(known: Known, index: int) -> dict[str, Any]:
    return {
        "ruleId": known.rule,
        "ruleIndex": index,
        "level": "none",
        "kind": "pass",
        "message": {"text": f"{known.node}: {known.message}"},
        "partialFingerprints": {FINGERPRINT: known.fingerprint},
        "baselineState": "absent",
    }


def _location(node: str, source: str, path: str, line: int, places: _Places) -> dict[str, Any]:
    told: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": node}]}
    if path:
        told["physicalLocation"] = {"artifactLocation": places.artifact(source, path)}
        if line > 0:
            told["physicalLocation"]["region"] = {"startLine": line}
    return told


def _hop(hop: Hop, places: _Places) -> dict[str, Any]:
    told = _location(hop.id, hop.id.partition("#")[0], hop.path, hop.line, places)
    return told | {"message": {"text": f"calls on at line {hop.line}" if hop.line else "is reached"}}


def _source(finding: Finding) -> str:
    return finding.source or (finding.node.partition("#")[0] if finding.node.startswith("pkg:") else "")


def _notifications(verdicts: Iterable[Verdict], index: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    for verdict in verdicts:
        for blocker in verdict.blockers:
            yield {
                "level": "warning" if verdict.outcome is Outcome.UNDETERMINED else "note",
                "message": {"text": f"{blocker.title}: {blocker.count}, such as {'; '.join(blocker.examples)}"},
                "associatedRule": {"id": verdict.rule, "index": index[verdict.rule]},
            }
