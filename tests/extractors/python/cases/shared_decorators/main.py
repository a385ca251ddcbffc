"""Decorators that hand what they are given through other functions: each name keeps what it was given."""

from dataclasses import dataclass
from functools import lru_cache

COMMANDS = {}


def store(function, name):
    COMMANDS[name] = function
    return function


def command(name):
    def register(function):
        return store(function, name)

    return register


def shown(cls=None, *, short=False):
    def add(cls):
        cls.shown = short
        return cls

    if cls is None:
        return add
    return add(cls)


@command("first")
def first():
    pass


@command("second")
def second():
    pass


@shown
class Point:
    def move(self):
        pass


@shown(short=True)
class Line:
    def move(self):
        pass


@dataclass
class Size:
    width: int

    def __post_init__(self):
        pass


@lru_cache
def cached():
    return Size(1)


def main():
    first()
    second()
    Point().move()
    Line().move()
    cached()


class Check:
    def __init__(self, inner=None):
        self.inner = inner

    def __call__(self, value):
        return value


checked = shown(Check)


@shown(short=True)
class Other:
    def __call__(self, value):
        return value


def check():
    return Other()
