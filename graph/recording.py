"""What an ingest leaves in the provenance log: that it was done, from what, by what, and which model made vectors."""

import secrets

from graph.facts import Change, Edge, ModelInfo, Node, Property, SourceInfo
from graph.log import record
from graph.ports import GraphStore
from graph.provenance import Activity
from graph.statements import load


def record_ingest(
    store: GraphStore, info: SourceInfo, license_: str, activity: Activity, change: Change, model: ModelInfo | None
) -> None:
    """Record an ingest that changed something, and its embedding if it made vectors. Raises StoreError."""
    if not change.touched:
        return
    said = {key: value for key, value in activity.properties.items() if key != "source"}
    about = {"source": info.id, "activity": activity.id, "revision": info.revision, "dirty": info.dirty, "license": license_}
    written = {
        "nodes_written": change.nodes_written,
        "nodes_removed": change.nodes_removed,
        "relations_written": change.edges_written,
        "relations_removed": change.edges_removed,
    }
    record(store, "ingest", {**said, **about, **written})
    if model and change.vectors_written:
        record_training(store, model)
        record_embedding(store, info.id, str(activity.properties["inputs_digest"]), model, change.vectors_written)


def record_training(store: GraphStore, model: ModelInfo) -> None:
    """Record once in a store how its model came about, where that is known. Raises StoreError."""
    made = model.training
    if made is None or store.run(load("read/node"), id=made.id):
        return
    told: dict[str, Property] = {
        "model": model.id,
        "model_digest": model.digest,
        "license": model.license,
        "tool": made.tool,
        "started": made.started,
        "ended": made.ended,
        "settings": made.settings,
        "inputs": list(made.inputs),
    }
    node = Node(made.id, ("Activity",), {"kind": "training", **told})
    record(store, "training", told, [node], [Edge("WAS_GENERATED_BY", model.id, made.id, {})])


def record_embedding(store: GraphStore, source: str, inputs_digest: str, model: ModelInfo, vectors: int) -> None:
    """Record that a model made vectors of a source's texts. Raises StoreError."""
    id_ = f"activity:embedding:{secrets.token_hex(8)}"
    told: dict[str, Property] = {
        "source": source,
        "inputs_digest": inputs_digest,
        "model": model.id,
        "model_digest": model.digest,
        "vectors": vectors,
    }
    node = Node(id_, ("Activity",), {"kind": "embedding", **told})
    edges = [Edge("USED", id_, model.id, {}), Edge("USED", id_, source, {})]
    record(store, "embedding", told, [node], edges)
