"""The server behind `neo4j_server` is Neo4j 5.26, and only its own password opens it."""

import neo4j
import pytest
from neo4j.exceptions import AuthError

from tests.services.neo4j import Neo4jServer


def test_it_runs_cypher_as_the_supported_version(neo4j_server: Neo4jServer) -> None:
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        found = driver.execute_query("CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition")
    assert found.records[0]["version"].startswith("5.26.")
    assert found.records[0]["edition"] == "community"


def test_no_well_known_password_opens_it(neo4j_server: Neo4jServer) -> None:
    with (
        neo4j.GraphDatabase.driver(neo4j_server.uri, auth=("neo4j", "neo4j")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()
