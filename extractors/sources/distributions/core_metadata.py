"""What a released distribution's METADATA or PKG-INFO says of its licence."""

from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from extractors.licenses.conclusions import Stated
from extractors.licenses.metadata import read_declared


def parsed(data: bytes) -> Message:
    """The fields, and the description as the payload."""
    return BytesParser(policy=compat32).parsebytes(data, headersonly=True)


def stated_by(data: bytes, path: str) -> Stated:
    """What the file at a path says. Its description keeps the lines that it has in the file."""
    message = parsed(data)
    head, blank, body = data.decode("utf-8", "replace").replace("\r\n", "\n").partition("\n\n")
    description = "\n" * (head + blank).count("\n") + body if body.strip() else str(message.get("Description") or "")
    return Stated(read_declared(message), path, description, readme=path)
