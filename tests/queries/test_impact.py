"""What a change can break."""

from graph.ports import GraphStore
from queries.impact import ImpactResult, impact
from tests.queries.graph_fixture import sid


def _shown(result: ImpactResult) -> dict[str, list[tuple[str, str, int]]]:
    return {file.path: [(hit.symbol.name, hit.relation, hit.hop) for hit in file.symbols] for file in result.files}


def test_callers_importers_and_tests_by_file(store: GraphStore) -> None:
    result = impact(store, sid("shop.cart.checkout"))
    assert _shown(result) == {
        "shop/__init__.py": [("shop", "IMPORTS", 1)],
        "shop/orders.py": [("orders", "IMPORTS", 1), ("order", "CALLS", 1)],
        "tests/test_cart.py": [("test_cart", "IMPORTS", 1), ("test_checkout", "CALLS", 1)],
    }
    assert [file.in_tests for file in result.files] == [False, False, True]


def test_a_method_breaks_its_overrides_and_whoever_calls_it(store: GraphStore) -> None:
    hits = {
        hit.symbol.qualified_name: hit for file in impact(store, sid("shop.prices.Price.amount")).files for hit in file.symbols
    }
    assert hits["shop.prices.Sale.amount"].relation == "OVERRIDES"
    assert hits["shop.orders.order"].hop == 3
    assert hits["shop.orders.order"].path == tuple(
        map(sid, ["shop.orders.order", "shop.cart.checkout", "shop.cart.Cart.total", "shop.prices.Price.amount"])
    )


def test_a_class_changes_with_its_members(store: GraphStore) -> None:
    shown = _shown(impact(store, sid("shop.prices.Price"), depth=1))
    assert shown == {
        "shop/cart.py": [("total", "CALLS", 1)],
        "shop/prices.py": [("Sale", "INHERITS", 1), ("amount", "OVERRIDES", 1)],
    }


def test_what_a_decorator_decorates_depends_on_it(store: GraphStore) -> None:
    assert _shown(impact(store, sid("shop.orders.audited"))) == {"shop/orders.py": [("order", "DECORATED_BY", 1)]}


def test_an_override_can_be_reached_through_what_it_overrides(store: GraphStore) -> None:
    hits = [hit for file in impact(store, sid("shop.prices.Sale.amount"), depth=1).files for hit in file.symbols]
    assert [(hit.symbol.name, hit.relation) for hit in hits] == [("total", "CALLS_OVERRIDDEN")]


def test_unresolved_calls_and_cuts_are_said(store: GraphStore) -> None:
    result = impact(store, sid("shop.prices.Price.amount"), limit=1)
    assert result.coverage.unresolved == 1
    assert result.coverage.truncated
    assert not result.coverage.complete
