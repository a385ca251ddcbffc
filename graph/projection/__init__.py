"""From what an ingest learned to the nodes and relations of docs/graph.md: pure, one source at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.facts import Batch, FileFacts, FileLicense, LinkedFacts, ModelInfo, Snapshot, Vectors
from graph.governance import reviewer_edge, reviewer_node
from graph.projection.externals import external_edges, external_nodes
from graph.projection.licenses import (
    license_edges,
    license_file_edges,
    license_file_nodes,
    license_nodes,
    source_license,
)
from graph.projection.sections import section_edges, section_nodes
from graph.projection.sources import file_nodes, source_node, structure_edges
from graph.projection.symbols import claim_edges, symbol_nodes
from graph.provenance import Origin, Tool, provenance_edges, provenance_nodes, provenance_shared
from graph.quality import Quality
from graph.similarity.edges import Similar


@dataclass(frozen=True, slots=True)
class Findings:
    """All that an ingest learned of a source. `facts`, `licenses` and `quality` go by path, `digest` is of all inputs.

    `detector` names what found the licences, with the date of its data.
    """

    snapshot: Snapshot
    digest: str
    facts: Mapping[str, FileFacts]
    linked: LinkedFacts
    licenses: Mapping[str, FileLicense]
    quality: Mapping[str, Quality]
    vectors: Vectors | None
    similar: Similar = field(default_factory=Similar)
    detector: str = ""


def project(findings: Findings, origin: Origin, tool: Tool, model: ModelInfo | None) -> Batch:
    """The source's whole new state as nodes and relations."""
    snapshot, linked = findings.snapshot, findings.linked
    return Batch(
        source=snapshot.info.id,
        nodes=(
            source_node(
                snapshot,
                findings.facts,
                linked,
                findings.licenses,
                stamps={"digest": findings.digest, "extractor": tool.fingerprint, "detector": findings.detector},
                day=origin.day,
            ),
            *file_nodes(snapshot, findings.facts, findings.licenses, findings.quality),
            *license_file_nodes(snapshot),
            *symbol_nodes(snapshot, linked, findings.licenses),
            *section_nodes(snapshot, findings.facts, findings.licenses),
            *provenance_nodes(origin),
        ),
        edges=(
            *structure_edges(snapshot, linked, origin.by_path),
            *claim_edges(linked),
            *findings.similar.own,
            *section_edges(snapshot, findings.facts, linked),
            *license_edges(snapshot, findings.licenses),
            *license_file_edges(snapshot),
            *provenance_edges(snapshot.info.id, origin, tool, model),
            *reviewer_edge(snapshot.info),
        ),
        shared_nodes=(
            *external_nodes(snapshot, linked),
            *license_nodes(_expressions(findings)),
            *provenance_shared(origin, tool, model),
            *reviewer_node(snapshot.info),
        ),
        shared_edges=tuple(external_edges(snapshot, linked)),
        vectors=findings.vectors,
        incoming=findings.similar.incoming,
    )


def _expressions(findings: Findings) -> list[str]:
    info = findings.snapshot.info
    return [
        source_license(info),
        *(claim.expression for claim in info.licenses),
        *(claim.expression for license_ in findings.licenses.values() for claim in license_.claims),
        *(distribution.license for distribution in findings.linked.distributions),
    ]
