"""Rules over the graph: each answers PASS, FAIL, or UNDETERMINED with what keeps it from a clear answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.ports import GraphStore, Row
from graph.statements import Statement
from queries.reach import Crossing, reaching
from queries.rulebook import Rule, Severity, rulebook

_EXAMPLES = 5
_UNSURE = "Calls that are only possible"


class Outcome(StrEnum):
    """What a rule answers."""

    PASS = "PASS"  # noqa: S105 (a verdict)
    FAIL = "FAIL"
    UNDETERMINED = "UNDETERMINED"


@dataclass(frozen=True, slots=True)
class Hop:
    """One symbol on a way through the graph. `line` is where it calls the next one, 0 for the last."""

    id: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation. `path` and `line` are empty and 0 where it is not in a file; `hops` lead to it from an entry point."""

    node: str
    message: str
    path: str = ""
    line: int = 0
    confidence: float = 1.0
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocker:
    """What keeps a rule from a clear answer: how many of it, and the first of them."""

    title: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer. A FAIL lists blockers as well: there may be more than was found."""

    rule: str
    title: str
    severity: Severity
    outcome: Outcome
    findings: tuple[Finding, ...]
    blockers: tuple[Blocker, ...]
    rationale: str
    remedy: str


def check(store: GraphStore, names: Sequence[str] = (), folders: Sequence[Path] = ()) -> tuple[Verdict, ...]:
    """The verdicts of the shipped rules and those in the folders, by name; `names` picks some.

    Raises InputError, NotFoundError and StoreError.
    """
    return tuple(_verdict(store, rule) for rule in rulebook(names, folders))


def _verdict(store: GraphStore, rule: Rule) -> Verdict:
    rows = store.run(rule.statement, **rule.parameters)
    blockers = [found for statement in rule.blockers if (found := _blocker(store, statement))]
    if rule.follows_callers:
        findings, unsure = _followed(store, rule, rows)
        blockers += unsure
    else:
        findings = [_finding(rule, row) for row in rows]
    outcome = Outcome.FAIL if findings else Outcome.UNDETERMINED if blockers else Outcome.PASS
    return Verdict(rule.name, rule.title, rule.severity, outcome, tuple(findings), tuple(blockers), rule.rationale, rule.remedy)


def _blocker(store: GraphStore, statement: Statement) -> Blocker | None:
    rows = store.run(statement, examples=_EXAMPLES)
    if not rows or not rows[0]["total"]:
        return None
    return Blocker(statement.title, rows[0]["total"], tuple(rows[0]["examples"] or ()))


def _finding(rule: Rule, row: Mapping[str, Any]) -> Finding:
    if not row.get("node") or not row.get("message"):
        raise InputError(f"the rule {rule.name} must return `node` and `message`: add both to its RETURN")
    return Finding(row["node"], row["message"], row.get("path") or "", row.get("line") or 0, _confidence(row))


def _followed(store: GraphStore, rule: Rule, rows: Sequence[Row]) -> tuple[list[Finding], list[Blocker]]:
    """Each row's call with the way to it from its callers; what is only possible blocks instead of failing."""
    surest = float(rule.defaults.get("min_confidence", 0.0))
    sure = [row for row in rows if _confidence(row) >= surest]
    unsure = [f"{row['path']}:{row['line']} {row['node']} → {row['target']}" for row in rows if _confidence(row) < surest]
    crossings, left_out = reaching(store, sure, min_confidence=surest)
    unsure += [f"{left_out:,} calls on the way"] * bool(left_out)
    blockers = [Blocker(_UNSURE, len(unsure) - bool(left_out) + left_out, tuple(unsure[:_EXAMPLES]))] if unsure else []
    return [_crossing(one) for one in crossings], blockers


def _crossing(found: Crossing) -> Finding:
    hops = tuple(Hop(*place) for place in found.hops)
    more = f"; {found.reached_by:,} more symbols of {found.source} reach it" if found.reached_by else ""
    via = "" if found.direct else " through other sources"
    return Finding(found.node, f"{found.message}{via}{more}", found.path, found.line, found.confidence, hops)


def _confidence(row: Mapping[str, Any]) -> float:
    value = row.get("confidence")
    return 1.0 if value is None else float(value)
