"""What an entry says of its review, pin, consent and purpose: what holds it up, and what reaches the source."""

from pathlib import Path

import pytest

from extractors.sources import Options, open_source, open_sources
from extractors.sources.manifest import waiting
from extractors.sources.manifests.reading import parse_listing, read_listing, schema
from extractors.sources.manifests.refusals import refused_by_license
from graph.errors import InputError, SourceError
from graph.facts import Governance, Purpose
from tests.sources.conftest import Index, wheel, write

APPROVED = 'review = { state = "approved", reviewer = "Ada", date = 2026-11-20 }\n'
SHOP = {"shop/pyproject.toml": '[project]\nname = "shop"\nlicense = "MIT"\n', "shop/a.py": "A = 1\n"}


def listed(folder: Path, *entries: str) -> str:
    write(folder, {**SHOP, "sources.toml": "\n".join(f"[[source]]\n{entry}" for entry in entries)})
    return str(folder / "sources.toml")


def test_only_approved_entries_are_opened(tmp_path: Path) -> None:
    decided = 'review = {{ state = "{}", reviewer = "Ada", date = 2026-11-20, reason = "no" }}\n'
    names = [write(tmp_path, {f"{name}/a.py": ""}) and name for name in ("one", "two", "three")]
    file = listed(
        tmp_path,
        f'location = "shop"\n{APPROVED}',
        f'location = "{names[0]}"\n',
        f'location = "{names[1]}"\n{decided.format("rejected")}',
        f'location = "{names[2]}"\n{decided.format("withdrawn")}',
    )

    assert [source.read().info.name for source in open_sources(file)] == ["shop"]
    assert [(number, entry.review.state) for number, entry in waiting(read_listing(Path(file)))] == [
        (2, "proposed"),
        (3, "rejected"),
        (4, "withdrawn"),
    ]


def test_what_an_entry_says_reaches_its_source(tmp_path: Path) -> None:
    file = listed(
        tmp_path,
        'location = "shop"\npurpose = "index-only"\ntenants = ["acme", "beta"]\nexpected_license = "mit"\nrefresh = "weekly"\n'
        'internal = true\nconsent = { by = "Grace", date = 2026-11-01, for = "search in the house" }\n'
        f'quality = 0.5\ngrounds = ["tests"]\n{APPROVED}',
    )

    assert open_source(file).read().info.governance == Governance(
        reviewer="Ada",
        reviewed="2026-11-20",
        manifest=file,
        entry="shop",
        purpose=Purpose.INDEX_ONLY,
        tenants=("acme", "beta"),
        expected_license="MIT",
        consent_by="Grace",
        consent_at="2026-11-01",
        consent_for="search in the house",
        refresh="weekly",
        grounds=("tests",),
        quality=0.5,
    )


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('kind = "git"', "kind is git but the location is of kind directory"),
        ('kind = "folder"', r"Invalid enum value 'folder' - at `\$.kind`"),
        ('revision = "1.0"', "a directory has no revision to pin"),
        (f'sha256 = "{"a" * 64}"', "sha256 is of a released file"),
        ("internal = true", "internal code needs consent: add consent ="),
        ('consent = { by = "Grace", date = 2026-11-01 }', r"required field `for` - at `\$.consent`; allowed are by, date, for"),
        ('purpose = "fun"', "Invalid enum value 'fun'"),
        ("quality = 2", r"<= 1.*`\$.quality`"),
        ('expected_license = "Free beer"', "expected_license 'Free beer' is no SPDX expression"),
        ('license = "NOASSERTION"', "concludes nothing"),
        ('review = { state = "approved" }', "a review that says approved needs reviewer and date"),
        ('review = { state = "rejected", reviewer = "Ada", date = 2026-11-20 }', "a review that says rejected needs a reason"),
        ('review = { state = "fine" }', "Invalid enum value 'fine'.*allowed are state, reviewer, date, reason, accept"),
        ('review = { state = "approved", reviewer = "A", date = 2026-11-20, accept = ["copyleft"] }', "needs a reason"),
    ],
)
def test_a_bad_entry_says_where_and_what_to_do(tmp_path: Path, entry: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"sources\.toml, source 1.*{message}"):
        open_sources(listed(tmp_path, f'location = "shop"\n{entry}\n'))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('location = "pkg:pypi/shop@1.0"\nrevision = "2.0"', "location says 1.0 and revision 2.0: keep one of them"),
        ('location = "installed:httpx"\ninternal = true', "internal is for a directory or a repository"),
        ('location = "pkg:pypi/shop@1.0"\nsha256 = "abc"', "sha256 is not 64 hexadecimal digits"),
        ('location = "shop"\nname = "a"\n[[source]]\nlocation = "till"\nname = "a"', "source 1 has this name already"),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused(entry: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_listing(Path("sources.toml"), f"[[source]]\n{entry}\n")


def test_another_licence_than_expected_stops_the_source(tmp_path: Path) -> None:
    file = listed(tmp_path, f'location = "shop"\nexpected_license = "Apache-2.0"\n{APPROVED}')

    with pytest.raises(InputError, match=r"source 1 \(shop\): the licence is read as MIT and Apache-2.0 is expected"):
        open_source(file).read()


@pytest.mark.parametrize(
    ("declared", "kind"),
    [("GPL-3.0-only", "copyleft"), ("MPL-2.0", "copyleft"), ("CC-BY-NC-4.0", "non-commercial"), ("", "unclear")],
)
def test_terms_that_policy_refuses_need_a_reviewer_who_accepts_them(tmp_path: Path, declared: str, kind: str) -> None:
    said = f'license = "{declared}"\n' if declared else ""
    write(tmp_path, {"till/pyproject.toml": f'[project]\nname = "till"\n{said}', "till/a.py": ""})
    accepted = APPROVED.replace(" }", f', reason = "only looked up", accept = ["{kind}"] }}')

    with pytest.raises(InputError, match=f"{kind} is refused by policy, as .*--accept {kind}"):
        open_source(listed(tmp_path, f'location = "till"\n{APPROVED}')).read()
    assert open_source(listed(tmp_path, f'location = "till"\n{accepted}')).read().info.name == "till"


def test_code_of_ones_own_house_needs_consent_and_no_licence(tmp_path: Path) -> None:
    write(tmp_path, {"till/a.py": ""})
    consent = 'internal = true\nconsent = { by = "Grace", date = 2026-11-01, for = "search" }\n'

    assert open_source(listed(tmp_path, f'location = "till"\n{consent}{APPROVED}')).read().info.name == "till"


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("MIT OR GPL-2.0-only", ""),
        ("MIT AND CC-BY-SA-4.0", "share-alike"),
        ("CC-BY-4.0", ""),
        ("CC-BY-NC-SA-4.0", "non-commercial"),
        ("CC-BY-ND-4.0", "no-derivatives"),
        ("LicenseRef-ours", "unclear"),
    ],
)
def test_the_policy_reads_whole_expressions(expression: str, kind: str) -> None:
    found = refused_by_license(expression)
    assert (found.kind if found else "") == kind


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("git+https://127.0.0.1:1/stackoverflow-dump@main", "question-and-answer"),
        ("git+https://127.0.0.1:1/bigcode/the-stack@main", "training-corpus"),
    ],
)
def test_dumps_and_corpora_are_refused_before_anything_is_fetched(tmp_path: Path, location: str, kind: str) -> None:
    with pytest.raises(InputError, match=f"{kind} is refused by policy"):
        open_source(listed(tmp_path, f'location = "{location}"\nlicense = "MIT"\n{APPROVED}')).read()


