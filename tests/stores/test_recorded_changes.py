"""A change of the graph and the record of it: both are there, or neither."""

import pytest

from graph.cache import DiskCache
from graph.errors import ExistsError
from graph.facts import Change, Node
from graph.log import Draft, drawn_up, log_head, record
from graph.ports import Addition, GraphStore, Read
from graph.statements import load, parse_statement
from graph.withdrawal import act, withdraw
from queries.audit.verifying import verify_store
from tests.stores.small_graph import ACME, acme, nothing, tools

_KINDS = parse_statement("kinds", "MATCH (r:Record) RETURN r.kind AS kind, r.content AS content ORDER BY r.sequence")
_PEOPLE = {"at": "2026-11-01T10:00:00.000+00:00", "by": "Ada", "entry": "./acme", "outcome": "rejected", "reason": "old"}


def _kinds(store: GraphStore) -> list[str]:
    return [row["kind"] for row in store.run(_KINDS)]


def test_records_come_with_the_change_they_tell_of(store: GraphStore) -> None:
    record(store, "check", {})
    seen: list[tuple[Change, int]] = []

    def told(change: Change, read: Read) -> Addition:
        seen.append((change, len(read(load("read/source_state"), id=ACME))))
        return drawn_up([Draft("ingest", {"source": ACME}), Draft("embedding", {"vectors": change.vectors_written})], read)

    change = store.replace(acme(), told)

    assert seen == [(change, 1)]
    assert _kinds(store) == ["check", "ingest", "embedding"]
    assert store.run(_KINDS)[2]["content"] == f'{{"vectors":{change.vectors_written}}}'
    assert verify_store(store).sound


def test_what_changes_nothing_is_not_told_of(store: GraphStore) -> None:
    store.replace(acme())
    store.replace(acme(), lambda _, read: drawn_up([Draft("ingest", {})], read))
    assert _kinds(store) == []


def test_a_change_whose_record_fails_is_not_made(store: GraphStore) -> None:
    store.replace(acme())
    record(store, "consent", {}, [Node("consent:1", ("Consent", "Entity"), {"key": "k"})])
    again = Draft("consent", {}, [Node("consent:1", ("Consent", "Entity"), {"key": "other"})])
    with pytest.raises(ExistsError, match="consent:1 is there already"):
        store.replace(tools(), lambda _, read: drawn_up([again], read))
    with pytest.raises(ExistsError):
        store.replace(nothing(ACME), lambda _, read: drawn_up([again], read))
    assert _kinds(store) == ["consent"]
    assert log_head(store).sequence == 1
    assert store.replace(acme()) == Change()
    assert [row["id"] for row in store.run(load("read/sources"), limit=5)] == [ACME]


def test_a_withdrawal_goes_with_its_record_and_with_what_led_to_it(store: GraphStore, tmp_path: object) -> None:
    store.replace(acme())
    withdraw(store, DiskCache(tmp_path), ACME, by="Ada", reason="old", also=[act("review", _PEOPLE)])  # type: ignore[arg-type]
    assert _kinds(store) == ["review", "withdrawal"]
    assert store.run(load("read/source_state"), id=ACME) == []
    assert verify_store(store).sound
