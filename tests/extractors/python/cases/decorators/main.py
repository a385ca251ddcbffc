import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def named(name):
    def decorate(function):
        def inner(*args):
            return function(*args)

        return inner

    return decorate


def registered(function):
    REGISTRY.append(function)
    return function


REGISTRY = []


class Result:
    def use(self):
        pass


@logged
def one() -> Result:
    return Result()


@named("two")
def two():
    return Result()


@registered
def three():
    pass


@functools.lru_cache(maxsize=None)
def four():
    pass


one().use()
two().use()
three()
four()
for entry in REGISTRY:
    entry()
