"""Consents: given by key and purpose, withdrawn at any time, every word of it in the provenance log."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from graph.errors import InputError
from graph.facts import Node
from graph.log import record
from graph.ports import GraphStore
from graph.statements import load


class Purpose(StrEnum):
    """What a consent is for."""

    STORE_PROMPTS = "store-prompts"
    STORE_ANSWERS = "store-answers"
    TRAIN = "train"


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word on a key and a purpose. `at` is ISO 8601 in UTC, `by` who wrote it down."""

    key: str
    purpose: str
    given: bool
    at: str
    by: str


def consents(store: GraphStore, key: str = "", purpose: str = "") -> tuple[Consent, ...]:
    """The last word on each key and purpose, in their order."""
    last = {}
    for row in store.run(load("read/consents"), key=key, purpose=purpose):
        one = Consent(row["key"], row["purpose"], bool(row["given"]), row["at"], row["by"] or "")
        last[one.key, one.purpose] = one
    return tuple(last[pair] for pair in sorted(last))


def consented(store: GraphStore, key: str, purpose: Purpose) -> bool:
    """Whether the key's last word on the purpose is yes."""
    return any(one.given for one in consents(store, key, purpose.value))


def say(store: GraphStore, key: str, purpose: Purpose, *, given: bool, by: str) -> Consent:
    """Give or withdraw a consent. Raises InputError, StoreError."""
    if not key or len(key) > 200 or any(character.isspace() for character in key):
        raise InputError("a key is a name without blanks: give the one under which is asked (CODECRAFT_KEY)")
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    said = Consent(key, purpose.value, given, at, by)
    properties = {"key": key, "purpose": purpose.value, "given": given, "at": at, "by": by}
    node = Node(f"consent:{secrets.token_hex(8)}", ("Consent", "Entity"), properties)
    record(store, "consent", {"purpose": purpose.value, "given": given}, [node])
    return said
