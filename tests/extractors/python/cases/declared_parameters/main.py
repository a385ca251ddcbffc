"""A parameter holds what its annotation allows, whatever else seems to reach it."""

from typing import Optional, Protocol


class Key:
    def text(self): ...


class Quoted(Key):
    def text(self): ...


class Table:
    def text(self): ...


class HasText(Protocol):
    def text(self): ...


def some(items: list):
    return items.pop()


MIXED = [Quoted(), Table()]


def show(key: Key):
    key.text()


def show_one(key: "Optional[Key]"):
    key.text()


def show_any(key: HasText):
    key.text()


def show_plain(key: "str | int"):
    key.text()


show(some(MIXED))
show_one(some(MIXED))
show_any(some(MIXED))
show_plain(some(MIXED))
