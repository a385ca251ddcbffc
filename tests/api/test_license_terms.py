"""Licence terms over GraphQL: a query says under which licences code may be used, the server's policy what is permitted."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.context import ApiContext
from api.server import create_app
from graph.ports import GraphStore
from queries.policy_file import read_policy
from tests.api.served_shop import Ask, CountingStore


def hits(found: dict[str, Any]) -> list[str]:
    assert "errors" not in found, found
    return [edge["node"]["license"] for edge in found["data"]["search"]["edges"]]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ('{allow: ["Apache-2.0"]}', True),
        ('{allow: ["MIT", "apache-2.0"]}', True),
        ('{allow: ["MIT"]}', False),
        ('{deny: ["Apache-2.0"]}', False),
        ('{allow: ["Apache-2.0"], deny: ["MIT"]}', True),
        ('{policy: "ground"}', True),
        ('{policy: "ground", outbound: "MIT"}', True),
        ('{policy: "ground", outbound: "GPL-2.0-only"}', False),
        ("{}", True),
    ],
)
def test_a_search_says_under_which_licences(ask_policy: Ask, terms: str, found: bool) -> None:
    result = ask_policy(f'{{ search(query: "checkout", licenses: {terms}) {{ edges {{ node {{ license }} }} notes }} }}')
    assert bool(hits(result)) is found
    assert any("left out by licence" in note for note in result["data"]["search"]["notes"]) is not found


def test_the_older_filter_means_the_same(ask: Ask) -> None:
    assert hits(ask('{ search(query: "checkout", filters: {licenses: ["Apache-2.0"]}) { edges { node { license } } } }'))
    assert not hits(ask('{ search(query: "checkout", filters: {licenses: ["MIT"]}) { edges { node { license } } } }'))


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ('{allow: ["Apache2"]}', "did you mean Apache-2.0?"),
        ('{deny: ["MIT OR ISC"]}', "is more than one licence"),
        ('{policy: "grund"}', "choose from ground, index-only, train, distribute"),
        ('{outbound: "Mine"}', "is no SPDX licence id"),
    ],
)
def test_what_is_no_licence_is_told(ask: Ask, terms: str, message: str) -> None:
    found = ask(f'{{ search(query: "checkout", licenses: {terms}) {{ notes }} }}')
    assert message in found["errors"][0]["message"]


def test_an_answer_is_grounded_in_what_is_asked_for(ask_policy: Ask) -> None:
    question = """{ answer(question: "how is an order paid for?", licenses: %s) {
        evidence { citation { license licenseChosen } } notes } }"""
    told = ask_policy(question % "{}")["data"]["answer"]
    assert told["evidence"]
    assert {one["citation"]["licenseChosen"] for one in told["evidence"]} == {"Apache-2.0"}
    refused = ask_policy(question % '{outbound: "GPL-2.0-only"}')["data"]["answer"]
    assert refused["evidence"] == []
    assert any("the matrix says no to Apache-2.0 into GPL-2.0-only" in note for note in refused["notes"])


def test_an_answer_says_what_it_owes_and_gives_the_texts_when_asked(ask_policy: Ask) -> None:
    fields = "copies obligations { name license chosen duties summary attributions files unknown }"
    told = ask_policy(f'{{ answer(question: "how is an order paid for?") {{ {fields} notice }} }}')["data"]["answer"]
    assert told["copies"] is True
    (owed,) = told["obligations"]
    assert (owed["license"], owed["chosen"]) == ("Apache-2.0", "Apache-2.0")
    assert {"attribution", "license-text", "state-changes"} <= set(owed["duties"])
    assert owed["unknown"]
    assert "Licence: Apache-2.0" in told["notice"]
    named = ask_policy(f'{{ answer(question: "Who calls shop.cart.checkout?") {{ {fields} }} }}')["data"]["answer"]
    assert named["copies"] is False
    assert named["obligations"]


@pytest.fixture
def ask_policy(store: CountingStore) -> Ask:
    return _asking(store)


def _asking(store: GraphStore) -> Ask:
    client = TestClient(create_app(ApiContext(store, policy=read_policy(None))), base_url="http://localhost")

    def asked(query: str, **variables: object) -> dict[str, Any]:
        shown: dict[str, Any] = client.post("/graphql", json={"query": query, "variables": variables}).json()
        return shown

    return asked
