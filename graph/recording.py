"""What an ingest leaves in the provenance log: that it was done, from what, by what, and which model made vectors."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

from graph.facts import Change, Edge, ModelInfo, Node, Property, SourceInfo
from graph.log import Draft, drawn_up
from graph.ports import Addition, Read, Told
from graph.provenance import Activity
from graph.statements import load


def told_of_ingest(info: SourceInfo, license_: str, activity: Activity, model: ModelInfo | None) -> Told:
    """What an ingest that changed something records with its change, and of the embedding if it made vectors."""

    def told(change: Change, read: Read) -> Addition:
        drafts = [_ingest(info, license_, activity, change)]
        if model and change.vectors_written:
            drafts += _training(model, read)
            drafts.append(_embedding(info.id, activity, model, change.vectors_written))
        return drawn_up(drafts, read)

    return told


def _ingest(info: SourceInfo, license_: str, activity: Activity, change: Change) -> Draft:
    said = {key: value for key, value in activity.properties.items() if key != "source"}
    about = {"source": info.id, "activity": activity.id, "revision": info.revision, "dirty": info.dirty, "license": license_}
    written = {
        "nodes_written": change.nodes_written,
        "nodes_removed": change.nodes_removed,
        "relations_written": change.edges_written,
        "relations_removed": change.edges_removed,
    }
    return Draft("ingest", {**said, **about, **_approval(info), **written})


def _approval(info: SourceInfo) -> dict[str, Property]:
    """By whose word the source is read: what the log still knows of it once the source is withdrawn."""
    word = info.governance
    if word is None or not word.reviewer:
        return {}
    said = {"reviewer": word.reviewer, "reviewed": word.reviewed, "purpose": word.purpose.value, "entry": word.entry}
    return {key: value for key, value in said.items() if value}


def _training(model: ModelInfo, read: Read) -> Iterator[Draft]:
    """How the model came about, once in a store and where that is known."""
    made = model.training
    if made is None or read(load("read/node"), id=made.id):
        return
    told: dict[str, Property] = {
        "model": model.id,
        "model_digest": model.digest,
        "model_license": model.license,
        "tool": made.tool,
        "started": made.started,
        "ended": made.ended,
        "settings": made.settings,
        "inputs": list(made.inputs),
    }
    name, _, version = made.tool.partition("@")
    agent = Node(f"agent:{made.tool}", ("Agent",), {"name": name, "version": version, "kind": "software"})
    node = Node(made.id, ("Activity",), {"kind": "training", **told})
    edges = [Edge("WAS_GENERATED_BY", model.id, made.id, {}), Edge("WAS_ASSOCIATED_WITH", made.id, agent.id, {})]
    yield Draft("training", told, [node], edges, [agent])


def _embedding(source: str, activity: Activity, model: ModelInfo, vectors: int) -> Draft:
    name = secrets.token_hex(8)
    id_, made = f"activity:embedding:{name}", f"vectors:{name}"
    told: dict[str, Property] = {
        "source": source,
        "inputs_digest": activity.properties["inputs_digest"],
        "model": model.id,
        "model_digest": model.digest,
        "model_license": model.license,
        "vectors": vectors,
        "started": activity.properties["started"],
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    node = Node(id_, ("Activity",), {"kind": "embedding", **told})
    agent = f"agent:{activity.properties['tool']}@{activity.properties['version']}"
    edges = [Edge("USED", id_, model.id, {}), Edge("USED", id_, source, {}), Edge("WAS_ASSOCIATED_WITH", id_, agent, {})]
    # What was made, as an entity: the vectors themselves are the store's own.
    vectors_ = Node(made, ("Vectors", "Entity"), {"source": source, "model": model.id, "count": vectors})
    edges += [Edge("WAS_GENERATED_BY", made, id_, {}), Edge("WAS_DERIVED_FROM", made, source, {})]
    return Draft("embedding", told, [node, vectors_], edges)
