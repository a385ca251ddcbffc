"""What an unknown value may be, by the attributes used of it."""


class Shape:
    def area(self): ...
    def corners(self): ...
    def items(self): ...


class Square(Shape):
    def area(self): ...


class Region:
    def area(self): ...


class Store:
    def items(self): ...
    def get(self): ...


def by_two(thing):
    thing.area()
    thing.corners()


def by_one(thing):
    thing.area()  # two classes that have nothing to do with each other


def common(thing):
    thing.items()  # a dict has it too
    thing.get()


def nobody(thing):
    thing.area()
    thing.missing()


class Holder:
    def __init__(self, shape):
        self.shape = shape

    def one(self): return self.shape.area()
    def two(self): return self.shape.corners()


def known():
    store = Store()
    store.area()  # known, and it has none
