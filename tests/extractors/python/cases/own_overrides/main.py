"""Overrides that a method's own `self` can bring: those of classes that inherit the method as it stands."""


class Field:
    def load(self, value):
        return self.convert(value)

    def convert(self, value):
        return value


class Number(Field):
    def convert(self, value):
        return int(value)


class Text(Field):
    def convert(self, value):
        return str(value)


class Raw(Field):
    def load(self, value):
        return value

    def convert(self, value):
        return bytes(value)


def load(field: Field):
    return field.convert("1")


class Format:
    def write(self, item):
        item.mark()
        return self.clean(item)

    @staticmethod
    def clean(item):
        return item


class Short(Format):
    def write(self, item):
        return item.mark()

    @staticmethod
    def clean(item):
        return item.mark()


class Long(Format):
    @staticmethod
    def clean(item):
        return item.mark()


class Item:
    def mark(self):
        return self


def write(format: Format):
    format.write(Item())
