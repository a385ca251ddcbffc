"""`codecraft sources`: the governed list of what may be indexed. A command a file."""

import typer

from app.cli.sources import adding, auditing, beginning, deciding, hooking, listing, refreshing


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(
        name="sources",
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="The list of sources: who approved what, for what, and what became of it.",
        no_args_is_help=True,
    )
    for one in (listing, adding, deciding, refreshing, auditing, beginning, hooking):
        one.add_to(group)
    app.add_typer(group)
    refreshing.add_refresh_to(app)
