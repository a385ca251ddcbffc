"""Licences that REUSE.toml states for a whole project. Source: the REUSE specification 3.3, section "REUSE.toml"."""

import tomllib

from extractors.licenses.expression import joined, normalise
from graph.facts import NOASSERTION, LicenseClaim, LicenseKind

_WHOLE = "**"


def reuse_claims(data: bytes) -> tuple[LicenseClaim, ...]:
    """The claim for the whole tree, from the last annotation of `**`; nothing when there is none or the file is broken."""
    try:
        listed = tomllib.loads(data.decode("utf-8")).get("annotations", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    claims = []
    for annotation in listed if isinstance(listed, list) else ():
        stated = _texts(annotation.get("SPDX-License-Identifier")) if isinstance(annotation, dict) else []
        expression = joined([normalise(text) for text in stated])
        if _WHOLE in _texts(annotation.get("path") if isinstance(annotation, dict) else None) and expression != NOASSERTION:
            claims.append(LicenseClaim(expression, LicenseKind.DECLARED, "reuse", "REUSE.toml"))
    return tuple(claims[-1:])


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []
