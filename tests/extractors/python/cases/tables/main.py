"""Tables of functions, factories of missing values, wrappers: many targets, most of which are called sometimes."""

import itertools
from collections import defaultdict
from contextvars import ContextVar


def handle_0(): ...
def handle_1(): ...
def handle_2(): ...
def handle_3(): ...
def handle_4(): ...
def handle_5(): ...
def handle_6(): ...
def handle_7(): ...
def handle_8(): ...
def handle_9(): ...
def handle_10(): ...
def handle_11(): ...
def handle_12(): ...
def handle_13(): ...
def handle_14(): ...
def handle_15(): ...
def handle_16(): ...
def handle_17(): ...
def handle_18(): ...
def handle_19(): ...


TABLE = {"handle_0": handle_0, "handle_1": handle_1, "handle_2": handle_2, "handle_3": handle_3, "handle_4": handle_4, "handle_5": handle_5, "handle_6": handle_6, "handle_7": handle_7, "handle_8": handle_8, "handle_9": handle_9, "handle_10": handle_10, "handle_11": handle_11, "handle_12": handle_12, "handle_13": handle_13, "handle_14": handle_14, "handle_15": handle_15, "handle_16": handle_16, "handle_17": handle_17, "handle_18": handle_18, "handle_19": handle_19}


def run(name):
    TABLE[name]()


class Value:
    def use(self): ...


class Groups:
    def __init__(self):
        self.members = defaultdict(lambda: Value())

    def member(self, key):
        self.members[key].use()


def traced(function):
    def wrapper(*args):
        return function(*args)

    return wrapper


@traced
def first(): return Value()


@traced
def second(): return None


class Bag:
    def __iter__(self): yield Value()


current: ContextVar[Value] = ContextVar("current")


def iterate():
    for one, other in itertools.product(Bag(), Bag()):
        one.use()
    for _, group in itertools.groupby(Bag(), key=first):
        list(group)[0].use()
    {1}.issubset(Bag())
    current.get().use()
    first().use()
