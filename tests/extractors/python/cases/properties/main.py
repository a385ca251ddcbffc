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
