"""A model that read the code before an answer rested on it stands in the answer's record, on both engines."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.wiring import own_tool
from graph.facts import Batch
from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import Neo4jStore
from models.embedders import open_embedder
from models.rerankers import open_reranker
from queries.answer import answer
from queries.answering.recording import Asker, record_answer
from queries.audit.asked import origin_of
from queries.audit.entries import read_entries
from tests.search.web_library import WEB, web
from tests.services import cross_encoder
from tests.services.neo4j import Neo4jServer

EMBEDDER = open_embedder("static")


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[GraphStore]:
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    yield store
    store.close()


@pytest.fixture
def neo4j(neo4j_server: Neo4jServer) -> Iterator[GraphStore]:
    store = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    store.ensure_schema()
    yield store
    store.replace(Batch(WEB, (), ()))
    store.close()


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> GraphStore:
    opened: GraphStore = request.getfixturevalue(request.param)
    opened.replace(web(EMBEDDER))
    return opened


def test_it_is_told_apart_from_the_embedder(store: GraphStore) -> None:
    reranker = open_reranker(f"onnx:{cross_encoder.onnx_folder()}")
    for used in (reranker, None):
        found = answer(store, EMBEDDER, None, "send it again after a pause", reranker=used)
        told = origin_of(store, record_answer(store, found, Asker(tool=own_tool())))
        assert told.embedder is not None
        assert told.embedder.digest == EMBEDDER.model.digest
        assert (told.reranker and (told.reranker.name, told.reranker.digest, told.reranker.license)) == (
            used and (used.model.name, used.model.digest, used.model.license)
        )
        assert len(told.citations) == len({one.symbol for one in told.citations})
        content = json.loads(list(read_entries(store))[-1].record.content)
        assert ("reranker" in content) is bool(used)
