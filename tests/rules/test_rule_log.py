"""A run of the rules is kept in the provenance log, which stays sound. On both engines."""

import json
from dataclasses import replace

from graph.ports import GraphStore
from graph.provenance import Tool
from graph.statements import parse_statement
from queries.audit.verifying import verify_store
from queries.rule_log import record_run
from queries.rules import check
from tests.rules.conftest import GIVEN
from tests.rules.graphs import draw

TOOL = Tool("codecraft", "1.2.3")
_USED = parse_statement(
    "what the runs used",
    "MATCH (a:Activity {kind: 'rules'})-[:USED]->(s:Source) RETURN a.outcomes AS outcomes, s.id AS source ORDER BY source",
)


def test_what_was_asked_of_what_and_what_it_answered(store: GraphStore) -> None:
    draw("source app NOASSERTION\nsource lib MIT").put_into(store)
    verdicts = check(store, ["source_without_license", "waiver_expired_or_unowned"], given=GIVEN)
    kept = record_run(store, verdicts, GIVEN, TOOL, policy="sha256:aa", failed=True)
    content = json.loads(kept.content)
    assert (kept.kind, content["failed"], content["tool"]) == ("rules", True, "agent:codecraft@1.2.3")
    assert content["rules"]["source_without_license"]["findings"] == 1
    assert content["policy"] == "sha256:aa"
    outcomes = ["source_without_license FAIL", "waiver_expired_or_unowned PASS"]
    assert store.run(_USED) == [{"outcomes": outcomes, "source": f"pkg:generic/{name}"} for name in ("app", "lib")]
    assert verify_store(store).problems == ()


def test_another_finding_gives_another_digest(store: GraphStore) -> None:
    draw("source app NOASSERTION").put_into(store)
    verdicts = check(store, ["source_without_license"], given=GIVEN)
    others = [replace(one, findings=tuple(replace(each, fingerprint="0") for each in one.findings)) for one in verdicts]
    kept = [record_run(store, told, GIVEN, TOOL, policy="sha256:aa", failed=True) for told in (verdicts, verdicts, others)]
    digests = [json.loads(one.content)["rules"]["source_without_license"]["digest"] for one in kept]
    assert digests[0] == digests[1] != digests[2]
    assert kept[1].previous == kept[0].digest
