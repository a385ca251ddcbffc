"""Where outside names are defined, on a small package as people lay theirs out."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.languages.python import definitions, externals
from extractors.languages.python.definitions import Definition, definition_of, result_of
from extractors.languages.python.externals import Answer, Externals
from graph.facts import Distribution

PACKAGE = {
    "bakery/__init__.py": (
        "from ._ovens import Oven, make as build\n"
        "from .breads import *\n"
        "from . import tools\n"
        "import bakery.tools as kit\n"
        "Stove = Oven\n"
        "raise SystemExit('running me would end the tests')\n"
    ),
    "bakery/_ovens.py": (
        "class _Box:\n    def open(self): ...\n    size = 1\n\n"
        "class Oven(_Box):\n    def heat(self): ...\n    class Door: ...\n\n"
        "def make(): ...\n"
    ),
    "bakery/breads.py": (
        "__all__ = ['rye']\n__all__ += ['toast']\n"
        "try:\n    from .fast import rye\nexcept ImportError:\n    def rye(): ...\n"
        "def toast(): ...\ndef hidden(): ...\n"
    ),
    "bakery/fast.py": "def rye(): ...\n",
    "bakery/tools.py": "from .loops import knife\nfrom bakery import tools\nLIMIT = 3\n",
    "bakery/loops.py": "from .tools import knife\n",
    "bakery/broken.py": "def (:\n",
    "bakery/version.py": "number: str\nnumber = release = '1.0'\nparts = (1, 0)\n",
    "bakery/about.py": "from .version import number, parts\nnumber = number\nfrom typing import get_args\n",
    "bakery/shelf/inner/jar.py": "def open(): ...\n",
    "bakery/orders.py": (
        "import ssl\nfrom typing import Optional, Self, TypeVar\n"
        "from ._ovens import Oven\nfrom . import tools\nT = TypeVar('T')\n"
        "class Order:\n"
        "    def again(self) -> Self: ...\n"
        "    @classmethod\n    def of(cls) -> 'Order': ...\n"
        "    @property\n    def oven(self) -> Oven: ...\n"
        "def plain(): ...\n"
        "def text() -> str: ...\n"
        "def maybe() -> Oven | None: ...\n"
        "def optional() -> Optional['Oven']: ...\n"
        "def either() -> Oven | Order: ...\n"
        "def many() -> list[Oven]: ...\n"
        "def secure() -> ssl.SSLContext: ...\n"
        "def same(one: T) -> T: ...\n"
        "def nothing() -> None: ...\n"
        "async def later() -> Oven: ...\n"
        "@tools.wrapped\ndef wrapped() -> Oven: ...\n"
    ),
    "bakery/unannotated.py": (
        "import json\nimport ssl\nfrom contextlib import contextmanager\n"
        "from functools import lru_cache\nfrom typing import Callable\n"
        "from . import tools\nfrom ._ovens import Oven\n"
        "def noted(call: F) -> F: ...\n"
        "def counted(most) -> Callable[[F], F]: ...\n"
        "def swapped(call: F) -> G: ...\n"
        "def made(): return Oven()\n"
        "def named():\n    oven = Oven()\n    oven.heat()\n    return oven\n"
        "def or_none(hot):\n    if hot:\n        return Oven()\n    return None\n"
        "def either(hot):\n    return Oven() if hot else ''\n"
        "def one_of(hot):\n    if hot:\n        return Oven()\n    return f'{hot}'\n"
        "def listed(): return [Oven()]\n"
        "def nothing():\n    made()\n    def inner(): return 1\n"
        "def each(): yield Oven()\n"
        "def passed_on(): return named()\n"
        "def passed_in(oven): return oven.heat()\n"
        "def made_of_passed(kind):\n    oven = kind()\n    return oven.heat()\n"
        "def of_default(oven=Oven()): return oven.heat()\n"
        "def kept(): return tools.LIMIT\n"
        "def dumped(): return json.dumps({})\n"
        "def secure(): return ssl.create_default_context()\n"
        "def around(): return around()\n"
        "def left(): raise NotImplementedError\n"
        "@noted\ndef is_noted() -> Oven: ...\n"
        "@counted(3)\ndef is_counted() -> Oven: ...\n"
        "@counted\ndef is_wrongly_counted() -> Oven: ...\n"
        "@swapped\ndef is_swapped() -> Oven: ...\n"
        "@lru_cache(1)\ndef cached() -> Oven: ...\n"
        "@contextmanager\ndef entered(): yield Oven()\n"
        "class Baker:\n    def own(self): return self\n"
    ),
    "pantry/shelf/inner/jar.py": "def open(): ...\n",
}


@pytest.fixture(autouse=True)
def bakery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for path, text in PACKAGE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    _forget()
    yield
    _forget()


def _forget() -> None:
    definitions._scope_of.cache_clear()
    definitions._spec_of.cache_clear()


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("bakery", "bakery", "module"),
        ("bakery.Oven", "bakery._ovens.Oven", "class"),
        ("bakery.Oven.heat", "bakery._ovens.Oven.heat", "function"),
        ("bakery.Oven.open", "bakery._ovens._Box.open", "function"),
        ("bakery.Oven.size", "bakery._ovens._Box.size", ""),
        ("bakery.Oven.Door", "bakery._ovens.Oven.Door", "class"),
        ("bakery.Oven.unheard", "bakery._ovens.Oven.unheard", ""),
        ("bakery.Stove.heat", "bakery._ovens.Oven.heat", "function"),
        ("bakery.build", "bakery._ovens.make", "function"),
        ("bakery.rye", "bakery.fast.rye", "function"),
        ("bakery.toast", "bakery.breads.toast", "function"),
        ("bakery.tools", "bakery.tools", "module"),
        ("bakery.kit.LIMIT", "bakery.tools.LIMIT", ""),
        ("bakery.fast.rye", "bakery.fast.rye", "function"),
        ("bakery.about.number", "bakery.version.number", ""),
        ("bakery.about.number.split", "builtins.str.split", "function"),
        ("bakery.about.parts.count", "bakery.version.parts.count", ""),
    ],
)
def test_a_name_leads_to_its_definition(written: str, name: str, kind: str) -> None:
    assert definition_of(written) == Definition(name, kind)


@pytest.mark.parametrize(
    "written", ["bakery.hidden", "bakery.tools.knife", "bakery.broken.f", "bakery.nothing", "no_such_package.f"]
)
def test_what_the_files_do_not_say_is_not_guessed(written: str) -> None:
    assert definition_of(written) is None


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("Order", "bakery.orders.Order"),
        ("Order.again", "bakery.orders.Order"),
        ("Order.of", "bakery.orders.Order"),
        ("text", "builtins.str"),
        ("maybe", "bakery._ovens.Oven"),
        ("optional", "bakery._ovens.Oven"),
        ("many", "builtins.list"),
        ("secure", "ssl.SSLContext"),
        ("either", ""),
        ("same", ""),
        ("nothing", ""),
        ("later", "types.CoroutineType"),
        ("plain", None),
        ("wrapped", None),
        ("Order.oven", None),
    ],
)
def test_what_a_call_gives_is_what_the_definition_says(name: str, result: str | None) -> None:
    found = definition_of(f"bakery.orders.{name}")
    assert found is not None
    assert result_of(found) == result


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("made", "bakery._ovens.Oven"),
        ("named", "bakery._ovens.Oven"),
        ("or_none", "bakery._ovens.Oven"),
        ("either", None),
        ("one_of", ""),
        ("listed", "builtins.list"),
        ("nothing", ""),
        ("each", ""),
        ("passed_on", "bakery._ovens.Oven"),
        ("passed_in", ""),
        ("made_of_passed", ""),
        ("of_default", None),
        ("kept", None),
        ("dumped", "builtins.str"),
        ("secure", "ssl.SSLContext"),
        ("around", None),
        ("left", None),
        ("is_noted", "bakery._ovens.Oven"),
        ("is_counted", "bakery._ovens.Oven"),
        ("is_wrongly_counted", None),
        ("is_swapped", None),
        ("cached", "bakery._ovens.Oven"),
        ("entered", ""),
        ("Baker.own", None),
    ],
)
def test_where_no_annotation_says_it_the_statements_do(name: str, result: str | None) -> None:
    found = definition_of(f"bakery.unannotated.{name}")
    assert found is not None
    assert result_of(found) == result


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("bakery.tools.LIMIT", ["bakery/__init__.py", "bakery/breads.py", "bakery/tools.py"]),
        ("bakery.Oven", ["bakery/__init__.py", "bakery/_ovens.py", "bakery/breads.py"]),
    ],
)
def test_the_files_on_the_way_are_those_that_lead_there_and_what_stars_name(name: str, files: list[str]) -> None:
    assert definitions.bytes_on_the_way(name) == sum(len(PACKAGE[path]) for path in files)


def test_a_stub_beside_a_file_counts_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "bakery/fast.pyi").write_text("def rye() -> str: ...  # the longer one\n")
    with_stub = definitions.bytes_on_the_way("bakery.fast.rye")
    (tmp_path / "bakery/fast.pyi").unlink()
    assert with_stub > definitions.bytes_on_the_way("bakery.fast.rye")


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("bakery.orders.text", Answer("bakery.orders.text", "function", "builtins.str", is_read=True)),
        ("bakery.about.number.split", Answer("builtins.str.split", "function", "builtins.list", is_read=True)),
        ("bakery.about.get_args", Answer("typing.get_args", "function", "builtins.tuple", is_read=True)),
        ("typing_extensions.TypeVar", Answer("typing_extensions.TypeVar", "class", "typing_extensions.TypeVar", is_read=True)),
    ],
)
def test_what_files_and_stubs_say_jedi_is_not_asked(name: str, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(externals, "distribution_of", lambda top: Distribution(f"pkg:pypi/{top}@1", top, "1", "MIT"))
    outside = Externals(None, 60.0)
    assert outside.ask([name]) == {name: answer}
    assert outside.asked == 0


def test_namespace_packages_within_each_other_are_no_crash() -> None:
    assert definition_of("pantry.shelf.inner.jar.open") in (None, Definition("pantry.shelf.inner.jar.open", "function"))
    assert definition_of("bakery.shelf.inner.jar.open") in (None, Definition("bakery.shelf.inner.jar.open", "function"))
