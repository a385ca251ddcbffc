"""The graph's provenance as W3C PROV sees it: entities, activities, agents, and how they hang together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.ports import GraphStore
from graph.statements import load


@dataclass(frozen=True, slots=True)
class Element:
    """An entity, activity or agent. `types` are its labels but for the general ones."""

    id: str
    types: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Relation:
    """A PROV relation, named as in the graph (`WAS_DERIVED_FROM`). `role` is an agent's, empty where none is said."""

    type: str
    start: str
    end: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything in the order of ids."""

    entities: tuple[Element, ...]
    activities: tuple[Element, ...]
    agents: tuple[Element, ...]
    relations: tuple[Relation, ...]


_GENERAL = frozenset({"Node", "Entity", "Activity", "Agent"})


def provenance(store: GraphStore, sources: Collection[str] = ()) -> Provenance:
    """All provenance, or that of some sources: what led to them, and what was made of them."""
    entities = _elements(store, "entities") + _modules(store)
    activities = [Element(row["id"], ("Activity",), row["properties"]) for row in store.run(load("read/exports/activities"))]
    agents = _elements(store, "agents")
    relations = [
        Relation(row["type"], row["start"], row["end"], row.get("role") or "")
        for name in ("activity_relations", "entity_relations")
        for row in store.run(load(f"read/exports/{name}"))
    ]
    relations += [Relation("WAS_DERIVED_FROM", one.id, one.properties["file"]) for one in entities if one.types == ("Module",)]
    known = {one.id for one in (*entities, *activities, *agents)}
    if sources:
        known &= _about(sources, entities, activities, relations)
    return Provenance(
        tuple(sorted((one for one in entities if one.id in known), key=lambda one: one.id)),
        tuple(one for one in activities if one.id in known),
        tuple(one for one in agents if one.id in known),
        tuple(
            sorted(
                (one for one in relations if one.start in known and one.end in known),
                key=lambda one: (one.type, one.start, one.end),
            )
        ),
    )


def _elements(store: GraphStore, name: str) -> list[Element]:
    return [
        Element(row["id"], tuple(sorted(set(row["labels"]) - _GENERAL)), row["properties"])
        for row in store.run(load(f"read/exports/{name}"))
    ]


def _modules(store: GraphStore) -> list[Element]:
    return [
        Element(row["id"], ("Module",), {"name": row["name"], "source": row["source"], "file": row["file"]})
        for row in store.run(load("read/exports/modules"))
    ]


def _about(
    sources: Collection[str], entities: Iterable[Element], activities: Iterable[Element], relations: Iterable[Relation]
) -> set[str]:
    """What belongs to the sources, what was derived from that, and all that either rests on."""
    wanted = {*sources}
    own = {one.id for one in (*entities, *activities) if one.id in wanted or one.properties.get("source") in wanted}
    made: dict[str, list[str]] = {}
    rests: dict[str, list[str]] = {}
    for one in relations:
        rests.setdefault(one.start, []).append(one.end)
        if one.type == "WAS_DERIVED_FROM":
            made.setdefault(one.end, []).append(one.start)
    return _closed(_closed(own, made), rests)


def _closed(seeds: Iterable[str], leads: Mapping[str, list[str]]) -> set[str]:
    found, ahead = set[str](), list(seeds)
    while ahead:
        if (id_ := ahead.pop()) not in found:
            found.add(id_)
            ahead += leads.get(id_, ())
    return found
