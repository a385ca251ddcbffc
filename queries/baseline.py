"""Baselines: the findings that are known already, so that only new ones fail. A JSON file to keep under version control."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from graph.errors import InputError, NotFoundError
from queries.verdicts import Finding, State, Verdict, with_findings

_VERSION = 1


class Known(msgspec.Struct, frozen=True, order=True):
    """A finding of a baseline; the node and the message are there for its readers."""

    rule: str
    fingerprint: str
    node: str
    message: str


class _Baseline(msgspec.Struct, frozen=True):
    version: int
    findings: tuple[Known, ...]


def read_baseline(file: Path) -> tuple[Known, ...]:
    """What the file holds. Raises NotFoundError, InputError."""
    try:
        found = msgspec.json.decode(file.read_bytes(), type=_Baseline)
    except FileNotFoundError:
        raise NotFoundError(f"there is no baseline {file}: make it with --write-baseline") from None
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"the baseline {file} cannot be read ({error}): make it anew with --write-baseline") from None
    if found.version != _VERSION:
        raise InputError(f"the baseline {file} is of version {found.version}: make it anew with --write-baseline")
    return found.findings


def write_baseline(file: Path, verdicts: Iterable[Verdict]) -> int:
    """Keep the findings that count or are known already; those that are waived stay with their waivers. How many there are.

    Raises InputError when the file cannot be written.
    """
    known = sorted(
        Known(verdict.rule, one.fingerprint, one.node, one.message)
        for verdict in verdicts
        for one in verdict.findings
        if one.state is not State.WAIVED
    )
    text = msgspec.json.format(msgspec.json.encode(_Baseline(_VERSION, tuple(known))), indent=1)
    try:
        file.write_bytes(text + b"\n")
    except OSError as error:
        raise InputError(f"the baseline {file} cannot be written ({error}): give another --baseline") from None
    return len(known)


def compare(verdicts: Iterable[Verdict], known: Iterable[Known]) -> tuple[tuple[Verdict, ...], tuple[Known, ...]]:
    """The verdicts with the known findings told apart from the new ones, and which of the known are gone.

    A rule that was not run, or stopped at its limit, fixes nothing.
    """
    left = {(one.rule, one.fingerprint): one for one in known}
    told = []
    whole = set()
    for verdict in verdicts:
        if not verdict.truncated:
            whole.add(verdict.rule)
        told.append(with_findings(verdict, [_compared(verdict.rule, one, left) for one in verdict.findings]))
        for finding in verdict.findings:
            left.pop((verdict.rule, finding.fingerprint), None)
    return tuple(told), tuple(sorted(one for one in left.values() if one.rule in whole))


def _compared(rule: str, finding: Finding, known: dict[tuple[str, str], Known]) -> Finding:
    if finding.state is State.NEW and (rule, finding.fingerprint) in known:
        return replace(finding, state=State.KNOWN, note="known: in the baseline")
    return finding
