"""Waivers: findings that someone answers for until a date. Read from a TOML file, each entry a `[[waiver]]`.

    [[waiver]]
    rule = "copyleft_through_calls"
    node = "pkg:generic/shop#shop.reports.*"    # an id, or a pattern with * and ?
    reason = "Replaced in the spring release."
    owner = "jane.doe@example.org"
    expires = 2027-03-31                        # the last day on which it holds

One without an owner, a reason or an end, or past its end, silences nothing, and the rule `waiver_expired_or_unowned` fails.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.ports import Row
from queries.verdicts import Finding, State, Verdict, with_findings

WAIVER_RULE = "waiver_expired_or_unowned"
"""The rule that judges waivers: no waiver silences it."""
_KEYS = {"rule", "node", "reason", "owner", "expires"}
_HEADING = re.compile(r"^\s*\[\[\s*waiver\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry. `line` is where it begins in its file; what it leaves out is empty or None."""

    rule: str
    node: str
    reason: str
    owner: str
    expires: date | None
    path: str
    line: int

    def active(self, today: date) -> bool:
        """Whether it silences anything: owned, reasoned, and not past its end."""
        return bool(self.owner and self.reason and self.expires and today <= self.expires)

    def covers(self, rule: str, finding: Finding) -> bool:
        """Whether it is about this finding."""
        return self.rule == rule and rule != WAIVER_RULE and fnmatchcase(finding.node, self.node)

    def row(self, number: int) -> Row:
        """As rules are given it."""
        expires = self.expires.isoformat() if self.expires else ""
        return {
            "id": f"waiver:{self.rule}:{self.node}",
            "number": number,
            "rule": self.rule,
            "node": self.node,
            "reason": self.reason,
            "owner": self.owner,
            "expires": expires,
            "path": self.path,
            "line": self.line,
        }


def read_waivers(file: Path) -> tuple[Waiver, ...]:
    """The file's waivers, in its order. Raises NotFoundError, InputError naming the entry that is wrong."""
    try:
        text = file.read_text(encoding="utf-8")
        entries = tomllib.loads(text)
    except FileNotFoundError:
        raise NotFoundError(f"there is no file of waivers {file}: give one that exists, or leave --waivers out") from None
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"the waivers in {file} cannot be read ({error}): correct the file") from None
    if unknown := sorted(entries.keys() - {"waiver"}):
        raise InputError(f"{file} holds {unknown[0]}, which is no waiver: write each as [[waiver]]")
    found = entries.get("waiver", [])
    if not isinstance(found, list):
        raise InputError(f"{file} holds [waiver]: write each as [[waiver]]")
    lines = [text.count("\n", 0, match.end()) + 1 for match in _HEADING.finditer(text)]
    lines += [1] * (len(found) - len(lines))
    return tuple(_waiver(file, line, entry) for line, entry in zip(lines, found, strict=False))


def waive(verdicts: Iterable[Verdict], waivers: Sequence[Waiver], today: date) -> tuple[Verdict, ...]:
    """The verdicts with each finding that an active waiver covers silenced, and why noted."""
    active = [one for one in waivers if one.active(today)]
    return tuple(with_findings(one, (_waived(one.rule, finding, active) for finding in one.findings)) for one in verdicts)


def idle(verdicts: Iterable[Verdict], waivers: Sequence[Waiver]) -> tuple[Waiver, ...]:
    """The waivers that cover no finding of the rules that were run: they can be taken out."""
    ran = {one.rule: one.findings for one in verdicts}
    return tuple(one for one in waivers if one.rule in ran and not any(one.covers(one.rule, each) for each in ran[one.rule]))


def _waived(rule: str, finding: Finding, active: Sequence[Waiver]) -> Finding:
    by = next((one for one in active if one.covers(rule, finding)), None)
    if by is None:
        return finding
    return replace(finding, state=State.WAIVED, note=f"waived by {by.owner} until {by.expires}: {by.reason}")


def _waiver(file: Path, line: int, entry: Any) -> Waiver:
    where = f"the waiver at {file}:{line}"
    if not isinstance(entry, dict):
        raise InputError(f"{where} is no table: write it as [[waiver]]")
    if unknown := sorted(entry.keys() - _KEYS):
        raise InputError(f"{where} says {unknown[0]}: it can say {', '.join(sorted(_KEYS))}")
    texts = {}
    for key in ("rule", "node", "reason", "owner"):
        value = entry.get(key, "")
        if not isinstance(value, str):
            raise InputError(f"{where} has a {key} that is no text: put it in quotes")
        texts[key] = value.strip()
    for key in ("rule", "node"):
        if not texts[key]:
            raise InputError(f"{where} names no {key}: say which findings it is about")
    return Waiver(**texts, expires=_date(where, entry.get("expires")), path=str(file), line=line)


def _date(where: str, value: Any) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            value = repr(value)
    elif value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise InputError(f"{where} expires on {value}, which is no date: write expires = 2027-03-31")
