"""Every store, empty and with its schema. A new store is one more fixture, named in `store`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from graph.ports import GraphStore
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import Neo4jStore
from tests.services.neo4j import Neo4jServer

_CONTENT = parse_statement(
    "all nodes",
    """
    MATCH (n:Node)
    OPTIONAL MATCH (n)-[r]->(m:Node)
    RETURN n AS node, type(r) AS type, r AS relation, m.id AS end
    """,
)


@pytest.fixture
def neo4j_empty(neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    """The server, left as empty as it was found."""
    yield neo4j_server
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    yield store
    store.close()


@pytest.fixture
def over_bolt(neo4j_empty: Neo4jServer) -> Iterator[Neo4jStore]:
    store = Neo4jStore(neo4j_empty.uri, neo4j_empty.user, neo4j_empty.password)
    store.ensure_schema()
    yield store
    store.close()


@pytest.fixture(params=["embedded", "over_bolt"], ids=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """Each store in turn."""
    opened: GraphStore = request.getfixturevalue(request.param)
    return opened


@pytest.fixture
def another(request: pytest.FixtureRequest, store: GraphStore) -> Iterator[Callable[[], GraphStore]]:
    """Opens the store once more, as another process would; the embedded one is shared by threads instead."""
    opened: list[Neo4jStore] = []

    def open_() -> GraphStore:
        if isinstance(store, EmbeddedStore):
            return store
        server: Neo4jServer = request.getfixturevalue("neo4j_server")
        opened.append(Neo4jStore(server.uri, server.user, server.password))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


@pytest.fixture
def content() -> Callable[[GraphStore], dict[str, object]]:
    """All that a store holds: labels, properties and relations by node id, but for how it keeps vectors."""

    def read(store: GraphStore) -> dict[str, object]:
        found: dict[str, tuple[object, object, list[object]]] = {}
        for row in store.run(_CONTENT):
            node = row["node"]
            properties = {key: value for key, value in node["properties"].items() if key != "vector"}
            entry = found.setdefault(properties["id"], (node["labels"], properties, []))
            if row["type"]:
                entry[2].append((row["type"], row["end"], row["relation"]["properties"]))
        return {id_: (labels, properties, sorted(edges, key=str)) for id_, (labels, properties, edges) in found.items()}

    return read
