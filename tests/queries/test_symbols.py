"""From what a person types to a symbol, and listings."""

from pathlib import Path

import pytest

from graph.errors import AmbiguousError, InputError, NotFoundError
from graph.facts import Batch, Edge, Node
from graph.ports import GraphStore
from queries.symbols import find_symbol, list_symbols, members, node, symbol
from tests.queries.graph_fixture import JSON_DUMPS, SOURCE, shop, sid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SOURCE}#shop.cart.checkout", "shop.cart.checkout"),
        ("shop.cart.checkout", "shop.cart.checkout"),
        (" shop.cart ", "shop.cart"),
        ("Cart.total", "shop.cart.Cart.total"),
        ("checkout", "shop.cart.checkout"),
        ("cart.Cart", "shop.cart.Cart"),
        ("shop.checkout", "shop.cart.checkout"),
        ("shop.orders.prices.load", "shop.prices.load"),
        ("Sale._rate", "shop.prices.Sale._rate"),
        ("json.dumps", "json.dumps"),
    ],
    ids=["id", "dotted", "spaces", "ending", "name", "partial", "re-export", "through-a-module", "private", "external"],
)
def test_finds_what_is_meant(store: GraphStore, text: str, expected: str) -> None:
    assert find_symbol(store, text).qualified_name == expected


def test_a_class_has_the_members_of_its_bases(store: GraphStore) -> None:
    added = Node(
        sid("shop.prices.Price.tax"),
        ("Function", "Symbol"),
        {
            "name": "tax",
            "qualified_name": "shop.prices.Price.tax",
            "kind": "method",
            "path": "shop/prices.py",
            "source": SOURCE,
        },
    )
    grown = _grown(store, added, Edge("CONTAINS", sid("shop.prices.Price"), added.id, {}))
    assert find_symbol(grown, "Sale.tax").id == added.id


def test_what_a_class_defines_itself_comes_before_what_it_inherits(store: GraphStore) -> None:
    assert find_symbol(store, "Sale.amount").id == sid("shop.prices.Sale.amount")


def test_several_are_shown_best_first(store: GraphStore) -> None:
    with pytest.raises(AmbiguousError) as caught:
        find_symbol(store, "Cart")
    assert caught.value.candidates == (sid("shop.cart.Cart"), sid("tests.test_cart.Cart"))
    assert "\n" not in str(caught.value)


def test_the_whole_name_is_never_ambiguous(store: GraphStore) -> None:
    assert find_symbol(store, "tests.test_cart.Cart").in_tests


def test_an_overload_gives_way_to_the_definition(store: GraphStore) -> None:
    place = {"name": "pick", "qualified_name": "shop.cart.pick", "kind": "function", "path": "shop/cart.py", "source": SOURCE}
    overload = Node(sid("shop.cart.pick"), ("Function", "Symbol"), {**place, "line": 50, "decorators": ["typing.overload"]})
    definition = Node(sid("shop.cart.pick(+1)"), ("Function", "Symbol"), {**place, "line": 54})
    grown = _grown(store, overload)
    grown = _grown(store, overload, definition)
    assert find_symbol(grown, "pick").id == definition.id


@pytest.mark.parametrize(
    ("text", "near"),
    [("chekout", "shop.cart.checkout"), ("Crat", "Cart"), (f"{SOURCE}#shop.cart.totl", "total")],
)
def test_the_unknown_suggests_what_is_near(store: GraphStore, text: str, near: str) -> None:
    with pytest.raises(NotFoundError, match=f"did you mean .*{near}"):
        find_symbol(store, text)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_refused(store: GraphStore, text: str) -> None:
    with pytest.raises(InputError):
        find_symbol(store, text)


@pytest.mark.parametrize("text", ["zzqqxx", "a.b.", ".", "'; MATCH (n) DETACH DELETE n //", "#", "x" * 5000])
def test_odd_text_is_only_unknown(store: GraphStore, text: str) -> None:
    with pytest.raises(NotFoundError):
        find_symbol(store, text)


def test_an_external_name_knows_its_license(store: GraphStore) -> None:
    found = symbol(store, JSON_DUMPS)
    assert (found.external, found.license, found.distribution) == (True, "PSF-2.0", "pkg:generic/cpython@3.12.1")


def test_pages_follow_each_other_without_gap_or_overlap(store: GraphStore) -> None:
    seen: list[str] = []
    after = ""
    while True:
        page = list_symbols(store, first=4, after=after)
        seen += [item.id for item in page.items]
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert len(seen) == 21
    assert seen == sorted(set(seen))


def test_a_cursor_holds_when_what_it_points_at_is_gone(store: GraphStore, checkout_folder: object) -> None:
    first = list_symbols(store, first=3)
    gone = first.items[-1].id
    batch = shop(store_location(store))
    store.replace(
        Batch(
            SOURCE,
            tuple(found for found in batch.nodes if found.id != gone),
            tuple(edge for edge in batch.edges if gone not in {edge.start, edge.end}),
        )
    )
    after = list_symbols(store, first=3, after=first.cursors[-1])
    assert [item.qualified_name for item in after.items] == [
        "shop.cart.Cart.__init__",
        "shop.cart.Cart.add",
        "shop.cart.Cart.total",
    ]


def test_listings_can_be_narrowed(store: GraphStore) -> None:
    assert [item.name for item in list_symbols(store, kind="class", path="shop/").items] == ["Cart", "Price", "Sale"]
    assert not list_symbols(store, source="pkg:generic/other").items


@pytest.mark.parametrize("cursor", ["no cursor", "ÿ", "abc"])
def test_a_wrong_cursor_is_told(store: GraphStore, cursor: str) -> None:
    with pytest.raises(InputError, match="is no cursor"):
        list_symbols(store, after=cursor)


def test_members_are_the_direct_ones(store: GraphStore) -> None:
    assert [item.name for item in members(store, sid("shop.cart.Cart")).items] == ["__init__", "add", "total"]


def test_any_node_shows_its_labels_and_relations(store: GraphStore) -> None:
    found = node(store, sid("shop.prices.Sale"))
    assert found.labels == ("Class", "Symbol")
    assert "search_text" not in found.properties
    assert [(relation.type, relation.outgoing, relation.count) for relation in found.relations] == [
        ("CONTAINS", True, 2),
        ("INHERITS", True, 1),
        ("CONTAINS", False, 1),
    ]


def test_a_node_that_is_not_there_is_told(store: GraphStore) -> None:
    with pytest.raises(NotFoundError):
        node(store, "pkg:generic/none")


def store_location(store: GraphStore) -> Path:
    return Path(str(node(store, SOURCE).properties["location"]))


def _grown(store: GraphStore, *added: Node | Edge) -> GraphStore:
    batch = shop(store_location(store))
    nodes = [item for item in added if isinstance(item, Node)]
    edges = [item for item in added if isinstance(item, Edge)]
    store.replace(Batch(SOURCE, (*batch.nodes, *nodes), (*batch.edges, *edges), batch.shared_nodes, batch.shared_edges))
    return store
