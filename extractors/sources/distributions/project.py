"""What a project's own files say of it: pyproject.toml, setup.cfg, setup.py, PKG-INFO, REUSE.toml and its README."""

import configparser
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from extractors.licenses.conclusions import Stated
from extractors.licenses.metadata import read_declared
from extractors.licenses.reuse import reuse_claims
from extractors.sources.distributions.requirements import declared_requirements
from extractors.sources.distributions.setup_script import setup_arguments
from graph.facts import Requirement

_METADATA = frozenset({"pyproject.toml", "setup.cfg", "setup.py", "PKG-INFO", "REUSE.toml"})
_README = re.compile(r"^readme(\.(md|rst|txt|markdown))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it describes itself. What it does not say is empty."""

    name: str
    version: str
    stated: Stated
    requires: tuple[Requirement, ...]


def is_description(name: str) -> bool:
    """Whether a file at a project's root is one that `describe` reads."""
    return name in _METADATA or _README.match(name) is not None


def describe(files: Mapping[str, bytes]) -> Project:
    """The project that the files at a root describe, by name and bytes. A broken file says nothing."""
    table = _pyproject(files.get("pyproject.toml", b""))
    config = _setup_cfg(files.get("setup.cfg", b""))
    lines = _lines(table.get("dependencies")) or config.get("options", "install_requires", fallback="").splitlines()
    return Project(
        name=_text(table.get("name")) or config.get("metadata", "name", fallback="").strip(),
        version=_text(table.get("version")) or _plain_version(config.get("metadata", "version", fallback="")),
        stated=_stated(files, table, config),
        requires=declared_requirements(line for line in lines if line.strip()),
    )


def _stated(files: Mapping[str, bytes], table: Mapping[str, object], config: configparser.ConfigParser) -> Stated:
    """The first of the files that say something of the licence, in the order in which a build would believe them."""
    setup = setup_arguments(files["setup.py"]) if "setup.py" in files else {}
    spoken = (
        ("pyproject.toml", _of_table(table)),
        ("setup.cfg", _of_config(config)),
        ("setup.py", _message(setup.get("license"), setup.get("classifiers"))),
        ("PKG-INFO", BytesParser(policy=compat32).parsebytes(files.get("PKG-INFO", b""), headersonly=True)),
    )
    name = next((name for name in sorted(files) if _README.match(name)), "README")
    readme = files.get(name, b"").decode("utf-8", "replace")
    project = reuse_claims(files["REUSE.toml"]) if "REUSE.toml" in files else ()
    for path, message in spoken:
        if (declared := read_declared(message)).method != "none":
            return Stated(declared, path, readme, project, name)
    return Stated(read_declared(Message()), "", readme, project, name)


def _of_table(table: Mapping[str, object]) -> Message:
    license_ = table.get("license")
    text = license_.get("text") if isinstance(license_, Mapping) else None
    message = _message(text, table.get("classifiers"))
    if isinstance(license_, str):
        message["License-Expression" if not table.get("poetry") else "License"] = " ".join(license_.split())
    return message


def _of_config(config: configparser.ConfigParser) -> Message:
    written = config.get("metadata", "license", fallback="")
    return _message(written, config.get("metadata", "classifiers", fallback="").splitlines())


def _message(license_: object, classifiers: object) -> Message:
    """The licence statements as the core metadata that a build would make of them."""
    message = Message()
    if isinstance(license_, str) and license_.strip():
        message["License"] = " ".join(license_.split())
    for classifier in classifiers if isinstance(classifiers, list) else ():
        if str(classifier).strip():
            message["Classifier"] = " ".join(str(classifier).split())
    return message


def _pyproject(data: bytes) -> dict[str, object]:
    try:
        whole = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    table, tools = whole.get("project", {}), whole.get("tool", {})
    poetry = tools.get("poetry") if isinstance(tools, dict) else None
    if not table and isinstance(poetry, dict):  # its fields before `[project]` were standard; a licence may be no SPDX id there
        return {**{key: value for key, value in poetry.items() if key != "dependencies"}, "poetry": True}
    return table if isinstance(table, dict) else {}


def _setup_cfg(data: bytes) -> configparser.ConfigParser:
    config = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        config.read_string(data.decode("utf-8"))
    except (UnicodeDecodeError, configparser.Error):
        return configparser.ConfigParser()
    return config


def _lines(value: object) -> list[str]:
    return [str(line) for line in value] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain_version(value: str) -> str:
    # setuptools may say where to look (`attr: package.__version__`) in place of a version
    return "" if ":" in value else value.strip()
