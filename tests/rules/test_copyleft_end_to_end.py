"""From source text to the verdict: copyleft planted five calls deep across two installed distributions, and its mended twin."""

import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from tests.cli.conftest import Cli, runner
from tests.services.neo4j import Neo4jServer
from tests.sources.conftest import wheel

PARCEL = {
    "parcel/__init__.py": "",
    "parcel/post.py": "from parcel.boxes import pack\n\n\ndef send(goods):\n    return pack(goods)\n",
    "parcel/boxes.py": (
        "from sealer import seal\n\n\n"
        "def pack(goods):\n    return wrap(goods)\n\n\n"
        "def wrap(goods):\n    box = [goods]\n    return seal(box)\n"
    ),
}
# REUSE-IgnoreStart
SEALER = {
    "sealer/__init__.py": "from sealer.wax import press\n\n\ndef seal(box):\n    return press(box)\n",
    "sealer/wax.py": "from sealer.stamps import stamp\n\n\ndef press(box):\n    return stamp(box)\n",
    "sealer/stamps.py": "# SPDX-License-Identifier: {}\n\n\ndef stamp(box):\n    return [box]\n",
}
# REUSE-IgnoreEnd
METADATA = "License-Expression: MIT\n"
HOPS = [
    ("parcel.post.send", "parcel/post.py", 5),
    ("parcel.boxes.pack", "parcel/boxes.py", 5),
    ("parcel.boxes.wrap", "parcel/boxes.py", 10),
    ("sealer.seal", "sealer/__init__.py", 5),
    ("sealer.wax.press", "sealer/wax.py", 5),
    ("sealer.stamps.stamp", "sealer/stamps.py", 0),
]


@pytest.fixture(params=["embedded", "neo4j"])
def place(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The variables that name a store: each engine in turn."""
    if request.param == "embedded":
        yield {}
        return
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    known = {"CODECRAFT_NEO4J_USER": server.user, "CODECRAFT_NEO4J_PASSWORD": server.password}
    yield {"CODECRAFT_STORE": server.uri, **known}
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def _installed(folder: Path, stamps: str, place: Mapping[str, str]) -> Cli:
    """The command line where both distributions are installed and indexed."""
    site = folder / "site"
    sealer = {**SEALER, "sealer/stamps.py": SEALER["sealer/stamps.py"].format(stamps)}
    for packed in (
        wheel("parcel", "1.0", PARCEL, f"{METADATA}Requires-Dist: sealer"),
        wheel("sealer", "2.0", sealer, METADATA),
    ):
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(site)
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    cli = partial(runner(folder), PYTHONPATH=path, **place)
    done = cli("index", "installed:parcel", "installed:sealer", "--no-embed")
    assert done.code == 0, done.err
    return cli


def test_every_hop_of_the_way_is_told(tmp_path: Path, place: dict[str, str]) -> None:
    cli = _installed(tmp_path, "GPL-3.0-or-later", place)
    outcome = cli("check", "copyleft_through_calls", "--json")
    assert outcome.code == 1
    (verdict,) = json.loads(outcome.out)["verdicts"]
    assert verdict["outcome"] == "FAIL"
    found = {one["source"]: one for one in verdict["findings"]}
    assert sorted(found) == ["pkg:pypi/parcel@1.0", "pkg:pypi/sealer@2.0"]
    whole = found["pkg:pypi/parcel@1.0"]
    told = [(hop["id"].partition("#")[2], hop["path"], hop["line"]) for hop in whole["hops"]]
    assert told == HOPS
    assert whole["message"].startswith("MIT code calls GPL-3.0-or-later code through other sources")
    shown = cli("check", "copyleft_through_calls").out
    for name, path, line in HOPS:
        assert f"#{name}  {path}{f':{line}' if line else ''}\n" in shown


def test_the_mended_twin_passes(tmp_path: Path, place: dict[str, str]) -> None:
    outcome = _installed(tmp_path, "BSD-3-Clause", place)("check", "copyleft_through_calls", "--json")
    assert outcome.code == 0
    (verdict,) = json.loads(outcome.out)["verdicts"]
    assert (verdict["outcome"], verdict["blockers"]) == ("PASS", [])
    assert verdict["checked"] == 5
