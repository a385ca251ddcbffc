"""Sizes, fan-in and fan-out, checked against the shop's own list."""

import pytest

from graph.errors import InputError
from graph.ports import GraphStore
from queries.measures import Fan, Measures, measures_of, ranked
from tests.queries.graph_fixture import JSON_DUMPS, sid


def names(store: GraphStore, measure: str, **asked: object) -> list[str]:
    return [one.symbol.qualified_name for one in ranked(store, measure, **asked)]  # type: ignore[arg-type]


def test_a_function_with_what_calls_it_and_what_may(store: GraphStore) -> None:
    wanted = [sid("shop.cart.checkout"), sid("shop.orders.order"), sid("shop.cart"), JSON_DUMPS]
    found = measures_of(store, wanted)
    # Called by `order` and a test; calls `total` (0.9) and `dumps`, and `send` on something unknown.
    assert found[wanted[0]] == Measures(4, 9, 13, 1, Fan(2, 2), Fan(2, 2, 1), importers=3)
    # Of its four calls one is 0.4 sure; two sites in it are open.
    assert found[wanted[1]] == Measures(7, 12, 19, 0, Fan(), Fan(3, 3, 2))
    # `shop`, `orders` and a test import it; it imports `orders` and `json`, and a function of json's.
    assert (found[wanted[2]].importers, found[wanted[2]].imported) == (3, 2)
    assert found[wanted[3]].fan_in == Fan(1, 1)


def test_the_most_of_a_measure_come_first(store: GraphStore) -> None:
    assert names(store, "complexity", limit=3) == ["shop.orders.order", "shop.cart.Cart.total", "shop.cart.checkout"]
    assert names(store, "statements", kind="method", limit=1) == ["shop.cart.Cart.total"]
    assert names(store, "fan_in", limit=1) == ["shop.cart.checkout"]
    assert names(store, "fan_out", path="shop/orders", limit=1) == ["shop.orders.order"]
    assert names(store, "lines", kind="class", limit=1) == ["shop.cart.Cart"]
    assert names(store, "complexity", source="pkg:generic/other") == []


def test_the_most_complex_of_what_others_call(store: GraphStore) -> None:
    assert names(store, "complexity", least={"fan_in": 2}) == ["shop.cart.checkout"]
    assert names(store, "complexity", least={"fan_in": 1, "complexity": 4}) == ["shop.cart.Cart.total", "shop.cart.checkout"]
    assert names(store, "parameters", least={"parameters": 2}) == []


@pytest.mark.parametrize("asked", [{"measure": "beauty"}, {"least": {"beauty": 1}}, {"limit": 0}, {"kind": "thing"}])
def test_what_cannot_be_asked_is_said(store: GraphStore, asked: dict[str, object]) -> None:
    with pytest.raises(InputError):
        ranked(store, **asked)  # type: ignore[arg-type]
