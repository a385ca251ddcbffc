"""Names from outside the source, and what they come from."""

from graph.facts import Distribution, Edge, LinkedFacts, Node, Snapshot
from graph.licensing.expressions import license_ids
from graph.projection.elements import node


def external_nodes(snapshot: Snapshot, linked: LinkedFacts) -> list[Node]:
    """Names from outside, and what they or the declared dependencies come from."""
    nodes = [
        node(
            one.id,
            ("External",),
            {
                "name": one.qualified_name.rpartition(".")[2],
                "qualified_name": one.qualified_name,
                "kind": one.kind,
                "distribution": one.distribution,
            },
        )
        for one in linked.externals
    ]
    known = {one.id: one for one in linked.distributions}
    for requirement in snapshot.info.requires:
        name, _, version = requirement.id.removeprefix("pkg:pypi/").partition("@")
        known.setdefault(requirement.id, Distribution(requirement.id, name, version, ""))
    nodes += [
        node(one.id, ("Distribution",), {"name": one.name, "version": one.version, "license": one.license})
        for one in known.values()
        if one.id != snapshot.info.id
    ]
    return nodes


def external_edges(snapshot: Snapshot, linked: LinkedFacts) -> list[Edge]:
    """What outside names belong to, and under which licence that is."""
    distributions = {one.id for one in linked.distributions} - {snapshot.info.id}
    edges = [Edge("CONTAINS", one.distribution, one.id, {}) for one in linked.externals if one.distribution in distributions]
    for one in linked.distributions:
        if one.id in distributions:
            edges += [
                Edge("LICENSED_UNDER", one.id, license_id, {"expression": one.license, "kind": "declared"})
                for license_id in license_ids(one.license)
            ]
    return edges
