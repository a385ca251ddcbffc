"""Signatures with a local Ed25519 key, in DSSE envelopes: https://github.com/secure-systems-lab/dsse."""

import json
import os
from pathlib import Path
from typing import Any

from graph.errors import InputError

PAYLOAD_TYPE = "application/vnd.in-toto+json"
_MISSING = "signing needs securesystemslib with cryptography: install codecraft[attest]"


def new_key(file: Path) -> Path:
    """Write a new key, readable by its owner alone, and its public half beside it (`.pub`). Raises InputError."""
    signer = _library().CryptoSigner.generate_ed25519()
    public = file.with_name(f"{file.name}.pub")
    try:
        for path, mode, content in (
            (file, 0o600, signer.private_bytes),
            (public, 0o644, json.dumps(_told(signer.public_key), indent=2).encode() + b"\n"),
        ):
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
                out.write(content)
    except FileExistsError as error:
        raise InputError(f"{error.filename} is there already: a key is not written over, give another FILE") from error
    except OSError as error:
        raise InputError(f"{error.filename} cannot be written ({error.strerror}): give another FILE") from error
    return public


def sign(payload: bytes, key: Path) -> dict[str, Any]:
    """The payload in an envelope, signed. Raises InputError for a key that cannot be read."""
    library = _library()
    try:
        signer = library.CryptoSigner(library.load_pem_private_key(key.read_bytes(), None))
    except OSError as error:
        raise InputError(f"{key} cannot be read ({error.strerror}): make one with codecraft audit key new FILE") from error
    except (ValueError, TypeError, library.UnsupportedAlgorithm) as error:
        raise InputError(f"{key} is no private key: make one with codecraft audit key new FILE") from error
    envelope = library.Envelope(payload, PAYLOAD_TYPE, {})
    envelope.sign(signer)
    return dict(envelope.to_dict())


def verified(file: Path, key: Path) -> bytes:
    """The payload of an envelope that the key signed. Raises InputError where it did not, or where either cannot be read."""
    library = _library()
    try:
        told = json.loads(key.read_bytes())
        public = library.SSlibKey.from_dict(told.pop("keyid"), told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{key} is no public key: give the .pub file that codecraft audit key new wrote") from error
    try:
        envelope = library.Envelope.from_dict(json.loads(file.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file} is no signed envelope: give a file that codecraft audit attest wrote") from error
    if envelope.payload_type != PAYLOAD_TYPE:
        raise InputError(f"{file} holds {envelope.payload_type}, not {PAYLOAD_TYPE}")
    try:
        envelope.verify([public], 1)
    except (library.VerificationError, ValueError) as error:
        raise InputError(f"{file} was not signed by {key}, or was changed since") from error
    return bytes(envelope.payload)


def _told(public: Any) -> dict[str, Any]:
    return {"keyid": public.keyid, **public.to_dict()}


def _library() -> Any:
    """What signs, or a line that says what to install."""
    try:
        from queries.audit import envelopes  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise InputError(_MISSING) from error
    return envelopes
