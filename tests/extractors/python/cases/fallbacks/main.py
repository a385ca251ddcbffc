"""A definition for a special case stands behind the common one; a decorator's wrapper does not compete with what it wraps."""

import os
import functools
import sys

try:
    from fast import parse
except ImportError:

    def parse(text):
        return text


def clean(text):
    return text


if os.environ.get("DEBUG"):

    def clean(text):
        return text.strip()


if os.name == "nt":

    def home():
        return "C:"

else:

    def home():
        return "/"


def traced(function):
    @functools.wraps(function)
    def around(*args):
        print(args)
        return compiled(function)(*args)

    return around


@traced
def work(text):
    return clean(text)


def main(on_done):
    home()
    parse(work(""))
    on_done("")


main(clean)


PY3 = sys.version_info[0] == 3

if PY3:

    def native(text):
        return text

else:

    def native(text):
        return text.encode()


if sys.version_info < (3, 4):

    def spread(text):
        return text

elif sys.version_info >= (4,):

    def spread(text):
        return 1

else:

    def spread(text):
        return 2


native(spread(""))
