"""A log with what logs hold, and ways to lay hands on it past us: on the engine itself."""

from typing import Any

import neo4j

from graph.facts import Edge, Node
from graph.log import record
from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from tests.services.neo4j import Neo4jServer
from tests.stores.small_graph import ACME, acme

ANSWER, OLD = "answer:1f", "answer:0e"


def write_log(store: GraphStore) -> None:
    """Five records: a review, an answer with a citation and its question, an older answer, its purge, a consent."""
    store.replace(acme())
    record(store, "review", {"source": ACME, "reviewer": "ann", "review": "approved"})
    record(store, "generation", {"answer": ANSWER, "sources": [ACME]}, *_answer(ANSWER))
    record(store, "generation", {"answer": OLD, "sources": [ACME]}, *_answer(OLD))
    record(store, "purge", {"answers": 1}, removed=[OLD, f"{OLD}#1", f"{OLD}/question", f"activity:{OLD}"])
    consent = Node("consent:1", ("Consent", "Entity"), {"key": "me", "purpose": "train", "given": False, "at": "2026-10-01"})
    record(store, "consent", {"purpose": "train", "given": False}, [consent])


def _answer(id_: str) -> tuple[list[Node], list[Edge]]:
    activity, citation, question = f"activity:{id_}", f"{id_}#1", f"{id_}/question"
    nodes = [
        Node(id_, ("Answer", "Entity"), {"at": "2026-10-01T12:00:00.000+00:00", "mode": "model", "model_digest": "sha256:aa"}),
        Node(activity, ("Activity",), {"kind": "generation"}),
        Node(citation, ("Citation", "Entity"), {"source": ACME, "path": "acme/api.py", "line": 8, "license": "Apache-2.0"}),
        Node(question, ("Text", "Entity"), {"kind": "question", "text": "who pays?"}),
    ]
    edges = [
        Edge("WAS_GENERATED_BY", id_, activity, {}),
        Edge("WAS_DERIVED_FROM", id_, citation, {}),
        Edge("WAS_DERIVED_FROM", citation, f"{ACME}#/acme/api.py", {}),
        Edge("CONTAINS", id_, question, {}),
    ]
    return nodes, edges


class Intruder:
    """Someone with rights on the engine, who does not ask us."""

    def __init__(self, store: GraphStore, server: Neo4jServer | None) -> None:
        self._store = store
        self._server = server

    def run(self, text: str, /, **parameters: Any) -> None:
        """Any Cypher at all."""
        if isinstance(self._store, EmbeddedStore):
            self._store._engine().execute_cypher(text, parameters)
            return
        assert self._server
        with neo4j.GraphDatabase.driver(self._server.uri, auth=(self._server.user, self._server.password)) as driver:
            driver.execute_query(text, parameters)
