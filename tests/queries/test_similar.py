"""Code that is like X and uses Y: the query, and the one Cypher statement that docs/similar.md gives for it."""

import re
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.facts import Batch, Edge
from graph.ports import GraphStore
from graph.statements import parse_statement
from queries.similar import CALLING, similar
from queries.symbols import symbol
from tests.queries.graph_fixture import JSON_DUMPS, SOURCE, shop, sid

PAGE = Path(__file__).parents[2] / "docs" / "similar.md"

ALIKE = (
    ("shop.cart.Cart.total", "shop.cart.checkout", "semantic", 0.91, 40),
    ("shop.cart.Cart.total", "shop.prices.Sale.amount", "near-duplicate", 0.75, 31),
    ("shop.orders.order", "shop.prices.load", "semantic", 0.8, 33),
    ("shop.cart.Cart.total", "shop.orders.order", "semantic", 0.95, 50),
)


@pytest.fixture
def alike(store: GraphStore, checkout_folder: Path) -> GraphStore:
    whole = shop(checkout_folder)
    edges = tuple(
        Edge("SIMILAR_TO", sid(one), sid(other), {"method": method, "score": score, "tokens": tokens})
        for one, other, method, score, tokens in ALIKE
    )
    store.replace(Batch(SOURCE, whole.nodes, (*whole.edges, *edges), whole.shared_nodes, whole.shared_edges))
    return store


def names(store: GraphStore, name: str, **options: object) -> list[tuple[str, str]]:
    found = similar(store, symbol(store, sid(name)), **options)  # type: ignore[arg-type]
    return [(hit.symbol.qualified_name, hit.method) for hit in found.hits]


def test_near_duplicates_come_first_then_the_nearest(alike: GraphStore) -> None:
    assert names(alike, "shop.cart.Cart.total") == [
        ("shop.prices.Sale.amount", "near-duplicate"),
        ("shop.orders.order", "semantic"),
        ("shop.cart.checkout", "semantic"),
    ]
    assert names(alike, "shop.prices.load") == [("shop.orders.order", "semantic")]


def test_methods_scores_and_limits_narrow(alike: GraphStore) -> None:
    assert names(alike, "shop.cart.Cart.total", method="near-duplicate") == [("shop.prices.Sale.amount", "near-duplicate")]
    assert names(alike, "shop.cart.Cart.total", min_score=0.92) == [("shop.orders.order", "semantic")]
    found = similar(alike, symbol(alike, sid("shop.cart.Cart.total")), limit=1)
    assert (len(found.hits), found.coverage.total, found.coverage.truncated) == (1, 3, True)
    with pytest.raises(InputError, match="no kind of similarity"):
        names(alike, "shop.cart.Cart.total", method="close")


def test_of_what_is_similar_only_what_uses_something(alike: GraphStore) -> None:
    found = similar(alike, symbol(alike, sid("shop.cart.Cart.total")), using="json.dumps", relations=CALLING)
    assert [(hit.symbol.qualified_name, [(use.used, use.line) for use in hit.uses]) for hit in found.hits] == [
        ("shop.cart.checkout", [(JSON_DUMPS, 36)])
    ]
    assert names(alike, "shop.cart.Cart.total", using="audited") == [("shop.orders.order", "semantic")]
    assert names(alike, "shop.cart.Cart.total", using="audited", relations=CALLING) == []


def test_calls_that_are_not_known_are_said(alike: GraphStore) -> None:
    found = similar(alike, symbol(alike, sid("shop.cart.Cart.total")), using="send", relations=CALLING)
    assert found.hits == ()
    assert [(site.line, site.name) for site in found.coverage.sites] == [(38, "send"), (26, "")]


def test_the_documented_statement_gives_the_same(alike: GraphStore) -> None:
    text = re.findall(r"```cypher\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    rows = alike.run(parse_statement("documented", text), name="shop.cart.Cart.total", used="json.dumps")
    assert [(row["symbol"], row["method"], row["score"], row["line"]) for row in rows] == [
        ("shop.cart.checkout", "semantic", 0.91, 36)
    ]
