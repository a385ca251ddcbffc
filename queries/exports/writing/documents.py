"""JSON documents that are the same for the same content: stable text, and names made of the content."""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

type Json = dict[str, Any]


def text_of(document: Mapping[str, Any]) -> str:
    """A JSON document's text, indented, with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def digest_of(content: Any) -> str:
    """SHA-256 (hex) of a JSON value, whatever the order of its keys."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def uuid_of(content: Any) -> uuid.UUID:
    """A UUID (version 5) made of a JSON value: the same for the same content."""
    return uuid.uuid5(uuid.NAMESPACE_URL, digest_of(content))


def without_empty(value: Mapping[str, Any]) -> Json:
    """The object without what has nothing to say: None, empty text, empty lists and objects."""
    return {key: one for key, one in value.items() if one is not None and one not in ("", [], {})}
