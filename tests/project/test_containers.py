"""docker-compose.yml, Dockerfile and .dockerignore: valid and safe, also where no engine can try them."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from tests.project import repository
from tests.services import neo4j, ollama

_TEXT = repository.text("docker-compose.yml") or ""
_COMPOSE: dict[str, Any] = yaml.safe_load(_TEXT)
_SERVICES: dict[str, dict[str, Any]] = _COMPOSE["services"]


def test_it_is_valid() -> None:
    assert set(PyCompose.from_yaml(_TEXT).service_names()) == {"neo4j", "ollama", "codecraft"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("read_only:", "readonly:"), ("interval: 15s", "interval: often"), ("service_healthy", "service_hale")],
)
def test_the_check_would_notice(right: str, wrong: str) -> None:
    assert right in _TEXT
    with pytest.raises(ValueError, match=r"line \d+"):
        PyCompose.from_yaml(_TEXT.replace(right, wrong))


@pytest.mark.parametrize("name", _SERVICES)
class TestEachService:
    def test_says_how_its_health_is_seen(self, name: str) -> None:
        assert _SERVICES[name]["healthcheck"].keys() >= {"test", "interval", "timeout", "retries"}

    def test_runs_a_pinned_image_or_our_own(self, name: str) -> None:
        service = _SERVICES[name]
        assert "build" in service or re.fullmatch(r"[\w./-]+:\d+\.\d+[\w.-]*", service["image"])

    def test_listens_on_the_loopback_address_only(self, name: str) -> None:
        assert [port for port in _SERVICES[name]["ports"] if not str(port).startswith("127.0.0.1:")] == []

    def test_may_not_gain_privileges(self, name: str) -> None:
        assert "no-new-privileges:true" in _SERVICES[name]["security_opt"]

    def test_keeps_its_data_in_declared_volumes(self, name: str) -> None:
        assert {mount.partition(":")[0] for mount in _SERVICES[name]["volumes"]} <= _COMPOSE["volumes"].keys()

    def test_waits_for_services_that_exist(self, name: str) -> None:
        waits: Mapping[str, Any] = _SERVICES[name].get("depends_on", {})
        assert waits.keys() <= _SERVICES.keys()
        assert all("condition" in wait for wait in waits.values())

    def test_takes_secrets_from_whoever_starts_it(self, name: str) -> None:
        secret = {
            key: value for key, value in _SERVICES[name]["environment"].items() if re.search("PASS|AUTH|TOKEN|SECRET", key)
        }
        assert [key for key, value in secret.items() if not re.fullmatch(r"(neo4j/)?\$\{\w+:\?[^}]+\}", value)] == []


def test_the_service_waits_for_a_healthy_store() -> None:
    assert _SERVICES["codecraft"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_the_tests_try_the_images_that_are_shipped() -> None:
    assert _SERVICES["neo4j"]["image"] == neo4j.IMAGE
    assert _SERVICES["ollama"]["image"] == ollama.IMAGE


def test_the_command_and_the_settings_are_the_products() -> None:
    settings = repository.text("app/settings.py") or ""
    assert [key for key in _SERVICES["codecraft"]["environment"] if key not in settings] == []
    assert _SERVICES["codecraft"]["command"][0] == "serve"


def test_its_health_is_asked_where_the_service_tells_it() -> None:
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)", " ".join(_SERVICES["codecraft"]["healthcheck"]["test"]))
    assert asked
    assert asked[1] == _SERVICES["codecraft"]["command"][-1]
    assert f'Route("{asked[2]}"' in (repository.text("api/server.py") or "")


def _instructions() -> list[tuple[str, str]]:
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^#.*\n", "", repository.text("Dockerfile") or "")).splitlines()
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines if line.strip()]


def test_the_image_is_built_from_what_is_here_and_all_that_the_build_needs() -> None:
    copied = {source for word, rest in _instructions() if word == "COPY" for source in rest.split()[:-1]}
    project = tomllib.loads(repository.text("pyproject.toml") or "")
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {source for source in copied if not (repository.ROOT / source).exists()} == set()
    assert copied >= {"pyproject.toml", *wheel["packages"], project["project"]["readme"], *project["project"]["license-files"]}
    assert copied >= {hook["path"] for hook in wheel.get("hooks", {}).values()}


def test_what_is_copied_reaches_the_engine() -> None:
    ignore = (repository.text(".dockerignore") or "").splitlines()
    copied = {source for word, rest in _instructions() if word == "COPY" for source in rest.split()[:-1]}
    assert "*" in ignore
    assert {source for source in copied if f"!{source}" not in ignore} == set()


def test_the_image_does_not_run_as_root() -> None:
    users = [rest for word, rest in _instructions() if word == "USER"]
    assert users == ["codecraft"]
    assert [word for word, _ in _instructions()].index("USER") < [word for word, _ in _instructions()].index("ENTRYPOINT")


def test_base_images_are_pinned_to_the_oldest_supported_python() -> None:
    bases = {rest.split()[0] for word, rest in _instructions() if word == "FROM"}
    oldest = repository.pyproject()["project"]["requires-python"].removeprefix(">=")
    assert {base for base in bases if not base.startswith(f"python:{oldest}-slim-")} == set()


def test_nothing_secret_is_in_the_dockerfile() -> None:
    assert not re.search(r"(?i)password|token|secret", repository.text(PurePosixPath("Dockerfile")) or "")
