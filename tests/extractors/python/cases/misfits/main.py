"""Functions that reach a call but cannot take its arguments."""

import functools


def plain(value):
    return value


def full(value, instance, field):
    return value


def shortened(value, instance=None):
    return value


@functools.lru_cache
def cached():
    return None


class Converter:
    def __init__(self, convert, rest):
        self.convert, self.rest = convert, rest

    def one(self, value):
        return self.convert(value)

    def all(self, value):
        return self.convert(value, instance=self, field="name")

    def spread(self, *values):
        return self.convert(*values)


for function in (plain, full, shortened, cached):
    Converter(function, {}).one(1)
