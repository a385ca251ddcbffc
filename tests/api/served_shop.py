"""The real application over the shop, and a store that remembers what it was asked."""

from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from api.context import ApiContext, Limits
from api.server import create_app
from graph.ports import GraphStore, Reranker, Row
from graph.statements import Statement
from graph.stores.embedded import EmbeddedStore

type Ask = Callable[..., dict[str, Any]]


class CountingStore(EmbeddedStore):
    """The embedded store, remembering the names of the statements that it ran."""

    ran: list[str]

    def run(self, statement: Statement, **parameters: object) -> list[Row]:
        if statement.name != "read/source_tenants":  # asked for each, to narrow it
            self.ran.append(statement.name)
        return super().run(statement, **parameters)


def client_of(store: GraphStore, limits: Limits | None = None, reranker: Reranker | None = None) -> TestClient:
    context = ApiContext(store, limits=limits or Limits(), reranker=reranker)
    return TestClient(create_app(context), base_url="http://localhost")
