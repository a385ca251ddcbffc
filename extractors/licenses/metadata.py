"""Which licence a distribution or project declares, read cautiously from its metadata and its licence files.

The order of trust: PEP 639's `License-Expression`; the `License` field where it is an SPDX expression or a usual name; the
Trove classifiers; and, where these leave more than one licence possible or say nothing, the licence files' texts. A claim's
`method` tells which of them spoke, in these words: `pep639`, `license-field`, `classifier`, `license-text`, or `none`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from extractors.licenses.expression import joined, license_ids, normalise
from extractors.licenses.names import Candidates, classifier_ids, written_ids
from extractors.licenses.texts import text_license
from graph.facts import NOASSERTION, LicenseClaim, LicenseKind

_LATER = re.compile(r"[ ,(]*\bor (?:\(at your option\) )?(?:any )?(?:later|newer)(?: version)?\)?", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\s+or\s+|\s*/\s*|\s*\|\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\s+and\s+|\s*[,;&]\s*", re.IGNORECASE)
_CHOICE = re.compile(r"\bdual\b|\bor\b", re.IGNORECASE)
_LONGEST_NAME = 120


class Metadata(Protocol):
    """Core metadata, as email.message.Message and importlib.metadata give it."""

    def get_all(self, name: str, failobj: Any = None) -> Any:
        """Every value of a field."""
        ...


def declared_license(metadata: Metadata, texts: Mapping[str, str] | None = None) -> LicenseClaim:
    """The one claim that metadata supports best, `NOASSERTION` where it supports none.

    `texts` are the distribution's licence files by name. They are only read when the metadata does not settle it, and
    then the claim is `detected`, not `declared`. Several classifiers mean that all hold (AND), unless the field speaks of a
    choice.
    """
    for written in _values(metadata, "License-Expression"):
        return LicenseClaim(normalise(written), LicenseKind.DECLARED, "pep639")
    field = next(iter(_values(metadata, "License")), "")
    classified = [ids for value in _values(metadata, "Classifier") if (ids := classifier_ids(value)) is not None]
    readable = dict(texts or {})
    if len(field) > _LONGEST_NAME:
        readable, field = {"": field, **readable}, ""
    operator = "OR" if _CHOICE.search(_LATER.sub("+", field)) else "AND"
    exact = _exact(field)
    if exact != NOASSERTION and (settled := _with_classifiers(exact, classified)):
        return LicenseClaim(settled, LicenseKind.DECLARED, "license-field")
    possible = _narrowed(classified, _written(field) if exact == NOASSERTION else _or_later(exact))
    if possible and all(len(ids) == 1 for ids in possible):
        return LicenseClaim(_join(possible, operator), LicenseKind.DECLARED, "classifier" if classified else "license-field")
    return _from_texts(possible, readable, operator) or LicenseClaim(NOASSERTION, LicenseKind.DECLARED, "none")


def license_claims(metadata: Metadata, texts: Mapping[str, str] | None = None) -> tuple[LicenseClaim, ...]:
    """What is known of a source's licence, best first; one `NOASSERTION` claim where nothing is."""
    return (declared_license(metadata, texts),)


def _exact(field: str) -> str:
    """The expression that a License field means, `NOASSERTION` where it may mean several or none."""
    if (expression := normalise(field)) != NOASSERTION:
        return expression
    name = _LATER.sub("+", field)
    if len(ids := written_ids(name)) == 1:
        return next(iter(ids))
    for separator, operator in ((_ALTERNATIVE, "OR"), (_TOGETHER, "AND")):
        parts = [part for part in separator.split(name) if part.strip()]
        if len(parts) > 1:
            return joined([_exact(part) for part in parts], operator)
    return NOASSERTION


def _written(field: str) -> Candidates:
    return written_ids(_LATER.sub("+", field))


def _or_later(expression: str) -> Candidates:
    """What a bare GNU id may have meant: people write `GPL-3.0` for either form."""
    return frozenset({expression, expression.replace("-only", "-or-later")})


def _with_classifiers(expression: str, classified: Sequence[Candidates]) -> str:
    """The field's expression when the classifiers agree, joined with theirs when they name more, empty when they clash."""
    ids = set(license_ids(expression))
    others = [candidates for candidates in classified if not candidates & ids]
    if any(len(candidates) != 1 for candidates in others):
        return ""
    if any(candidates <= _or_later(expression) for candidates in others):
        return ""
    return joined([expression, *(next(iter(candidates)) for candidates in others)])


def _narrowed(classified: Sequence[Candidates], written: Candidates) -> list[Candidates]:
    if not classified:
        return [written] if written else []
    return [candidates & written or candidates for candidates in classified]


def _join(possible: Sequence[Candidates], operator: str) -> str:
    return joined(sorted({next(iter(ids)) for ids in possible}), operator)


def _from_texts(possible: Sequence[Candidates], texts: Mapping[str, str], operator: str) -> LicenseClaim | None:
    """The claim that the licence files support: all that they say, or the one way to read ambiguous metadata."""
    found = {name: expression for name, text in texts.items() if (expression := text_license(text)) != NOASSERTION}
    if not found:
        return None
    path = next(iter(found))
    expression = joined([found[name] for name in found])
    if possible:
        detected = frozenset(license_ids(expression))
        # a GNU text is the same whether later versions are allowed or not: the metadata may know
        later = frozenset(form for id_ in detected for form in _or_later(id_))
        resolved = [ids & detected or ids & later for ids in possible]
        if any(len(ids) != 1 for ids in resolved):
            return None
        expression = _join(resolved, operator)
    return LicenseClaim(expression, LicenseKind.DETECTED, "license-text", path, 1 if path else 0)


def _values(metadata: Metadata, name: str) -> list[str]:
    values = [str(value).strip() for value in metadata.get_all(name) or ()]
    return [value for value in values if value and value.upper() != "UNKNOWN"]
