"""Which files are linked together, by example: imports in, groups out."""

import pytest

from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.visibility import groups
from graph.facts import Document

A_PACKAGE = {"shop/__init__.py": "", "shop/basket.py": "", "shop/till.py": ""}


def grouped(files: dict[str, str]) -> list[list[str]]:
    return groups({path: EXTRACTOR.extract(Document(path, text, "")) for path, text in files.items()})


def test_scripts_that_import_nothing_of_each_other_stand_alone() -> None:
    assert grouped({"one.py": "import os\n", "two.py": "import json\n"}) == [["one.py"], ["two.py"]]


def test_a_package_is_one_group_whatever_its_files_import() -> None:
    assert grouped(A_PACKAGE) == [["shop/__init__.py", "shop/basket.py", "shop/till.py"]]


def test_folders_of_a_package_without_an_init_belong_to_it() -> None:
    assert grouped({"shop/__init__.py": "", "shop/inner/deep/till.py": ""}) == [["shop/__init__.py", "shop/inner/deep/till.py"]]


@pytest.mark.parametrize(
    "text",
    [
        "import shop\n",
        "import shop.till as till\n",
        "def late():\n    from shop.basket import Basket\n",
        "import importlib\nshop = importlib.import_module('shop.till')\n",
        "from shop import *\n",
    ],
)
def test_who_imports_a_package_is_in_its_group(text: str) -> None:
    found = grouped({**A_PACKAGE, "run.py": text, "other.py": "import os\n"})
    assert found == [["other.py"], ["run.py", *A_PACKAGE]]


def test_a_module_within_a_package_is_not_what_an_import_of_its_last_name_means() -> None:
    assert grouped({**A_PACKAGE, "shop/types.py": "", "x.py": "import types\n"}) == [
        sorted([*A_PACKAGE, "shop/types.py"]),
        ["x.py"],
    ]


def test_a_folder_that_is_no_package_can_be_where_an_import_begins() -> None:
    files = {"shop/__init__.py": "", "shop/plugins/deep/mint.py": "", "x.py": "import plugins.deep.mint\n", "y.py": ""}
    assert grouped(files) == [["shop/__init__.py", "shop/plugins/deep/mint.py", "x.py"], ["y.py"]]


def test_a_relative_import_outside_of_packages_joins_what_it_can_mean() -> None:
    assert grouped({"tools/a.py": "from . import b\n", "tools/b.py": "", "c.py": ""}) == [
        ["c.py"],
        ["tools/a.py", "tools/b.py"],
    ]


def test_an_import_through_a_folder_above_the_root_joins() -> None:
    assert grouped({"src/shop/till.py": "", "run.py": "from src.shop import till\n", "x.py": ""}) == [
        ["run.py", "src/shop/till.py"],
        ["x.py"],
    ]


def test_files_that_are_the_same_module_are_told_apart_together() -> None:
    assert grouped({"a/conftest.py": "", "b/conftest.py": "", "c/other.py": ""}) == [
        ["a/conftest.py", "b/conftest.py"],
        ["c/other.py"],
    ]


def test_who_can_be_seen_by_one_and_sees_another_ties_them() -> None:
    files = {"base.py": "", "middle.py": "import base\n", "top.py": "import middle\n", "alone.py": ""}
    assert grouped(files) == [["alone.py"], ["base.py", "middle.py", "top.py"]]
