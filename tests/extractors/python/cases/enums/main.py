"""Members of an enum are its objects."""

import enum


class Color(enum.Enum):
    RED = 1
    BLUE = enum.auto()

    def describe(self):
        return self.name

    @classmethod
    def default(cls):
        return cls.RED


class Shade(Color):
    pass


def main(number):
    Color.RED.describe()
    Color.default().describe()
    Color(number).describe()
    Color["BLUE"].describe()
    for color in Color:
        color.describe()
