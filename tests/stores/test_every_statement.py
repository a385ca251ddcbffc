"""Every statement that we ship to read runs on both engines over the same graph and gives the same rows in the same order.

The values for statements under read/ and rules/ are in statement_parameters.toml.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.ports import GraphStore
from graph.statements import load
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import Neo4jStore
from tests.services.neo4j import Neo4jServer
from tests.stores.shipped import shipped
from tests.stores.small_graph import acme, appended, tools_like_acme

PARAMETERS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("statement_parameters.toml").read_text())


@pytest.fixture(scope="module")
def both(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[GraphStore, GraphStore]]:
    """Both engines with acme and tools, for statements that only read."""
    here = EmbeddedStore(tmp_path_factory.mktemp("both") / "store")
    there = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    for store in (here, there):
        store.ensure_schema()
        store.replace(acme())
        store.replace(tools_like_acme())
        for nodes, edges, removed in appended():
            store.append(nodes, edges, removed=removed)
    yield here, there
    for store in (here, there):
        store.close()
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def test_every_statement_that_reads_has_its_values() -> None:
    assert sorted(PARAMETERS) == sorted([*shipped("read"), *shipped("rules")])


@pytest.mark.parametrize("name", [*shipped("read"), *shipped("rules")])
def test_it_reads_the_same_everywhere(both: tuple[GraphStore, GraphStore], name: str) -> None:
    here, there = both
    statement = load(name)
    values = {key: value for key, value in PARAMETERS[name].items() if not key.startswith("_")}
    assert set(values) == set(statement.parameters)
    rows = here.run(statement, **values)
    assert _without_vectors(there.run(statement, **values)) == rows
    assert bool(rows) is not PARAMETERS[name].get("_empty", False)
    if "limit" in values:
        first = {**values, "limit": 1}
        assert there.run(statement, **first) == here.run(statement, **first) == rows[:1]


def _without_vectors(value: Any) -> Any:
    """Neo4j keeps vectors on their nodes, the embedded store in files: no statement of ours gives them."""
    if isinstance(value, dict):
        return {key: _without_vectors(one) for key, one in value.items() if key != "vector"}
    return [_without_vectors(one) for one in value] if isinstance(value, list) else value
