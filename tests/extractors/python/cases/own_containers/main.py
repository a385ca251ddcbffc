"""Classes that are lists and dicts themselves."""


class Item:
    def use(self): ...


class Items(list[Item]):
    def first(self): return self[0].use()


class Registry(dict):
    def __missing__(self, key): return Item()

    def add(self, key, item):
        self[key] = item


class Guarded(dict):
    def __getitem__(self, key): return None


class Bare(Item, dict):
    def nothing(self):
        self.use()
        self.unknown()


def main():
    items = Items()
    for item in items:
        item.use()
    registry = Registry()
    registry.add("a", Item())
    registry["a"].use()
    registry.get("a").use()
    Guarded()["a"].use()
