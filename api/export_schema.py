"""Writes the schema's text beside the code: `python -m api.export_schema`."""

from pathlib import Path

from api.schema import make_schema

SCHEMA_FILE = Path(__file__).with_name("schema.graphql")


def schema_text() -> str:
    """The schema in GraphQL's own language."""
    return make_schema().as_str().strip() + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
