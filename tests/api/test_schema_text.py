"""The schema's text in the repository is the schema."""

from api.export_schema import SCHEMA_FILE, schema_text


def test_the_exported_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run python -m api.export_schema"
