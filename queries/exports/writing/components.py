"""CycloneDX 1.6 components: sources, distributions, their files, and what is known of their licences.

What is said about a licence stays apart: the effective expression with who acknowledges it, what was detected as evidence with
its places. A licence that is not known is left out, and the property `codecraft:license` says `NOASSERTION`.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.facts import NOASSERTION
from graph.licensing.expressions import is_expression
from graph.licensing.listed import is_listed
from queries.exports.reading.inventory import Component, FileEntry, LicenseStatement, hex_of
from queries.exports.writing.documents import Json, without_empty

_RUNTIMES = ("pkg:generic/cpython",)
_NOT_PROPERTIES = frozenset({
    "id", "name", "version", "license", "source", "fingerprint", "digest", "location", "surroundings", "diagnostics", "notes",
})  # fmt: skip
"""Said in fields of their own, the store's own, or about the machine that indexed it."""


def component_of(component: Component, *, files: bool = False) -> Json:
    """The component; `files` puts its files into it."""
    return without_empty(
        {
            "type": "platform" if component.id.startswith(_RUNTIMES) else "library",
            "bom-ref": component.id,
            "name": component.name,
            "version": component.version,
            "hashes": hashes(component.digest),
            "licenses": licenses(component.license, acknowledgement(component)),
            "copyright": "\n".join(component.copyrights),
            "purl": component.id,
            "externalReferences": _references(component),
            "components": [file_of(file) for file in component.files] if files else [],
            "evidence": _evidence(component),
            "properties": _properties(component),
        }
    )


def file_of(file: FileEntry) -> Json:
    """A file of a component."""
    return without_empty(
        {
            "type": "file",
            "bom-ref": file.id,
            "name": file.path,
            "hashes": hashes(hex_of(file.digest)),
            "licenses": licenses(file.license, "concluded" if _own_kinds(file.statements) == {"concluded"} else ""),
        }
    )


def hashes(digits: str) -> list[Json]:
    """A SHA-256 as CycloneDX has it."""
    return [{"alg": "SHA-256", "content": digits}] if digits else []


def licenses(expression: str, acknowledged: str) -> list[Json]:
    """A licence choice of one: an id of the list, a name, or an expression; nothing for what is not known."""
    if not expression or expression == NOASSERTION:
        return []
    says = {"acknowledgement": acknowledged} if acknowledged else {}
    if is_expression(expression) and " " in expression:
        return [{"expression": expression, **says}]
    return [{"license": {_key(expression): expression, **says}}]


def acknowledgement(component: Component) -> str:
    """Who stands behind the effective licence: `concluded` before `declared`, empty where nobody said either."""
    kinds = {one.kind for one in component.statements if one.expression == component.license}
    return next((kind for kind in ("concluded", "declared") if kind in kinds), "")


def properties(values: Iterable[tuple[str, object]]) -> list[Json]:
    """Properties under our own prefix, in order."""
    return [{"name": f"codecraft:{name}", "value": _text(value)} for name, value in values]


def _key(license_id: str) -> str:
    return "id" if is_listed(license_id) else "name"


def _own_kinds(statements: Sequence[LicenseStatement]) -> set[str]:
    return {one.kind for one in statements}


def _references(component: Component) -> list[Json]:
    location = str(component.properties.get("location") or "")
    if not location.startswith("git+http"):
        return []
    return [{"type": "vcs", "url": location.removeprefix("git+").rpartition("@")[0] or location}]


def _evidence(component: Component) -> Json:
    """What was found in its files: each licence once, with all its places."""
    found: dict[str, list[LicenseStatement]] = {}
    for one in (*component.statements, *(one for file in component.files for one in file.statements)):
        if one.kind == "detected" or one.path:
            found.setdefault(one.license, []).append(one)
    entries = [
        {
            "license": {
                _key(license_id): license_id,
                **({"acknowledgement": "declared"} if all(one.kind == "declared" for one in statements) else {}),
                "properties": properties(_places(statements)),
            }
        }
        for license_id, statements in sorted(found.items())
    ]
    return without_empty({"licenses": entries, "copyright": [{"text": line} for line in component.copyrights]})


def _places(statements: Sequence[LicenseStatement]) -> list[tuple[str, object]]:
    places = sorted({(one.kind, one.place, one.method, one.expression) for one in statements})
    return [(f"{kind}:location", f"{place} ({method}): {expression}") for kind, place, method, expression in places]


def _properties(component: Component) -> list[Json]:
    about: list[tuple[str, object]] = [("indexed", component.indexed)]
    if component.license == NOASSERTION:
        about.append(("license", NOASSERTION))
    about += [(key, value) for key, value in sorted(component.properties.items()) if key not in _NOT_PROPERTIES]
    if component.digest:
        about.append(("hash:of", "paths and SHA-256 digests of all indexed files, in the order of the paths"))
    about += [(f"license:{one.kind}", one.expression) for one in _source_statements(component)]
    return properties(about)


def _source_statements(component: Component) -> list[LicenseStatement]:
    """What is said of the whole component, each kind and expression once."""
    seen = {(one.kind, one.expression): one for one in component.statements}
    return [seen[key] for key in sorted(seen)]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(_text(one) for one in value) if isinstance(value, list | tuple) else str(value)


def attached(text: str) -> Mapping[str, Any]:
    """A text as CycloneDX attaches it."""
    return {"contentType": "text/plain", "encoding": "base64", "content": base64.b64encode(text.encode()).decode()}
