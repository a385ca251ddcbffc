"""Secrets and addresses: found where they are, gone from all that is stored, named by digest; look-alikes stay."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.redaction import REDACTOR
from extractors.sources import open_source
from graph.cache import DiskCache
from graph.facts import Document
from graph.ingest import Parts, ingest
from graph.progress import Silent
from graph.stores.embedded import EmbeddedStore
from tests.ingest.test_ingest import ask

# Put together here, so that no scanner takes this file for a leak.
AWS = "AKIA" + "IOSFODNN7EXAMPLF"
GITHUB = "ghp_" + "a1B2" * 9
STRIPE = "sk_live_" + "0123456789abcdefghijklmn"
PASSWORD = "Tr0ub4dor" + "&3horse"

TAKEN = {
    f'KEY = "{AWS}"': ("aws-access-key", AWS),
    f"token = '{GITHUB}'": ("github-token", GITHUB),
    f'stripe.api_key = "{STRIPE}"': ("stripe-access-key", STRIPE),
    f'db_password = "{PASSWORD}"': ("secret-keyword", PASSWORD),
    'URL = "postgres://shop:s3cr3tpw@db/shop"': ("basic-auth-credentials", "s3cr3tpw"),
    '"""Ask jane.roe@bigshop.io for access."""': ("email", "jane.roe@bigshop.io"),
}
LEFT = [
    'password_field_name="password2"',
    'password = "password"',
    'secret = os.environ["SECRET_KEY"]',
    'raise ValueError("the api_key is missing")',
    'check("user@example.com")',
    "# Copyright 2024 Jane Roe <jane.roe@bigshop.io>",
    '__author__ = "Jane Roe <jane.roe@bigshop.io>"',
    "product = a@b.conj()",
    '"git+ssh://git@github.com/psf/requests"',
    'digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
]


@pytest.mark.parametrize("line", TAKEN)
def test_a_secret_is_taken_out_and_named_by_its_digest(line: str) -> None:
    kind, value = TAKEN[line]
    done = REDACTOR.redact(Document("shop.py", f"import os\n{line}\nx = 1", "sha256:0"))
    assert (f"2 {kind} sha256:{hashlib.sha256(value.encode()).hexdigest()}") in done.findings
    assert value not in done.document.text
    assert (done.document.text.count("\n"), done.document.digest) == (2, "sha256:0")
    compile(done.document.text, "shop.py", "exec")


def test_what_is_left_of_this_file_still_parses() -> None:
    done = REDACTOR.redact(Document("test_redaction.py", Path(__file__).read_text(), "sha256:0"))
    assert done.findings
    compile(done.document.text, "test_redaction.py", "exec")


@pytest.mark.parametrize("line", LEFT)
def test_what_only_looks_like_one_stays(line: str) -> None:
    document = Document("shop.py", line, "sha256:0")
    assert REDACTOR.redact(document).document is document


def test_a_private_key_keeps_its_lines_only() -> None:
    body = "MIIEpAIBAAKCAQEA7bq" + "Zk3" * 12
    text = f'KEY = """-----BEGIN RSA PRIVATE KEY-----\n{body}\n{body}\n-----END RSA PRIVATE KEY-----"""\n'
    done = REDACTOR.redact(Document("key.py", text, "sha256:0"))
    assert [one.split()[:2] for one in done.findings] == [["1", "private-key"]]
    assert (
        done.document.text == 'KEY = """-----BEGIN RSA PRIVATE KEY-----\nREDACTED\nREDACTED\n-----END RSA PRIVATE KEY-----"""\n'
    )


def test_nothing_that_is_stored_or_cached_holds_a_secret(tmp_path: Path, store: EmbeddedStore, parts: Parts) -> None:
    """Though an earlier version without redaction has kept the file's facts and links."""
    project = tmp_path / "shop"
    project.mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "shop"\nlicense = "MIT"\n')
    (project / "shop.py").write_text(
        f'"""Ask jane.roe@bigshop.io."""\n\nPASSWORD = "{PASSWORD}"\n\n\n'
        f'def pay(password="{PASSWORD}"):\n    """Pay."""\n    return "{AWS}"\n'
    )
    source = open_source(str(project))
    ingest(source, store, parts, Silent())
    ingest(source, store, replace(parts, redactor=REDACTOR), Silent())
    everything = repr(ask(store, "MATCH (n:Node) RETURN properties(n) AS properties"))
    for value in (PASSWORD, AWS, "jane.roe"):
        assert value not in everything
    assert "REDACTED-secret-keyword" in everything
    [file] = ask(store, "MATCH (f:File) RETURN f.secrets AS secrets")
    assert [one.split()[:2] for one in file["secrets"]] == [
        ["1", "email"],
        ["3", "secret-keyword"],
        ["6", "secret-keyword"],
        ["8", "aws-access-key"],
    ]
    [held] = ask(store, "MATCH (s:Source) RETURN s.secrets_sought AS sought")
    assert held["sought"] == REDACTOR.version


def test_a_store_that_was_indexed_without_it_is_indexed_again(tmp_path: Path, store: EmbeddedStore, parts: Parts) -> None:
    project = tmp_path / "shop"
    project.mkdir()
    (project / "shop.py").write_text("x = 1\n")
    assert isinstance(parts.cache, DiskCache)
    ingest(open_source(str(project)), store, parts, Silent())
    again = replace(parts, redactor=REDACTOR)
    assert not ingest(open_source(str(project)), store, again, Silent()).unchanged
    assert ingest(open_source(str(project)), store, again, Silent()).unchanged
