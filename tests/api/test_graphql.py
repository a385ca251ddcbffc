"""Questions through the real application over the real embedded store."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.facts import Edge, Property
from models.rerankers import open_reranker
from tests.api.served_shop import Ask, CountingStore, client_of
from tests.queries.graph_fixture import JSON_DUMPS, SOURCE, shop, sid
from tests.services import cross_encoder


def test_a_symbol_with_its_callers_and_what_is_missing(ask: Ask) -> None:
    found = ask(
        """query ($name: String!) { symbol(name: $name) {
             id kind path line license inTests source { name license }
             callers(depth: 2) { totalCount edges { hop line method confidence path node { qualifiedName } }
                                 coverage { complete unresolved sites { path line name } } } } }""",
        name="Price.amount",
    )["data"]["symbol"]
    assert (found["id"], found["kind"], found["license"]) == (sid("shop.prices.Price.amount"), "method", "Apache-2.0")
    assert found["source"] == {"name": "shop", "license": "Apache-2.0"}
    assert [edge["node"]["qualifiedName"] for edge in found["callers"]["edges"]] == [
        "shop.cart.Cart.total",
        "shop.cart.checkout",
    ]
    assert found["callers"]["coverage"] == {
        "complete": False,
        "unresolved": 1,
        "sites": [{"path": "shop/orders.py", "line": 25, "name": "amount"}],
    }


def test_code_like_a_symbol_that_calls_something_is_one_query(ask: Ask, store: CountingStore, tmp_path: Any) -> None:
    page = (Path(__file__).parents[2] / "docs" / "similar.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```graphql\n(.+?)```", page, re.DOTALL)
    whole = shop(tmp_path / "checkout")
    alike: dict[str, Property] = {"method": "semantic", "score": 0.9, "tokens": 40}
    pairs = [("shop.cart.Cart.total", "shop.cart.checkout"), ("shop.cart.Cart.total", "shop.orders.order")]
    edges = tuple(Edge("SIMILAR_TO", sid(one), sid(other), alike) for one, other in pairs)
    store.replace(replace(whole, edges=(*whole.edges, *edges)))
    found = ask(query, name="shop.cart.Cart.total", used="json.dumps")["data"]["symbol"]["similar"]
    assert [(hit["symbol"]["qualifiedName"], hit["score"], hit["uses"][0]["line"]) for hit in found["hits"]] == [
        ("shop.cart.checkout", 0.9, 36)
    ]
    assert found["coverage"]["summary"].startswith("based on 1 resolved site")


def test_search_expands_over_the_graph_in_the_same_query(ask: Ask) -> None:
    found = ask(
        """{ search(query: "checkout", hops: 1, first: 2, filters: {excludeTests: true, kinds: ["function"]}) {
             edges { score components { signal value }
                     node { qualifiedName path line license callees { edges { node { id } } } }
                     paths { direction end steps { caller callee line method } } }
             coverage { summary } notes pageInfo { hasNextPage endCursor } } }"""
    )
    assert "errors" not in found, found
    first = found["data"]["search"]["edges"][0]
    assert first["node"]["qualifiedName"] == "shop.cart.checkout"
    assert first["components"]
    assert {path["direction"] for path in first["paths"]} == {"callers", "callees"}
    assert JSON_DUMPS in {edge["node"]["id"] for edge in first["node"]["callees"]["edges"]}
    assert "only words were searched" in found["data"]["search"]["notes"][0]


def test_a_reranker_s_part_is_among_the_components(store: CountingStore) -> None:
    client = client_of(store, reranker=open_reranker(f"onnx:{cross_encoder.onnx_folder()}"))
    query = '{ search(query: "pay for what is in the cart") { edges { score components { signal value } } } }'
    edges = client.post("/graphql", json={"query": query}).json()["data"]["search"]["edges"]
    parts = [{part["signal"]: part["value"] for part in edge["components"]} for edge in edges]
    assert max(one.get("rerank", 0.0) for one in parts) > 0
    for edge, one in zip(edges, parts, strict=True):
        assert edge["score"] == pytest.approx(sum(one.values()))


def test_pages_of_hits_do_not_overlap(ask: Ask) -> None:
    query = """query ($after: String) { search(query: "shop", first: 4, after: $after) {
        edges { node { id } } pageInfo { endCursor hasNextPage } } }"""
    seen: list[str] = []
    after = None
    while True:
        page = ask(query, after=after)["data"]["search"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen))
    assert len(seen) > 8


def test_a_cursor_survives_a_new_index(ask: Ask, store: CountingStore, tmp_path: Any) -> None:
    query = """query ($after: String) { symbol(name: "shop.cart.checkout") {
        callers(first: 1, after: $after) { edges { cursor node { name } } } } }"""
    first = ask(query)["data"]["symbol"]["callers"]["edges"][0]
    store.replace(shop(tmp_path / "elsewhere"))
    rest = ask(query, after=first["cursor"])["data"]["symbol"]["callers"]["edges"]
    assert (first["node"]["name"], [edge["node"]["name"] for edge in rest]) == ("order", ["test_checkout"])


@pytest.mark.parametrize(
    ("node_id", "typename"),
    [
        (sid("shop.cart.checkout"), "Symbol"),
        (JSON_DUMPS, "Symbol"),
        (SOURCE, "Source"),
        (f"{SOURCE}#/shop/cart.py", "File"),
        ("pkg:generic/cpython@3.12.1", "GraphNode"),
    ],
)
def test_any_node_by_its_id(ask: Ask, node_id: str, typename: str) -> None:
    found = ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=node_id)
    assert found["data"]["node"] == {"__typename": typename, "id": node_id}


def test_a_node_that_is_not_there_is_null(ask: Ask) -> None:
    assert ask('{ node(id: "pkg:generic/none") { id } }') == {"data": {"node": None}}


def test_paths_impact_and_members(ask: Ask) -> None:
    found = ask(
        """{ symbol(name: "shop.orders.order") {
             pathTo(symbol: "Sale.amount") { paths { confidence symbols { name } steps { line } } coverage { complete } } }
           cart: symbol(name: "shop.cart.Cart") { members { edges { node { name } } } }
           changed: symbol(name: "shop.cart.checkout") {
             impact { files { path inTests symbols { relation symbol { name } } } } } }"""
    )["data"]
    assert [one["name"] for one in found["symbol"]["pathTo"]["paths"][0]["symbols"]] == ["order", "checkout", "total", "amount"]
    assert [edge["node"]["name"] for edge in found["cart"]["members"]["edges"]] == ["__init__", "add", "total"]
    assert [file["inTests"] for file in found["changed"]["impact"]["files"]] == [False, False, True]


def test_a_question_that_the_graph_answers(ask: Ask) -> None:
    found = ask(
        '{ answer(question: "Who calls shop.cart.checkout?") { mode text citations { symbol path line license } notes } }'
    )
    assert "errors" not in found, found
    assert found["data"]["answer"]["mode"] == "graph"
    assert {"shop.orders.order", "tests.test_cart.test_checkout"} <= {
        cited["symbol"] for cited in found["data"]["answer"]["citations"]
    }


def test_the_status_and_the_rules(ask: Ask) -> None:
    found = ask("{ status { symbols callSites resolvedShare sources { id license stale } } check { rule outcome title } }")
    assert "errors" not in found, found
    assert found["data"]["status"]["sources"] == [{"id": SOURCE, "license": "Apache-2.0", "stale": []}]
    assert {verdict["outcome"] for verdict in found["data"]["check"]} <= {"PASS", "FAIL", "UNDETERMINED"}


def test_many_symbols_ask_the_store_as_often_as_one(ask: Ask, store: CountingStore) -> None:
    query = """query ($first: Int!) { symbols(first: $first, kind: "function") { edges { node {
                 source { name } callers(depth: 2) { edges { node { name source { name } } } coverage { complete } } } } } }"""
    counts = []
    for first in (1, 6):
        store.ran.clear()
        found = ask(query, first=first)
        assert len(found["data"]["symbols"]["edges"]) == first
        counts.append(len(store.ran))
    assert counts[1] <= counts[0] + 1, store.ran


def test_health_tells_of_the_store(client: TestClient, store: CountingStore) -> None:
    assert client.get("/health").json() == {"status": "ok", "store": "embedded"}
    store.close()
    broken = client.get("/health")
    assert broken.status_code == 503
    assert broken.json()["status"] == "failing"


def test_the_most_complex_symbols_that_others_call(ask: Ask) -> None:
    found = ask(
        """{ symbolsBy(measure: COMPLEXITY, least: {fanIn: 1}, first: 2) {
             qualifiedName measures { complexity statements fanIn { likely sure open } importers } } }"""
    )["data"]["symbolsBy"]
    assert [one["qualifiedName"] for one in found] == ["shop.cart.Cart.total", "shop.cart.checkout"]
    assert found[1]["measures"] == {
        "complexity": 4,
        "statements": 9,
        "fanIn": {"likely": 2, "sure": 2, "open": 0},
        "importers": 3,
    }
