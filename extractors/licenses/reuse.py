"""Licences stated for files beside them: REUSE.toml, `.reuse/dep5`, `NAME.license`. Source: the REUSE specification 3.3."""

import re
import tomllib
from collections.abc import Iterator

from extractors.licenses.headers import tags
from graph.facts import NOASSERTION, LicenseAnnotation, LicenseClaim, LicenseKind
from graph.licensing.expressions import joined, normalise

_WHOLE = "**"
_COMPANION = re.compile(r"\.[A-Za-z0-9]{1,5}\.license$")
_COPYRIGHT = re.compile(r"SPDX-(?:File|Snippet)CopyrightText:[ \t]*(?P<text>.*?)[ \t]*$", re.MULTILINE)
_PRECEDENCES = ("closest", "aggregate", "override")


def is_annotation(path: str) -> bool:
    """Whether a file states licences of other files, going by its name."""
    return path.rpartition("/")[2] == "REUSE.toml" or path.endswith(".reuse/dep5") or bool(_COMPANION.search(path))


def annotations(path: str, data: bytes) -> tuple[LicenseAnnotation, ...]:
    """What such a file states, in its order; nothing where it is broken."""
    text = data.decode("utf-8", "replace")
    folder = path.rpartition("/")[0]
    if path.endswith("REUSE.toml"):
        return tuple(_of_toml(path, f"{folder}/" if folder else "", text))
    if path.endswith("dep5"):
        return tuple(_of_dep5(path, text))
    said = [expression for _, expression, _ in tags(text)]
    return (LicenseAnnotation(path, re.escape(path.removesuffix(".license")), joined(said), _copyrights(text), "override"),)


def reuse_claims(data: bytes) -> tuple[LicenseClaim, ...]:
    """The claim for the whole tree, from the last annotation of `**`; nothing when there is none or the file is broken."""
    whole = [one for one in annotations("REUSE.toml", data) if one.matches == _regex(_WHOLE) and one.expression != NOASSERTION]
    return tuple(LicenseClaim(one.expression, LicenseKind.DECLARED, "reuse", "REUSE.toml") for one in whole[-1:])


def _of_toml(path: str, folder: str, text: str) -> Iterator[LicenseAnnotation]:
    try:
        listed = tomllib.loads(text).get("annotations", [])
    except tomllib.TOMLDecodeError:
        return
    for annotation in listed if isinstance(listed, list) else ():
        if not isinstance(annotation, dict):
            continue
        expression = joined([normalise(one) for one in _texts(annotation.get("SPDX-License-Identifier"))])
        precedence = str(annotation.get("precedence", "closest"))
        copyrights = tuple(_texts(annotation.get("SPDX-FileCopyrightText")))
        for pattern in _texts(annotation.get("path")):
            yield LicenseAnnotation(
                path,
                re.escape(folder) + _regex(pattern),
                expression,
                copyrights,
                precedence if precedence in _PRECEDENCES else "closest",
            )


def _of_dep5(path: str, text: str) -> Iterator[LicenseAnnotation]:
    """The `Files` paragraphs of Debian's machine-readable copyright format; a `*` there crosses folders."""
    for paragraph in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        name = ""
        for line in paragraph.split("\n"):
            if line[:1] in " \t" and name:
                fields[name] += f"\n{line.strip()}"
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        license_ = fields.get("license", "").split("\n")[0]
        for pattern in fields.get("files", "").split():
            matches = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
            lines = tuple(line for line in fields.get("copyright", "").split("\n") if line)
            yield LicenseAnnotation(path, matches, normalise(license_), lines, "aggregate")


def _regex(pattern: str) -> str:
    """A path pattern of REUSE.toml: `*` stays within a folder, `**` does not, a backslash takes a sign as it is."""
    found, at = "", 0
    while at < len(pattern):
        if pattern[at] == "\\" and at + 1 < len(pattern):
            found += re.escape(pattern[at + 1])
            at += 2
        elif pattern.startswith("**", at):
            found += ".*"
            at += 2
        else:
            found += "[^/]*" if pattern[at] == "*" else re.escape(pattern[at])
            at += 1
    return found


def _copyrights(text: str) -> tuple[str, ...]:
    return tuple(match["text"] for match in _COPYRIGHT.finditer(text))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []
