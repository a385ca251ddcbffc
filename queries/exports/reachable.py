"""A symbol-level bill of materials: CycloneDX 1.6 with, for each component, the functions of it that our code can reach.

Each function is an occurrence in the component's evidence: its file, line and name, with how sure the surest way to it is, how
long that way is, and the way itself. What could not be followed is counted, and no component is called unreached beyond that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from graph.errors import InputError
from graph.paths import is_test
from graph.ports import GraphStore, Row
from graph.statements import load
from queries.exports.reading.inventory import Component, Inventory, inventory
from queries.exports.reading.reachability import Reach, reach
from queries.exports.reading.request import Request
from queries.exports.writing.bom import bom, compositions, dependencies, subject_of
from queries.exports.writing.components import component_of, properties
from queries.exports.writing.documents import Json, text_of, without_empty
from queries.filters import find_sources
from queries.views import SymbolView, views

TITLE = "CycloneDX 1.6 JSON of the functions of each component that our code can reach"


@dataclass(frozen=True, slots=True)
class _Function:
    """A function of a component, or a name of it where it is not indexed (`path` empty, `line` 0)."""

    id: str
    name: str
    qualified_name: str
    module: str
    path: str
    line: int


def write(store: GraphStore, request: Request) -> Iterator[str]:
    """The document. Raises InputError when nothing says which code is ours."""
    entries = find_sources(store, request.entries) or request.chosen(store) or _working_trees(store)
    starts, tests = _starts(store, entries)
    found = reach(store, starts, min_confidence=request.min_confidence)
    outside = _outside(store, found)
    known = inventory(store, entries, with_files=False)
    reached = {id_.partition("#")[0] for id_ in found.ways} | {*outside}
    if unlisted := reached - {one.id for one in known.components}:
        whole = inventory(store, (), with_files=False)
        listed = tuple(one for one in whole.components if one in known.components or one.id in unlisted)
        known = Inventory(listed, known.dependencies, (), entries)
    subject = subject_of(known)
    components = [_component(store, one, found, outside.get(one.id, [])) for one in known.components if one.id not in entries]
    others = [component_of(one) for one in known.components if one.id in entries and one is not subject]
    parts: Json = {"dependencies": dependencies(known), "compositions": compositions(known)}
    yield text_of(bom(request, subject, [*others, *components], parts, _told(request, entries, found, tests)))


def _working_trees(store: GraphStore) -> tuple[str, ...]:
    """Sources that are read from directories: ours, where nothing else is said."""
    found = [row["id"] for row in store.run(load("read/exports/sources")) if row["properties"].get("kind") == "directory"]
    if not found:
        raise InputError("no directory is indexed, so nothing says which code is ours: give --from SOURCE")
    return tuple(found)


def _starts(store: GraphStore, entries: Sequence[str]) -> tuple[list[str], int]:
    """All code of the entries but for their tests, and how many functions of tests that leaves out."""
    rows = [row for entry in entries for row in store.run(load("read/exports/callables"), source=entry)]
    ours = [row["id"] for row in rows if not is_test(row["path"])]
    return ours, len(rows) - len(ours)


def _outside(store: GraphStore, found: Reach) -> dict[str, list[_Function]]:
    """Reached names of distributions that are not indexed, by distribution."""
    outside: dict[str, list[_Function]] = {}
    for view in sorted(views(store, found.ways).values(), key=lambda one: one.id):
        if view.external and view.distribution:
            outside.setdefault(view.distribution, []).append(_named(view))
    return outside


def _named(view: SymbolView) -> _Function:
    return _Function(view.id, view.name, view.qualified_name, view.qualified_name.rpartition(".")[0], "", 0)


def _component(store: GraphStore, component: Component, found: Reach, outside: list[_Function]) -> Json:
    """The component with the functions of it that were reached, the surest first."""
    rows = store.run(load("read/exports/callables"), source=component.id) if component.indexed else []
    functions = [_function(row) for row in rows if not row["is_module"]] if component.indexed else outside
    reached = sorted(
        (one for one in functions if one.id in found.ways), key=lambda one: (-found.ways[one.id].confidence, one.id)
    )
    made = component_of(component)
    evidence = {**made.pop("evidence", {}), "occurrences": [_occurrence(component, one, found) for one in reached]}
    if reached:
        evidence["callstack"] = {"frames": _frames(store, reached[0], found)}
    told = made.pop("properties", [])
    more = properties(_coverage(component, functions, reached, found))
    return {**made, **without_empty({"evidence": without_empty(evidence)}), "properties": [*told, *more]}


def _function(row: Row) -> _Function:
    return _Function(row["id"], row["name"], row["qualified_name"], row["module"], row["path"], row["line"])


def _occurrence(component: Component, function: _Function, found: Reach) -> Json:
    way = found.ways[function.id]
    context = {
        "confidence": round(way.confidence, 4),
        "hops": way.hops,
        "way": [f"{step.start}:{step.line}" for step in found.steps(function.id)],
    }
    return without_empty(
        {
            "bom-ref": function.id,
            "location": function.path or component.id,
            "line": function.line or None,
            "symbol": function.qualified_name,
            "additionalContext": msgspec.json.encode(context).decode(),
        }
    )


def _frames(store: GraphStore, function: _Function, found: Reach) -> list[Json]:
    """The surest way to the function, outermost call first; `line` is where a frame calls the next one."""
    steps = found.steps(function.id)
    seen = views(store, [step.start for step in steps])
    frames = [
        without_empty(
            {
                "package": view.source,
                "module": view.module,
                "function": view.qualified_name.removeprefix(f"{view.module}."),
                "line": step.line or None,
                "fullFilename": view.path,
            }
        )
        for step in steps
        for view in (seen[step.start],)
    ]
    last = {"module": function.module, "function": function.name, "line": function.line or None, "fullFilename": function.path}
    return [*frames, without_empty(last)]


def _coverage(
    component: Component, functions: Sequence[_Function], reached: Sequence[_Function], found: Reach
) -> list[tuple[str, object]]:
    """How far this is known: functions that an open call could mean, and code that nobody has read."""
    if not component.indexed:
        said = "not indexed: the names that are called are known, what they reach in turn is not"
        return [("reach:reached", len(reached)), ("reach:known", said)]
    possible = [one for one in functions if one.id not in found.ways and one.name in found.open.names]
    said = "complete as far as calls were resolved" if not found.open.sites else "open calls could reach more"
    if not reached:
        said = f"not reached as far as is known; {said}"
    return [
        ("reach:functions", len(functions)),
        ("reach:reached", len(reached)),
        ("reach:possible", len(possible)),
        ("reach:known", said),
    ]


def _told(request: Request, entries: Sequence[str], found: Reach, tests: int) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [("reach:from", entry) for entry in entries]
    told += [
        ("reach:min_confidence", request.min_confidence),
        ("reach:calls_left_out", found.left_out),
        ("reach:open_call_sites", found.open.sites),
        ("reach:open_call_sites_without_a_name", found.open.unnamed),
        ("reach:tests_left_out", tests),
    ]
    return told
