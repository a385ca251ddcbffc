"""Whatever is edited, an index that was there before ends as a clean one: every node, relation, property and vector."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import neo4j
import pytest

from benchmarks.edits import Edits
from benchmarks.incremental import clean, copied, differences, indexed, opened, parts, stored
from graph.cache import DiskCache
from graph.stores.neo4j import Neo4jStore
from tests.services.neo4j import Neo4jServer


@pytest.fixture
def over_bolt(neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    """A store in the server, left as empty as it was found."""
    store = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    store.ensure_schema()
    yield store
    store.close()
    _empty(neo4j_server)


def _empty(server: Neo4jServer) -> None:
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize(
    ("package", "seed", "edits"), [("h11", 1, 14), ("h11,shellingham", 2, 10), ("starlette", 3, 6), ("click", 4, 4)]
)
def test_random_edits_leave_what_a_clean_index_gives(package: str, seed: int, edits: int, tmp_path: Path) -> None:
    root = copied(package, tmp_path)
    with opened(tmp_path / "store") as store, closing(DiskCache(tmp_path / "cache")) as cache:
        made = parts(cache)
        indexed(root, store, made)
        done = []
        random = Edits(root, seed)
        for _ in range(edits):
            done.append(random.edit())
            indexed(root, store, made)
            expected, _ = clean(root, tmp_path / "clean")
            assert differences(stored(store), expected) == [], done


def test_random_edits_leave_what_a_clean_index_gives_in_neo4j(
    over_bolt: Neo4jStore, neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    root = copied("h11", tmp_path)
    random = Edits(root, 5)
    done = []
    with closing(DiskCache(tmp_path / "cache")) as cache:
        for _ in range(4):
            indexed(root, over_bolt, parts(cache))
            done += [random.edit() for _ in range(3)]
        indexed(root, over_bolt, parts(cache))
    after = stored(over_bolt)
    _empty(neo4j_server)
    with closing(DiskCache(tmp_path / "empty")) as cache:
        indexed(root, over_bolt, parts(cache))
    assert differences(after, stored(over_bolt)) == [], done
