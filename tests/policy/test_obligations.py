"""What is owed for code that is taken over: a source in, duties, lines and texts out."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import queries
from graph.facts import Batch, Edge, Node
from graph.licensing.listed import listed_ids
from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from queries.obligations import Obligation, Taken, notice_text, obligations
from queries.policy_file import read_policy

TABLE = tomllib.loads((Path(queries.__file__).parent / "obligations.toml").read_text(encoding="utf-8"))
ACME, BARE = "pkg:pypi/acme@1.0", "pkg:pypi/bare@2.0"
POLICY = read_policy(None)
FILES = {
    "LICENSE": ("license", "Apache-2.0", ["Copyright 2020 Ada Example"], "Apache License …"),
    "NOTICE": ("notice", "NOASSERTION", ["Copyright 2019 Acme Inc."], "Acme\nCopyright 2019 Acme Inc."),
    "LICENSES/MIT.txt": ("license", "MIT", [], "Permission is hereby granted …"),
    "acme/vendor/LICENSE": ("license", "BSD-3-Clause", ["Copyright 2001 Bob Example"], "Redistribution …"),
    "AUTHORS": ("authors", "NOASSERTION", [], "Ada Example"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    opened = EmbeddedStore(tmp_path_factory.mktemp("owed") / "store")
    opened.ensure_schema()
    opened.replace(_batch(ACME, "acme", "1.0", FILES))
    opened.replace(_batch(BARE, "bare", "2.0", {}))
    yield opened
    opened.close()


def _batch(source: str, name: str, version: str, files: dict[str, tuple[str, str, list[str], str]]) -> Batch:
    nodes = [
        Node(
            f"{source}#/{path}",
            ("LicenseFile", "Entity"),
            {
                "path": path,
                "kind": kind,
                "license": license_,
                "text": text,
                "digest": f"sha256:{path}",
                "source": source,
                **({"copyrights": lines} if lines else {}),
            },
        )
        for path, (kind, license_, lines, text) in files.items()
    ]
    about = Node(source, ("Source", "Entity", "Distribution"), {"name": name, "version": version, "source": source})
    return Batch(source, (about, *nodes), tuple(Edge("CONTAINS", source, node.id, {}) for node in nodes))


def owed(store: GraphStore, license_: str, path: str = "acme/api.py", source: str = ACME, chosen: str = "") -> Obligation:
    (found,) = obligations(store, [Taken(source, path, license_, chosen)], POLICY.category)
    return found


@pytest.mark.parametrize(
    ("license_", "chosen", "duties"),
    [
        ("MIT", "", "attribution license-text"),
        ("Apache-2.0", "", "attribution license-text notice state-changes"),
        ("BSD-3-Clause", "", "attribution license-text no-endorsement"),
        ("0BSD", "", ""),
        ("MIT OR GPL-3.0-only", "MIT", "attribution license-text"),
        ("MIT AND MPL-2.0", "", "attribution license-text source-of-files same-license-files"),
        ("GPL-2.0-only", "", "attribution license-text state-changes source same-license"),
        ("AGPL-3.0-or-later", "", "attribution license-text state-changes source same-license network-source installation"),
        ("LGPL-2.1-only", "", "attribution license-text state-changes source-of-files same-license-files relinking"),
        ("Apache-2.0+", "", "attribution license-text notice state-changes"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "", "attribution license-text state-changes source same-license"),
    ],
)
def test_duties_by_licence(store: GraphStore, license_: str, chosen: str, duties: str) -> None:
    found = owed(store, license_, chosen=chosen)
    assert {duty.name for duty in found.duties} == set(duties.split())


def test_apache_code_comes_with_its_lines_its_notice_and_its_text(store: GraphStore) -> None:
    found = owed(store, "Apache-2.0")
    assert (found.name, found.paths) == ("acme 1.0", ("acme/api.py",))
    assert found.attributions == ("Copyright 2020 Ada Example", "Copyright 2019 Acme Inc.")
    assert [file.path for file in found.files] == ["NOTICE", "LICENSE"]
    assert found.summary.startswith("acme 1.0 (Apache-2.0): keep the copyright lines; pass on a copy of the licence text")
    text = notice_text(store, [found])
    assert "--- NOTICE ---\nAcme\nCopyright 2019 Acme Inc." in text
    assert "--- LICENSE ---\nApache License …" in text
    assert "AUTHORS" not in text


def test_the_text_of_the_taken_branch_is_the_one_to_pass_on(store: GraphStore) -> None:
    found = owed(store, "MIT OR Apache-2.0", chosen="MIT")
    assert [file.path for file in found.files] == ["LICENSES/MIT.txt"]
    assert "chosen from MIT OR Apache-2.0" in found.summary


def test_a_file_of_terms_speaks_for_its_folder(store: GraphStore) -> None:
    found = owed(store, "BSD-3-Clause", "acme/vendor/bob.py")
    assert [file.path for file in found.files] == ["acme/vendor/LICENSE"]
    assert "Copyright 2001 Bob Example" in found.attributions
    assert "Copyright 2001 Bob Example" not in owed(store, "BSD-3-Clause").attributions


@pytest.mark.parametrize(
    ("license_", "unknown"),
    [
        ("NOASSERTION", "what NOASSERTION asks for, and whether it permits anything"),
        ("LicenseRef-Ours", "what LicenseRef-Ours asks for, and whether it permits anything"),
        ("Xnet", "what Xnet asks for: listed is what permissive licences usually do"),
        ("MIT OR Apache-2.0", "which branch is taken: what all of MIT OR Apache-2.0 ask for is listed"),
    ],
)
def test_what_is_not_known_is_said(store: GraphStore, license_: str, unknown: str) -> None:
    assert owed(store, license_).unknown[0] == unknown


def test_a_text_is_of_its_licence_and_the_nearest_counts(store: GraphStore) -> None:
    bare = owed(store, "ISC", "acme/vendor/bob.py")
    assert (bare.files, bare.unknown) == ((), ("the text of ISC: the graph holds none of the source",))
    both = owed(store, "BSD-3-Clause AND MIT", "acme/vendor/bob.py")
    assert [file.path for file in both.files] == ["LICENSES/MIT.txt", "acme/vendor/LICENSE"]
    assert owed(store, "GPL-2.0-or-later").unknown == ("the text of GPL-2.0-or-later: the graph holds none of the source",)


def test_a_source_without_texts_says_so(store: GraphStore) -> None:
    found = owed(store, "Apache-2.0", source=BARE)
    assert [duty.name for duty in found.duties] == ["attribution", "license-text", "state-changes"]
    assert len(found.unknown) == 2
    assert found.unknown[0].startswith("whose copyright it is")
    assert "Not known: the text of Apache-2.0: the graph holds none of the source" in notice_text(store, [found])


def test_what_is_taken_from_one_source_is_owed_once(store: GraphStore) -> None:
    taken = [Taken(ACME, path, "MIT", "MIT") for path in ("acme/a.py", "acme/b.py", "acme/a.py")]
    found = obligations(store, [*taken, Taken(ACME, "acme/c.py", "Apache-2.0"), Taken("", "", "MIT")], POLICY.category)
    assert [(one.license, one.paths) for one in found] == [
        ("MIT", ("acme/a.py", "acme/b.py")),
        ("Apache-2.0", ("acme/c.py",)),
        ("MIT", ()),
    ]
    assert "where it comes from" in found[2].unknown
    both = notice_text(store, found)
    assert both.count("Permission is hereby granted") == 1
    assert obligations(store, [], POLICY.category) == ()
    assert notice_text(store, []) == ""


def _every_duty() -> Sequence[str]:
    return [duty for table in ("licenses", "categories") for duties in TABLE[table].values() for duty in duties]


def test_the_table_holds_licences_of_spdx_and_duties_in_words() -> None:
    assert set(TABLE["licenses"]) <= listed_ids()
    assert set(_every_duty()) == set(TABLE["duties"])
    assert all(len(duties) == len(set(duties)) for duties in TABLE["licenses"].values())
