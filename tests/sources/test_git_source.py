"""Git repositories at a revision, from real local ones."""

from pathlib import Path

import pytest

from extractors.sources import open_source
from graph.errors import InputError, NotFoundError, SourceError
from graph.facts import Snapshot, SourceKind
from tests.sources.conftest import git, repository, write


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Two commits: `v1` is tagged on the first, `next` branches at the second."""
    root = repository(tmp_path / "shop", {"a.py": "A = 1\n", "pyproject.toml": '[project]\nname = "shop"\nlicense = "ISC"\n'})
    git(root, "tag", "v1")
    write(root, {"a.py": "A = 2\n", "lib/b.py": "", "build/c.py": "", "node_modules/d.py": ""})
    git(root, "checkout", "--quiet", "-b", "next")
    git(root, "add", "--all", "--force")
    git(root, "commit", "--quiet", "--message=Go on")
    git(root, "checkout", "--quiet", "main")
    return root


def read(root: Path, revision: str) -> Snapshot:
    return open_source(f"git+file://{root}@{revision}").read()


def test_a_tag_a_branch_and_commits_long_and_short_give_their_tree(shop: Path) -> None:
    first, second = git(shop, "rev-parse", "v1"), git(shop, "rev-parse", "next")

    for revision, commit in (("v1", first), ("main", first), (first, first), ("next", second), (second[:9], second)):
        snapshot = read(shop, revision)
        assert snapshot.info.revision == commit
        assert snapshot.info.id == f"pkg:generic/shop@{commit}"
        assert snapshot.info.kind is SourceKind.GIT
        assert snapshot.documents[0].text == ("A = 1\n" if commit == first else "A = 2\n")


def test_the_tree_is_read_as_committed_without_copies(shop: Path) -> None:
    write(shop, {"a.py": "A = 3\n", "new.py": ""})

    snapshot = read(shop, "next")

    assert [document.path for document in snapshot.documents] == ["a.py", "lib/b.py"]
    assert snapshot.documents[0].text == "A = 2\n"
    assert [(claim.expression, claim.method) for claim in snapshot.info.licenses] == [("ISC", "pep639"), ("ISC", "declared")]
    assert not snapshot.info.dirty


def test_without_a_revision_it_is_the_head(shop: Path) -> None:
    assert open_source(f"git+file://{shop}").read().info.revision == git(shop, "rev-parse", "HEAD")


def test_links_in_the_tree_are_followed_within_it_only(tmp_path: Path) -> None:
    root = write(tmp_path / "links", {"a.py": "A = 1\n"})
    (root / "lib").mkdir()
    (root / "lib/same.py").symlink_to("../a.py")
    (root / "out.py").symlink_to("../../secret.py")
    (root / "abs.py").symlink_to("/etc/secret.py")
    repository(root, {})

    snapshot = read(root, "main")

    assert [(document.path, document.text) for document in snapshot.documents] == [
        ("a.py", "A = 1\n"),
        ("lib/same.py", "A = 1\n"),
    ]
    assert [(d.path, d.code) for d in snapshot.diagnostics] == [("abs.py", "symlink-outside"), ("out.py", "symlink-outside")]


def test_big_and_undecodable_files_are_named(tmp_path: Path) -> None:
    root = repository(tmp_path / "odd", {"a.py": "", "big.py": b"#" * 6_000_000, "latin.py": b"'\xe9'\n"})

    assert [(d.path, d.code) for d in read(root, "main").diagnostics] == [("big.py", "too-large"), ("latin.py", "not-utf8")]


def test_refusals_say_what_is_wrong(shop: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="has no revision 'nope': give a branch"):
        read(shop, "nope")
    with pytest.raises(SourceError, match="cannot be fetched: git says"):
        read(tmp_path / "nowhere", "main")
    with pytest.raises(InputError, match="is no repository URL"):
        open_source("git+ext::sh -c 'touch /ran'")
    with pytest.raises(InputError, match="is no repository URL"):
        open_source("git+--upload-pack=touch")


def test_credentials_are_neither_shown_nor_stored() -> None:
    with pytest.raises(SourceError) as refused:
        open_source("git+http://someone:secret@127.0.0.1:1/o/r@main").read()

    assert "secret" not in str(refused.value)
