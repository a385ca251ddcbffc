"""Names that others mention."""

LIMIT = 3
count = 0
_private: "Item" = None


class Item:
    size = 1

    def __init__(self):
        self.price = LIMIT

    def cost(self):
        return self.price * self.size

    @property
    def double(self):
        return self.price * 2

    def on_sale(self):
        self.price -= 1
        return self.cost, self.double


def add():
    global count
    count += 1
    return LIMIT


def handle(item):
    return item


HANDLERS = {"add": add, "handle": handle}
