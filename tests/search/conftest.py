"""The two small sources in a real embedded store, with the shipped embedding."""

from collections.abc import Iterator

import pytest

from graph.ports import Embedder, GraphStore
from graph.stores.embedded import EmbeddedStore
from models.embedders import open_embedder
from tests.search.web_library import tools, web


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return open_embedder("static")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[GraphStore]:
    opened = EmbeddedStore(tmp_path_factory.mktemp("search") / "store")
    opened.ensure_schema()
    opened.replace(web(embedder))
    opened.replace(tools(embedder))
    yield opened
    opened.close()
