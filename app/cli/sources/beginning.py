"""`codecraft sources init` and `schema`: a list to begin with, and what one may hold."""

from typing import Annotated

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.sources.options import DEFAULT, ManifestOption


def add_to(group: typer.Typer) -> None:
    """Register the commands."""
    group.command("init")(command(init))
    group.command("schema")(command(schema))


def init(
    session: Session,
    *,
    manifest: ManifestOption = DEFAULT,
    starter: Annotated[bool, typer.Option(help="Begin with the curated list of permissive Python projects.")] = False,
) -> None:
    """Write a list of sources with comments that explain each key. A file that is there is never overwritten."""
    from importlib.resources import files

    from extractors.sources.manifests.editing import write_new

    name = "starter.toml" if starter else "template.toml"
    write_new(manifest, files("extractors.sources.manifests").joinpath(name).read_text(encoding="utf-8"))
    if session.as_json:
        console.write_json({"manifest": str(manifest), "from": name})
        return
    console.write(f"wrote {manifest}: codecraft sources list --manifest {manifest}")


def schema(session: Session) -> None:
    """Write the JSON schema of a list of sources, for editors and checks."""
    import json

    from extractors.sources.manifests.reading import schema as made

    if session.as_json:
        console.write_json(made())
        return
    console.write(json.dumps(made(), indent=2))
