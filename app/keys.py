"""Who may ask a server: keys by the digests of their secrets, in a TOML file.

    [[key]]
    name = "ada"            # of which consents speak
    tenant = "acme"         # may be left out
    digest = "sha256:…"     # of the secret, which is nowhere kept

A secret is made by us and long, so that its plain digest tells nothing.
"""

import hashlib
import hmac
import re
import secrets
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import ExistsError, InputError

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_NAME = re.compile(r"[^\s\"\\]{1,200}")


@dataclass(frozen=True, slots=True)
class Key:
    """A name, the tenant that it belongs to (empty for none), and the digest of its secret."""

    name: str
    tenant: str
    digest: str


def read_keys(file: Path) -> tuple[Key, ...]:
    """The keys of a file. Raises InputError where it cannot be read or says something else."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"the keys in {file} cannot be read ({error}): make one with codecraft keys new NAME") from error
    listed = said.get("key", [])
    if said.keys() - {"key"} or not isinstance(listed, list):
        raise InputError(f"{file} may hold [[key]] alone, with name, tenant and digest")
    keys = tuple(_key(file, number, one) for number, one in enumerate(listed, start=1))
    if repeated := [name for name, count in Counter(one.name for one in keys).items() if count > 1]:
        raise InputError(f"{file} has two keys named {repeated[0]}: a name is one person or program")
    return keys


def new_key(file: Path, name: str, tenant: str) -> str:
    """Add a key to the file, made if it is missing; its secret, which is told this once. Raises InputError, ExistsError."""
    for text, what in ((name, "the name of a key"), (tenant, "a tenant")):
        if text != "" and not _NAME.fullmatch(text):
            raise InputError(f"{text!r} cannot be {what}: give one without blanks and quotes")
    if not name:
        raise InputError("a key needs a name: give that of the person or program that will ask with it")
    if file.exists() and any(one.name == name for one in read_keys(file)):
        raise ExistsError(f"{file} has a key {name} already: take it out first, or give another name")
    secret = secrets.token_urlsafe(32)
    lines = ["[[key]]", f'name = "{name}"', *([f'tenant = "{tenant}"'] if tenant else []), f'digest = "{_digest(secret)}"']
    try:
        if not file.exists():
            file.touch(mode=0o600)
        with file.open("a", encoding="utf-8") as out:
            out.write("\n".join([*lines, "", ""]))
    except OSError as error:
        raise InputError(f"{file} cannot be written ({error.strerror or error}): give another file") from error
    return secret


def key_of(keys: Sequence[Key], secret: str) -> Key | None:
    """The key that a secret belongs to. All are compared, each in the same time, so that none can be guessed by waiting."""
    given = _digest(secret).encode()
    matching = [one for one in keys if hmac.compare_digest(one.digest.encode(), given)]
    return matching[0] if matching else None


def _key(file: Path, number: int, said: object) -> Key:
    if not isinstance(said, dict) or said.keys() - {"name", "tenant", "digest"}:
        raise InputError(f"key {number} of {file} may hold name, tenant and digest alone")
    name, tenant, digest = (str(said.get(part, "")) for part in ("name", "tenant", "digest"))
    if not _NAME.fullmatch(name):
        raise InputError(f"key {number} of {file} has no name without blanks: give one")
    if not _DIGEST.fullmatch(digest):
        raise InputError(f"the key {name} of {file} has no digest sha256:…: make it with codecraft keys new {name}")
    return Key(name, tenant, digest)


def _digest(secret: str) -> str:
    return f"sha256:{hashlib.sha256(secret.encode('utf-8', 'surrogatepass')).hexdigest()}"
