"""W3C PROV for an ingest: which activity made what, from which inputs, by which tool and model."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from graph.facts import Document, Edge, LicenseAnnotation, LicenseFile, ModelInfo, Node, Property


@dataclass(frozen=True, slots=True)
class Tool:
    """The software that does an ingest. `parts` names every part whose version can change the result."""

    name: str
    version: str
    parts: tuple[str, ...] = ()

    @property
    def agent_id(self) -> str:
        """The id of the tool's Agent node."""
        return f"agent:{self.name}@{self.version}"

    @property
    def agent(self) -> Node:
        """The tool's Agent node."""
        return Node(self.agent_id, ("Agent",), {"name": self.name, "version": self.version, "kind": "software"})

    @property
    def fingerprint(self) -> str:
        """One line that differs when the tool would produce something else."""
        return " ".join((f"{self.name}@{self.version}", *self.parts))


@dataclass(frozen=True, slots=True)
class Activity:
    """One ingest, or an earlier one whose files are still as it left them."""

    id: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Origin:
    """Which activity each file comes from.

    `activities` are all that any file still names and the `newest`, this ingest's.
    """

    by_path: Mapping[str, str]
    activities: tuple[Activity, ...]
    newest: str

    @property
    def day(self) -> str:
        """The day on which the newest activity ended, in UTC."""
        return next(str(one.properties["ended"])[:10] for one in self.activities if one.id == self.newest)


def inputs_digest(documents: Iterable[Document | LicenseFile | LicenseAnnotation]) -> str:
    """The digest of a set of inputs: over their paths and digests in path order."""
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda one: one.path):
        digest.update(f"{document.path}\0{document.digest}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def new_activity(source: str, inputs: str, count: int, tool: Tool, started: datetime, ended: datetime) -> Activity:
    """The activity of this ingest: named by its inputs and its tool, so that the same work has the same name."""
    name = hashlib.sha256(f"{inputs} {tool.fingerprint}".encode()).hexdigest()[:16]
    return Activity(
        f"activity:ingest:{source}:{name}",
        {
            "kind": "ingest",
            "started": started.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
            "tool": tool.name,
            "version": tool.version,
            "parts": " ".join(tool.parts),
            "inputs": count,
            "inputs_digest": inputs,
            "source": source,
        },
    )


def provenance_nodes(origin: Origin) -> list[Node]:
    """The activities."""
    return [Node(activity.id, ("Activity",), activity.properties) for activity in origin.activities]


def provenance_edges(source: str, origin: Origin, tool: Tool, model: ModelInfo | None) -> list[Edge]:
    """What each activity used and who was responsible."""
    edges = [Edge("WAS_ATTRIBUTED_TO", source, tool.agent_id, {})]
    for activity in origin.activities:
        agent = f"agent:{activity.properties['tool']}@{activity.properties['version']}"
        edges.append(Edge("USED", activity.id, source, {}))
        edges.append(Edge("WAS_ASSOCIATED_WITH", activity.id, agent, {}))
        if model:
            edges.append(Edge("USED", activity.id, model.id, {}))
    return edges


def provenance_shared(origin: Origin, tool: Tool, model: ModelInfo | None) -> list[Node]:
    """Agents and models: they outlive any one source."""
    agents = {(tool.name, tool.version)} | {
        (str(one.properties["tool"]), str(one.properties["version"])) for one in origin.activities
    }
    nodes = [
        Node(f"agent:{name}@{version}", ("Agent",), {"name": name, "version": version, "kind": "software"})
        for name, version in sorted(agents)
    ]
    if model:
        nodes.append(model_node(model))
    return nodes


def model_node(model: ModelInfo) -> Node:
    """A model as the graph has it, with what its card says."""
    said: dict[str, Property] = {"name": model.name, "digest": model.digest, "license": model.license}
    if model.dimensions:
        said["dimensions"] = model.dimensions
    if card := model.card:
        lists = {"use_cases": card.use_cases, "limitations": card.limitations, "figures": card.figures}
        said |= {key: list(values) for key, values in lists.items() if values}
        said |= {"architecture": card.architecture} if card.architecture else {}
    return Node(model.id, ("Model", "Entity"), said)
