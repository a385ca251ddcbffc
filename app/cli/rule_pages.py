"""What `codecraft check` says of the rules themselves: the list of them, and all about one."""

import json
from typing import TYPE_CHECKING

from app.cli import console

if TYPE_CHECKING:
    from queries.rulebook import Rule, Rulebook


def show_rules(book: "Rulebook", name: str | None, *, as_json: bool) -> None:
    """One rule where a name is given, else all of them."""
    if name:
        _page(next(one for one in book.rules if one.name == name), as_json=as_json)
    else:
        _list(book, as_json=as_json)


def _list(book: "Rulebook", *, as_json: bool) -> None:
    rules = sorted(book.rules, key=lambda one: (one.kind != "constraint", one.name))
    if as_json:
        console.write_json(
            [{"rule": one.name, "kind": one.kind, "severity": one.severity, "title": one.title} for one in rules]
        )
    else:
        console.table((one.name, one.kind, one.severity if one.kind == "constraint" else "", one.title) for one in rules)


def _page(rule: "Rule", *, as_json: bool) -> None:
    told = {
        "rule": rule.name,
        "kind": rule.kind,
        "severity": rule.severity,
        "title": rule.title,
        "rationale": rule.rationale,
        "remedy": rule.remedy,
        "defaults": rule.defaults,
        "requires": rule.requires,
        "blocked_by": [one.title for one in rule.blockers],
        "checks": rule.checked.title if rule.checked else "",
        "judged_by": rule.judged_by,
        "cypher": rule.statement.text,
    }
    if as_json:
        console.write_json(told)
        return
    console.heading(f"{rule.title}  ({rule.name}, {rule.kind}{f', {rule.severity}' if rule.kind == 'constraint' else ''})")
    for label, text in (
        ("why", rule.rationale),
        ("remedy", rule.remedy),
        ("requires", ", ".join(rule.requires)),
        ("judged by", rule.judged_by),
        ("checks", rule.checked.title.lower() if rule.checked else ""),
        ("not clear while there are", "; ".join(one.title.lower() for one in rule.blockers)),
        ("defaults (--set)", ", ".join(f"{rule.name}.{key}={json.dumps(value)}" for key, value in rule.defaults.items())),
    ):
        if text:
            console.write(f"{label}: {text}")
    console.write()
    console.write(rule.statement.text)
