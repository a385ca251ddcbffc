"""Writing to people and to programs: tables and lines for the one, JSON lines for the other, progress on stderr."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 10_000


def write_json(value: Any) -> None:
    """One JSON value on one line of stdout. Dataclasses become objects."""
    import msgspec

    sys.stdout.write(msgspec.json.encode(value, enc_hook=_plain).decode() + "\n")


def write(text: str = "") -> None:
    """One line of plain text on stdout."""
    sys.stdout.write(text + "\n")


def flush() -> None:
    """Send what was written."""
    sys.stdout.flush()


def note(text: str) -> None:
    """One line on stderr: about the result, not part of it."""
    sys.stderr.write(text + "\n")


def table(rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """Rows in columns, without a frame; `right` are the indices of columns of numbers. Never cut when it is piped."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    filled = [[str(cell) for cell in row] for row in rows]
    if not filled:
        return
    for index in range(max(len(row) for row in filled)):
        grid.add_column(justify="right" if index in right else "left", overflow="fold")
    for row in filled:
        grid.add_row(*(Text(cell) for cell in row))
    out = _stdout()
    if out.is_terminal:
        out.print(grid)
        return
    with out.capture() as captured:
        out.print(grid)
    for line in captured.get().splitlines():
        write(line.rstrip())  # blanks that fill a column cost an agent tokens


def heading(text: str) -> None:
    """A line that stands out on a terminal."""
    from rich.text import Text

    _stdout().print(Text(text, style="bold"))


class ConsoleProgress:
    """Progress bars on stderr, gone when a step is done; nothing where stderr is not a terminal."""

    @contextmanager
    def step(self, title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """One step; the value advances it."""
        if not sys.stderr.isatty():
            yield lambda _count: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        counted = (BarColumn(), MofNCompleteColumn()) if total else ()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), *counted, TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(title, total=total)

            def advance(count: int) -> None:
                progress.advance(task, count)

            yield advance


def _stdout() -> "Console":
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else _WIDE)


def _plain(value: Any) -> Any:
    """What the encoder does not know by itself: numpy's numbers and arrays."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)
