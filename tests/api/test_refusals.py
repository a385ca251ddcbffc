"""What is refused, with one line and a code; nothing of our insides shows."""

import time
from typing import Any

import pytest
from graphql import get_introspection_query
from starlette.testclient import TestClient

from api.context import Limits
from graph.errors import StoreError
from graph.ports import Row
from graph.statements import Statement
from tests.api.served_shop import Ask, CountingStore, client_of
from tests.queries.graph_fixture import sid


def _only_error(shown: dict[str, Any]) -> tuple[str, str]:
    (error,) = shown["errors"]
    assert "\n" not in error["message"]
    return error["extensions"]["code"], error["message"]


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [
        ('{ symbol(name: "chekout") { id } }', "NOT_FOUND", "did you mean shop.cart.checkout"),
        ("{ symbol { id } }", "BAD_INPUT", "give either `name` or `id`"),
        ('{ symbol(name: "shop.cart") { callers(depth: 0) { totalCount } } }', "BAD_INPUT", "depth can be 1 to 20"),
        ('{ symbol(name: "shop.cart") { callers(first: 101) { totalCount } } }', "BAD_INPUT", "1 to 100 items"),
        ('{ symbol(name: "shop.cart") { callers(after: "x") { totalCount } } }', "BAD_INPUT", "is no cursor"),
        ('{ search(query: "  ") { notes } }', "BAD_INPUT", "no word"),
        ('{ search(query: "cart", filters: {sources: ["nowhere"]}) { notes } }', "NOT_FOUND", "nowhere"),
        ('{ answer(question: "") { text } }', "BAD_INPUT", "question"),
        ('{ answer(question: "what?", tokenBudget: 9999999) { text } }', "BAD_INPUT", "token budget"),
        ("{ nothing }", "INVALID_QUERY", "Cannot query field"),
        ("{ status {", "INVALID_QUERY", "Syntax Error"),
        ("{ status { store } " * 40, "INVALID_QUERY", "Syntax Error"),
    ],
)
def test_bad_questions_get_one_line_and_a_code(ask: Ask, query: str, code: str, says: str) -> None:
    found, message = _only_error(ask(query))
    assert found == code
    assert says in message


def test_an_ambiguous_name_shows_its_candidates(ask: Ask) -> None:
    (error,) = ask('{ symbol(name: "Cart") { id } }')["errors"]
    assert error["extensions"] == {"code": "AMBIGUOUS", "candidates": [sid("shop.cart.Cart"), sid("tests.test_cart.Cart")]}


def test_a_deep_query_is_refused(ask: Ask) -> None:
    deep = "source { id }"
    for _ in range(12):
        deep = f"callers {{ edges {{ node {{ {deep} }} }} }}"
    errors = ask(f'{{ symbol(name: "shop.cart.checkout") {{ {deep} }} }}')["errors"]
    assert any("exceeds maximum operation depth" in error["message"] for error in errors)


@pytest.mark.parametrize(
    "query",
    [
        "{ symbols(first: 100) { edges { node { callers(first: 100) { edges { node { name } } } } } } }",
        "query ($n: Int = 100) { symbols(first: $n) { edges { node { callers(first: $n) { edges { node { name } } } } } } }",
        """{ symbols(first: 100) { edges { node { ...Calls } } } }
           fragment Calls on Symbol { callers(first: 100) { edges { node { name } } } }""",
    ],
    ids=["literal", "variable", "fragment"],
)
def test_a_wide_query_is_refused_before_it_runs(ask: Ask, store: CountingStore, query: str) -> None:
    code, message = _only_error(ask(query))
    assert (code, "ask for less" in message) == ("LIMIT", True)
    assert not store.ran


def test_many_aliases_are_refused(ask: Ask) -> None:
    _, message = _only_error(ask("{" + " ".join(f"a{index}: status {{ store }}" for index in range(40)) + "}"))
    assert "aliases" in message


def test_a_long_body_is_refused(client: TestClient) -> None:
    response = client.post("/graphql", json={"query": "{ status { store } }", "variables": {"padding": "x" * 300_000}})
    assert (response.status_code, _only_error(response.json())[0]) == (413, "LIMIT")


def test_a_slow_request_ends_in_time(store: CountingStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: CountingStore, __: Statement, **___: object) -> list[Row]:
        time.sleep(0.5)
        return []

    monkeypatch.setattr(CountingStore, "run", slow)
    shown = client_of(store, Limits(seconds=0.05)).post("/graphql", json={"query": "{ status { store } }"}).json()
    assert _only_error(shown)[0] == "TIMEOUT"


@pytest.mark.parametrize(
    ("failure", "code", "says"),
    [
        (StoreError("the store is down: start it"), "STORE", "the store is down: start it"),
        (RuntimeError("secret at /home/someone"), "INTERNAL", "something went wrong inside CodeCraft"),
    ],
)
def test_failures_are_told_without_our_insides(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, failure: Exception, code: str, says: str
) -> None:
    def failing(_: CountingStore, __: Statement, **___: object) -> list[Row]:
        raise failure

    monkeypatch.setattr(CountingStore, "run", failing)
    found, message = _only_error(ask("{ status { store } }"))
    assert (found, says in message, "secret" in message) == (code, True, False)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("not json", "application/json"),
        ("[]", "application/json"),
        ("{}", "application/json"),
        ("{status{store}}", "text/plain"),
    ],
)
def test_what_is_no_query_is_refused(client: TestClient, content: str, kind: str) -> None:
    response = client.post("/graphql", content=content, headers={"Content-Type": kind})
    assert response.status_code == 400
    assert _only_error(response.json())[0] == "INVALID_QUERY"


def test_nothing_can_be_asked_with_get_or_written(client: TestClient, ask: Ask) -> None:
    assert "html" in client.get("/graphql", params={"query": "{ status { store } }"}).headers["content-type"]
    assert client.put("/graphql").status_code == 405
    assert _only_error(ask("mutation { status { store } }"))[0] == "INVALID_QUERY"


def test_a_page_that_borrows_our_address_cannot_ask(client: TestClient) -> None:
    refused = client.post("/graphql", json={"query": "{ status { store } }"}, headers={"Host": "elsewhere.example"})
    assert refused.status_code == 400


def test_introspection_is_open(ask: Ask) -> None:
    found = ask(get_introspection_query())
    assert "errors" not in found
    assert {"Symbol", "SearchConnection"} <= {one["name"] for one in found["data"]["__schema"]["types"]}
