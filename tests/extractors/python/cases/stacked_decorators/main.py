import functools

from tools import timed


def checked(function):
    return function


# Enough lines that the ones of the decorators below are outside the file in which the wrapper is defined.
@functools.cache
@checked
@timed
def one():
    return 1


@checked
@timed
class Two:
    pass


@checked
def three():
    return 3
