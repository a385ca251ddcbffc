"""Containers compare, hash and show what they hold."""

import heapq


class Key:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1

    def __lt__(self, other):
        return False

    def __repr__(self):
        return "Key()"

    def dotted(self): ...


def listed():
    return [Key(), Key()]


def is_listed(key: Key):
    return key in listed()


def where(key: Key):
    return listed().index(key)


def same():
    return (1, Key()) == (1, Key())


def in_order():
    return sorted(listed())


def by_key():
    return max(["a"], key=lambda text: Key())


def shown():
    return f"{listed()}"


def told(text: str):
    keys = listed() if text else text
    return repr(keys)  # may be text, which has a repr of its own


def unique():
    return set(listed())


def paired():
    return hash((1, Key()))


def first():
    heap = []
    heapq.heappush(heap, Key())
    return heapq.heappop(heap).dotted()


def looked_up(names: dict[str, Key]):
    return "a" in names  # the keys are compared, not the values
