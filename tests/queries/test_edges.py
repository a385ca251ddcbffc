"""Edges as records, cycles, ranks and the status, checked against the shop's own list."""

from dataclasses import asdict
from pathlib import Path

import pytest

from graph.ports import GraphStore
from queries import analysis, edges, status
from tests.queries.graph_fixture import SOURCE


def test_call_edges(store: GraphStore) -> None:
    found = list(edges.calls(store))
    assert len(found) == 10
    assert asdict(found[0]) == {
        "caller": "shop.cart.Cart.total",
        "callee": "shop.prices.Price.amount",
        "path": "shop/cart.py",
        "line": 18,
        "method": "exact",
        "confidence": 1.0,
    }
    assert ("shop.orders.order", "shop.cart.Cart") in {(edge.caller, edge.callee) for edge in found}


def test_pages_of_calls_are_joined(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(edges.calls(store, SOURCE))
    monkeypatch.setattr(edges, "_PAGE", 2)
    assert list(edges.calls(store, SOURCE)) == whole


def test_import_edges_are_between_modules(store: GraphStore) -> None:
    found = {(edge.importer, edge.imported, edge.kind) for edge in edges.imports(store)}
    assert found == {
        ("shop", "shop.cart", "runtime"),
        ("shop.cart", "shop.orders", "lazy"),
        ("shop.cart", "json", "runtime"),
        ("shop.orders", "shop.cart", "runtime"),
        ("shop.orders", "shop.prices", "runtime"),
        ("shop.prices", "shop.orders", "typing"),
        ("tests.test_cart", "shop.cart", "runtime"),
    }


def test_an_unknown_source_has_no_edges(store: GraphStore) -> None:
    assert not list(edges.calls(store, "pkg:generic/other"))


def test_a_ring_of_imports_is_a_cycle_unless_for_types_only(store: GraphStore) -> None:
    (cycle,) = analysis.cycles(store)
    assert cycle.modules == ("shop.cart", "shop.orders")
    assert len(cycle.edges) == 2


def test_pagerank_puts_what_is_called_above_what_calls(store: GraphStore) -> None:
    ranked = {entry.name: entry.score for entry in analysis.pagerank(store)}
    assert ranked["shop.cart.checkout"] > ranked["shop.orders.order"]
    assert sum(ranked.values()) == pytest.approx(1.0)
    assert analysis.pagerank(store, "pkg:generic/other") == ()


def test_pagerank_of_one_call_is_as_worked_out_by_hand(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    # a = 0.15/2 + 0.85*b/2 and a + b = 1, so 1.425*a = 0.5: what b has goes to both, as it calls nothing.
    monkeypatch.setattr(edges, "calls", lambda *_: iter([edges.CallEdge("a", "b", "a.py", 1, "exact", 0.5)]))
    ranked = {entry.name: entry.score for entry in analysis.pagerank(store)}
    assert ranked == pytest.approx({"a": 0.5 / 1.425, "b": 1 - 0.5 / 1.425})


def test_status_counts_and_finds_stale_files(store: GraphStore, checkout_folder: Path) -> None:
    (checkout_folder / "shop/prices.py").write_text("changed", encoding="utf-8")
    found = status.status(store)
    (source,) = found.sources
    assert (source.id, source.license, source.files, source.symbols, source.call_sites) == (SOURCE, "Apache-2.0", 5, 21, 14)
    assert source.resolved_share == pytest.approx(11 / 14)
    assert source.diagnostics == ("shop/broken.py:3 syntax-error invalid syntax",)
    assert source.stale == ("shop/prices.py",)


def test_a_folder_that_is_elsewhere_is_unchecked_not_fresh(store: GraphStore, checkout_folder: Path) -> None:
    checkout_folder.rename(checkout_folder.with_name("moved"))
    (source,) = status.status(store).sources
    assert not source.stale
    assert len(source.unchecked) == 5
