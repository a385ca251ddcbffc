"""The shop behind the real application."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.served_shop import Ask, CountingStore, client_of
from tests.queries.graph_fixture import shop, write_files


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CountingStore]:
    folder = tmp_path / "checkout"
    write_files(folder)
    opened = CountingStore(tmp_path / "store")
    opened.ran = []
    opened.ensure_schema()
    opened.replace(shop(folder))
    yield opened
    opened.close()


@pytest.fixture
def client(store: CountingStore) -> TestClient:
    return client_of(store)


@pytest.fixture
def ask(client: TestClient) -> Ask:
    """Post a query with variables and give the response's JSON."""

    def asked(query: str, **variables: object) -> dict[str, Any]:
        response = client.post("/graphql", json={"query": query, "variables": variables})
        shown: dict[str, Any] = response.json()
        return shown

    return asked
