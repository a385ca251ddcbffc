"""Real code to ask about: two distributions that we depend on, read from this environment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import read_settings
from app.wiring import open_sources, open_store, parts
from graph.ingest import ingest
from graph.ports import Embedder, GraphStore
from graph.progress import Silent
from models.embedders import open_embedder

SOURCES = ("installed:httpx", "installed:starlette")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return open_embedder("static")


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A store that holds httpx and starlette with vectors. Tests only read it."""
    folder = Path(tmp_path_factory.mktemp("libraries"))
    settings = read_settings({"CODECRAFT_CACHE": str(folder / "cache"), "CODECRAFT_STORE": str(folder / "store")})
    made = parts(settings, embed=True, workers=0)
    store = open_store(settings, read_only=False)
    for location in SOURCES:
        for source in open_sources(location, settings):
            ingest(source, store, made, Silent())
    yield store
    store.close()
