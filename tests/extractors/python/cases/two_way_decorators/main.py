"""A decorator that is used with options and without; a method that is put out of order on some objects."""

from functools import partial, wraps


def logged(function=None, *, level=0):
    if function is None:
        return partial(logged, level=level)

    @wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


@logged
def plain():
    pass


@logged(level=1)
def loud():
    plain()


class Table:
    def insert(self):
        pass


def refuse():
    raise TypeError


def seal(table):
    table.insert = refuse
    return table


def fill():
    table = Table()
    table.insert()
    return seal(table)


fill()
