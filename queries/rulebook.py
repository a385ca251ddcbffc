"""The rules: one `.cypher` file each, shipped under `cypher/rules/` or in a folder of the user's own.

The header says `title`, `severity`, `rationale`, `remedy`, `parameters` and their `defaults` (a JSON object), `blocked_by`
(statements under `cypher/rules/blockers/`: they count what keeps the rule from a clear answer) and, for a rule about what can
be reached, `follow: callers`. The statement returns one row a finding: `node` and `message`, and where there is one `path` and
`line`; a rule that follows callers also returns `target`, `expression` and `confidence`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.statements import Statement, load, load_all, parse_statement


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file's header describes it."""

    name: str
    statement: Statement
    severity: Severity
    rationale: str
    remedy: str
    defaults: Mapping[str, Any]
    blockers: tuple[Statement, ...]
    follows_callers: bool

    @property
    def title(self) -> str:
        """What the rule looks for."""
        return self.statement.title

    @property
    def parameters(self) -> dict[str, Any]:
        """The statement's parameters with their defaults."""
        return {name: self.defaults[name] for name in self.statement.parameters}


def rulebook(names: Sequence[str] = (), folders: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """The shipped rules and those of the folders, by name; `names` picks some.

    Raises InputError for a rule file that is not complete, NotFoundError for a name or a folder that is not there.
    """
    rules: dict[str, Rule] = {}
    for statement in (*load_all("rules"), *(one for folder in folders for one in _folder(folder))):
        rule = _rule(statement)
        if rule.name in rules:
            raise InputError(f"there are two rules named {rule.name}: rename the file of your own one")
        rules[rule.name] = rule
    unknown = sorted(set(names) - set(rules))
    if unknown:
        raise NotFoundError(f"there is no rule {unknown[0]}: the rules are {', '.join(sorted(rules))}")
    return tuple(rules[name] for name in sorted(names or rules))


def _folder(folder: Path) -> list[Statement]:
    if not folder.is_dir():
        raise NotFoundError(f"there is no folder of rules {folder}: give one that holds .cypher files")
    files = sorted(folder.glob("*.cypher"))
    if not files:
        raise InputError(f"the folder {folder} holds no .cypher file: a rule is one file with a header, see cypher/rules")
    return [_read(file) for file in files]


def _read(file: Path) -> Statement:
    try:
        return parse_statement(file.stem, file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as error:
        raise InputError(f"the rule {file} cannot be read ({error}): save it as UTF-8") from None


def _rule(statement: Statement) -> Rule:
    name = statement.name.rpartition("/")[2]
    header = statement.header
    for key in ("title", "severity", "rationale", "remedy"):
        if not header.get(key):
            raise InputError(f"the rule {name} has no `// {key}: …` in its header: add the line")
    defaults = _defaults(name, header.get("defaults", "{}"))
    missing = [parameter for parameter in statement.parameters if parameter not in defaults]
    if missing:
        raise InputError(f"the rule {name} gives no default for ${missing[0]}: add it to `// defaults: {{…}}`")
    if header.get("follow", "callers") != "callers":
        raise InputError(f"the rule {name} follows {header['follow']}: only `callers` can be followed")
    return Rule(
        name=name,
        statement=statement,
        severity=_severity(name, header["severity"]),
        rationale=header["rationale"],
        remedy=header["remedy"],
        defaults=defaults,
        blockers=tuple(_blocker(name, one.strip()) for one in header.get("blocked_by", "nothing_indexed").split(",")),
        follows_callers="follow" in header,
    )


def _defaults(name: str, text: str) -> dict[str, Any]:
    try:
        defaults = json.loads(text)
    except ValueError as error:
        raise InputError(f'the rule {name} has defaults that are not JSON ({error}): write {{"limit": 100}}') from None
    if not isinstance(defaults, dict):
        raise InputError(f'the rule {name} has defaults that are no JSON object: write {{"limit": 100}}')
    return defaults


def _severity(name: str, text: str) -> Severity:
    try:
        return Severity(text)
    except ValueError:
        raise InputError(f"the rule {name} has the severity {text}: choose one of {', '.join(Severity)}") from None


def _blocker(rule: str, name: str) -> Statement:
    try:
        return load(f"rules/blockers/{name}")
    except NotFoundError:
        known = ", ".join(one.name.rpartition("/")[2] for one in load_all("rules/blockers"))
        raise InputError(f"the rule {rule} is blocked by {name}, which does not exist: choose from {known}") from None
