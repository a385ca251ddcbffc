"""Shortest chains of calls."""

from graph.ports import GraphStore
from queries.paths import path
from tests.queries.graph_fixture import JSON_DUMPS, sid


def test_the_shortest_path_with_its_steps(store: GraphStore) -> None:
    result = path(store, sid("shop.orders.order"), sid("shop.prices.Sale.amount"))
    (found,) = result.paths
    assert [view.name for view in found.symbols] == ["order", "checkout", "total", "amount"]
    assert [(step.line, step.method) for step in found.steps] == [(20, "exact"), (30, "inferred"), (18, "dispatch")]
    assert round(found.confidence, 3) == 0.54


def test_a_path_can_end_outside(store: GraphStore) -> None:
    result = path(store, sid("tests.test_cart.test_checkout"), JSON_DUMPS)
    assert [view.qualified_name for view in result.paths[0].symbols][-1] == "json.dumps"


def test_no_path_with_open_ends_is_not_the_same_as_none(store: GraphStore) -> None:
    result = path(store, sid("shop.cart.checkout"), sid("shop.prices.load"))
    assert not result.paths
    assert result.coverage.unresolved == 1
    assert not result.coverage.complete


def test_no_path_and_nothing_open_is_complete(store: GraphStore) -> None:
    result = path(store, sid("shop.prices.load"), sid("shop.orders.order"))
    assert not result.paths
    assert result.coverage.complete


def test_too_few_hops_are_said(store: GraphStore) -> None:
    result = path(store, sid("shop.orders.order"), sid("shop.prices.Sale.amount"), max_hops=2)
    assert not result.paths
    assert result.coverage.truncated


def test_a_symbol_reaches_itself_only_by_recursion(store: GraphStore) -> None:
    assert not path(store, sid("shop.prices.load"), sid("shop.prices.load")).paths
