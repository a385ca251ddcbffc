"""Callers and callees with what is missing from them."""

from pathlib import Path

import pytest

from graph.errors import InputError, NotFoundError
from graph.ports import GraphStore
from queries.calls import CallResult, callees, callers
from tests.queries.graph_fixture import other_source, sid


def _shown(result: CallResult) -> list[tuple[str, int, int, str, float]]:
    return [(hit.symbol.qualified_name, hit.hop, hit.line, hit.method, round(hit.confidence, 3)) for hit in result.hits]


def test_direct_callers(store: GraphStore) -> None:
    assert _shown(callers(store, sid("shop.cart.checkout"))) == [
        ("shop.orders.order", 1, 20, "exact", 1.0),
        ("tests.test_cart.test_checkout", 1, 12, "exact", 1.0),
    ]


def test_callers_of_callers_say_by_which_way(store: GraphStore) -> None:
    result = callers(store, sid("shop.prices.Sale.amount"), depth=3)
    assert _shown(result) == [
        ("shop.cart.Cart.total", 1, 18, "dispatch", 0.6),
        ("shop.cart.checkout", 2, 30, "inferred", 0.54),
        ("shop.orders.order", 3, 20, "exact", 0.54),
        ("tests.test_cart.test_checkout", 3, 12, "exact", 0.54),
    ]
    names = ["shop.orders.order", "shop.cart.checkout", "shop.cart.Cart.total", "shop.prices.Sale.amount"]
    assert result.hits[2].path == tuple(map(sid, names))
    assert [step.line for step in result.hits[2].steps] == [20, 30, 18]


def test_callees_reach_names_from_outside(store: GraphStore) -> None:
    result = callees(store, sid("shop.cart.checkout"), depth=2)
    assert _shown(result) == [
        ("json.dumps", 1, 36, "exact", 1.0),
        ("shop.cart.Cart.total", 1, 30, "inferred", 0.9),
        ("shop.prices.Price.amount", 2, 18, "exact", 0.9),
        ("shop.prices.Sale.amount", 2, 18, "dispatch", 0.54),
    ]
    assert result.hits[0].symbol.external
    assert result.hits[2].path == tuple(map(sid, ["shop.cart.checkout", "shop.cart.Cart.total", "shop.prices.Price.amount"]))


def test_an_unresolved_call_by_the_same_name_makes_callers_incomplete(store: GraphStore) -> None:
    covered = callers(store, sid("shop.prices.Price.amount")).coverage
    assert (covered.resolved, covered.unresolved, covered.complete) == (1, 1, False)
    site = covered.sites[0]
    assert (site.caller, site.path, site.line, site.name, site.reason) == (
        sid("shop.orders.order"),
        "shop/orders.py",
        25,
        "amount",
        "unknown receiver",
    )
    assert "1 unresolved call site could add to this" in covered.summary


def test_a_call_of_a_public_name_whose_definition_is_unknown_makes_callers_incomplete(store: GraphStore) -> None:
    store.replace(other_source("till", [("shop.lazy.checkout", "", [3, 9]), ("bank.checkout", "", [4])]))
    covered = callers(store, sid("shop.cart.checkout")).coverage
    assert [(site.caller, site.line, site.reason) for site in covered.sites] == [
        ("pkg:generic/till#till", 3, "definition-unknown shop.lazy.checkout"),
        ("pkg:generic/till#till", 9, "definition-unknown shop.lazy.checkout"),
    ]
    assert not covered.complete


def test_a_call_into_another_version_counts_for_the_same_name_alone(store: GraphStore) -> None:
    store.replace(other_source("till", [("shop.cart.Cart", "class", [5]), ("shop.other.Cart", "class", [6])]))
    covered = callers(store, sid("shop.cart.Cart.__init__")).coverage
    assert [(site.line, site.reason) for site in covered.sites] == [(5, "definition-unknown shop.cart.Cart")]


def test_unresolved_calls_within_make_callees_incomplete(store: GraphStore) -> None:
    covered = callees(store, sid("shop.cart.checkout")).coverage
    assert (covered.resolved, covered.unresolved) == (3, 1)
    assert covered.sites[0].name == "send"


def test_nothing_missing_is_complete(store: GraphStore) -> None:
    result = callers(store, sid("shop.prices.fetch"))
    assert result.coverage.complete
    assert "nothing is known to be missing" in result.coverage.summary


def test_a_file_that_changed_on_disk_is_stale(store: GraphStore, checkout_folder: Path) -> None:
    (checkout_folder / "shop/orders.py").write_text("# changed\n", encoding="utf-8")
    covered = callers(store, sid("shop.cart.checkout")).coverage
    assert covered.stale == ("shop/orders.py",)
    assert not covered.complete


def test_a_file_that_is_gone_is_stale(store: GraphStore, checkout_folder: Path) -> None:
    (checkout_folder / "shop/cart.py").unlink()
    assert callers(store, sid("shop.cart.checkout")).coverage.stale == ("shop/cart.py",)


def test_a_cut_list_says_how_many_there_are(store: GraphStore) -> None:
    result = callers(store, sid("shop.cart.checkout"), limit=1)
    assert len(result.hits) == 1
    assert (result.coverage.truncated, result.coverage.total, result.coverage.complete) == (True, 2, False)


def test_calls_below_the_asked_confidence_are_counted(store: GraphStore) -> None:
    result = callees(store, sid("shop.orders.order"), min_confidence=0.5)
    assert "shop.prices.load" not in {hit.symbol.qualified_name for hit in result.hits}
    assert result.coverage.left_out == 1


def test_a_constructor_is_called_by_its_class_name(store: GraphStore) -> None:
    found = callers(store, sid("shop.cart.Cart.__init__"))
    assert _shown(found) == [("shop.orders.order", 1, 15, "exact", 1.0)]


@pytest.mark.parametrize("wrong", [{"depth": 0}, {"depth": 99}, {"limit": 0}, {"min_confidence": 1.5}])
def test_impossible_questions_are_refused(store: GraphStore, wrong: dict[str, int]) -> None:
    with pytest.raises(InputError):
        callers(store, sid("shop.cart.checkout"), **wrong)


def test_an_unknown_symbol_is_told(store: GraphStore) -> None:
    with pytest.raises(NotFoundError):
        callers(store, sid("shop.nothing"))
