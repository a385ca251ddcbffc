"""A class that is made to be mixed in uses what the other bases of its subclasses bring."""


class Cache:
    def get(self, key): ...


class Reads:
    def read(self, key):
        return self.cache.get(self.key_of(key))


class Keeps:
    def __init__(self):
        self.cache = Cache()

    def key_of(self, key):
        return key


class Store(Keeps, Reads): ...
