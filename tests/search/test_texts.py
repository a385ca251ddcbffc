import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.texts import EMBEDDED_CHARACTERS, embedding_text, search_text, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HTTPAdapter", ["httpadapt", "http", "adapt"]),
        ("http_adapter", ["httpadapt", "http", "adapt"]),
        ("getHTTPResponseCode", ["gethttpresponsecod", "get", "http", "respons", "code"]),
        ("sha256", ["sha256", "sha", "256"]),
        ("__init__", ["init"]),
        ("retries retrying", ["retri", "retri"]),
        ("how does the session send it", ["session", "send"]),
        ("x = f(y)", []),
        ("größe_max", ["größemax", "größe", "max"]),
        ("_", []),
        ("", []),
    ],
)
def test_identifiers_are_kept_whole_and_split(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_blob_is_no_word() -> None:
    assert words("a" * 500) == []


@given(st.text())
def test_words_are_lower_case_and_hold_no_blank(text: str) -> None:
    assert all(word and word == word.lower() and not word.isspace() and " " not in word for word in words(text))


def test_the_name_weighs_three_times_and_more_as_part_of_the_dotted_name() -> None:
    counted = search_text("send", "web.Session.send", "(request)", "Deliver it.", "def send(): pass").split()

    assert counted.count("send") == 3 + 1 + 1
    assert counted.count("deliv") == 2
    assert counted.count("request") == 1


def test_only_the_beginning_of_a_body_counts() -> None:
    body = "".join(f"line_{number}\n" for number in range(10_000))

    assert len(search_text("run", "job.run", "", "", body).split()) < 200


def test_the_embedded_text_is_the_dotted_name_and_the_source_cut_short() -> None:
    assert embedding_text("web.Session.send", "def send(self): ...") == "web Session send\ndef send(self): ..."
    assert len(embedding_text("web.long", "x" * 9_000)) == EMBEDDED_CHARACTERS
