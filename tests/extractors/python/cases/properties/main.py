class Money:
    def __init__(self, amount):
        self._amount = amount

    @property
    def amount(self):
        return self._amount

    @amount.setter
    def amount(self, value):
        self._amount = value

    def __add__(self, other):
        return Money(self.amount + other.amount)

    def __eq__(self, other):
        return True

    def __getitem__(self, key):
        return self

    def __call__(self):
        return self


purse = Money(1)
total = purse + Money(2)
total.amount
total.amount = 3
purse == total
purse["x"]
purse()


def kept_in(name):
    def get(self):
        return name

    def put(self, value): ...

    def drop(self): ...

    return property(get, put, drop)


def converted(prop, convert):
    getter, setter = prop.fget, prop.fset

    def get(self):
        return convert(getter(self))

    def put(self, value):
        setter(self, value)

    return property(get, put, prop.fdel)


class Bag:
    size = converted(kept_in("size"), int)


Bag().size
Bag().size = 2
del Bag().size
