"""Operators try one method after the other, and the right side where the left has none."""


class Amount:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return False

    def __add__(self, other):
        return Amount()

    def __radd__(self, other):
        return Amount()

    def show(self): ...


class Coin:
    """Has no operators."""


class Purse:
    def __iter__(self):
        yield Coin()


def differs(amount: Amount):
    return amount != 3  # no __ne__: __eq__ answers


def more():
    return 3 > Amount()


def coin_first():
    return (Coin() + Amount()).show()


def number_first():
    total = 0
    total += Amount()
    return total.show()


def holds(purse: Purse):
    return 1 in purse  # no __contains__: what __iter__ gives is compared
