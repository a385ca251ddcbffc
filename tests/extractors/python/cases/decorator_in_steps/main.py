"""A decorator that leaves the wrapping to another function: each wrapper calls what it was put around, not what others were."""

from functools import wraps


def converted(kind):
    def decorate(function):
        return _converted(function, kind)

    return decorate


def _converted(function, kind):
    @wraps(function)
    def wrapper(self, value):
        return function(self, kind(value))

    return wrapper


def logged(function):
    @wraps(function)
    def wrapper(self, value):
        return function(self, value)

    return wrapper


class Sum:
    def show(self): ...


class Difference:
    def show(self): ...


class Ratio:
    def show(self): ...


class Number:
    @converted(int)
    def add(self, other):
        return Sum()

    @converted(int)
    def subtract(self, other):
        return Difference()

    @logged
    @converted(float)
    def divide(self, other):
        return Ratio()


def use(number: Number):
    number.add("1").show()
    number.subtract("2").show()
    number.divide("3").show()
