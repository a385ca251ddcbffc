"""Lists a page at a time, as the Relay cursor specification has them, over lists that are ranked or ordered by id.

A cursor holds an id and a position: it points behind that item wherever the item now stands, and behind its old position when
the item is gone. So it stays good when sources are indexed again.
"""

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from strawberry.relay import PageInfo

from graph.errors import InputError


@dataclass(frozen=True, slots=True)
class Stretch[T]:
    """The items of a page, each with its cursor."""

    items: tuple[tuple[str, T], ...]
    page_info: PageInfo


def check_first(first: int, most: int) -> int:
    """The page size, if it is allowed. Raises InputError."""
    if not 1 <= first <= most:
        raise InputError(f"a page can hold 1 to {most} items, not {first}: change `first`")
    return first


def stretch[T](items: Sequence[T], key: Callable[[T], str], *, first: int, after: str | None) -> Stretch[T]:
    """The `first` items behind a cursor. Raises InputError for a cursor that is not ours."""
    start = 0
    if after:
        position, last = read_cursor(after)
        start = next((index for index, item in enumerate(items) if key(item) == last), position) + 1
    chosen = tuple((_cursor(start + index, key(item)), item) for index, item in enumerate(items[start : start + first]))
    info = page_info([cursor for cursor, _ in chosen], has_next=start + first < len(items), has_previous=start > 0)
    return Stretch(chosen, info)


def page_info(cursors: Sequence[str], *, has_next: bool, has_previous: bool) -> PageInfo:
    """What Relay wants to know of a page."""
    return PageInfo(
        has_next_page=has_next,
        has_previous_page=has_previous,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def read_cursor(cursor: str) -> tuple[int, str]:
    """The position and the id in a cursor. Raises InputError."""
    try:
        position, _, item = b64decode(cursor, altchars=b"-_", validate=True).decode().partition(" ")
        return int(position), item
    except ValueError as error:
        raise InputError(f"{cursor!r} is no cursor: leave `after` out, or give an `endCursor` from an earlier page") from error


def _cursor(position: int, item: str) -> str:
    return urlsafe_b64encode(f"{position} {item}".encode()).decode()
