"""All that is known of a source's licences as findings, one for each statement: what `codecraft licenses` prints."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.licenses import detection
from graph.facts import NOASSERTION, FileLicense, LicenseClaim, LicenseFileKind, LicenseKind, Snapshot
from graph.projection.licenses import source_license

_METADATA = frozenset({"METADATA", "PKG-INFO", "pyproject.toml", "setup.cfg", "package.json"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement. `path` is the file that says so, `METADATA` or the like for package metadata, empty for the conclusion.

    `kind` is declared, detected or concluded; `line` and `end_line` are 0 for what has no place.
    """

    path: str
    kind: str
    expression: str
    method: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A source's licences in short: what each kind of word says of the whole, how many files are under what, who differs.

    `concluded` is for all that is distributed, `own` for its files but those that a licence file names; `unknown` are the paths
    of licence files that nobody could read, `differing` of files that hold another licence than `own`.
    """

    declared: tuple[str, ...]
    detected: tuple[str, ...]
    concluded: str
    method: str
    own: str
    files: Mapping[str, int]
    unknown: tuple[str, ...]
    differing: tuple[str, ...]


def findings(snapshot: Snapshot, licenses: Mapping[str, FileLicense]) -> list[Finding]:
    """Declared first, then what was detected by path and line, and the one conclusion for the source last."""
    claims = snapshot.info.licenses
    declared = [one for one in claims if one.kind is LicenseKind.DECLARED and one.method != "none"]
    stated = [one for license_ in licenses.values() for one in license_.claims if one.kind is LicenseKind.DECLARED]
    detected = [one for one in claims if one.kind is LicenseKind.DETECTED]
    detected += [one for license_ in licenses.values() for one in license_.claims if one.kind is LicenseKind.DETECTED]
    terms = {one.path for one in snapshot.license_files}
    detected = [
        one for one in detected if one.method != "license-file-nearest" and not (one.path in terms or _is_metadata(one))
    ]
    detected += _of_files(snapshot, [*declared, *stated])
    concluded = next((one for one in claims if one.kind is LicenseKind.CONCLUDED), None)
    last = concluded or LicenseClaim(NOASSERTION, LicenseKind.CONCLUDED, "none")
    ordered = [*declared, *stated, *sorted(detected, key=lambda one: (one.path, one.line, one.end_line)), last]
    return list(dict.fromkeys(finding(one) for one in ordered))


def finding(claim: LicenseClaim) -> Finding:
    """The claim as it is printed."""
    return Finding(claim.path, claim.kind.value, claim.expression, claim.method, claim.line, claim.end_line or claim.line)


def summary(snapshot: Snapshot, licenses: Mapping[str, FileLicense]) -> Summary:
    """The findings in short."""
    claims = snapshot.info.licenses
    last = next((one for one in claims if one.kind is LicenseKind.CONCLUDED), None)
    own = source_license(snapshot.info)
    files = Counter(one.expression for one in licenses.values())
    return Summary(
        declared=_each(claims, LicenseKind.DECLARED),
        detected=_each(claims, LicenseKind.DETECTED),
        concluded=last.expression if last else NOASSERTION,
        method=last.method if last else "none",
        own=own,
        files=dict(sorted(files.items(), key=lambda pair: (-pair[1], pair[0]))),
        unknown=tuple(one.path for one in snapshot.license_files if _is_unknown(one.kind, one.text)),
        differing=tuple(path for path, one in sorted(licenses.items()) if last and one.expression != own),
    )


def _of_files(snapshot: Snapshot, declared: Sequence[LicenseClaim]) -> Iterator[LicenseClaim]:
    """What every licence file says, wherever it lies; `NOASSERTION` for one that says nothing that is known."""
    for one in snapshot.license_files:
        if _is_unknown(one.kind, one.text):
            yield LicenseClaim(
                NOASSERTION, LicenseKind.DETECTED, "license-text", one.path, 1, one.text.rstrip("\n").count("\n") + 1
            )
            continue
        for open_ in detection.terms(one.text):
            said = detection.narrow(open_, [claim.expression for claim in declared])
            yield LicenseClaim(said.expression, LicenseKind.DETECTED, said.method, one.path, said.line, said.end_line)


def _is_metadata(claim: LicenseClaim) -> bool:
    """Whether it only repeats what metadata declares, as `license = "MIT"` in pyproject.toml."""
    return claim.path.rpartition("/")[2] in _METADATA and claim.method == "license-notice"


def _is_unknown(kind: LicenseFileKind, text: str) -> bool:
    """Whether a licence file holds terms that nobody knows; one that only points at others (`either of …`) holds none."""
    return kind is LicenseFileKind.LICENSE and not detection.terms(text) and not detection.offers_choice(text)


def _each(claims: Sequence[LicenseClaim], kind: LicenseKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.expression for one in claims if one.kind is kind and one.method != "none"))
