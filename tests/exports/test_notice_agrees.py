"""The NOTICE bundle and an answer's obligations say the same of the same files: whatever the tree."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.facts import Batch, Edge, Node, Property
from graph.stores.embedded import EmbeddedStore
from queries.exports.notice import owed_of
from queries.exports.reading.inventory import inventory
from queries.obligations import Obligation, Taken, obligations
from queries.policy import Use
from tests.cli.conftest import runner, write_files
from tests.exports.conftest import GIVEN, REQUEST

SOURCE = "pkg:pypi/acme@1.0"
PATHS = ["acme/api.py", "acme/_vendor/six.py", "acme/_vendor/bob/sort.py", "acme/data/table.py", "setup.py"]
TERMS = ["LICENSE", "NOTICE", "LICENSES/MIT.txt", "acme/_vendor/bob/LICENSE", "acme/_vendor/six.LICENSE", "acme/data/NOTICE"]
TERMS += ["acme-1.0.dist-info/licenses/acme/_vendor/bob/COPYING"]
LICENSES = ["MIT", "Apache-2.0", "BSD-3-Clause", "MIT OR GPL-2.0-only", "Apache-2.0 AND MIT", "GPL-3.0-or-later", "0BSD"]
lines = st.lists(st.sampled_from(["Copyright 2001 Ada", "Copyright 2002 Bob"]), max_size=1)
trees = st.tuples(
    st.sampled_from(LICENSES),
    st.dictionaries(st.sampled_from(PATHS), st.tuples(st.sampled_from(LICENSES), lines), min_size=1),
    st.dictionaries(st.sampled_from(TERMS), st.tuples(st.sampled_from([*LICENSES, "NOASSERTION"]), lines)),
)


def _batch(license_: str, files: dict[str, tuple[str, list[str]]], terms: dict[str, tuple[str, list[str]]]) -> Batch:
    def node(path: str, label: str, told: tuple[str, list[str]], **more: Property) -> Node:
        said: dict[str, Property] = {"path": path, "license": told[0], "source": SOURCE, **more}
        return Node(f"{SOURCE}#/{path}", (label, "Entity"), said | ({"copyrights": list(told[1])} if told[1] else {}))

    nodes = [node(path, "File", told) for path, told in files.items()]
    for path, told in terms.items():
        kind = "notice" if path.endswith("NOTICE") else "license"
        nodes.append(node(path, "LicenseFile", told, kind=kind, text=f"Text of {path}", digest=f"sha256:{path}"))
    about = Node(SOURCE, ("Source", "Entity"), {"name": "acme", "version": "1.0", "license": license_, "source": SOURCE})
    return Batch(SOURCE, (about, *nodes), tuple(Edge("CONTAINS", SOURCE, one.id, {}) for one in nodes))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
def test_what_each_file_owes_is_in_its_group_and_nothing_else_is(
    tree: tuple[str, dict[str, tuple[str, list[str]]], dict[str, tuple[str, list[str]]]],
) -> None:
    policy = GIVEN.policy
    assert policy
    with TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder) / "store")
        store.ensure_schema()
        store.replace(_batch(*tree))
        (component,) = inventory(store).components
        for group in owed_of(REQUEST, component):
            alone: list[Obligation] = []
            for path in group.paths:
                decided = policy.decide(group.license, purpose=Use.DISTRIBUTE)
                alone += obligations(store, [Taken(SOURCE, path, group.license, decided.chosen)], policy.category)
            assert {path for one in alone for path in one.paths} == set(group.paths)
            if alone:
                assert {duty.name for one in alone for duty in one.duties} == {duty.name for duty in group.duties}
                assert {file.path for one in alone for file in one.files} == {file.path for file in group.files}
                assert {line for one in alone for line in one.attributions} == set(group.attributions)
        store.close()


def test_what_is_reported_without_indexing_is_what_the_bundle_says(tmp_path: Path) -> None:
    write_files(tmp_path / "project")
    vendored = tmp_path / "project/shop/_vendor"
    vendored.mkdir()
    head = "# SPDX-{}: {}\n# Copyright 2001 Bob\n\n\ndef sort(x):\n    return x\n"
    for name, license_ in (("weak", "LGPL-2.1-or-later"), ("dual", "BSD-3-Clause OR GPL-2.0-only")):
        (vendored / f"{name}.py").write_text(head.format("License-Identifier", license_))
    cli = runner(tmp_path)
    assert cli("index", "project", "--no-embed").code == 0
    lines = [json.loads(line) for line in cli("licenses", "project", "--json").out.splitlines()]
    reported = {one["path"]: one["expression"] for one in lines if one["path"].endswith(".py")}
    assert len(reported) == 2
    notice = cli("export", "notice").out
    for path, expression in reported.items():
        chosen = " (chosen by the policy: BSD-3-Clause)" if " OR " in expression else ""
        assert f"\n  Files under {expression}{chosen}: {path}\n" in notice
