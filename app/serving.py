"""Where a served store can be asked: `codecraft serve` leaves its address in the store's folder, for those who find it busy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FILE = "served-at"


@contextmanager
def announced(folder: Path, address: str) -> Iterator[None]:
    """The address is left while the block runs. A folder that cannot be written stays as it is."""
    file = folder / _FILE
    with suppress(OSError):
        file.write_text(f"{os.getpid()} {address}\n", encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink()


def served_at(folder: Path) -> str:
    """The address of a running server of the store; empty where there is none."""
    try:
        process, _, address = (folder / _FILE).read_text(encoding="utf-8").strip().partition(" ")
        os.kill(int(process), 0)
    except (OSError, ValueError):
        return ""
    return address
