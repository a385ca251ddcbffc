"""The symbol-level bill of materials: what our code reaches in each component, how surely, by which way, what is open."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.ports import GraphStore
from queries import exports
from queries.exports.reading.reachability import Step, _surest
from tests.exports.conftest import REQUEST, Export, differs_from, parsed
from tests.exports.office import ACME, OURS, PYTHON, TOOLS
from tests.exports.validators import assert_cyclonedx


def _reached(document: Any) -> dict[str, dict[str, tuple[float, int, str]]]:
    """By component and function: how surely, in how many hops, and where it stands."""
    return {
        component["bom-ref"]: {
            one["symbol"]: (about["confidence"], about["hops"], f"{one['location']}:{one.get('line', 0)}")
            for one in component.get("evidence", {}).get("occurrences", ())
            for about in (json.loads(one["additionalContext"]),)
        }
        for component in document.get("components", ())
    }


def test_each_function_that_can_be_reached_is_there_by_its_surest_way(export: Export) -> None:
    text = export("reachable")
    assert_cyclonedx(text)
    assert not differs_from("office.reachable.json", text)
    assert _reached(parsed(text)) == {
        PYTHON: {"json.dumps": (0.729, 3, f"{PYTHON}:0")},
        ACME: {
            "acme.api.get": (0.9, 1, "acme/api.py:8"),
            "acme.client.Client.__init__": (0.9, 2, "acme/client.py:4"),
            "acme.client.Client.send": (0.81, 2, "acme/client.py:8"),
            "acme.client.Slow.send": (0.36, 2, "acme/client.py:16"),
        },
        TOOLS: {
            "tools.run": (0.9, 2, "tools/__init__.py:3"),
            "tools.run2": (0.9, 3, "tools/__init__.py:9"),
            "tools.Swift.send": (0.243, 3, "tools/__init__.py:19"),
            "tools.wait": (0.18, 3, "tools/__init__.py:12"),
        },
    }


def test_calls_that_are_not_sure_enough_are_left_out_and_counted(export: Export) -> None:
    document = parsed(export("reachable", min_confidence=0.6))
    assert "tools.wait" not in _reached(document)[TOOLS]
    told = {one["name"]: one["value"] for one in document["metadata"]["properties"]}
    assert told["codecraft:reach:calls_left_out"] == "2"
    assert told["codecraft:reach:from"] == OURS
    assert told["codecraft:reach:open_call_sites"] == "1"


def test_a_start_of_its_own_reaches_from_there(export: Export) -> None:
    document = parsed(export("reachable", entries=("acme",)))
    assert {*_reached(document)[TOOLS]} == {"tools.run", "tools.run2", "tools.wait", "tools.idle", "tools.Swift.send"}
    assert document["metadata"]["component"]["bom-ref"] == ACME


def test_what_is_not_reached_is_so_only_as_far_as_is_known(export: Export) -> None:
    document = parsed(export("reachable", entries=("tools",)))
    assert _reached(document) == {}
    (tools,) = (one for one in parsed(export("reachable"))["components"] if one["bom-ref"] == TOOLS)
    told = {one["name"]: one["value"] for one in tools["properties"]}
    assert (told["codecraft:reach:functions"], told["codecraft:reach:reached"]) == ("5", "4")
    assert told["codecraft:reach:known"] == "open calls could reach more"


def test_nothing_indexed_says_what_to_give(empty_store: GraphStore) -> None:
    with pytest.raises(InputError, match="give --from SOURCE"):
        list(exports.text(empty_store, "reachable", REQUEST))


_EDGES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([0.25, 0.5, 1.0])),
    max_size=14,
    unique_by=lambda one: one[:2],
)


@given(edges=_EDGES)
def test_the_surest_way_is_the_best_of_all_ways(edges: list[tuple[int, int, float]]) -> None:
    """Confidences are powers of two, so that products are exact. Every way without a circle is tried."""
    ahead: dict[str, list[Step]] = {}
    for start, end, confidence in edges:
        ahead.setdefault(str(start), []).append(Step(str(start), str(end), 1, confidence))
    best: dict[str, tuple[float, int]] = {}
    ways = [("0", 1.0, 0, frozenset({"0"}))]
    while ways:
        at, confidence, hops, seen = ways.pop()
        best[at] = min(best.get(at, (0.0, 0)), (-confidence, hops))
        ways += [
            (step.end, confidence * step.confidence, hops + 1, seen | {step.end})
            for step in ahead.get(at, ())
            if step.end not in seen
        ]
    found = _surest(["0"], ahead)
    assert {id_: (-way.confidence, way.hops) for id_, way in found.items()} == best
