"""What a project's own files say of it: pyproject.toml, setup.cfg, PKG-INFO and its licence texts."""

import configparser
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from extractors.licenses.metadata import license_claims
from extractors.licenses.reuse import reuse_claims
from extractors.sources.distributions.requirements import declared_requirements
from graph.facts import NOASSERTION, LicenseClaim, Requirement

_LICENSE_FILE = re.compile(r"^(licen[cs]e|copying|unlicense)([.\-_].*)?$", re.IGNORECASE)
_METADATA = frozenset({"pyproject.toml", "setup.cfg", "REUSE.toml"})


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it describes itself. What it does not say is empty."""

    name: str
    version: str
    licenses: tuple[LicenseClaim, ...]
    requires: tuple[Requirement, ...]


def is_description(name: str) -> bool:
    """Whether a file at a project's root is one that `describe` reads."""
    return name in _METADATA or _is_license(name)


def describe(files: Mapping[str, bytes]) -> Project:
    """The project that the files at a root describe, by name and bytes. A broken file says nothing."""
    table = _pyproject(files.get("pyproject.toml", b""))
    config = _setup_cfg(files.get("setup.cfg", b""))
    lines = _lines(table.get("dependencies")) or config.get("options", "install_requires", fallback="").splitlines()
    declared = license_claims(_metadata(table, config), _license_texts(files))
    return Project(
        name=_text(table.get("name")) or config.get("metadata", "name", fallback="").strip(),
        version=_text(table.get("version")) or _plain_version(config.get("metadata", "version", fallback="")),
        licenses=reuse_claims(files["REUSE.toml"]) or declared if _is_silent(declared) and "REUSE.toml" in files else declared,
        requires=declared_requirements(line for line in lines if line.strip()),
    )


def _pyproject(data: bytes) -> dict[str, object]:
    try:
        table = tomllib.loads(data.decode("utf-8")).get("project", {})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    return table if isinstance(table, dict) else {}


def _setup_cfg(data: bytes) -> configparser.ConfigParser:
    config = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        config.read_string(data.decode("utf-8"))
    except (UnicodeDecodeError, configparser.Error):
        return configparser.ConfigParser()
    return config


def _metadata(table: Mapping[str, object], config: configparser.ConfigParser) -> Message:
    """The licence statements as the core metadata that a build would make of them."""
    message = Message()
    license_ = table.get("license")
    if isinstance(license_, str):
        message["License-Expression"] = " ".join(license_.split())
    elif isinstance(license_, Mapping) and isinstance(license_.get("text"), str):
        message["License"] = " ".join(str(license_["text"]).split())
    elif written := config.get("metadata", "license", fallback=""):
        message["License"] = " ".join(written.split())
    classifiers = table.get("classifiers") or config.get("metadata", "classifiers", fallback="").splitlines()
    for classifier in classifiers if isinstance(classifiers, list) else ():
        if str(classifier).strip():
            message["Classifier"] = " ".join(str(classifier).split())
    return message


def _license_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: files[name].decode("utf-8", "replace") for name in sorted(files) if _is_license(name)}


def _is_silent(claims: tuple[LicenseClaim, ...]) -> bool:
    return all(claim.expression == NOASSERTION for claim in claims)


def _is_license(name: str) -> bool:
    return _LICENSE_FILE.match(name) is not None and not name.endswith((".py", ".pyi"))


def _lines(value: object) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain_version(value: str) -> str:
    # setuptools may say where to look (`attr: package.__version__`) in place of a version
    return "" if ":" in value else value.strip()
