"""Every statement that we ship to write runs on both engines in the same replacements and gives the same rows and graphs."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from graph.ports import GraphStore, Row
from graph.statements import Statement
from graph.stores import embedded as embedded_module
from graph.stores import neo4j as neo4j_module
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import Neo4jStore
from tests.stores.shipped import OWN, shipped
from tests.stores.small_graph import (
    ACME,
    TOOLS,
    acme,
    acme_knowing_less,
    acme_moved,
    appended,
    nothing,
    tools,
    tools_like_acme,
    tools_without_run,
    working_tree,
)

type Content = Callable[[GraphStore], dict[str, object]]
type Trace = list[tuple[str, list[Row]]]


def test_all_that_writes_does_the_same_everywhere(
    embedded: EmbeddedStore, over_bolt: Neo4jStore, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same replacements ask the same statements for the same rows, and leave the same graph."""
    steps = [
        working_tree(),
        acme_knowing_less(),
        acme(),
        acme_knowing_less(),
        acme(),
        acme_moved(),
        tools(),
        tools_without_run(),
        tools_like_acme(),
        nothing(TOOLS),
        tools(),
        nothing(ACME),
    ]
    traces: list[Trace] = []
    for store, module in ((embedded, embedded_module), (over_bolt, neo4j_module)):
        trace: Trace = []
        monkeypatch.setattr(module, "_Transaction", _recording(module._Transaction, trace))
        for step in steps:
            store.replace(step)
            trace.append(("content", [content(store)]))
        for nodes, edges, removed in appended():
            store.append(nodes, edges, removed=removed)
            trace.append(("content", [content(store)]))
        traces.append([(name, rows) for name, rows in trace if not OWN & set(name.split("/"))])
    here, there = traces
    for one, other in zip(_without_vector_sets(here), _without_vector_sets(there), strict=True):
        assert one == other
    ran = {name for name, _ in there}
    assert [name for name in shipped("write") if name not in ran] == []


def test_the_schema_is_the_same_everywhere(embedded: EmbeddedStore, over_bolt: Neo4jStore) -> None:
    """Each schema statement's name is that of the index or constraint it makes."""
    wanted = {name.rpartition("/")[2] for name in shipped("schema")}
    text = "SHOW INDEXES YIELD name RETURN name ORDER BY name"
    there = {row["name"] for row in over_bolt.run(Statement("indexes", text))}
    assert wanted <= there
    here = {row["name"] for row in embedded.run(Statement("indexes", "SHOW INDEXES"))}
    here |= {row["name"] for row in embedded.run(Statement("constraints", "SHOW CONSTRAINTS"))}
    assert wanted <= here


def _recording(transaction: type[Any], trace: Trace) -> type[Any]:
    class Recording(transaction):  # type: ignore[misc]
        def run(self, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
            rows: list[Row] = super().run(statement, parameters)
            trace.append((statement.name, rows))
            return rows

    return Recording


def _without_vector_sets(trace: Trace) -> Trace:
    """Which model made a source's vectors is told at other moments: the embedded store has files to name."""
    return [
        (name, rows) for name, rows in trace if not name.endswith(("/vector_sets", "/keep_vector_set", "/remove_vector_set"))
    ]
