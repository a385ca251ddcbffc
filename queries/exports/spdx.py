"""SPDX 2.3 JSON: packages with declared and concluded licences, copyright, notices, relationships and reviews.

Source: spdx.github.io/spdx-spec/v2.3. Packages say `filesAnalyzed: false`: SPDX 2.3 asks for a SHA-1 of each file, and the
graph holds SHA-256. What was detected in files stands in `licenseComments`.
"""

from collections.abc import Iterator

from graph.facts import NOASSERTION
from graph.licensing.expressions import is_expression, references
from graph.ports import GraphStore
from queries.exports.reading.inventory import Component, Dependency, Inventory, UsedModel, hex_of, inventory
from queries.exports.reading.request import Request
from queries.exports.reading.reviews import reviews
from queries.exports.writing.documents import Json, text_of, uuid_of, without_empty
from queries.exports.writing.models import task_of
from queries.exports.writing.spdx_ids import package_id

TITLE = "SPDX 2.3 JSON: packages, licences, notices, relationships"
_DOCUMENT = "SPDXRef-DOCUMENT"


def write(store: GraphStore, request: Request) -> Iterator[str]:
    """The document. Its namespace is made of its content: two exports of one state differ in their time alone."""
    found = inventory(store, request.chosen(store))
    described = found.chosen or tuple(one.id for one in found.components if one.indexed)
    packages = [*map(_package, found.components), *map(_model, found.models)]
    content = without_empty(
        {
            "packages": packages,
            "hasExtractedLicensingInfos": _extracted(found),
            "relationships": [
                *(_relationship(_DOCUMENT, "DESCRIBES", package_id(one)) for one in described),
                *(_dependency(one) for one in found.dependencies),
            ],
        }
    )
    names = [one.name for one in found.components if one.id in described]
    yield text_of(
        {
            "spdxVersion": "SPDX-2.3",
            "dataLicense": "CC0-1.0",
            "SPDXID": _DOCUMENT,
            "name": ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") or "nothing indexed",
            "documentNamespace": f"https://spdx.org/spdxdocs/codecraft-{uuid_of([request.version, content])}",
            "creationInfo": {"created": request.at, "creators": [f"Tool: {request.tool}-{request.version}"]},
            **content,
        }
    )


def _package(component: Component) -> Json:
    declared = next((one.expression for one in component.statements if one.kind == "declared"), NOASSERTION)
    concluded = next((one.expression for one in component.statements if one.kind == "concluded"), NOASSERTION)
    if declared == NOASSERTION and not component.statements:
        declared = component.license
    return without_empty(
        {
            "SPDXID": package_id(component.id),
            "name": component.name,
            "versionInfo": component.version,
            "downloadLocation": _download(component),
            "filesAnalyzed": False,
            "licenseConcluded": _expression(concluded),
            "licenseDeclared": _expression(declared),
            "licenseComments": _found_in_files(component),
            "copyrightText": "\n".join(component.copyrights) or NOASSERTION,
            "attributionTexts": [text.text for text in component.texts if text.kind == "notice" and text.text],
            "comment": _comment(component),
            "primaryPackagePurpose": "LIBRARY",
            "externalRefs": [_purl(component.id)],
            "annotations": [
                {
                    "annotator": f"Person: {one.who}",
                    "annotationDate": one.moment,
                    "annotationType": "REVIEW",
                    "comment": one.text,
                }
                for one in reviews(component)
            ],
        }
    )


def _model(model: UsedModel) -> Json:
    about = model.properties
    digits = hex_of(str(about.get("digest") or ""))
    license_ = str(about.get("license") or NOASSERTION)
    uses = f"; used for {', '.join(model.uses)}" if model.uses else ""
    task = f" ({task_of(model)})" if task_of(model) else ""
    return without_empty(
        {
            "SPDXID": package_id(model.id),
            "name": about.get("name") or model.id,
            "versionInfo": about.get("version") or "",
            "downloadLocation": NOASSERTION,
            "filesAnalyzed": False,
            "checksums": [{"algorithm": "SHA256", "checksumValue": digits}] if digits else [],
            "licenseConcluded": NOASSERTION,
            "licenseDeclared": _expression(license_),
            "copyrightText": NOASSERTION,
            "comment": f"Machine-learning model {model.id}{task}{uses}.",
            "primaryPackagePurpose": "OTHER",
        }
    )


def _expression(text: str) -> str:
    return text if is_expression(text) else NOASSERTION


def _download(component: Component) -> str:
    location = str(component.properties.get("location") or "")
    revision = component.properties.get("revision")
    if not location.startswith("git+http") or not revision:
        return NOASSERTION
    return f"{location.rpartition('@')[0] or location}@{revision}"


def _found_in_files(component: Component) -> str:
    found = [one for file in component.files for one in file.statements] + [
        one for one in component.statements if one.kind == "detected"
    ]
    places: dict[str, set[str]] = {}
    for one in found:
        places.setdefault(one.expression, set()).add(one.place)
    return "\n".join(f"{expression} in {', '.join(sorted(places[expression]))}" for expression in sorted(places))


def _comment(component: Component) -> str:
    if not component.indexed:
        return "Named by others and not indexed: its files are not known."
    about = component.properties
    told = [f"SHA-256 over the paths and digests of its indexed files: {component.digest}"] if component.digest else []
    told += [f"revision {about['revision']}{', with changes' if about.get('dirty') else ''}"] if about.get("revision") else []
    if not is_expression(component.license):
        told.append("no licence is known")
    return "; ".join(told)


def _purl(id_: str) -> Json:
    return {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": id_}


def _extracted(found: Inventory) -> list[Json]:
    """Every `LicenseRef-…` that an expression names, with its text where a source carries it."""
    texts: dict[str, str] = {}
    for one in found.components:
        expressions = [one.license, *(statement.expression for statement in one.statements)]
        for reference in (name for expression in expressions for name in references(expression)):
            known = next((text.text for text in one.texts if reference in text.license and text.text), "")
            texts[reference] = texts.get(reference) or known
    for model in found.models:
        for reference in references(str(model.properties.get("license") or "")):
            texts.setdefault(reference, "")
    missing = "The text of this licence is not known to the graph."
    return [{"licenseId": name, "extractedText": text or missing} for name, text in sorted(texts.items())]


def _dependency(one: Dependency) -> Json:
    said = f"requires {one.specifier}" if one.specifier else "" if one.declared else "uses its names; does not declare it"
    return _relationship(package_id(one.start), "DEPENDS_ON", package_id(one.end), said)


def _relationship(start: str, kind: str, end: str, comment: str = "") -> Json:
    return without_empty({"spdxElementId": start, "relationshipType": kind, "relatedSpdxElement": end, "comment": comment})
