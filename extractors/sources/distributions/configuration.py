"""The package index that a user has configured, as pip and uv would find it.

In this order, the first that says something wins: `UV_DEFAULT_INDEX`, `UV_INDEX_URL`, `PIP_INDEX_URL`; pip's configuration
files (the one `PIP_CONFIG_FILE` names, the virtual environment's, the user's, the machine's); uv's (`uv.toml` of the user,
of the machine); else the repository that package URLs of type pypi mean. See docs/decisions/033.
"""

import configparser
import os
import ssl
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from packageurl.contrib.purl2url import get_repo_url
from platformdirs import site_config_path, user_config_path

_URL_VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
_CERTIFICATE_VARIABLES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class IndexConfiguration:
    """`url` is of the simple repository and may hold credentials: never show it. `certificates` is a file, or empty."""

    url: str
    certificates: str


def index_configuration(environment: Mapping[str, str] | None = None) -> IndexConfiguration:
    """What is configured on this machine for this user."""
    variables = os.environ if environment is None else environment
    pip = _pip_settings(variables)
    url = next((variables[name] for name in _URL_VARIABLES if variables.get(name)), "")
    name, _, named = url.partition("=")
    url = named if named and "/" not in name else url
    certificates = next((variables[name] for name in _CERTIFICATE_VARIABLES if variables.get(name)), "")
    return IndexConfiguration(
        url=(url or pip.get("index-url", "") or _uv_index(variables) or _public_index()).rstrip("/"),
        certificates=certificates or pip.get("cert", ""),
    )


def trusted(configuration: IndexConfiguration) -> ssl.SSLContext:
    """Certificates to trust: the configured file or, without one, what the system and OpenSSL's variables say."""
    file = configuration.certificates
    return ssl.create_default_context(cafile=file if file and Path(file).is_file() else None)


def _public_index() -> str:
    page = get_repo_url("pkg:pypi/simple")  # type: ignore[no-untyped-call]
    return urljoin(str(page), "/simple")


def _pip_settings(variables: Mapping[str, str]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for file in _pip_files(variables):
        parser = configparser.RawConfigParser()
        try:
            parser.read_string(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, configparser.Error):
            continue
        for section in ("install", "global"):
            for name in ("index-url", "cert"):
                if value := parser.get(section, name, fallback="").strip():
                    settings.setdefault(name, value)
    return settings


def _pip_files(variables: Mapping[str, str]) -> Iterator[Path]:
    """Pip's files, the most specific first."""
    named = variables.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return
    if named:
        yield Path(named)
    name = "pip.ini" if os.name == "nt" else "pip.conf"
    yield Path(sys.prefix) / name
    if not (named and Path(named).is_file()):
        yield user_config_path("pip") / name
        yield Path.home() / ".pip" / name
    yield site_config_path("pip") / name
    yield Path("/etc") / name


def _uv_index(variables: Mapping[str, str]) -> str:
    files = [user_config_path("uv") / "uv.toml", Path("/etc/uv/uv.toml")]
    if named := variables.get("UV_CONFIG_FILE"):
        files.insert(0, Path(named))
    for file in files:
        try:
            settings = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        if url := _default_index(settings) or _default_index(settings.get("pip", {})):
            return url
    return ""


def _default_index(settings: Any) -> str:
    if not isinstance(settings, dict):
        return ""
    listed = settings.get("index")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and entry.get("default") and isinstance(entry.get("url"), str):
            return str(entry["url"])
    url = settings.get("index-url")
    return url if isinstance(url, str) else ""
