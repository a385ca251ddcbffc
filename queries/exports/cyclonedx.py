"""CycloneDX 1.6: components with licences and evidence, model cards, dependencies, reviews, and how all was indexed."""

from collections.abc import Iterator

from graph.ports import GraphStore
from queries.exports.reading.activities import Activity, activities
from queries.exports.reading.inventory import Component, Inventory, inventory
from queries.exports.reading.request import Request
from queries.exports.reading.reviews import reviews
from queries.exports.writing.bom import bom, compositions, dependencies, subject_of
from queries.exports.writing.components import component_of, properties
from queries.exports.writing.documents import Json, text_of, without_empty
from queries.exports.writing.models import model_of

TITLE = "CycloneDX 1.6 JSON: components, licences with evidence, model cards, dependencies"
_BY_TASK = {"ingest": "scan", "embedding": "build", "training": "build", "rules": "test", "refresh": "scan"}


def write(store: GraphStore, request: Request) -> Iterator[str]:
    """The document."""
    found = inventory(store, request.chosen(store))
    subject = subject_of(found)
    components = [
        *(component_of(one, files=request.with_files) for one in found.components if one is not subject),
        *(model_of(model) for model in found.models),
    ]
    parts: Json = {
        "dependencies": dependencies(found),
        "compositions": compositions(found),
        "annotations": [note for one in found.components for note in _annotations(one)],
        "formulation": _formulation(found, activities(store)),
    }
    yield text_of(bom(request, subject, components, parts, ()))


def _annotations(component: Component) -> list[Json]:
    return [
        {
            "subjects": [component.id],
            "annotator": {"individual": {"name": one.who}},
            "timestamp": one.moment,
            "text": one.text,
        }
        for one in reviews(component)
    ]


def _formulation(found: Inventory, done: tuple[Activity, ...]) -> list[Json]:
    """The activities that made what the graph holds of these components, each a workflow."""
    known = {one.id for one in found.components} | {one.id for one in found.models}
    workflows = [_workflow(one, known) for one in done if one.kind in _BY_TASK and known.intersection(one.used)]
    return [{"workflows": workflows}] if workflows else []


def _workflow(activity: Activity, known: set[str]) -> Json:
    return without_empty(
        {
            "bom-ref": activity.id,
            "uid": activity.id,
            "name": activity.kind,
            "resourceReferences": [{"ref": ref} for ref in activity.used if ref in known],
            "taskTypes": [_BY_TASK[activity.kind]],
            "timeStart": activity.started,
            "timeEnd": activity.ended,
            "properties": properties([*activity.told, *(("agent", one) for one in activity.agents)]),
        }
    )
