"""The real command line in a process of its own, over a small project."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_RUN = [sys.executable, "-c", "from app.cli.main import run; run()"]

FILES = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\nlicense = "MIT"\n',
    "LICENSE": "MIT License\n\nCopyright (c) 2026 The shop\n\nPermission is hereby granted, free of charge, to any person …\n",
    "shop/__init__.py": '"""A shop."""\n\nfrom shop.basket import Basket\n',
    "shop/basket.py": (
        '"""Baskets."""\n\nfrom shop.prices import price\n\n\n'
        "class Basket:\n"
        '    """What a customer wants to buy."""\n\n'
        "    def __init__(self, items):\n"
        "        self.items = items\n\n"
        "    def total(self):\n"
        '        """The sum of all prices, in cents."""\n'
        "        return sum(price(item) for item in self.items)\n\n\n"
        "class Trolley(Basket):\n"
        '    """A basket on wheels."""\n\n\n'
        "def checkout(items):\n"
        '    """Take payment for items."""\n'
        "    return Basket(items).total()\n"
    ),
    "shop/prices.py": (
        '"""Prices."""\n\nimport json\n\n\n'
        "def price(item, currency='EUR'):\n"
        '    """What an item costs, in cents."""\n'
        "    return json.loads(item)[currency]\n\n\n"
        "def total(prices):\n"
        '    """The sum of prices."""\n'
        "    return sum(prices)\n"
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


type Cli = Callable[..., Outcome]


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """The variables of a run: this environment's without our own, which are set to `folder` or as given."""
    own = {"OLLAMA_HOST"} | {name for name in os.environ if name.startswith("CODECRAFT_")}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return kept | {"CODECRAFT_CACHE": str(folder / "cache"), "CODECRAFT_MODEL": "none", "COLUMNS": "200"} | variables


def start(arguments: Sequence[str], folder: Path, **variables: str) -> "subprocess.Popen[str]":
    """A command that is left running. It hears Ctrl-C, though a shell has it ignored for tests in the background."""
    return subprocess.Popen(
        [*_RUN, *arguments],
        preexec_fn=_hear_interrupts,  # noqa: PLW1509  takes no lock
        cwd=folder,
        env=environment(folder, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def write_files(folder: Path) -> Path:
    """The small project."""
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def runner(folder: Path, **always: str) -> Cli:
    """The command line with `folder` as its working directory, and variables for all that it runs."""

    def run(*arguments: str, stdin: str = "", **variables: str) -> Outcome:
        done = subprocess.run(
            [*_RUN, *arguments],
            cwd=folder,
            env=environment(folder, **{**always, **variables}),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line in an empty folder."""
    return runner(tmp_path)


@pytest.fixture(scope="session")
def shop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose default store holds the small project, with vectors. Tests only read it."""
    folder = tmp_path_factory.mktemp("shop")
    write_files(folder / "project")
    indexed = runner(folder)("index", "project")
    assert indexed.code == 0, indexed.err
    return folder


@pytest.fixture
def shop(shop_folder: Path) -> Cli:
    """The command line where the small project is indexed."""
    return runner(shop_folder)
