"""PROV-JSON: entities, activities, agents and their relations. Source: W3C Member Submission 24 April 2013, prov-json.

Identifiers are the graph's own, read as qualified names: `pkg:pypi/requests@2.32.3` has the prefix `pkg`, whose namespace is
`pkg:`, so that its URI is the package URL. Texts stay out (prompts, licences, docstrings); their digests are there.
"""

from collections.abc import Iterator
from typing import Any

from graph.ports import GraphStore
from queries.exports.reading.provenance import Element, provenance
from queries.exports.reading.request import Request
from queries.exports.writing.documents import Json, text_of, without_empty

TITLE = "PROV-JSON: entities, activities, agents and their relations"
_OWN = "codecraft"
_NAMESPACE = "urn:codecraft:"
_LEFT_OUT = frozenset({
    "id", "fingerprint", "started", "ended", "file", "text", "question", "content", "search_text", "vector", "surroundings",
    "location",
})  # fmt: skip
_RELATIONS = {
    "USED": ("used", "prov:activity", "prov:entity"),
    "WAS_GENERATED_BY": ("wasGeneratedBy", "prov:entity", "prov:activity"),
    "WAS_DERIVED_FROM": ("wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity"),
    "WAS_ATTRIBUTED_TO": ("wasAttributedTo", "prov:entity", "prov:agent"),
    "WAS_ASSOCIATED_WITH": ("wasAssociatedWith", "prov:activity", "prov:agent"),
    "WAS_INVALIDATED_BY": ("wasInvalidatedBy", "prov:entity", "prov:activity"),
    "WAS_INFORMED_BY": ("wasInformedBy", "prov:informed", "prov:informant"),
}
_AGENT_TYPES = {"software": "prov:SoftwareAgent", "person": "prov:Person", "organization": "prov:Organization"}


def write(store: GraphStore, request: Request) -> Iterator[str]:
    """The document; it states no time of its own."""
    found = provenance(store, request.chosen(store))
    document: dict[str, Json] = {
        "prefix": {},
        "entity": {_name(one.id): _attributes(one, _types(one.types)) for one in found.entities},
        "activity": {_name(one.id): _times(one) | _attributes(one, _kind(one)) for one in found.activities},
        "agent": {_name(one.id): _attributes(one, _agent_type(one)) for one in found.agents},
    }
    for number, relation in enumerate(found.relations, start=1):
        kind, start, end = _RELATIONS[relation.type]
        said = {f"{_OWN}:role": relation.role} if relation.role else {}
        document.setdefault(kind, {})[f"_:r{number}"] = {start: _name(relation.start), end: _name(relation.end), **said}
    names = [name for kind in ("entity", "activity", "agent") for name in document[kind]]
    document["prefix"] = {prefix: _namespace(prefix) for prefix in sorted({_OWN, *(name.partition(":")[0] for name in names)})}
    yield text_of(without_empty(document))


def _name(id_: str) -> str:
    return id_ if ":" in id_ else f"{_OWN}:{id_}"


def _namespace(prefix: str) -> str:
    return "pkg:" if prefix == "pkg" else _NAMESPACE if prefix == _OWN else f"{_NAMESPACE}{prefix}:"


def _attributes(element: Element, types: list[str]) -> Json:
    about = element.properties
    attributes: Json = {"prov:type": _several([{"$": one, "type": "prov:QUALIFIED_NAME"} for one in types])} if types else {}
    if about.get("name"):
        attributes["prov:label"] = about["name"]
    for key, value in sorted(about.items()):
        if key not in _LEFT_OUT and value is not None and value != []:
            attributes[f"{_OWN}:{key}"] = _several(value) if isinstance(value, list) else value
    return attributes


def _several(values: list[Any]) -> Any:
    """PROV's attributes are sets: a value that is there twice is there once."""
    once = list({repr(one): one for one in values}.values())
    return once[0] if len(once) == 1 else once


def _types(labels: tuple[str, ...]) -> list[str]:
    return [f"{_OWN}:{label}" for label in labels]


def _kind(activity: Element) -> list[str]:
    kind = activity.properties.get("kind")
    return [f"{_OWN}:{kind}"] if kind else []


def _agent_type(agent: Element) -> list[str]:
    kind = _AGENT_TYPES.get(str(agent.properties.get("kind") or ""))
    return [kind] if kind else []


def _times(activity: Element) -> Json:
    about = activity.properties
    return without_empty({"prov:startTime": about.get("started"), "prov:endTime": about.get("ended")})
