"""The rules: one `.cypher` file each, shipped under `cypher/rules/` or in a folder of the user's own.

A rule is a `constraint`, whose rows are findings, or a `concept`, whose rows others build on (`// kind:`, constraint if
unsaid). docs/rules.md says what a header may hold. In short: `title`, `severity`, `rationale`, `remedy`; `parameters`, each of
which has a value in `defaults` (a JSON object), is a concept named in `requires`, or is one of `judgements.GIVEN`; `blocked_by`
(statements under `cypher/rules/blockers/` that count what keeps the rule from a clear answer), `checks` (one under
`cypher/rules/checked/` that counts what it looks at), `judged_by` (what evaluates a concept's rows), `follow: callers`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.statements import Statement, load, load_all, parse_statement
from queries.judgements import GIVEN, JUDGES
from queries.verdicts import Severity

_SAID = {"constraint": ("title", "severity", "rationale", "remedy"), "concept": ("title",)}
_ONLY = {"constraint": {"severity", "remedy", "blocked_by", "checks", "follow"}, "concept": {"judged_by"}}


class RuleKind(StrEnum):
    """A concept enriches what the graph says, a constraint finds what must not be."""

    CONCEPT = "concept"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file's header describes it. `requires` are the concepts whose rows it takes as parameters."""

    name: str
    kind: RuleKind
    statement: Statement
    severity: Severity
    rationale: str
    remedy: str
    defaults: Mapping[str, Any]
    requires: tuple[str, ...]
    blockers: tuple[Statement, ...]
    checked: Statement | None
    judged_by: str
    follows_callers: bool

    @property
    def title(self) -> str:
        """What the rule looks for, or what the concept gives."""
        return self.statement.title


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules that are to be run and the concepts they need, in an order in which each comes after what it requires."""

    rules: tuple[Rule, ...]

    @property
    def constraints(self) -> tuple[Rule, ...]:
        """The rules that find something, by name."""
        return tuple(sorted((one for one in self.rules if one.kind is RuleKind.CONSTRAINT), key=lambda one: one.name))


def rulebook(names: Sequence[str] = (), folders: Sequence[Path] = ()) -> Rulebook:
    """The shipped rules and those of the folders; `names` picks some, with what they require.

    Raises InputError for a rule file that is not complete or rules that require each other in a circle, NotFoundError for a
    name or a folder that is not there.
    """
    rules: dict[str, Rule] = {}
    for statement in (*load_all("rules"), *(one for folder in folders for one in _folder(folder))):
        rule = _rule(statement)
        if rule.name in rules:
            raise InputError(f"there are two rules named {rule.name}: rename the file of your own one")
        rules[rule.name] = rule
    _check_requirements(rules)
    unknown = sorted(set(names) - set(rules))
    if unknown:
        raise NotFoundError(f"there is no rule {unknown[0]}: the rules are {', '.join(sorted(rules))}")
    return Rulebook(_ordered(rules, sorted(names) or sorted(rules)))


def _check_requirements(rules: Mapping[str, Rule]) -> None:
    concepts = [name for name, rule in rules.items() if rule.kind is RuleKind.CONCEPT]
    for rule in rules.values():
        for name in rule.requires:
            if name not in concepts:
                known = ", ".join(concepts)
                raise InputError(f"the rule {rule.name} requires {name}, which is no concept: choose from {known}")


def _ordered(rules: Mapping[str, Rule], wanted: Iterable[str]) -> tuple[Rule, ...]:
    needed: dict[str, tuple[str, ...]] = {}
    ahead = list(wanted)
    while ahead:
        name = ahead.pop()
        if name not in needed:
            needed[name] = rules[name].requires
            ahead += needed[name]
    try:
        order = TopologicalSorter({name: needed[name] for name in sorted(needed)}).static_order()
        return tuple(rules[name] for name in order)
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise InputError(f"rules require each other in a circle, {circle}: take one of these `requires` out") from None


def _folder(folder: Path) -> list[Statement]:
    if not folder.is_dir():
        raise NotFoundError(f"there is no folder of rules {folder}: give one that holds .cypher files")
    files = sorted(folder.glob("*.cypher"))
    if not files:
        raise InputError(f"the folder {folder} holds no .cypher file: a rule is one file with a header, see docs/rules.md")
    return [_read(file) for file in files]


def _read(file: Path) -> Statement:
    try:
        return parse_statement(file.stem, file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as error:
        raise InputError(f"the rule {file} cannot be read ({error}): save it as UTF-8") from None


def _rule(statement: Statement) -> Rule:
    name = statement.name.rpartition("/")[2]
    header = statement.header
    kind = _choice(name, "kind", header.get("kind", "constraint"), RuleKind)
    for key in _SAID[kind]:
        if not header.get(key):
            raise InputError(f"the rule {name} has no `// {key}: …` in its header: add the line")
    for other in set(RuleKind) - {kind}:
        if wrong := sorted(_ONLY[other] & header.keys()):
            raise InputError(f"the rule {name} is a {kind} and says {wrong[0]}, which is a {other}'s: take the line out")
    defaults = _defaults(name, header.get("defaults", "{}"))
    requires = _names(header.get("requires", ""))
    unsaid = [one for one in statement.parameters if one not in defaults and one not in requires and one not in GIVEN]
    if unsaid:
        how = "add it to `// defaults: {…}`, or name a concept in `// requires:`"
        raise InputError(f"the rule {name} gives no default for ${unsaid[0]}: {how}")
    if header.get("follow", "callers") != "callers":
        raise InputError(f"the rule {name} follows {header['follow']}: only `callers` can be followed")
    judge = header.get("judged_by", "")
    if judge and judge not in JUDGES:
        raise InputError(f"the rule {name} is judged by {judge}, which is not known: choose one of {', '.join(JUDGES)}")
    return Rule(
        name=name,
        kind=kind,
        statement=statement,
        severity=_choice(name, "severity", header.get("severity", "note"), Severity),
        rationale=header.get("rationale", ""),
        remedy=header.get("remedy", ""),
        defaults=defaults,
        requires=requires,
        blockers=tuple(_part(name, "blockers", one) for one in _names(header.get("blocked_by", "nothing_indexed"))),
        checked=_part(name, "checked", header["checks"]) if "checks" in header else None,
        judged_by=judge,
        follows_callers="follow" in header,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _defaults(name: str, text: str) -> dict[str, Any]:
    try:
        defaults = json.loads(text)
    except ValueError as error:
        raise InputError(f'the rule {name} has defaults that are not JSON ({error}): write {{"limit": 100}}') from None
    if not isinstance(defaults, dict):
        raise InputError(f'the rule {name} has defaults that are no JSON object: write {{"limit": 100}}')
    return defaults


def _choice[T: StrEnum](name: str, key: str, text: str, kinds: type[T]) -> T:
    try:
        return kinds(text)
    except ValueError:
        raise InputError(f"the rule {name} has the {key} {text}: choose one of {', '.join(kinds)}") from None


def _part(rule: str, folder: str, name: str) -> Statement:
    """A statement that rules share: what blocks them, or what they check."""
    try:
        return load(f"rules/{folder}/{name}")
    except NotFoundError:
        known = ", ".join(one.name.rpartition("/")[2] for one in load_all(f"rules/{folder}"))
        said = {"blockers": f"is blocked by {name}", "checked": f"checks {name}"}[folder]
        raise InputError(f"the rule {rule} {said}, which does not exist: choose from {known}") from None
