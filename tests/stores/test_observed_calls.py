"""What `codecraft trace` saw, from the run of the tests to GraphQL, in every store."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from extractors.languages.python.tracing import TRACER
from extractors.licenses.detector import DETECTOR
from extractors.sources import Options, open_source
from graph.cache import DiskCache
from graph.ingest import Parts, ingest
from graph.observations import read_record, write_record
from graph.ports import GraphStore
from graph.progress import Silent
from graph.provenance import Tool
from queries import calls
from tests.api.served_shop import client_of

SHOP = """
class Cash:
    def pay(self):
        return 1


class Card:
    def pay(self):
        return 2


def settle(way):
    return way.pay()


def checkout():
    return settle(Cash()) + settle(Card())


def run(name):
    return globals()[name.lower()]()


def idle():
    return settle(Cash())

"""

TESTS = """
import pytest
import shop


@pytest.mark.parametrize("name", ["checkout", "Checkout"])
def test_run(name):
    assert shop.run(name) == 3
"""

ASKED = """
query ($id: ID!) {
  symbol(id: $id) {
    callees {
      edges {
        confidence
        candidates
        steps { callee method confidence candidates seen { calls atLeast tests staticMethod staticConfidence } }
      }
    }
  }
}
"""
SOURCE = "pkg:generic/shop"


@pytest.fixture
def traced(tmp_path: Path) -> Path:
    """The shop, with a record of its tests."""
    root = tmp_path / "shop"
    root.mkdir()
    (root / "shop.py").write_text(SHOP.lstrip("\n"), encoding="utf-8")
    (root / "test_shop.py").write_text(TESTS.lstrip("\n"), encoding="utf-8")
    records = tmp_path / "records"
    records.mkdir()
    environment = TRACER.environment(root, records, os.environ)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_shop.py"]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    write_record(root, TRACER.read(root, records))
    return root


@pytest.fixture
def indexed(traced: Path, store: GraphStore, tmp_path: Path) -> GraphStore:
    """Each store in turn, with the shop as it was traced."""
    parts = Parts(
        extractors=dict.fromkeys(EXTRACTOR.suffixes, EXTRACTOR),
        linkers={"python": PythonLinker(jedi_seconds=0)},
        licenses=DETECTOR,
        cache=DiskCache(tmp_path / "cache"),
        tool=Tool("codecraft", "0.0.test"),
        observed=lambda _: read_record(traced),
    )
    ingest(open_source(str(traced), Options((".py",))), store, parts, Silent())
    return store


def asked(store: GraphStore, name: str) -> dict[str, dict[str, Any]]:
    """What GraphQL says of a symbol's callees, by their name."""
    response = client_of(store).post("/graphql", json={"query": ASKED, "variables": {"id": f"{SOURCE}#{name}"}})
    edges = response.json()["data"]["symbol"]["callees"]["edges"]
    return {edge["steps"][0]["callee"].removeprefix(f"{SOURCE}#shop."): edge for edge in edges}


def test_a_call_that_the_linker_ranks_says_what_was_seen_and_what_it_ranked(indexed: GraphStore) -> None:
    callees = asked(indexed, "shop.settle")
    assert set(callees) == {"Cash.pay", "Card.pay"}
    for edge in callees.values():
        [step] = edge["steps"]
        assert (step["method"], step["confidence"], edge["confidence"]) == ("observed", 1.0, 1.0)
        assert step["candidates"] == edge["candidates"] == 2
        seen = step["seen"]
        assert (seen["calls"], seen["atLeast"], seen["tests"]) == (2, False, 2)
        assert seen["staticMethod"] == "inferred"
        assert 0 < seen["staticConfidence"] < 1


def test_a_call_that_only_a_trace_shows_has_no_word_of_the_linker(indexed: GraphStore) -> None:
    [step] = asked(indexed, "shop.run")["checkout"]["steps"]
    assert step["seen"] == {"calls": 2, "atLeast": False, "tests": 2, "staticMethod": None, "staticConfidence": None}


def test_a_call_that_no_test_made_has_nothing_seen(indexed: GraphStore) -> None:
    [step] = asked(indexed, "shop.idle")["settle"]["steps"]
    assert (step["method"] == "observed", step["seen"]) == (False, None)


def test_callers_say_the_same(indexed: GraphStore) -> None:
    [hit] = calls.callers(indexed, f"{SOURCE}#shop.Card.pay").hits
    [step] = hit.steps
    assert step.seen is not None
    assert (hit.symbol.name, hit.candidates, step.seen.calls, step.seen.static_method) == ("settle", 2, 2, "inferred")
