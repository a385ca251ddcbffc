"""Results that go into a file: all of it or nothing."""

from collections.abc import Iterable
from pathlib import Path

from graph.errors import InputError


def write_file(file: Path, pieces: Iterable[str], *, option: str) -> None:
    """What was there stays when the pieces cannot be made or written. Raises InputError, which names the option.

    A device or a pipe is written to as it is: nothing may stand in its place.
    """
    target = file.resolve()
    if target.exists() and not target.is_file():
        _write(file, target, pieces, option)
        return
    unfinished = target.with_name(f"{target.name}.part")
    try:
        _write(file, unfinished, pieces, option)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(file: Path, place: Path, pieces: Iterable[str], option: str) -> None:
    try:
        with place.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)
    except OSError as error:
        raise InputError(f"{file} cannot be written ({error.strerror or error}): give another {option}") from error
