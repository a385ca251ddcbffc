"""Settings: the only reader of environment variables. A flag given on the command line wins over its variable.

* CODECRAFT_STORE: a folder for the embedded engine, or an address `neo4j://HOST:7687`, `bolt://HOST:7687` (`+s` for TLS)
* CODECRAFT_NEO4J_USER, CODECRAFT_NEO4J_PASSWORD: for a server store, unless the address carries `user:password@`
* CODECRAFT_CACHE: the folder for facts and vectors; by default the user's cache folder
* CODECRAFT_EMBEDDER: `static`, or another adapter under models/embedders as its file explains
* CODECRAFT_RERANKER: an adapter under models/rerankers that reads the best hits with the question; by default none
* CODECRAFT_MODEL: the model that phrases answers; `none` for evidence only
* CODECRAFT_JEDI_SECONDS: how long one source may ask Jedi, in seconds of CPU; 0 turns it off
* CODECRAFT_USER: who approves what is given on the command line; by default the login name
* CODECRAFT_LOG_HEADS: the file that keeps the provenance log's heads; by default beside the store's folder
* CODECRAFT_KEY: the name under which this person or program asks, of which consents speak; `local` by default
* CODECRAFT_POLICY: the `policy.toml` that decides about licences; by default the one that is shipped
* CODECRAFT_TENANT: who asks; sources that are kept for some tenants are seen by those alone
* CODECRAFT_KEYS: the file of those who may ask `codecraft serve`, by keys; without it nobody needs one
* CODECRAFT_RETENTION: how many days texts and answers are kept, as `text=30 answer=365`; for ever where nothing is said
* CODECRAFT_SCANCODE: the ScanCode program that `codecraft licenses --verify scancode` runs
* OLLAMA_HOST: where Ollama listens
"""

import getpass
import math
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.errors import InputError

DEFAULT_STORE = ".codecraft/store"
DEFAULT_EMBEDDER = "static"
DEFAULT_MODEL = "qwen2.5-coder:1.5b"
DEFAULT_OLLAMA = "http://127.0.0.1:11434"
DEFAULT_JEDI_SECONDS = 1.0
DEFAULT_KEY = "local"
SERVER_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True, slots=True)
class FolderAddress:
    """A store of the embedded engine."""

    folder: Path

    def __str__(self) -> str:
        return str(self.folder)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A Neo4j server. `uri` holds no credentials, so that it can be shown."""

    uri: str
    user: str
    password: str = field(repr=False)

    def __str__(self) -> str:
        return self.uri


type StoreAddress = FolderAddress | ServerAddress


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, checked. `model` is empty where answers are to be evidence only, `reranker` for none."""

    store: StoreAddress
    cache: Path | None
    embedder: str
    model: str
    ollama: str
    jedi_seconds: float
    user: str = ""
    scancode: str = ""
    log_heads: Path | None = None
    key: str = DEFAULT_KEY
    policy: Path | None = None
    tenant: str = ""
    retention: tuple[str, ...] = ()
    keys: Path | None = None
    reranker: str = ""


def read_settings(environment: Mapping[str, str] = os.environ, *, store: str | None = None) -> Settings:
    """The settings in force; `store` is the command line's. Raises InputError naming the variable that is wrong."""
    model = _value(environment, "CODECRAFT_MODEL", DEFAULT_MODEL)
    reranker = _value(environment, "CODECRAFT_RERANKER", "none")
    cache = _value(environment, "CODECRAFT_CACHE", "")
    heads = _value(environment, "CODECRAFT_LOG_HEADS", "")
    policy = _value(environment, "CODECRAFT_POLICY", "")
    keys = _value(environment, "CODECRAFT_KEYS", "")
    return Settings(
        store=_store(environment, store),
        cache=Path(cache).expanduser() if cache else None,
        embedder=_value(environment, "CODECRAFT_EMBEDDER", DEFAULT_EMBEDDER),
        model="" if model == "none" else model,
        ollama=_ollama(_value(environment, "OLLAMA_HOST", DEFAULT_OLLAMA)),
        jedi_seconds=_seconds(_value(environment, "CODECRAFT_JEDI_SECONDS", str(DEFAULT_JEDI_SECONDS))),
        user=_value(environment, "CODECRAFT_USER", "") or _login(environment),
        scancode=_value(environment, "CODECRAFT_SCANCODE", ""),
        log_heads=Path(heads).expanduser() if heads else None,
        key=_value(environment, "CODECRAFT_KEY", DEFAULT_KEY),
        policy=Path(policy).expanduser() if policy else None,
        tenant=_value(environment, "CODECRAFT_TENANT", ""),
        retention=tuple(environment.get("CODECRAFT_RETENTION", "").split()),
        keys=Path(keys).expanduser() if keys else None,
        reranker="" if reranker == "none" else reranker,
    )


def _value(environment: Mapping[str, str], name: str, default: str) -> str:
    return environment.get(name, "").strip() or default


def _login(environment: Mapping[str, str]) -> str:
    found = next((environment[name] for name in ("LOGNAME", "USER", "USERNAME") if environment.get(name)), "")
    with suppress(OSError, KeyError, ImportError):
        return found or getpass.getuser()
    return "unknown"


def _store(environment: Mapping[str, str], flag: str | None) -> StoreAddress:
    name = "--store" if flag is not None else "CODECRAFT_STORE"
    text = flag.strip() if flag is not None else _value(environment, "CODECRAFT_STORE", DEFAULT_STORE)
    if not text:
        raise InputError(f"{name} is empty: give a folder, or neo4j://HOST:7687")
    if "://" not in text:
        return FolderAddress(Path(text).expanduser())
    return _server(environment, text, name)


def _server(environment: Mapping[str, str], text: str, name: str) -> ServerAddress:
    scheme, _, rest = text.partition("://")
    if scheme not in SERVER_SCHEMES:
        raise InputError(f"{name} begins with {scheme}://: give a folder, or one of {', '.join(SERVER_SCHEMES)}://HOST:7687")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"{name} is not an address ({error}): give {scheme}://HOST:7687") from None
    if not host:
        raise InputError(f"{name} names no host: give {scheme}://HOST:7687")
    user = unquote(parts.username or "") or _value(environment, "CODECRAFT_NEO4J_USER", "neo4j")
    password = unquote(parts.password or "") or environment.get("CODECRAFT_NEO4J_PASSWORD", "")
    return ServerAddress(f"{scheme}://{rest.rpartition('@')[2]}", user, password)


def _ollama(text: str) -> str:
    address = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise InputError(f"OLLAMA_HOST is not an address ({error}): give http://HOST:11434") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"OLLAMA_HOST is not an address ({text}): give http://HOST:11434")
    # Ollama's own servers are told to listen on 0.0.0.0, which no client can call everywhere.
    if parts.hostname == "0.0.0.0":  # noqa: S104 (read, not bound)
        return f"{parts.scheme}://127.0.0.1:{port or 11434}"
    return address if port or parts.scheme == "https" or "://" in text else f"{address}:11434"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not (math.isfinite(seconds) and seconds >= 0):
        raise InputError(f"CODECRAFT_JEDI_SECONDS is {text}: give a number of seconds, 0 or more")
    return seconds
