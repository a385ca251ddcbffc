"""`codecraft audit export`."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import console
from app.cli.session import Session
from app.cli.writing import write_file


def export(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the JSON lines go.")],
) -> None:
    """Write the log as JSON lines that can be verified without the store. Texts kept with consent stay out of it."""
    from graph.log import log_head
    from queries.audit.entries import read_entries
    from queries.audit.exported import export as lines

    with session.store() as store:
        head = log_head(store)
        written = [*lines((one for one in read_entries(store) if one.record.sequence <= head.sequence), head)]
    write_file(file, (f"{line}\n" for line in written), option="FILE")
    if session.as_json:
        console.write_json({"file": str(file), "records": len(written) - 1, "head": head})
    else:
        console.write(f"{len(written) - 1:,} records in {file}; the log's head is {head.sequence}:{head.digest}")
