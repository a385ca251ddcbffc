"""The formats' own validators, all offline: each raises or fails where a document is not accepted."""

import json
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from prov.model import ProvDocument
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document


def assert_cyclonedx(text: str) -> None:
    """The official JSON schema in strict mode, and references that lead somewhere."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    document = json.loads(text)
    assert document["specVersion"] == "1.6"
    refs = _refs(document)
    assert len(refs) == len(set(refs)), "a bom-ref is there twice"
    for one in document.get("dependencies", ()):
        assert {one["ref"], *one.get("dependsOn", ())} <= set(refs)
    for note in document.get("annotations", ()):
        assert set(note["subjects"]) <= set(refs)


def assert_spdx(text: str, folder: Path) -> None:
    """SPDX's own Python tools."""
    file = folder / "document.spdx.json"
    file.write_text(text, encoding="utf-8")
    document = parse_file(str(file))
    assert [message.validation_message for message in validate_full_spdx_document(document)] == []


def assert_prov(text: str) -> None:
    """The PROV package reads it, and what it writes again is the same document with as many records."""
    document = ProvDocument.deserialize(content=text, format="json")
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert again == document
    told = json.loads(text)
    assert len(list(document.get_records())) == sum(len(told[kind]) for kind in told if kind != "prefix")


def _refs(value: object) -> list[str]:
    if isinstance(value, dict):
        return [*([value["bom-ref"]] if "bom-ref" in value else ()), *(ref for one in value.values() for ref in _refs(one))]
    return [ref for one in value for ref in _refs(one)] if isinstance(value, list) else []
