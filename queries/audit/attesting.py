"""What rules said of a snapshot of the store, as an in-toto statement that can be signed.

The predicate is in-toto's own for test results, https://in-toto.io/attestation/test-result/v0.1: the rules with their files'
digests are its configuration; what it has no word for stands under `codecraft`.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import InputError
from graph.log import Head, canonical, log_head
from graph.ports import GraphStore
from graph.statements import Statement, load
from queries.verdicts import Outcome, Verdict

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


def statement(
    store: GraphStore, verdicts: Sequence[Verdict], rules: Iterable[Statement], *, tool: str, policy: str = ""
) -> dict[str, Any]:
    """The in-toto statement over the store as it is. `policy` is the policy file's digest, empty where there is none."""
    held = snapshot(store)
    head = log_head(store)
    subjects = [{"name": "codecraft:snapshot", "digest": {"sha256": held.digest}}]
    subjects += [{"name": id_, "digest": {"sha256": digest}} for id_, digest in held.sources if digest]
    configuration = [{"name": rule.name, "digest": {"sha256": _sha256(rule.text)}} for rule in rules]
    if policy:
        configuration.append({"name": "policy.toml", "digest": {"sha256": policy.removeprefix(_PREFIX)}})
    named = {outcome: sorted(one.rule for one in verdicts if one.outcome is outcome) for outcome in Outcome}
    result = "FAILED" if named[Outcome.FAIL] else "WARNED" if named[Outcome.UNDETERMINED] else "PASSED"
    return {
        "_type": STATEMENT_TYPE,
        "subject": subjects,
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "result": result,
            "configuration": configuration,
            "passedTests": named[Outcome.PASS],
            "warnedTests": named[Outcome.UNDETERMINED],
            "failedTests": named[Outcome.FAIL],
            "codecraft": {
                "tool": tool,
                "log": {"sequence": head.sequence, "digest": head.digest},
                "verdicts": [
                    {
                        "rule": one.rule,
                        "outcome": one.outcome.value,
                        "findings": len(one.findings),
                        "blockers": len(one.blockers),
                    }
                    for one in verdicts
                ],
            },
        },
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
