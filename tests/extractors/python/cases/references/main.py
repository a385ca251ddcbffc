from shop import LIMIT as most, Item, handle
from shop import *
import shop


def annotated(item: Item, others: list["Item"]) -> Item:
    found: Item = item
    return found.price + others[0].size


def passes(items):
    local = most
    shop.count = local
    return sorted(items, key=handle), [most for most in items], isinstance(items, Item)


def outer():
    def inner(most):
        return most

    return inner


def starred():
    return HANDLERS, undefined


class Bag(Item):
    first = most
    second = first

    def fill(self):
        return handle(self.size)
