"""Every command that the README tells a reader to type does what it is there for."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.project import repository
from tests.project.console import Typed, typed_in

_README = repository.text("README.md") or ""
_COMMANDS = typed_in(_README)
_SCRIPTS = Path(sys.executable).parent

# Not run here: what takes minutes, never ends, or needs what this machine may not have. Each is looked at in another way below.
_MAKE = re.compile(r"make [a-z]+( [A-Z]+=\S+)*$")
_ELSEWHERE = re.compile(r"git clone |cd |ollama |docker |export |make ")
# `check` ends with 1 when it has findings, which is what the README may want to show.
_FINDINGS = re.compile(r"codecraft check\b")


def _runs_here(typed: Typed) -> bool:
    return not _ELSEWHERE.match(typed.command) and " serve" not in typed.command


def test_commands_are_read_from_console_blocks() -> None:
    text = "```console\n$ one --flag \\\n    more  # said aside\nprinted\n$ two\n```\n\n```sh\n$ three\n```\n"
    assert typed_in(text) == [Typed("one --flag      more", ("printed",)), Typed("two", ())]


def test_it_begins_with_the_two_commands() -> None:
    assert [typed.command for typed in _COMMANDS if typed.command in {"make demo", "make test"}] == ["make demo", "make test"]


def test_every_make_target_it_names_is_there() -> None:
    for target in re.findall(r"\bmake ([a-z]+)\b(?=`|\n|$| [A-Z]+=)", _README):
        subprocess.run(["make", "-n", target], cwd=repository.ROOT, check=True, stdout=subprocess.DEVNULL)


def test_every_link_into_the_repository_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", _README)
    assert [link for link in links if not (repository.ROOT / link).exists()] == []


def test_every_command_works_in_the_order_given(tmp_path: Path) -> None:
    checkout = tmp_path / "codecraft"
    subprocess.run(["git", "clone", "-q", repository.ROOT, checkout], check=True)
    environment = {
        **os.environ,
        "PATH": f"{_SCRIPTS}{os.pathsep}{os.environ['PATH']}",
        "CODECRAFT_STORE": str(tmp_path / "store"),
        "CODECRAFT_MODEL": "none",
    }
    commands = [typed for typed in _COMMANDS if _runs_here(typed)]
    # The demo's own index is what the reader's next commands ask.
    for command in [*_demo_setup(), *(typed.command for typed in commands)]:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=checkout,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        allowed = {0, 1} if _FINDINGS.search(command) else {0}
        assert done.returncode in allowed, f"$ {command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
    assert commands, "the README shows no command to try"


def _demo_setup() -> list[str]:
    """The commands of `make demo` that index, as make would run them."""
    recipe = subprocess.run(
        ["make", "-n", "demo"], cwd=repository.ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [re.sub(r"^\S*/", "", line) for line in recipe if "codecraft index" in line]


@pytest.mark.parametrize("typed", [typed for typed in _COMMANDS if not _runs_here(typed)], ids=lambda typed: typed.command)
def test_a_command_not_run_here_is_well_formed(typed: Typed) -> None:
    words = shlex.split(typed.command)
    if words[0] == "make":
        assert _MAKE.match(typed.command)
    elif words[0] == "codecraft":
        # An option that is not there is refused before the help is shown.
        subprocess.run([_SCRIPTS / "codecraft", *words[1:], "--help"], check=True, stdout=subprocess.DEVNULL)
    elif words[:2] == ["docker", "compose"]:
        services = yaml.safe_load(repository.text("docker-compose.yml") or "")["services"].keys()
        assert words[2] in {"up", "down", "logs", "ps"} or services & set(words), f"names none of {set(services)}"
    else:
        assert words[0] in {"git", "cd", "ollama", "export", "docker"}
