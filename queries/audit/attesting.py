"""What rules said of a snapshot of the store, as an in-toto statement that can be signed.

The predicate is in-toto's own for test results, https://in-toto.io/attestation/test-result/v0.1: the rules with their files'
digests are its configuration, with the policy, its matrix, waivers and baseline; what it has no word for stands under
`codecraft`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.log import Head, canonical, log_head
from graph.ports import GraphStore
from graph.statements import Statement, load
from queries.policy import Policy
from queries.verdicts import Outcome, State, Verdict
from queries.waivers import Waiver

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1"
_PREFIX = "sha256:"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The indexed state: a digest of all its sources, and each with its own. Digests are hexadecimal."""

    digest: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Attested:
    """What a statement says. `failed`, `undetermined` and `passed` are names of rules; `changed` what differs by now."""

    snapshot: Snapshot
    result: str
    passed: tuple[str, ...]
    undetermined: tuple[str, ...]
    failed: tuple[str, ...]
    tool: str
    head: Head
    changed: tuple[str, ...] = ()


def snapshot(store: GraphStore) -> Snapshot:
    """The indexed state of the store as it is now: the same for the same sources, tool and licences. Raises StoreError."""
    rows = store.run(load("read/snapshot"))
    whole = canonical([[row[name] or "" for name in ("id", "digest", "revision", "license", "extractor")] for row in rows])
    return Snapshot(_sha256(whole), tuple((row["id"], str(row["digest"] or "").removeprefix(_PREFIX)) for row in rows))


@dataclass(frozen=True, slots=True)
class Configuration:
    """By what the rules judged: their files, the policy with its matrix, and what silences findings."""

    rules: Sequence[Statement]
    policy: Policy | None = None
    waivers: Sequence[Waiver] = ()
    baseline: Path | None = None

    def digests(self) -> Iterator[tuple[str, str]]:
        """Each part by name with the hexadecimal SHA-256 of its file."""
        yield from ((rule.name, _sha256(rule.text)) for rule in self.rules)
        if self.policy:
            yield "policy.toml", self.policy.digest.removeprefix(_PREFIX)
            yield f"compatibility matrix of {self.policy.matrix.date}", self.policy.matrix.digest.removeprefix(_PREFIX)
        files = dict.fromkeys(Path(one.path) for one in self.waivers)
        yield from ((file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in (*files, self.baseline) if file)


def statement(store: GraphStore, verdicts: Sequence[Verdict], configuration: Configuration, *, tool: str) -> dict[str, Any]:
    """The in-toto statement over the store as it is. Raises StoreError."""
    held = snapshot(store)
    head = log_head(store)
    subjects = [{"name": "codecraft:snapshot", "digest": {"sha256": held.digest}}]
    subjects += [{"name": id_, "digest": {"sha256": digest}} for id_, digest in held.sources if digest]
    named = {outcome: sorted(one.rule for one in verdicts if one.outcome is outcome) for outcome in Outcome}
    result = "FAILED" if named[Outcome.FAIL] else "WARNED" if named[Outcome.UNDETERMINED] else "PASSED"
    return {
        "_type": STATEMENT_TYPE,
        "subject": subjects,
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "result": result,
            "configuration": [{"name": name, "digest": {"sha256": hex_}} for name, hex_ in configuration.digests()],
            "passedTests": named[Outcome.PASS],
            "warnedTests": named[Outcome.UNDETERMINED],
            "failedTests": named[Outcome.FAIL],
            "codecraft": {
                "tool": tool,
                "log": {"sequence": head.sequence, "digest": head.digest},
                "verdicts": [_verdict(one) for one in verdicts],
            },
        },
    }


def _verdict(one: Verdict) -> dict[str, Any]:
    """`findings` are those that count; those that are silenced are counted by what silences them."""
    states = Counter(finding.state for finding in one.findings)
    return {
        "rule": one.rule,
        "outcome": one.outcome.value,
        "checked": one.checked,
        "findings": states[State.NEW],
        "waived": states[State.WAIVED],
        "known": states[State.KNOWN],
        "blockers": [f"{blocker.title}: {blocker.count}" for blocker in one.blockers],
    }


def attested(payload: bytes) -> Attested:
    """What a statement's bytes say. Raises InputError where they are no statement of ours."""
    try:
        told = json.loads(payload)
        predicate = told["predicate"]
        log = predicate["codecraft"]["log"]
        if (told["_type"], told["predicateType"]) != (STATEMENT_TYPE, PREDICATE_TYPE):
            raise InputError(
                f"this attests {told['predicateType']}, not what rules said: give a file of codecraft audit attest"
            )
        first, *rest = ((one["name"], one["digest"]["sha256"]) for one in told["subject"])
        return Attested(
            snapshot=Snapshot(first[1], tuple(rest)),
            result=predicate["result"],
            passed=tuple(predicate["passedTests"]),
            undetermined=tuple(predicate["warnedTests"]),
            failed=tuple(predicate["failedTests"]),
            tool=predicate["codecraft"]["tool"],
            head=Head(log["sequence"], log["digest"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("this is no statement of what rules said: give a file of codecraft audit attest") from error


def differences(told: Attested, now: Snapshot) -> tuple[str, ...]:
    """What of the snapshot is not the store's any more; nothing where it is still the same."""
    if told.snapshot.digest == now.digest:
        return ()
    then, present = dict(told.snapshot.sources), dict(now.sources)
    lines = [f"{id_} is no longer indexed" for id_ in sorted(then.keys() - present.keys())]
    lines += [f"{id_} was not indexed then" for id_ in sorted(present.keys() - then.keys())]
    lines += [f"{id_} has changed" for id_ in sorted(then.keys() & present.keys()) if then[id_] != present[id_]]
    return tuple(lines) or ("a revision, a licence or the tool that indexed has changed",)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
