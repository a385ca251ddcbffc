"""What the standard library calls of what it is given."""

import re
from contextlib import ExitStack


def upper(match): ...


def lower(match): ...


re.sub("a", upper, "abc")
re.compile("b").sub(lower, "abc")


class File:
    def __enter__(self):
        return self

    def __exit__(self, *exc): ...

    def read(self): ...


with ExitStack() as stack:
    stack.enter_context(File()).read()
