"""`codecraft licenses`: what is printed for people and for programs, without an index."""

import sys
from pathlib import Path

from tests.cli.conftest import runner
from tests.licenses.texts import BSD3, MIT
from tests.sources.conftest import write

FILES = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\nlicense = "BSD-3-Clause"\n',
    "LICENSE": BSD3,
    "shop/__init__.py": '"""A shop."""\n',
    "shop/basket.py": "# Released under the MIT license.\nA = 1\n",
    "shop/_vendor/pay/LICENSE": MIT,
    "shop/_vendor/pay/__init__.py": "",
    "shop/_vendor/odd/COPYING": "Pay as you like.\n",
}
KEYS = ["path", "kind", "expression", "method", "line", "end_line"]
# What ScanCode writes, cut to what is read of it.
SCANCODE = """#!{python}
import json, sys
result = sys.argv[sys.argv.index("--json-pp") + 1]
files = [
    {{"path": "LICENSE", "type": "file", "detected_license_expression_spdx": "BSD-3-Clause"}},
    {{"path": "shop", "type": "directory"}},
    {{"path": "shop/__init__.py", "type": "file", "detected_license_expression_spdx": None}},
    {{"path": "shop/basket.py", "type": "file", "detected_license_expression_spdx": "MIT AND ISC"}},
]
open(result, "w").write(json.dumps({{"headers": [], "files": files}}))
"""


def test_one_line_a_finding(tmp_path: Path) -> None:
    write(tmp_path / "shop", FILES)

    run = runner(tmp_path)("licenses", "shop", "--json")

    assert run.code == 0
    assert all(list(line) == KEYS for line in run.lines)
    bsd = len(BSD3.splitlines())
    assert [tuple(line.values()) for line in run.lines] == [
        ("pyproject.toml", "declared", "BSD-3-Clause", "pep639", 0, 0),
        ("LICENSE", "detected", "BSD-3-Clause", "license-text", 1, bsd),
        ("shop/_vendor/odd/COPYING", "detected", "NOASSERTION", "license-text", 1, 1),
        ("shop/_vendor/pay/LICENSE", "detected", "MIT", "license-text", 1, len(MIT.splitlines())),
        ("shop/basket.py", "detected", "MIT", "license-notice", 1, 1),
        ("", "concluded", "BSD-3-Clause", "agreeing", 0, 0),
    ]
    assert not (tmp_path / ".codecraft").exists()


def test_people_see_what_differs_and_what_is_unknown(tmp_path: Path) -> None:
    write(tmp_path / "shop", FILES)

    run = runner(tmp_path)("licenses", "shop")

    assert "concluded  BSD-3-Clause" in run.out
    assert "shop/basket.py:1 license-notice" in run.out
    assert "shop/_vendor/odd/COPYING: a licence text that is not known" in run.out


def test_a_single_file_and_one_that_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"basket.py": FILES["shop/basket.py"], "price.py": "PERMISSION = limit = 1\n"})
    cli = runner(tmp_path)

    assert [line["expression"] for line in cli("licenses", "basket.py", "--json").lines] == ["MIT", "MIT"]
    assert cli("licenses", "price.py", "--json").lines == [
        {"path": "", "kind": "concluded", "expression": "NOASSERTION", "method": "none", "line": 0, "end_line": 0}
    ]


def test_another_tool_verifies(tmp_path: Path) -> None:
    write(tmp_path / "shop", FILES)
    program = tmp_path / "scancode"
    program.write_text(SCANCODE.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)

    run = runner(tmp_path)("licenses", "shop", "--verify", "scancode", CODECRAFT_SCANCODE=str(program))

    assert "scancode: of 3 files 2 speak of a licence, 1 the same to both" in run.out
    assert "shop/basket.py: we read MIT, scancode MIT AND ISC" in run.out


def test_a_verifier_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path / "shop", FILES)

    run = runner(tmp_path)("licenses", "shop", "--verify", "scancode", CODECRAFT_SCANCODE="nothing/scancode")

    assert run.code == 2
    assert "there is no program nothing/scancode: make an environment for it" in run.err
