"""Files of numbers behind a head: magic bytes, the head's length, the head; the numbers begin at the next multiple of 64."""

import struct
from pathlib import Path

_LENGTH = struct.Struct("<Q")
_ALIGNED = 64


def packed(magic: bytes, head: bytes) -> bytes:
    """All that stands before the numbers."""
    start = magic + _LENGTH.pack(len(head)) + head
    return start + b"\0" * (-len(start) % _ALIGNED)


def unpacked(path: Path, magic: bytes) -> tuple[bytes, int] | None:
    """The head and where the numbers begin; None for a file of another kind. Raises OSError, ValueError."""
    with path.open("rb") as file:
        if file.read(len(magic)) != magic:
            return None
        try:
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
        except struct.error as error:
            raise ValueError(f"it ends within its head ({error})") from error
        head = file.read(length)
        return head, file.tell() + -file.tell() % _ALIGNED
