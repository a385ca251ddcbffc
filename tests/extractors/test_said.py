"""What is taken out of a question, by example."""

import hashlib

import pytest

from extractors.said import cleaned

_TOKEN = "ghp_" + "a1B2" * 9


def _kinds(text: str) -> list[str]:
    return [one.partition(" ")[0] for one in cleaned(text).findings]


@pytest.mark.parametrize(
    ("asked", "left", "kinds"),
    [
        (f"why is {_TOKEN} refused by the client?", "why is REDACTED-github-token refused by the client?", ["github-token"]),
        ("my password is hunter2hunter, why does login fail?", "my password is REDACTED-told, why does login fail?", ["told"]),
        ("API key: 9f8e7d6c5b4a does not work.", "API key: REDACTED-told does not work.", ["told"]),
        ("who wrote to the author ada@corp.io?", "who wrote to the author redacted@email.invalid?", ["email"]),
        ("is ada@corp.io also ada@corp.io?", "is redacted@email.invalid also redacted@email.invalid?", ["email"]),
        ("open db://ada:s3cr3tpw@db/x", "open db://ada:REDACTED-basic-auth-credentials@db/x", ["basic-auth-credentials"]),
    ],
)  # fmt: skip
def test_secrets_and_addresses_go(asked: str, left: str, kinds: list[str]) -> None:
    assert cleaned(asked).text == left
    assert _kinds(asked) == kinds


@pytest.mark.parametrize(
    "asked",
    [
        "where is `Session.send` defined?",
        "when is the token expired?",
        "what does the decorator @pytest.fixture do?",
        "is the password hashed before it is stored?",
        "who calls requests.get@2.32?",
    ],
)
def test_what_is_no_secret_stays(asked: str) -> None:
    assert cleaned(asked).text == asked
    assert cleaned(asked).findings == ()


def test_a_finding_is_told_by_its_digest_alone() -> None:
    (found,) = cleaned("the password is hunter2hunter").findings
    assert found == f"told sha256:{hashlib.sha256(b'hunter2hunter').hexdigest()}"
