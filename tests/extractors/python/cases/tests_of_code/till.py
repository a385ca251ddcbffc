class Till:
    def __init__(self):
        self.sum = 0

    def rounding(self, price):
        return price

    def add(self, price):
        self.sum += rounded(price)


def rounded(price):
    return round(price, 2)


def test_of_nothing():
    return Till()