def test_a_release_is_held_to_its_digest(tmp_path: Path, index: Index) -> None:
    data = wheel("shop", "1.0", {"shop/__init__.py": "A = 1\n"}, "License-Expression: MIT")
    index.add("shop", "shop-1.0-py3-none-any.whl", data)
    pinned = open_source(listed(tmp_path, f'location = "pkg:pypi/shop"\nrevision = "1.0"\n{APPROVED}')).read().info
    digest = pinned.revision.removeprefix("sha256:")

    entry = f'location = "pkg:pypi/shop@1.0"\nsha256 = "{digest}"\n{APPROVED}'
    assert open_source(listed(tmp_path, entry)).read().info.revision == pinned.revision
    assert pinned.governance
    assert (pinned.governance.pinned, pinned.yanked) == (True, False)
    with pytest.raises(SourceError, match=r"shop 1\.0 has no file with the sha256 0000"):
        open_source(listed(tmp_path, entry.replace(digest, "0" * 64))).read()


def test_an_installed_distribution_is_held_to_its_version(tmp_path: Path) -> None:
    file = listed(tmp_path, f'location = "installed:httpx"\nrevision = "0.0.1"\n{APPROVED}')

    with pytest.raises(InputError, match=r"is installed and the entry pins 0\.0\.1"):
        open_source(file).read()


@pytest.mark.parametrize(
    ("content", "paths"),
    [("all", ["README.md", "a.py"]), ("code", ["a.py"]), ("documents", ["README.md", "style.rst"])],
)
def test_only_code_or_only_documents(tmp_path: Path, content: str, paths: list[str]) -> None:
    write(tmp_path / "till", {"pyproject.toml": '[project]\nname = "till"\nlicense = "MIT"\n', "a.py": ""})
    write(tmp_path / "till", {"README.md": "# Till\n", "style.rst": "Style\n"})
    file = listed(tmp_path, f'location = "till"\ncontent = "{content}"\n{APPROVED}')

    documents = open_source(file, Options((".py", ".md", ".rst"))).read().documents

    assert [document.path for document in documents] == paths


def test_a_source_of_documents_needs_no_code_and_no_other_does_without(tmp_path: Path) -> None:
    write(tmp_path, {"till/guide.md": "# How to\n"})
    entry = f'location = "till"\nlicense = "CC-BY-4.0"\n{APPROVED}'

    read = open_source(listed(tmp_path, f'content = "documents"\n{entry}'), Options((".py", ".md"))).read()
    assert [document.path for document in read.documents] == ["guide.md"]
    with pytest.raises(InputError, match="holds no Python files"):
        open_source(listed(tmp_path, entry), Options((".py", ".md"))).read()


def test_the_schema_names_every_key() -> None:
    entry = schema()["$defs"]["Entry"]
    assert entry["required"] == ["location"]
    assert {"revision", "sha256", "tenants", "consent", "review", "refresh", "purpose"} <= set(entry["properties"])
    assert entry["additionalProperties"] is False
    assert "for" in schema()["$defs"]["Consent"]["properties"]


@pytest.mark.parametrize(("declared", "expected"), [("MIT OR GPL-2.0-only", "MIT"), ("ISC AND MIT", "MIT AND ISC")])
def test_an_expected_licence_is_compared_by_what_it_means(tmp_path: Path, declared: str, expected: str) -> None:
    write(tmp_path, {"till/pyproject.toml": f'[project]\nname = "till"\nlicense = "{declared}"\n', "till/a.py": ""})
    file = listed(tmp_path, f'location = "till"\nexpected_license = "{expected}"\n{APPROVED}')

    assert open_source(file).read().info.governance
