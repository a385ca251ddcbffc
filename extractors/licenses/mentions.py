"""Licence names in running text: which licences each can mean. Whether a name states anything is for `notices.py` to say."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.licenses.names import Candidates

_LICENSE = r"(?:[\s-]*(?:open[\s-]source\s+)?(?:software\s+|public\s+|general\s+public\s+)?licen[cs]es?(?![a-z]))"
_V = r"[\s,(:]*(?:licen[cs]e[\s,]*)?(?:version|ver\.?|v\.?|-)?[\s-]*"

_CREATIVE = (
    r"\b(?:creative\s+commons|cc)[\s-]*(?P<cc>(?:(?:by|sa|nc|nd|attribution|share[\s-]?alike|non[\s-]?commercial|no[\s-]?deriv\w+)[\s/,-]*)+)"
    rf"(?:international\s+|unported\s+)?{_LICENSE}?{_V}(?P<cc_version>[1-4]\.\d)"
)
_GNU = (
    r"\b(?:gnu[\s']*s?\s*)?(?:(?P<kind>lesser|library|affero)\s+(?:gnu\s+)?)?(?:general\s+public(?:\s+licen[cs]e)?|(?P<short>[la]?)gpl)s?(?![a-uw-z])"
    r"(?:\s*\((?:the\s+)?[\"“']?(?:gnu\s+)?[la]?gpl[\"”']?\))?(?:[\s,;]*as\s+published\s+by\s+the\s+free\s+software\s+foundation)?"
    r"[\s,;:(]*(?:either\s+)?(?:licen[cs]e[\s,]*)?(?:(?:under|using)\s+)?(?:(?:version|ver\.?|v\.?)?[\s-]*(?P<version>[123](?:\.[01])?)(?![\d]))?"
    r"(?P<plus>\+)?(?:\s+of\s+the\s+(?:gnu\s+)?[la]?(?:licen[cs]e|gpl))?"
    r"(?:[\s,;:)-]*(?P<later>\(?or\b[\s,(-]*(?:at\s+your\s+(?:option|choice|discretion)[\s,)]*)?(?:any\s+|the\s+)?(?:later|newer|above|greater|higher|"
    r"subsequent)(?:\s+versions?)?\)?|and\s+(?:later|above|newer)(?:\s+versions?)?)|(?:[\s,(-]*(?P<only>only)\b))?"
)  # fmt: skip
_SHARE = (("attribution", "by"), ("sharealike", "sa"), ("noncommercial", "nc"), ("noderiv", "nd"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A licence's name at a place of a text, and the SPDX ids that it can mean. `ids` is empty for a free-standing choice."""

    start: int
    end: int
    ids: Candidates


def mentions(text: str) -> Iterator[Mention]:
    """The names in a text, in order, none within another. An abbreviation in brackets after a name is part of it."""
    last: Mention | None = None
    for match in _pattern().finditer(text):
        found = Mention(match.start(), match.end(), _ids(match))
        between = text[last.end : found.start] if last else ""
        if last and "(" in between and len(between) < 5 and last.ids <= found.ids:
            continue
        yield found
        last = found


def _ids(match: re.Match[str]) -> Candidates:
    if match["gnu"]:
        return _gnu_ids(match)
    if match["creative"]:
        return _creative_ids(match)
    name = next(name for name, value in match.groupdict().items() if value and name.startswith("n_"))
    return _names()[int(name[2:])][1]


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(f"(?P<n_{number}>{pattern})" for number, (pattern, _) in enumerate(_names()))
    not_a_file = "(?<!licen[cs]e[._-])(?<!copying[._-])"  # as `LICENSE.BSD`
    return re.compile(f"{not_a_file}(?:(?P<gnu>{_GNU})|(?P<creative>{_CREATIVE})|{names})", re.IGNORECASE)


@cache
def _names() -> list[tuple[str, Candidates]]:
    """The patterns of mentions.toml and what each can mean."""
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["name"]
    return [
        ("|".join(one["patterns"]).replace("{LICENSE}", _LICENSE).replace("{VERSION}", _V), frozenset(one["ids"].split()))
        for one in listed
    ]


def _gnu_ids(match: re.Match[str]) -> Candidates:
    kind = (match["kind"] or {"l": "lesser", "a": "affero"}.get((match["short"] or "").lower(), "")).lower()
    family = {"lesser": "LGPL", "library": "LGPL", "affero": "AGPL"}.get(kind, "GPL")
    versions = {"LGPL": ("2.0", "2.1", "3.0"), "AGPL": ("3.0",), "GPL": ("1.0", "2.0", "3.0")}[family]
    written = match["version"]
    if written:
        whole = written if "." in written else f"{written}.0"
        versions = ("2.0", "2.1") if (family, written) == ("LGPL", "2") else (whole,)
    forms = ("or-later",) if match["plus"] or match["later"] else ("only",) if match["only"] else ("only", "or-later")
    return frozenset(f"{family}-{version}-{form}" for version in versions for form in forms)


def _creative_ids(match: re.Match[str]) -> Candidates:
    text = match["cc"].lower().replace("-", "").replace(" ", "").replace("/", "").replace(",", "")
    for long, short in _SHARE:
        text = text.replace(long, short)
    parts = [part for part in ("by", "nc", "nd", "sa") if part in text]
    return frozenset({f"CC-{'-'.join(part.upper() for part in parts)}-{match['cc_version']}"})
