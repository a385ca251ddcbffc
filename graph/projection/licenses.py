"""Licences of sources and files, and how they stand in the graph."""

from collections.abc import Mapping, Sequence

from graph.facts import (
    NOASSERTION,
    OWN_FILES,
    Edge,
    FileLicense,
    LicenseClaim,
    LicenseKind,
    Node,
    Property,
    Snapshot,
    SourceInfo,
)
from graph.ids import file_id
from graph.licensing.categories import category
from graph.licensing.expressions import license_ids
from graph.projection.elements import edge, node


def source_license(info: SourceInfo) -> str:
    """The expression that holds for a source's files: a person's conclusion before the author's declaration.

    What a licence file states for certain files only, such as bundled binaries, is left out: `license_concluded` holds it.
    """
    ranked = sorted(info.licenses, key=lambda claim: (claim.method != OWN_FILES, claim.kind is not LicenseKind.CONCLUDED))
    return next((claim.expression for claim in ranked if claim.expression), NOASSERTION)


def stated_licenses(info: SourceInfo) -> dict[str, Property | None]:
    """What a source's author declares, what was detected and concluded, each as one expression; absent where nothing."""
    return {f"license_{kind.value}": _said(info, kind) or None for kind in LicenseKind}


def license_edges(snapshot: Snapshot, licenses: Mapping[str, FileLicense]) -> list[Edge]:
    """From the source and from each file that speaks for itself, to every licence that an expression names."""
    info = snapshot.info
    edges = [_license_edge(info.id, one, claim) for claim in info.licenses for one in license_ids(claim.expression)]
    for path, license_ in licenses.items():
        for claim in license_.claims:
            edges += [_license_edge(file_id(info.id, path), one, claim) for one in license_ids(claim.expression)]
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


def license_nodes(expressions: Sequence[str]) -> list[Node]:
    """One node for each licence that any of the expressions names."""
    names = sorted({one for expression in expressions for one in license_ids(expression)})
    return [Node(one, ("License",), {"name": one, "category": category(one)}) for one in names]


def _license_edge(start: str, license_id: str, claim: LicenseClaim) -> Edge:
    properties: dict[str, Property | None] = {
        "expression": claim.expression,
        "kind": claim.kind.value,
        "method": claim.method,
        "path": claim.path,
        "line": claim.line,
        "end_line": claim.end_line or None,
    }
    return edge("LICENSED_UNDER", start, license_id, properties)


def _said(info: SourceInfo, kind: LicenseKind) -> str:
    found = [one.expression for one in info.licenses if one.kind is kind and one.expression != NOASSERTION]
    unique = list(dict.fromkeys(found[:1] if kind is LicenseKind.CONCLUDED else found))
    return " AND ".join(f"({one})" if " OR " in one and len(unique) > 1 else one for one in unique)
