"""Each store in turn, empty, and what rules are given from outside the graph."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import Neo4jStore
from queries.judgements import Given
from queries.policy_file import read_policy
from tests.services.neo4j import Neo4jServer

GIVEN = Given(today=date(2026, 6, 1), policy=read_policy(None), detector="texts@2 2026-05-01")


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphStore]:
    opened: GraphStore
    if request.param == "embedded":
        opened = EmbeddedStore(tmp_path / "store")
    else:
        server: Neo4jServer = request.getfixturevalue("neo4j_server")
        opened = Neo4jStore(server.uri, server.user, server.password)
    opened.ensure_schema()
    yield opened
    if request.param == "neo4j":
        with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")
    opened.close()
