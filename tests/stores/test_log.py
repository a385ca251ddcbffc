"""The log's chain: each record seals the one before it, whoever writes, and however many at once."""

import threading
from collections.abc import Callable

import pytest

from graph.errors import ExistsError, StoreError
from graph.facts import Node
from graph.log import GENESIS, Head, log_head, node_digest, record, record_digest
from graph.ports import GraphStore
from graph.statements import parse_statement

_RECORDS = parse_statement(
    "records",
    """
    MATCH (r:Record)
    RETURN r.sequence AS sequence, r.at AS at, r.kind AS kind, r.content AS content, r.previous AS previous, r.digest AS digest
    ORDER BY sequence
    """,
)


def test_the_first_record_follows_nothing_and_the_next_follows_it(store: GraphStore) -> None:
    assert log_head(store) == Head(0, GENESIS)
    one = record(store, "review", {"by": "ann", "source": "pkg:pypi/acme@1.0"})
    two = record(store, "refresh", {})
    assert (one.sequence, one.previous) == (1, GENESIS)
    assert (two.sequence, two.previous) == (2, one.digest)
    assert one.content == '{"by":"ann","source":"pkg:pypi/acme@1.0"}'
    assert log_head(store) == Head(2, two.digest)


def test_a_record_seals_the_nodes_that_come_with_it(store: GraphStore) -> None:
    answer = Node("answer:1", ("Answer", "Entity"), {"at": "2026-10-01", "outbound": "MIT", "notes": []})
    one = record(store, "generation", {"tool": "test"}, [answer])
    seal = node_digest(("Entity", "Answer", "Node"), {"id": "answer:1", "at": "2026-10-01", "outbound": "MIT"})
    assert one.content == f'{{"nodes":{{"answer:1":"{seal}"}},"tool":"test"}}'
    with pytest.raises(ExistsError, match="answer:1 is there already"):
        record(store, "generation", {}, [answer])
    assert log_head(store).sequence == 1
    two = record(store, "purge", {}, removed=["answer:1"])
    assert two.content == '{"removed":["answer:1"]}'


def test_writers_that_come_at_once_do_not_fork_the_chain(store: GraphStore, another: Callable[[], GraphStore]) -> None:
    """Several processes at a server, several threads in the embedded store."""
    ready = threading.Barrier(4)
    failed: list[BaseException] = []

    def write(who: str) -> None:
        own = another()
        try:
            ready.wait()
            for count in range(8):
                record(own, "review", {"who": who, "count": count})
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    rows = store.run(_RECORDS)
    assert [row["sequence"] for row in rows] == list(range(1, 33))
    assert [row["previous"] for row in rows] == [GENESIS, *(row["digest"] for row in rows[:-1])]
    assert [row["digest"] for row in rows] == [
        record_digest(row["sequence"], row["at"], row["kind"], row["content"], row["previous"]) for row in rows
    ]


def test_records_that_the_head_does_not_know_of_are_not_written_over(store: GraphStore) -> None:
    store.append([Node("record:1", ("Record",), {"sequence": 0, "digest": GENESIS})])
    with pytest.raises(StoreError, match="already has a record:1 that its head does not know of: run codecraft audit verify"):
        record(store, "review", {})
