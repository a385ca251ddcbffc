"""Competing targets: how many there are is said, too many stay open with the nearest of them."""

import abc


class Task(abc.ABC):
    @property
    @abc.abstractmethod
    def title(self): ...

    def start(self):
        print(self.title)
        with self:
            pass

    def __enter__(self):
        return self

    def __exit__(self, *info):
        pass


class Copy(Task):
    @property
    def title(self):
        return "copy"

    def __enter__(self):
        return self


class Move(Task):
    @property
    def title(self):
        return "move"


def either(flag):
    step = Copy if flag else Move
    step().start()


STEPS = {
    "a": lambda: 0,
    "b": lambda: 1,
    "c": lambda: 2,
    "d": lambda: 3,
    "e": lambda: 4,
    "f": lambda: 5,
    "g": lambda: 6,
    "h": lambda: 7,
    "i": lambda: 8,
    "j": lambda: 9,
    "k": lambda: 10,
    "l": lambda: 11,
    "m": lambda: 12,
    "n": lambda: 13,
    "o": lambda: 14,
    "p": lambda: 15,
    "q": lambda: 16,
    "r": lambda: 17,
}


def every():
    for name in "abcdefghijklmnopqr":
        STEPS[name]()
