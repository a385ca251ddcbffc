"""The office in both stores, and how a test asks for an export."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import Neo4jStore
from queries import exports
from queries.exports import Request
from queries.judgements import Given
from queries.policy_file import read_policy
from tests.exports.office import fill
from tests.services.neo4j import Neo4jServer

GIVEN = Given(today=date(2026, 5, 1), policy=read_policy(None))
REQUEST = Request(tool="codecraft", version="0.1.0", at="2026-05-01T12:00:00Z", given=GIVEN)
EXPECTED = Path(__file__).with_name("expected")

type Export = Callable[..., str]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The office in the embedded store. Tests only read it."""
    store = EmbeddedStore(tmp_path_factory.mktemp("office") / "store")
    yield fill(store)
    store.close()


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[GraphStore]:
    """A store with nothing in it but its schema."""
    store = EmbeddedStore(tmp_path / "empty")
    store.ensure_schema()
    yield store
    store.close()


@pytest.fixture(scope="module")
def office_over_bolt(neo4j_server: Neo4jServer) -> Iterator[GraphStore]:
    """The office in Neo4j."""
    store = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    yield fill(store)
    store.close()
    with neo4j.GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture
def export(office: GraphStore) -> Export:
    """An export of the office as text."""

    def run(name: str, **asked: Any) -> str:
        return "".join(exports.text(office, name, replace(REQUEST, **asked)))

    return run


def differs_from(name: str, text: str) -> bool:
    """Whether an export is not as the expected file; writes what it is beside it then, to be looked at."""
    file = EXPECTED / name
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.with_suffix(f"{file.suffix}.new").write_text(text, encoding="utf-8")
    return True


def parsed(text: str) -> Any:
    """The document."""
    return json.loads(text)
