"""Search gives the same hits in the same order from both engines: candidates come from the store, ranking is ours."""

from collections.abc import Iterator

import pytest

from graph.facts import Batch
from graph.ports import Embedder, GraphStore
from graph.stores.neo4j import Neo4jStore
from queries.search import SearchHit, search
from tests.search.web_library import TOOLS, WEB, tools, web
from tests.services.neo4j import Neo4jServer


@pytest.fixture(scope="module")
def neo4j(neo4j_server: Neo4jServer, embedder: Embedder) -> Iterator[GraphStore]:
    opened = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    opened.ensure_schema()
    opened.replace(web(embedder))
    opened.replace(tools(embedder))
    yield opened
    for source in (WEB, TOOLS):
        opened.replace(Batch(source, (), ()))
    opened.close()


@pytest.mark.parametrize(
    "text",
    [
        "Session.send",
        "Session",
        "where is get_adapter defined",
        "parse an HTTP date",
        "unpack a compressed file",
        "sleep",
        "how is a request sent",
        "test",
    ],
)
def test_hits_are_the_same(store: GraphStore, neo4j: GraphStore, embedder: Embedder, text: str) -> None:
    here, there = (search(one, embedder, text, limit=50) for one in (store, neo4j))

    assert [_plain(hit) for hit in here.hits] == [_plain(hit) for hit in there.hits]
    for ours, theirs in zip(here.hits, there.hits, strict=True):
        assert ours.components == pytest.approx(theirs.components, abs=1e-4)


def _plain(hit: SearchHit) -> tuple[str, str, int]:
    return hit.id, hit.path, hit.line
