"""Settings: what the environment may say, and how a wrong value is told."""

from pathlib import Path

import pytest

from app.settings import FolderAddress, ServerAddress, read_settings
from graph.errors import InputError


def test_nothing_set_gives_the_documented_defaults() -> None:
    settings = read_settings({})
    assert settings.store == FolderAddress(Path(".codecraft/store"))
    assert settings.embedder == "static"
    assert settings.model == "qwen2.5-coder:1.5b"
    assert settings.ollama == "http://127.0.0.1:11434"
    assert settings.cache is None


def test_the_flag_wins_over_the_environment() -> None:
    settings = read_settings({"CODECRAFT_STORE": "elsewhere"}, store="here")
    assert settings.store == FolderAddress(Path("here"))


def test_credentials_of_an_address_win_and_are_never_shown() -> None:
    environment = {"CODECRAFT_STORE": "neo4j://ann:s%40crt@db:7687", "CODECRAFT_NEO4J_USER": "bob"}
    store = read_settings(environment).store
    assert store == ServerAddress("neo4j://db:7687", "ann", "s@crt")
    assert "s@crt" not in repr(store)
    assert str(store) == "neo4j://db:7687"


def test_credentials_may_come_from_variables() -> None:
    environment = {"CODECRAFT_NEO4J_USER": "bob", "CODECRAFT_NEO4J_PASSWORD": "pass word"}
    assert read_settings(environment, store="bolt+s://db").store == ServerAddress("bolt+s://db", "bob", "pass word")


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("box", "http://box:11434"),
        ("box:99", "http://box:99"),
        ("https://box", "https://box"),
        ("http://box:99/path", "http://box:99/path"),
    ],
)
def test_ollama_host_is_read_as_ollama_reads_it(host: str, url: str) -> None:
    assert read_settings({"OLLAMA_HOST": host}).ollama == url


def test_no_model_is_a_choice() -> None:
    assert read_settings({"CODECRAFT_MODEL": "none"}).model == ""


def test_no_reranker_is_the_default_and_can_be_said() -> None:
    assert read_settings({}).reranker == read_settings({"CODECRAFT_RERANKER": "none"}).reranker == ""
    assert read_settings({"CODECRAFT_RERANKER": "onnx:models/ce"}).reranker == "onnx:models/ce"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CODECRAFT_STORE", "postgres://db"),
        ("CODECRAFT_STORE", "neo4j://"),
        ("CODECRAFT_STORE", "neo4j://db:port"),
        ("CODECRAFT_JEDI_SECONDS", "soon"),
        ("CODECRAFT_JEDI_SECONDS", "-1"),
        ("CODECRAFT_JEDI_SECONDS", "nan"),
        ("OLLAMA_HOST", "http://"),
        ("OLLAMA_HOST", "box:port"),
        ("OLLAMA_HOST", "ftp://box"),
    ],
)
def test_a_wrong_value_names_its_variable(variable: str, value: str) -> None:
    with pytest.raises(InputError, match=variable):
        read_settings({variable: value})


def test_an_empty_flag_is_refused() -> None:
    with pytest.raises(InputError, match="--store"):
        read_settings({}, store=" ")
