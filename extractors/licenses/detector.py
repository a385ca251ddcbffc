"""Which licence holds for each file of a source: meets graph.ports.LicenseDetector.

What a file says of itself comes first, then what is stated for it beside it (REUSE), then what a licence file states for it by
name, then the licence file of the nearest folder around it (vendored code), then the source's. A statement further down than a
file's head speaks of a part of it and holds beside what holds for the file.
"""

import re
from collections.abc import Sequence

from extractors.licenses import detection
from extractors.licenses.conclusions import terms_expression
from extractors.licenses.detection import Statement, narrow
from extractors.licenses.files import copyright_lines
from extractors.licenses.heads import HEAD_CHARACTERS, is_head
from extractors.licenses.scopes import covers
from graph.facts import (
    NOASSERTION,
    OWN_FILES,
    Document,
    FileLicense,
    LicenseAnnotation,
    LicenseClaim,
    LicenseFile,
    LicenseFileKind,
    LicenseKind,
    Snapshot,
    SourceInfo,
)
from graph.licensing.expressions import joined
from graph.licensing.reach import reach

_HEAD = 60


class Detector:
    """Reads the files' own statements and what surrounds them."""

    @property
    def version(self) -> str:
        """`name@version date`, the date being that of the data."""
        return detection.version()

    def detect(self, snapshot: Snapshot) -> dict[str, FileLicense]:
        """The licence of each document, by path."""
        nearest = _Nearest(snapshot.license_files)
        rules = [(re.compile(one.matches), one) for one in snapshot.annotations]
        parts = [one for one in snapshot.info.licenses if one.files]
        return {
            document.path: _file_license(
                document,
                snapshot.info,
                next((one for one in parts if covers(one.files, document.path)), None) or nearest.around(document.path),
                [one for pattern, one in rules if pattern.fullmatch(document.path)],
            )
            for document in snapshot.documents
        }


DETECTOR = Detector()


class _Nearest:
    """The licence files by what they speak for."""

    def __init__(self, files: Sequence[LicenseFile]) -> None:
        self._by_start: dict[str, list[LicenseFile]] = {}
        for one in files:
            if one.kind is LicenseFileKind.LICENSE:
                for start in reach(one.path):
                    if start:
                        self._by_start.setdefault(start, []).append(one)
        self._known: dict[str, LicenseClaim] = {}

    def around(self, path: str) -> LicenseClaim | None:
        """What the nearest licence file around a file says, those of the whole source left out; `NOASSERTION` if unknown."""
        if not self._by_start:
            return None
        start = path.rpartition(".")[0] if "." in path.rpartition("/")[2] else path
        while start:
            if start in self._by_start:
                return self._claim(start)
            start = start.rpartition("/")[0]
        return None

    def _claim(self, start: str) -> LicenseClaim:
        if start not in self._known:
            files = self._by_start[start]
            first = next((one for file in files for one in detection.terms(file.text)), None)
            line, last = (first.line, first.end_line) if first else (0, 0)
            self._known[start] = LicenseClaim(
                terms_expression(files), LicenseKind.DETECTED, "license-file-nearest", files[0].path, line, last
            )
        return self._known[start]


def _file_license(
    document: Document, info: SourceInfo, around: LicenseClaim | None, beside: Sequence[LicenseAnnotation]
) -> FileLicense:
    settled = around.expression if around else _of_source(info).expression
    said = [
        narrow(one, [settled, *(claim.expression for claim in info.licenses)])
        for one in detection.statements(document.path, document.text)
    ]
    stated = [
        LicenseClaim(one.expression, LicenseKind.DECLARED, "reuse", one.path) for one in beside if one.expression != NOASSERTION
    ]
    base = _base(document, info, said, around, stated, beside)
    parts = [one.expression for one in said if not is_head(one, document.text)]
    expression = joined([base.expression, *parts]) if parts else base.expression
    claims = [
        LicenseClaim(one.expression, LicenseKind.DETECTED, one.method, document.path, one.line, one.end_line) for one in said
    ]
    surroundings = [around] if around and base is around else []
    known = [claim.expression for claim in (*claims, *surroundings) if claim.expression != NOASSERTION]
    return FileLicense(
        expression=expression,
        kind=LicenseKind.DETECTED if parts else base.kind,
        claims=(*claims, *stated, *surroundings),
        declared=joined([claim.expression for claim in stated]) if stated else "",
        detected=joined(known) if known else "",
        concluded=expression if expression != NOASSERTION else "",
        copyrights=_copyrights(document.text, beside),
    )


def _base(
    document: Document,
    info: SourceInfo,
    said: Sequence[Statement],
    around: LicenseClaim | None,
    stated: Sequence[LicenseClaim],
    beside: Sequence[LicenseAnnotation],
) -> LicenseClaim:
    """What holds for the file as a whole."""
    own = [one for one in said if is_head(one, document.text)]
    if stated and (not own or any(one.precedence == "override" for one in beside)):
        return stated[-1]
    if own:
        expression = joined([one.expression for one in own])
        if stated and any(one.precedence == "aggregate" for one in beside):
            expression = joined([expression, *(claim.expression for claim in stated)])
        return LicenseClaim(expression, LicenseKind.DETECTED, own[0].method, document.path, own[0].line, own[0].end_line)
    return around or _of_source(info)


def _of_source(info: SourceInfo) -> LicenseClaim:
    """What holds for the source's own files, with the word of whoever first said so."""
    said = [one for one in info.licenses if one.kind is LicenseKind.CONCLUDED]
    concluded = next((one for one in said if one.method == OWN_FILES), next(iter(said), None))
    if concluded is None:
        return next(iter(info.licenses), LicenseClaim(NOASSERTION, LicenseKind.DECLARED, "none"))
    return next((one for one in info.licenses if one.expression == concluded.expression), concluded)


def _copyrights(text: str, beside: Sequence[LicenseAnnotation]) -> tuple[str, ...]:
    own = copyright_lines("\n".join(text[:HEAD_CHARACTERS].split("\n")[:_HEAD])) if "opyright" in text[:HEAD_CHARACTERS] else ()
    return tuple(dict.fromkeys((*own, *(line for one in beside for line in one.copyrights))))
