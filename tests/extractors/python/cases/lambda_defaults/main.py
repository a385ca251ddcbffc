"""Lambdas in the head of a definition are definitions of their own, before it."""


def field(key, serialize=lambda value: value):
    def set_(self, value):
        self[key] = serialize(value)

    return property(lambda self: self[key], set_)


class Registered(dict, factory=lambda: {}):
    path = field("path")

    def clear(self): ...


def main(row: Registered):
    row.clear()
    field("domain")
