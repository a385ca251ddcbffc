"""What a released distribution's METADATA or PKG-INFO says of its licence."""

import re
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from extractors.licenses.conclusions import Stated
from extractors.licenses.metadata import read_declared

_FIELD = re.compile(r"^(?:Platform|Classifier|Keywords|Requires-Dist|Requires-Python): .*$", re.MULTILINE)


def parsed(data: bytes) -> Message:
    """The fields, and the description as the payload.

    Old tools wrote a licence's text of several lines into the field as it was: then the fields after it stand behind its first
    empty line.
    """
    message = BytesParser(policy=compat32).parsebytes(data, headersonly=True)
    payload = str(message.get_payload())
    if message.get("License") and not message.get_all("Classifier") and (fields := _FIELD.findall(payload)):
        text = payload[: payload.index(fields[0])]
        message.replace_header("License", f"{message['License']}\n\n{text}")
        for line in fields:
            name, _, value = line.partition(": ")
            message[name] = value
    return message


def stated_by(data: bytes, path: str) -> Stated:
    """What the file at a path says. Its description keeps the lines that it has in the file."""
    message = parsed(data)
    head, blank, body = data.decode("utf-8", "replace").replace("\r\n", "\n").partition("\n\n")
    description = "\n" * (head + blank).count("\n") + body if body.strip() else str(message.get("Description") or "")
    return Stated(read_declared(message), path, description, readme=path)
