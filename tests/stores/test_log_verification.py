"""Whoever changes the log past us is found, and told where: on every store, and in an exported log byte by byte."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.log import Anchor, Head, log_head, record, record_digest
from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from queries.audit.chain import Verification
from queries.audit.entries import read_entries
from queries.audit.exported import export, head_of, verify_export
from queries.audit.verifying import verify_store
from tests.services.neo4j import Neo4jServer
from tests.stores.small_graph import ACME, acme, nothing
from tests.stores.written_log import Intruder, write_log

type Told = list[tuple[str, str]]


@pytest.fixture
def log(store: GraphStore) -> GraphStore:
    write_log(store)
    return store


@pytest.fixture
def intruder(request: pytest.FixtureRequest, store: GraphStore) -> Intruder:
    server: Neo4jServer | None = None if isinstance(store, EmbeddedStore) else request.getfixturevalue("neo4j_server")
    return Intruder(store, server)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("exported")
    store = EmbeddedStore(folder / "store")
    store.ensure_schema()
    write_log(store)
    lines = "".join(f"{line}\n" for line in export(read_entries(store), log_head(store)))
    store.close()
    return lines.encode()


def told(found: Verification) -> Told:
    return [(one.at, one.message) for one in found.problems]


def test_an_untouched_log_is_sound(log: GraphStore) -> None:
    found = verify_store(log)
    assert told(found) == []
    assert (found.records, found.nodes, found.gone) == (5, 9, 4)
    assert found.head == log_head(log)


def test_it_stays_sound_when_what_it_tells_of_is_indexed_again_or_removed(log: GraphStore) -> None:
    log.replace(nothing(ACME))
    assert told(verify_store(log)) == []
    log.replace(acme())
    assert told(verify_store(log)) == []


@pytest.mark.parametrize("name", ["at", "kind", "content", "previous", "digest"])
def test_any_text_of_any_record_that_is_changed_is_found(log: GraphStore, intruder: Intruder, name: str) -> None:
    for entry in list(read_entries(log)):
        text = getattr(entry.record, name)
        change = f"MATCH (r:Record {{sequence: $sequence}}) SET r.{name} = $text"
        for place in (0, len(text) // 2, len(text) - 1):
            byte = chr(ord(text[place]) ^ 1)
            intruder.run(change, sequence=entry.record.sequence, text=text[:place] + byte + text[place + 1 :])
            assert (entry.record.id, "was changed: its digest is not that of what it says") in told(verify_store(log))
        intruder.run(change, sequence=entry.record.sequence, text=text)
    assert told(verify_store(log)) == []


def test_a_record_that_was_written_anew_does_not_fit_the_next(log: GraphStore, intruder: Intruder) -> None:
    """Content and digest are changed together, so that the record by itself is right."""
    one = next(read_entries(log)).record
    content = one.content.replace("ann", "eve")
    digest = record_digest(one.sequence, one.at, one.kind, content, one.previous)
    intruder.run("MATCH (r:Record {sequence: 1}) SET r.content = $content, r.digest = $digest", content=content, digest=digest)
    assert told(verify_store(log)) == [("record:2", "does not follow record:1: one of the two was exchanged")]


def test_a_log_that_was_written_anew_to_its_end_does_not_go_through_a_head_kept_elsewhere(
    log: GraphStore, intruder: Intruder
) -> None:
    head, previous = log_head(log), next(read_entries(log)).record.previous
    for entry in list(read_entries(log)):
        one = entry.record
        content = one.content.replace("ann", "eve")
        digest = record_digest(one.sequence, one.at, one.kind, content, previous)
        intruder.run(
            "MATCH (r:Record {sequence: $n}) SET r.content = $c, r.previous = $p, r.digest = $d",
            n=one.sequence, c=content, p=previous, d=digest,
        )  # fmt: skip
        previous = digest
    intruder.run("MATCH (h:LogHead) SET h.digest = $digest", digest=previous)
    assert told(verify_store(log)) == []
    assert told(verify_store(log, [Anchor(head, "the file in the safe")])) == [
        ("record:5", "is another one than the file in the safe knows")
    ]


@pytest.mark.parametrize("sequence", [1, 3, 5])
def test_a_record_that_was_removed_is_named(log: GraphStore, intruder: Intruder, sequence: int) -> None:
    intruder.run("MATCH (r:Record {sequence: $sequence}) DETACH DELETE r", sequence=sequence)
    cut = "the log was cut off, the store's head knows it" if sequence == 5 else "it was removed"
    assert (f"record:{sequence}", f"is missing: {cut}") in told(verify_store(log))


def test_records_that_changed_places_are_found(log: GraphStore, intruder: Intruder) -> None:
    intruder.run("MATCH (r:Record {sequence: 1}) SET r.sequence = 22, r.id = 'swapped'")
    intruder.run("MATCH (r:Record {sequence: 3}) SET r.sequence = 1, r.id = 'record:1'")
    intruder.run("MATCH (r:Record {sequence: 22}) SET r.sequence = 3, r.id = 'record:3'")
    assert {at for at, _ in told(verify_store(log))} >= {"record:1", "record:3"}


def test_what_was_added_is_found(log: GraphStore, intruder: Intruder) -> None:
    intruder.run("MATCH (r:Record {sequence: 2}) SET r.note = 'seen by eve'")
    intruder.run("CREATE (:Node:Record {id: 'record:0', sequence: 0})")
    intruder.run("CREATE (:Node:Record {id: 'another', sequence: 6})")
    intruder.run("CREATE (:Node:Answer:Entity {id: 'answer:forged', at: '2026-10-02'})")
    intruder.run("MATCH (a:Answer {id: 'answer:1f'}), (c:Consent) CREATE (a)-[:WAS_DERIVED_FROM {fingerprint: 1}]->(c)")
    found = dict(told(verify_store(log)))
    assert found["record:2"] == "carries more than a record has: something was added to it"
    assert found["record:0"] == "is no record of the log, but carries its label"
    assert found["another"] == "is no record of the log, but carries its label"
    assert found["record:6"] == "is not known to the store's head"
    assert found["answer:forged"] == "is in no record: it was not written by us"
    assert found["answer:1f"] == "has a relation WAS_DERIVED_FROM to consent:1 of which no record tells"


@pytest.mark.parametrize(
    ("change", "at", "message"),
    [
        ("MATCH (c:Citation) SET c.license = 'MIT'", "answer:1f#1", "was changed: it is not what record:2 tells of"),
        ("MATCH (c:Consent) SET c.given = true", "consent:1", "was changed: it is not what record:5 tells of"),
        ("MATCH (a:Answer) REMOVE a.model_digest", "answer:1f", "was changed: it is not what record:2 tells of"),
        ("MATCH (t:Text) SET t.text = 'who?'", "answer:1f/question", "was changed: it is not what record:2 tells of"),
        (
            "MATCH (c:Citation) DETACH DELETE c",
            "answer:1f#1",
            "is missing: record:2 tells of it, and no record says that it was removed",
        ),
        (
            "MATCH (:Answer)-[r:WAS_DERIVED_FROM]->() DELETE r",
            "answer:1f",
            "lost its relation WAS_DERIVED_FROM to answer:1f#1, of which record:2 tells",
        ),
    ],
)
def test_what_the_records_tell_of_cannot_be_changed(
    log: GraphStore, intruder: Intruder, change: str, at: str, message: str
) -> None:
    intruder.run(change)
    assert told(verify_store(log)) == [(at, message)]


def test_the_export_is_sound_and_holds_no_text(exported: bytes, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(exported)
    found = verify_export(file)
    assert told(found) == []
    assert (found.records, found.gone, found.head) == (5, 4, head_of(file))
    assert b"who pays?" not in exported
    second = json.loads(exported.splitlines()[1])
    assert second["nodes"]["answer:1f#1"]["properties"]["license"] == "Apache-2.0"
    assert second["nodes"]["answer:1f/question"] is None


def test_a_later_log_goes_through_an_earlier_export_and_a_shortened_one_does_not(
    log: GraphStore, intruder: Intruder, tmp_path: Path
) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text("".join(f"{line}\n" for line in export(read_entries(log), log_head(log))))
    anchor = Anchor(head_of(file), "last month's export")
    record(log, "review", {"source": ACME})
    assert told(verify_store(log, [anchor])) == []
    before = list(read_entries(log))[3].record
    intruder.run("MATCH (r:Record) WHERE r.sequence > 4 DETACH DELETE r")
    intruder.run("MATCH (c:Consent) DETACH DELETE c")
    intruder.run("MATCH (h:LogHead) SET h.sequence = 4, h.digest = $digest", digest=before.digest)
    assert told(verify_store(log)) == []
    assert told(verify_store(log, [anchor])) == [("record:5", "is missing: the log was cut off, last month's export knows it")]


@given(data=st.data())
def test_no_byte_of_an_export_can_change(
    exported: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(exported) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != exported[place]))
    assert told(_changed(tmp_path_factory, exported[:place] + bytes([byte]) + exported[place + 1 :])) != []


@given(data=st.data())
def test_no_bytes_of_an_export_can_be_taken_out_or_put_in(
    exported: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(exported)))
    end = data.draw(st.integers(start, len(exported)))
    more = data.draw(st.binary(max_size=8))
    changed = exported[:start] + more + exported[end:]
    if changed != exported:
        assert told(_changed(tmp_path_factory, changed)) != []


def test_which_line_of_an_export_was_changed_is_said(exported: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    lines = exported.splitlines(keepends=True)
    for number in range(1, 6):
        line = lines[number - 1].replace(b'"at":"2', b'"at":"3', 1)
        found = told(_changed(tmp_path_factory, b"".join([*lines[: number - 1], line, *lines[number:]])))
        assert (f"record:{number}", "was changed: its digest is not that of what it says") in found
    removed = told(_changed(tmp_path_factory, b"".join(lines[:2] + lines[3:])))
    assert ("record:3", "is missing: it was removed") in removed
    cut = told(_changed(tmp_path_factory, b"".join(lines[:4])))
    assert ("the end", "is missing: the last line does not say what the file ends with") in cut


def test_what_is_no_export_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        verify_export(tmp_path / "none.jsonl")
    (tmp_path / "other.txt").write_text("hello\n")
    with pytest.raises(InputError, match="is no exported log"):
        head_of(tmp_path / "other.txt")


def test_an_empty_log_is_sound(store: GraphStore) -> None:
    assert verify_store(store) == Verification(Head(), 0, 0, 0, ())


def _changed(folders: pytest.TempPathFactory, content: bytes) -> Verification:
    file = folders.getbasetemp() / "changed.jsonl"
    file.write_bytes(content)
    return verify_export(file)
