"""Progress for those who do not watch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Silent:
    """Shows nothing."""

    @contextmanager
    def step(self, title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:  # noqa: ARG002 (the port's)
        """A step that nobody sees."""
        yield lambda _count: None
