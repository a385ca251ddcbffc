"""A definition for a special case stands behind the common one; a decorator's wrapper does not compete with what it wraps."""

import os
import functools

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
