"""What only the Neo4j store does: reaching a server, its vector index, and many writers."""

import socket
import threading
from dataclasses import replace

import pytest

from graph.errors import InputError, ReadOnlyError, StoreError
from graph.statements import load, parse_statement
from graph.stores.neo4j import Neo4jStore, lucene_term, require_version
from tests.services.neo4j import Neo4jServer
from tests.stores.small_graph import ACME, TOOLS, acme, embed, nothing, tools, vectors


def test_a_server_that_is_down_says_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StoreError, match=f"127.0.0.1:{port} does not answer: start it"):
        Neo4jStore(f"bolt://127.0.0.1:{port}", "neo4j", "x")


def test_a_wrong_password_says_so(neo4j_server: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="refuses the user or the password"):
        Neo4jStore(neo4j_server.uri, neo4j_server.user, "wrong")


def test_a_database_that_is_not_there_says_so(neo4j_server: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="has no database nowhere"):
        Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password, "nowhere")


@pytest.mark.parametrize("uri", ["http://localhost:7474", "nonsense"])
def test_an_address_that_is_none_says_so(uri: str) -> None:
    with pytest.raises(InputError, match="write bolt://HOST:7687 or neo4j://HOST:7687"):
        Neo4jStore(uri, "neo4j", "x")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.40", "Neo4j/5.25.1"])
def test_an_old_server_says_so(agent: str) -> None:
    with pytest.raises(StoreError, match=r"is too old: CodeCraft needs Neo4j 5.26 or later"):
        require_version(agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.26.16", "Neo4j/2025.10.1"])
def test_a_newer_server_is_welcome(agent: str) -> None:
    require_version(agent)


@pytest.mark.parametrize(("word", "term"), [("send", '"send"'), ('a"b\\', '"a\\"b\\\\"'), ("AND", '"AND"')])
def test_a_word_is_a_term_without_syntax(word: str, term: str) -> None:
    assert lucene_term(word) == term


def test_the_server_itself_refuses_to_write_while_reading(over_bolt: Neo4jStore) -> None:
    """The check of the text is not the only guard."""
    with pytest.raises(ReadOnlyError):
        over_bolt._read(parse_statement("mine", "CREATE (n:Node {id: 'x'}) RETURN n.id AS id"), {})
    assert over_bolt.run(parse_statement("all", "MATCH (n:Node) RETURN n.id AS id")) == []


def test_a_statement_that_takes_too_long_is_stopped(neo4j_empty: Neo4jServer) -> None:
    store = Neo4jStore(neo4j_empty.uri, neo4j_empty.user, neo4j_empty.password, timeout=1)
    text = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS count"
    with pytest.raises(StoreError, match="mine took longer than 1 s and was stopped"):
        store.run(parse_statement("mine", text))
    store.close()


def test_vectors_of_another_length_get_another_index(over_bolt: Neo4jStore) -> None:
    over_bolt.replace(acme())
    batch = acme()
    assert batch.vectors
    shorter = batch.vectors.matrix[:, :8].copy()
    shorter /= ((shorter**2).sum(axis=1, keepdims=True)) ** 0.5
    over_bolt.replace(replace(batch, vectors=replace(batch.vectors, model="model:short@sha256:cc", matrix=shorter)))
    assert set(over_bolt.embedding_models().values()) == {"model:short@sha256:cc"}
    assert over_bolt.nearest(shorter[3], limit=1)[0].id == batch.vectors.ids[3]
    assert over_bolt.nearest(shorter[3], limit=1)[0].score == pytest.approx(1, abs=1e-5)
    over_bolt.replace(acme())
    assert over_bolt.nearest(batch.vectors.matrix[3], limit=1)[0].id == batch.vectors.ids[3]


def test_vectors_of_two_lengths_are_refused(over_bolt: Neo4jStore) -> None:
    over_bolt.replace(acme())
    batch = tools()
    assert batch.vectors
    short = replace(batch.vectors, model="model:short@sha256:cc", matrix=batch.vectors.matrix[:, :8].copy())
    with pytest.raises(InputError, match=r"1 other source here are from model:little@sha256:aa and have \d+ dimensions"):
        over_bolt.replace(replace(batch, vectors=short))
    assert set(over_bolt.embedding_models()) == {ACME}


def test_few_symbols_of_a_source_are_found_among_many_nearer_ones(over_bolt: Neo4jStore) -> None:
    over_bolt.replace(tools())
    batch = acme()
    nodes = list(batch.nodes)
    symbol = next(node for node in nodes if "Function" in node.labels)
    crowd = [
        replace(symbol, id=f"{ACME}#crowd{number}", properties={**symbol.properties, "search_text": "walk tools function"})
        for number in range(3000)
    ]
    over_bolt.replace(replace(batch, nodes=(*nodes, *crowd), vectors=vectors([*nodes, *crowd])))
    found = over_bolt.nearest(embed(["walk tools function"])[0], limit=3, sources=[TOOLS])
    assert sorted(one.id for one in found) == [f"{TOOLS}#tools", f"{TOOLS}#tools.run", f"{TOOLS}#tools.walk"]


def test_writers_take_turns(over_bolt: Neo4jStore) -> None:
    """Two sources that share names, written at once: neither loses what both need."""
    broken: list[BaseException] = []

    def write(source: str) -> None:
        try:
            for _ in range(3):
                over_bolt.replace(acme() if source == ACME else tools())
                over_bolt.replace(nothing(source))
            over_bolt.replace(acme() if source == ACME else tools())
        except BaseException as error:
            broken.append(error)

    writers = [threading.Thread(target=write, args=(source,)) for source in (ACME, TOOLS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not broken
    callers = over_bolt.run(load("read/callers"), ids=[f"{TOOLS}#tools.run"], limit=9)
    assert [row["start"] for row in callers] == [f"{ACME}#acme.api.get", f"{TOOLS}#tools.walk"]
