"""Which licence a distribution or project declares, read cautiously from its metadata and its licence files.

The order of trust: PEP 639's `License-Expression`; the `License` field where it is an SPDX expression or a usual name; the
Trove classifiers; and, where these leave more than one licence possible or say nothing, the licence files' texts. A claim's
`method` tells which of them spoke, in these words: `pep639`, `license-field`, `classifier`, `license-text`, or `none`.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from extractors.licenses.mentions import Mention, mentions
from extractors.licenses.names import BSD, Candidates, classifier_ids, written_ids
from extractors.licenses.texts import text_license
from graph.facts import NOASSERTION, LicenseClaim, LicenseKind
from graph.licensing.expressions import bare_id, joined, license_ids, normalise

_LATER = re.compile(r"[ ,(]*\bor (?:\(at your option\) )?(?:any )?(?:later|newer)(?: version)?\)?", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\s+or\s+|\s*/\s*|\s*\|\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\s+and\s+|\s*[,;&]\s*|\s+\+\s+", re.IGNORECASE)
_DUAL = re.compile(r"\bdual(?:[\s-]*licen[cs]ed?)?\b:?", re.IGNORECASE)
_CHOICE = re.compile(r"\bdual\b|\bor\b", re.IGNORECASE)
_OTHER_TERMS = re.compile(
    r"proprietary|commercial|custom|non[\s-]?free|exception|except|\bnot\b|modified (?!bsd)", re.IGNORECASE
)
_EXCEPTION = re.compile(r"\bexceptions?\b.*", re.IGNORECASE)
_FILLING = re.compile(
    r"\b(?:and|or|the|either|both|dual|licen[cs]ed?s?|licensing|under|terms|of|see|for|more|details|file|copying|txt|md|style|version|at|your|"
    r"option|choice|free|software|open|source|is|released|with|also|plus|any|later|in|my|to|a|an|as|found|this|project|package|library|code|"
    r"distributed|provided|available|osi|approved|same|full|text|please|read|january|dated|international|unported)\b|[\W_\d]+",
    re.IGNORECASE,
)
_BSD = frozenset(BSD.split())
_LONGEST_NAME = 240


def _each(ids: Candidates) -> list[Candidates]:
    return [frozenset({id_}) for id_ in ids] if ids and ids <= _BSD else [ids]


class Metadata(Protocol):
    """Core metadata, as email.message.Message and importlib.metadata give it."""

    def get_all(self, name: str, failobj: Any = None) -> Any:
        """Every value of a field."""
        ...


@dataclass(frozen=True, slots=True)
class Declared:
    """What metadata declares.

    `expression` is `NOASSERTION` where that is not one licence for sure; then `possible` holds what each named licence can
    mean, joined by `operator`: nothing where none is named, an empty set for terms that have no SPDX id. `text` is a licence's
    text that was put in the place of its name; `is_exact` tells that the field alone says it, `excepts` that it speaks of an
    exception from GNU's terms.
    """

    expression: str
    method: str
    possible: tuple[Candidates, ...] = ()
    operator: str = "AND"
    text: str = ""
    is_exact: bool = False
    excepts: bool = False

    def narrowed(self, known: Collection[str]) -> "Declared":
        """The same with what is open settled by licences that are known (SPDX ids), where they leave one way to read it."""
        if self.expression != NOASSERTION or not self.possible:
            return self
        ids = frozenset(known)
        later = frozenset(form for id_ in ids for form in or_later(id_))
        resolved = [one if len(one) == 1 else (one & ids or one & later) for one in self.possible]
        if self.operator == "AND":  # a BSD name stands for each BSD text that is there
            resolved = [
                part for one in resolved for part in ([frozenset({id_}) for id_ in one] if one and one <= _BSD else [one])
            ]
        if any(len(one) != 1 for one in resolved):
            return self
        return replace(self, expression=_join(resolved, self.operator), possible=())


def read_declared(metadata: Metadata) -> Declared:
    """What metadata alone supports best. Several classifiers mean that all hold (AND), unless the field speaks of a choice."""
    for written in _values(metadata, "License-Expression"):
        return Declared(normalise(written), "pep639")
    field = next(iter(_values(metadata, "License")), "")
    classified = [ids for value in _values(metadata, "Classifier") if (ids := classifier_ids(value)) is not None]
    text = ""
    if len(field) > _LONGEST_NAME or "\n" in field.strip():
        text, field = field, field.strip().split("\n")[0] if len(field.strip().split("\n")[0]) < 40 else ""
    return replace(_read(field, classified, text), excepts=bool(_EXCEPTION.search(field)))


def _read(field: str, classified: Sequence[Candidates], text: str) -> Declared:
    """What a field and the classifiers say together."""
    operator = "OR" if _CHOICE.search(_LATER.sub("+", field)) else "AND"
    exact = _exact(field)
    if exact != NOASSERTION and (settled := _with_classifiers(exact, classified)):
        return Declared(settled, "license-field", (), operator, text, settled == exact)
    named, choice = _named(field)
    if choice:
        operator = choice
    possible = _narrowed(classified, named if exact == NOASSERTION else [or_later(exact)])
    method = "classifier" if classified else "license-field"
    if possible and all(len(ids) == 1 for ids in possible):
        return Declared(_join(possible, operator), method, (), operator, text)
    return Declared(NOASSERTION, method if possible else "none", tuple(possible), operator, text)


def declared_license(metadata: Metadata, texts: Mapping[str, str] | None = None) -> LicenseClaim:
    """The one claim that metadata supports best, `NOASSERTION` where it supports none.

    `texts` are the distribution's licence files by name. They are only read when the metadata does not settle it, and
    then the claim is `detected`, not `declared`.
    """
    declared = read_declared(metadata)
    if declared.expression != NOASSERTION or declared.method == "pep639":
        return LicenseClaim(declared.expression, LicenseKind.DECLARED, declared.method)
    readable = {"": declared.text, **(texts or {})} if declared.text else dict(texts or {})
    return _from_texts(declared, readable) or LicenseClaim(NOASSERTION, LicenseKind.DECLARED, "none")


def or_later(expression: str) -> Candidates:
    """What a bare GNU id may have meant: people write `GPL-3.0` for either form."""
    return frozenset({expression, expression.replace("-only", "-or-later")})


def _exact(field: str) -> str:
    """The expression that a License field means, `NOASSERTION` where it may mean several or none."""
    if len(written_ids(_LATER.sub("+", field))) > 1 and "-" not in field:  # SPDX has an alias for the bare family
        return NOASSERTION
    if (expression := normalise(field)) != NOASSERTION:
        return expression
    name = _LATER.sub("+", field)
    if len(ids := written_ids(name)) == 1:
        return next(iter(ids))
    if (
        len(names := list(mentions(field))) == 1
        and names[0].start == 0
        and names[0].end == len(field)
        and len(names[0].ids) == 1
    ):
        return next(iter(names[0].ids))
    for separator, operator in ((_ALTERNATIVE, "OR"), (_TOGETHER, "AND")):
        parts = [part for part in separator.split(name) if part.strip()]
        if len(parts) > 1 and (whole := joined([_exact(part) for part in parts], operator)) != NOASSERTION:
            return whole
    named, operator = _named(field)
    return (
        joined([next(iter(ids)) for ids in named], operator) if named and all(len(ids) == 1 for ids in named) else NOASSERTION
    )


def _named(field: str) -> tuple[list[Candidates], str]:
    """What each name in a field can mean and how they are joined; nothing where much else is said."""
    if ids := written_ids(_LATER.sub("+", field)):
        return [ids], ""
    found = list(mentions(field))
    rest = field
    for one in reversed(found):
        rest = rest[: one.start] + " " + rest[one.end :]
    if _is_gnu(found) and _EXCEPTION.search(field) and not _OTHER_TERMS.search(_EXCEPTION.sub("", field)):
        return [found[0].ids], "AND"  # what is called an exception there only adds permissions
    if not found or _OTHER_TERMS.search(rest) or _FILLING.sub("", rest):
        return _listed(field)
    ids_of = [one.ids for one in found]
    # "BSD (3-clause)", "GPL v3 (GPLv3+)": the same licence named twice, once more exactly
    named = list(dict.fromkeys(ids for ids in ids_of if not any(other < ids for other in ids_of)))
    return named, "OR" if len(named) > 1 and _CHOICE.search(
        _LATER.sub("+", rest) + (" or " if "/" in rest or "|" in rest else "")
    ) else "AND"


def _is_gnu(found: Sequence[Mention]) -> bool:
    """Whether one GNU licence is named, however often."""
    return len({one.ids for one in found}) == 1 and all(re.match(r"[AL]?GPL-", id_) for id_ in found[0].ids)


def _listed(field: str) -> tuple[list[Candidates], str]:
    """What each of several short names in a field can mean: "BSD or Apache", "MIT + Apache"."""
    for separator, operator in ((_ALTERNATIVE, "OR"), (_TOGETHER, "AND")):
        parts = [part for part in separator.split(_DUAL.sub("", _LATER.sub("+", field))) if part.strip()]
        ids = [written_ids(part) for part in parts]
        if len(parts) > 1 and all(ids):
            return ids, "OR" if _DUAL.search(field) else operator
    return [], ""


def _with_classifiers(expression: str, classified: Sequence[Candidates]) -> str:
    """The field's expression when the classifiers agree, joined with theirs when they name more, empty when they clash."""
    ids = set(license_ids(expression))
    others = [candidates for candidates in classified if not candidates & ids]
    if any(candidates <= or_later(expression) for candidates in others):
        return ""
    bare = {bare_id(id_) for id_ in ids}
    others = [candidates for candidates in others if not bare & {bare_id(id_) for id_ in candidates}]  # the field is more exact
    if any(len(candidates) != 1 for candidates in others):
        return ""
    return joined([expression, *(next(iter(candidates)) for candidates in others)])


