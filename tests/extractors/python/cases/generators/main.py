class Item:
    def use(self):
        pass


def items():
    yield Item()


def through():
    result = yield from items()


class Numbers:
    def __iter__(self):
        return self

    def __next__(self):
        return Item()


class Manager:
    def __enter__(self):
        return Item()

    def __exit__(self, *error):
        pass


for item in items():
    item.use()
for item in through():
    item.use()
for item in Numbers():
    item.use()
with Manager() as entered:
    entered.use()
