"""What class statements call."""


class Meta(type):
    def __new__(mcs, name, bases, namespace): return super().__new__(mcs, name, bases, namespace)
    def __init__(cls, name, bases, namespace): ...
    def __call__(cls, *args): return super().__call__(*args)


class Registered:
    def __init_subclass__(cls, handler, **options):
        handler()


class Named:
    def __set_name__(self, owner, name): ...


class Parametrized:
    def __class_getitem__(cls, item): return cls


def handle(): ...


class Plugin(Registered, handler=handle):
    field = Named()
    other = 1


class Special(Parametrized[int]): ...


def make():
    class Local(metaclass=Meta): ...

    Local()
    type("Other", (Local,), {})
    return Parametrized[str]


class Plain(Special):
    """Nothing is called for it."""