def _narrowed(classified: Sequence[Candidates], written: Sequence[Candidates]) -> list[Candidates]:
    """What the classifiers leave open, narrowed by the field; the field's own names where no classifier speaks."""
    if not classified:
        return list(written)
    return [next((both for ids in written if (both := candidates & ids)), candidates) for candidates in classified]


def _join(possible: Sequence[Candidates], operator: str) -> str:
    return joined(sorted({next(iter(ids)) for ids in possible}), operator)


def _from_texts(declared: Declared, texts: Mapping[str, str]) -> LicenseClaim | None:
    """The claim that the licence files support: all that they say, or the one way to read ambiguous metadata."""
    found = {name: expression for name, text in texts.items() if (expression := text_license(text)) != NOASSERTION}
    if not found:
        return None
    path = next(iter(found))
    expression = joined([found[name] for name in found])
    if declared.possible:
        expression = declared.narrowed(license_ids(expression)).expression
        if expression == NOASSERTION:
            return None
    return LicenseClaim(expression, LicenseKind.DETECTED, "license-text", path, 1 if path else 0)


def _values(metadata: Metadata, name: str) -> list[str]:
    values = [str(value).strip() for value in metadata.get_all(name) or ()]
    return [value for value in values if value and value.upper() not in ("UNKNOWN", "NONE", "N/A")]
