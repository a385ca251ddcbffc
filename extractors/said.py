"""What people type, without secrets and addresses: stricter than for code, where an author's address is an attribution.

A secret that is told in plain words (`my password is …`) has no quotes around it as code would have.
"""

import re

from extractors.redaction import REDACTOR, digest_of
from graph.facts import Document
from graph.ports import Cleaned

_TOLD = re.compile(
    r"\b(?:pass(?:word|phrase|wd)|secret|token|(?:api|access|private)[ _-]?key|credentials?)\b[\"'`]?"
    r"\s*(?:is|was|are|=|:)\s*[\"'`]?(?P<value>[^\s\"'`,;]{6,})",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?=\S*\d)\S+$")
"""A word that can be a secret: `the token is expired` tells none."""
_ADDRESS = re.compile(r"[A-Za-z0-9][\w.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_NOBODY = "redacted@email.invalid"


def cleaned(text: str) -> Cleaned:
    """The text without them, and `kind sha256:…` for each that was found."""
    redacted = REDACTOR.redact(Document("", text, ""))
    left = redacted.document.text
    found = [one.partition(" ")[2] for one in redacted.findings]
    for match in list(_TOLD.finditer(left)):
        value = match["value"].rstrip(".?!)")
        if _ONE.match(value) and not value.startswith("REDACTED"):
            left = left.replace(value, "REDACTED-told")
            found.append(f"told {digest_of(value)}")
    for address in dict.fromkeys(_ADDRESS.findall(left)):
        if address != _NOBODY:
            left = left.replace(address, _NOBODY)
            found.append(f"email {digest_of(address.lower())}")
    return Cleaned(left, tuple(dict.fromkeys(found)))
