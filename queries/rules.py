"""Rules over the graph: each answers PASS, FAIL, or UNDETERMINED with what keeps it from a clear answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.ports import GraphStore, Row
from graph.statements import Statement
from queries.judgements import GIVEN, Given, Judged, judge
from queries.reach import Crossing, reaching
from queries.rulebook import Rule, Rulebook, RuleKind, rulebook
from queries.verdicts import Blocker, Finding, Hop, Verdict, fingerprint, outcome_of, told_apart

_EXAMPLES = 5
_UNSURE = "Calls that are only possible"
_NOT_SEEN = "What lies in sources that may not be seen here"

type Overrides = Mapping[str, Mapping[str, Any]]
"""Values for parameters, by rule and name, in the place of the defaults in its header."""


def check(
    store: GraphStore,
    names: Sequence[str] = (),
    folders: Sequence[Path] = (),
    *,
    given: Given | None = None,
    overrides: Overrides | None = None,
) -> tuple[Verdict, ...]:
    """The verdicts of the shipped rules and those in the folders, by name; `names` picks some.

    Raises InputError, NotFoundError and StoreError.
    """
    return run_rules(store, rulebook(names, folders), given=given, overrides=overrides)


def run_rules(
    store: GraphStore, book: Rulebook, *, given: Given | None = None, overrides: Overrides | None = None
) -> tuple[Verdict, ...]:
    """The verdicts of a rulebook's rules, by name. Raises InputError, NotFoundError and StoreError."""
    _check_overrides(book, overrides or {})
    run = _Run(store, given or Given(), overrides or {})
    verdicts = []
    for rule in book.rules:
        if rule.kind is RuleKind.CONCEPT:
            run.concept(rule)
        else:
            verdicts.append(run.verdict(rule))
    return tuple(sorted(verdicts, key=lambda one: one.rule))


@dataclass(slots=True)
class _Run:
    """One run of some rules: the rows of the concepts so far."""

    store: GraphStore
    given: Given
    overrides: Overrides
    concepts: dict[str, Judged] = field(default_factory=dict)

    def concept(self, rule: Rule) -> None:
        before = self.store.withheld
        rows = self.store.run(rule.statement, **self._parameters(rule, rule.statement))
        judged = judge(rule.judged_by, rows, self.given)
        above = [self.concepts[name] for name in rule.requires]
        blockers = (*(one for each in above for one in each.blockers), *judged.blockers, *self._withheld(before))
        self.concepts[rule.name] = Judged(
            judged.rows,
            tuple(dict.fromkeys(blockers)),
            tuple(dict.fromkeys((*(one for each in above for one in each.judged_by), *judged.judged_by))),
        )

    def verdict(self, rule: Rule) -> Verdict:
        before = self.store.withheld
        rows = self.store.run(rule.statement, **self._parameters(rule, rule.statement))
        blockers = [found for statement in rule.blockers if (found := self._blocker(rule, statement))]
        blockers += [one for name in rule.requires for one in self.concepts[name].blockers if one not in blockers]
        if rule.follows_callers:
            findings, unsure = _followed(self.store, rule, rows, float(self._value(rule, "min_confidence", 0.0)))
            blockers += unsure
        else:
            findings = [_finding(rule, row) for row in rows]
        findings = told_apart(findings)
        blockers += self._withheld(before)
        return Verdict(
            rule=rule.name,
            title=rule.title,
            severity=rule.severity,
            outcome=outcome_of(findings, blockers),
            findings=tuple(findings),
            blockers=tuple(blockers),
            rationale=rule.rationale,
            remedy=rule.remedy,
            checked=self._checked(rule),
            subject=rule.checked.title.lower() if rule.checked else "",
            truncated=len(rows) >= self._value(rule, "limit", len(rows) + 1),
            judged_by=tuple(dict.fromkeys(one for name in rule.requires for one in self.concepts[name].judged_by)),
        )

    def _withheld(self, before: int) -> list[Blocker]:
        """What lies in sources that who asks may not see: how much of it there is, and nothing else."""
        count = self.store.withheld - before
        return [Blocker(_NOT_SEEN, count, ())] if count else []

    def _blocker(self, rule: Rule, statement: Statement) -> Blocker | None:
        rows = self.store.run(statement, **self._parameters(rule, statement))
        if not rows or not rows[0]["total"]:
            return None
        return Blocker(statement.title, rows[0]["total"], tuple(rows[0]["examples"] or ()))

    def _checked(self, rule: Rule) -> int | None:
        if rule.checked is None:
            return None
        rows = self.store.run(rule.checked, **self._parameters(rule, rule.checked))
        return int(rows[0]["checked"]) if rows else 0

    def _parameters(self, rule: Rule, statement: Statement) -> dict[str, Any]:
        """What a statement of the rule is given: concepts, facts from outside, and the rule's own values."""
        return {name: self._parameter(rule, name) for name in statement.parameters}

    def _parameter(self, rule: Rule, name: str) -> Any:
        if name == "examples":
            return _EXAMPLES
        if name in rule.requires:
            return list(self.concepts[name].rows)
        if name in rule.defaults:
            return self._value(rule, name, None)
        if name in GIVEN:
            return GIVEN[name](self.given)
        raise InputError(f"the rule {rule.name} needs ${name}: add it to `// requires:` or to `// defaults: {{…}}`")

    def _value(self, rule: Rule, name: str, missing: Any) -> Any:
        return self.overrides.get(rule.name, {}).get(name, rule.defaults.get(name, missing))


