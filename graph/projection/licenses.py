"""Licences of sources and files, and how they stand in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.facts import NOASSERTION, Edge, LicenseClaim, Node, Property, Snapshot, SourceInfo
from graph.ids import file_id
from graph.ports import LicenseDetector, LicenseTerms
from graph.projection.elements import edge, node


@dataclass(frozen=True, slots=True)
class FileLicense:
    """The licence that holds for a file, and the statements in the file that say so."""

    expression: str
    kind: str
    claims: tuple[LicenseClaim, ...] = ()


def source_license(info: SourceInfo) -> str:
    """The expression that holds for a source: a person's conclusion before the author's declaration."""
    ranked = sorted(info.licenses, key=lambda claim: claim.kind != "concluded")
    return next((claim.expression for claim in ranked if claim.expression), NOASSERTION)


def file_license(info: SourceInfo, claims: Sequence[LicenseClaim]) -> FileLicense:
    """A file's own header before its source's licence; several headers in one file hold together."""
    own = list(dict.fromkeys(claim.expression for claim in claims if claim.expression != NOASSERTION))
    if own:
        return FileLicense(
            " AND ".join(f"({one})" if " " in one and len(own) > 1 else one for one in own), "detected", tuple(claims)
        )
    expression = source_license(info)
    kind = next((claim.kind.value for claim in info.licenses if claim.expression == expression), "declared")
    return FileLicense(expression, kind)


def file_licenses(snapshot: Snapshot, detector: LicenseDetector) -> dict[str, FileLicense]:
    """The licence of each document, by path."""
    return {document.path: file_license(snapshot.info, detector.detect(document)) for document in snapshot.documents}


def license_edges(snapshot: Snapshot, licenses: Mapping[str, FileLicense], terms: LicenseTerms) -> list[Edge]:
    """From the source and from each file that speaks for itself, to every licence that an expression names."""
    info = snapshot.info
    edges = [_license_edge(info.id, one, claim) for claim in info.licenses for one in terms.ids(claim.expression)]
    for path, license_ in licenses.items():
        for claim in license_.claims:
            edges += [_license_edge(file_id(info.id, path), one, claim) for one in terms.ids(claim.expression)]
    return list({(edge.start, edge.end): edge for edge in reversed(edges)}.values())


def license_file_nodes(snapshot: Snapshot) -> list[Node]:
    """One node for each file that holds the source's terms, notices or authors."""
    return [
        node(
            file_id(snapshot.info.id, one.path),
            ("LicenseFile", "Entity"),
            {
                "path": one.path,
                "kind": one.kind.value,
                "text": one.text,
                "copyrights": list(one.copyrights),
                "digest": one.digest,
                "license": one.license,
                "source": snapshot.info.id,
            },
        )
        for one in snapshot.license_files
    ]


def license_file_edges(snapshot: Snapshot) -> list[Edge]:
    """The source contains its files of terms."""
    source = snapshot.info.id
    return [Edge("CONTAINS", source, file_id(source, one.path), {}) for one in snapshot.license_files]


def license_nodes(expressions: Sequence[str], terms: LicenseTerms) -> list[Node]:
    """One node for each licence that any of the expressions names."""
    names = sorted({one for expression in expressions for one in terms.ids(expression)})
    return [Node(one, ("License",), {"name": one, "category": terms.category(one)}) for one in names]


def _license_edge(start: str, license_id: str, claim: LicenseClaim) -> Edge:
    properties: dict[str, Property | None] = {
        "expression": claim.expression,
        "kind": claim.kind.value,
        "method": claim.method,
        "path": claim.path,
        "line": claim.line,
    }
    return edge("LICENSED_UNDER", start, license_id, properties)
