"""A method of a base calls what subclasses bring: in place of what comes from outside, and though they extend the calling one."""

import collections.abc


class Cache(collections.abc.MutableMapping):
    def __setitem__(self, key, value):
        self.popitem()


class Oldest(Cache):
    def popitem(self): ...


class Counted(Cache):
    def __setitem__(self, key, value):
        super().__setitem__(key, value)

    def popitem(self): ...


class Replaced(Cache):
    def __setitem__(self, key, value):
        """Never gets to the base's."""

    def popitem(self): ...
