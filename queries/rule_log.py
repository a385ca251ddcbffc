"""A run of the rules in the provenance log: what was asked of which code, under which policy, and what it answered."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from graph.facts import Edge, Node, Property
from graph.log import Record, canonical, record
from graph.ports import GraphStore
from graph.provenance import Tool
from graph.statements import load
from queries.judgements import Given
from queries.verdicts import Verdict


def record_run(
    store: GraphStore, verdicts: Sequence[Verdict], given: Given, tool: Tool, *, policy: str, failed: bool
) -> Record:
    """Append the run with an activity that used every source as it is now. Raises ReadOnlyError, StoreError.

    `policy` is the digest of the policy that decided, empty where none did. Of the findings the record holds how many there are
    and a digest over their fingerprints and states, so that a report that was kept can be compared with what was recorded.
    """
    id_ = f"activity:rules:{secrets.token_hex(8)}"
    outcomes = [f"{one.rule} {one.outcome}" for one in verdicts]
    said: dict[str, Property] = {
        "kind": "rules",
        "tool": tool.name,
        "version": tool.version,
        "outcomes": outcomes,
        "failed": failed,
    }
    if policy:
        said["policy"] = policy
    sources = store.run(load("read/source_digests"))
    content: dict[str, Any] = {
        "activity": id_,
        "tool": tool.agent_id,
        "failed": failed,
        "policy": policy,
        "matrix": str(given.policy.matrix) if given.policy else "",
        "waivers": len(given.waivers),
        "rules": {one.rule: _verdict(one) for one in verdicts},
        "sources": {row["id"]: row["digest"] or "" for row in sources},
    }
    edges = [Edge("USED", id_, row["id"], {}) for row in sources]
    edges.append(Edge("WAS_ASSOCIATED_WITH", id_, tool.agent_id, {}))
    agent = Node(tool.agent_id, ("Agent",), {"name": tool.name, "version": tool.version, "kind": "software"})
    return record(store, "rules", content, [Node(id_, ("Activity",), said)], edges, shared=[agent])


def _verdict(verdict: Verdict) -> dict[str, Any]:
    findings = sorted(f"{one.fingerprint} {one.state}" for one in verdict.findings)
    return {
        "outcome": verdict.outcome.value,
        "checked": verdict.checked,
        "findings": len(findings),
        "digest": f"sha256:{hashlib.sha256(canonical(findings).encode()).hexdigest()}",
        "blockers": [f"{one.title}: {one.count}" for one in verdict.blockers],
    }