def _check_overrides(book: Rulebook, overrides: Overrides) -> None:
    rules = {rule.name: rule for rule in book.rules}
    for name, values in overrides.items():
        if name not in rules:
            raise NotFoundError(f"there is no rule {name} among those that are run: {', '.join(sorted(rules))}")
        for key, value in values.items():
            defaults = rules[name].defaults
            if key not in defaults:
                raise InputError(f"the rule {name} has no {key} to set: it has {', '.join(defaults) or 'nothing'}")
            if not _same_shape(value, defaults[key]):
                raise InputError(f"{name}.{key} cannot be {value!r}: its default is {defaults[key]!r}")


def _same_shape(value: Any, default: Any) -> bool:
    numbers = (int, float)
    if isinstance(value, bool) or isinstance(default, bool):
        return type(value) is type(default)
    return isinstance(value, type(default)) or (isinstance(value, numbers) and isinstance(default, numbers))


def _finding(rule: Rule, row: Mapping[str, Any]) -> Finding:
    node, message = row.get("node"), row.get("message")
    if not node or not message:
        raise InputError(f"the rule {rule.name} must return `node` and `message`: add both to its RETURN")
    return Finding(
        node=node,
        message=message,
        path=row.get("path") or "",
        line=row.get("line") or 0,
        confidence=_confidence(row),
        source=row.get("source") or "",
        fingerprint=fingerprint(rule.name, node, row.get("target") or "", row.get("key") or message),
    )


def _followed(store: GraphStore, rule: Rule, rows: Sequence[Row], surest: float) -> tuple[list[Finding], list[Blocker]]:
    """Each row's call with the way to it from its callers; what is only possible blocks instead of failing."""
    sure = [row for row in rows if _confidence(row) >= surest]
    unsure = [f"{row['path']}:{row['line']} {row['node']} → {row['target']}" for row in rows if _confidence(row) < surest]
    crossings, left_out = reaching(store, sure, min_confidence=surest)
    unsure += [f"{left_out:,} calls on the way"] * bool(left_out)
    blockers = [Blocker(_UNSURE, len(unsure) - bool(left_out) + left_out, tuple(unsure[:_EXAMPLES]))] if unsure else []
    return [_crossing(rule, one) for one in crossings], blockers


def _crossing(rule: Rule, found: Crossing) -> Finding:
    hops = tuple(Hop(*place) for place in found.hops)
    more = f"; {found.reached_by:,} more symbols of {found.source} reach it" if found.reached_by else ""
    via = "" if found.direct else " through other sources"
    return Finding(
        node=found.node,
        message=f"{found.message}{via}{more}",
        path=found.path,
        line=found.line,
        confidence=found.confidence,
        hops=hops,
        source=found.source,
        fingerprint=fingerprint(rule.name, found.node, found.hops[-1][0], found.expression),
    )


def _confidence(row: Mapping[str, Any]) -> float:
    value = row.get("confidence")
    return 1.0 if value is None else float(value)
