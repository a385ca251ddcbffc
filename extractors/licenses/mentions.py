"""Licence names in running text: which licences each can mean. Whether a name states anything is for `notices.py` to say."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from extractors.licenses.names import BSD, Candidates, written_ids
from graph.facts import NOASSERTION
from graph.licensing.expressions import normalise

_LICENSE = r"(?:[\s-]*(?:open[\s-]source\s+)?(?:software\s+|public\s+|general\s+public\s+)?licen[cs]es?(?![a-z]))"
_V = r"[\s,(:]*(?:licen[cs]e[\s,]*)?(?:version|ver\.?|v\.?|-)?[\s-]*"

_CREATIVE = (
    r"\b(?:(?:creative\s+commons|cc)[\s-]*|(?=attribution[\s-](?:non|share|no)))(?P<cc>(?:(?:by|sa|nc|nd|attribution|share[\s-]?alike|non[\s-]?commercial|no[\s-]?deriv\w+)[\s/,-]*)+)"
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
# A page about one licence, whose address ends with the SPDX id.
_PAGE = (
    r"https?://(?:www\.)?(?:opensource\.org/licen[cs]es?|spdx\.org/licenses|choosealicense\.com/licenses|gnu\.org/(?:licenses|copyleft)"
    r"(?:/old-licenses)?)"
    r"/(?P<page>[A-Za-z][\w.\-]*?[A-Za-z0-9])(?:\.php|\.html?|\.txt|\.json)?/?(?!\.?[\w/-])"
)
_SHARE = (("attribution", "by"), ("sharealike", "sa"), ("noncommercial", "nc"), ("noderiv", "nd"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A licence's name at a place of a text, and the SPDX ids that it can mean. `ids` is empty for a free-standing choice."""

    start: int
    end: int
    ids: Candidates
    is_link: bool = False


def mentions(text: str) -> Iterator[Mention]:
    """The names in a text, in order, none within another. An abbreviation in brackets after a name is part of it."""
    last: Mention | None = None
    for match in _pattern().finditer(text):
        found = Mention(match.start(), match.end(), _ids(match), match.group().lower().startswith("http"))
        if not found.ids:
            continue
        if last and _repeats(text[last.end : found.start], last, found):
            last = replace(last, end=found.end + (text[found.end : found.end + 1] in (")", ">")))
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _repeats(between: str, last: Mention, found: Mention) -> bool:
    """Whether a name only says once more what stands before it: an abbreviation or an address in brackets."""
    return bool(re.fullmatch(r"\s*[(<:,]\s*", between)) and last.ids <= found.ids and ("(" in between or found.is_link)


def _ids(match: re.Match[str]) -> Candidates:
    if match["gnu"]:
        return _gnu_ids(match)
    if match["creative"]:
        return _creative_ids(match)
    if match["page"]:
        page = match["page"].lower().removesuffix("-license").removesuffix(".en")
        exact = normalise(page)
        return written_ids(page) or (frozenset() if exact == NOASSERTION else frozenset({exact}))
    name = next(name for name, value in match.groupdict().items() if value and name.startswith("n_"))
    return _names()[int(name[2:])][1]


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(f"(?P<n_{number}>{pattern})" for number, (pattern, _) in enumerate(_names()))
    not_a_file = "(?<!licen[cs]e[._-])(?<!copying[._-])"  # as `LICENSE.BSD`
    return re.compile(f"{not_a_file}(?:{_PAGE}|(?P<gnu>{_GNU})|(?P<creative>{_CREATIVE})|{names})", re.IGNORECASE)


@cache
def _names() -> list[tuple[str, Candidates]]:
    """The patterns of mentions.toml and what each can mean."""
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["name"]
    return [
        (
            "|".join(one["patterns"]).replace("{LICENSE}", _LICENSE).replace("{VERSION}", _V),
            frozenset(one["ids"].replace("{BSD}", BSD).split()),
        )
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
