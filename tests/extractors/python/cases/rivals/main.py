"""What a call of the language may reach: built-in objects that also come there take part in it, those without the method do not."""

try:
    from locks import Lock
except ImportError:

    class Lock:
        def __enter__(self): ...

        def __exit__(self, *error): ...


class Row:
    def __iter__(self):
        return iter([])

    @property
    def width(self):
        return 0


def walk(row=None):
    for cell in row:  # only a Row comes here
        print(cell)


def walk_either(row):
    for cell in row:  # a Row or a list
        print(cell)


def walk_any(row):
    for cell in row:  # a Row, a list, a text or a number
        print(cell)


def measure(row):
    return row.width  # a list has no width


class Guarded:
    def __init__(self):
        self.lock = Lock()

    def run(self):
        with self.lock:
            pass


class Proxy:
    def __init__(self, inner):
        self.inner = inner
        self.cache = {}

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def early(self):
        return self.late, self.missing

    def set_up(self):
        self.late = 1


class Plain:
    colour = "red"


def either(flag):
    thing = Proxy(1) if flag else Plain()
    return thing.colour


class Connection:
    def __init__(self, socket):
        self.socket = socket

    def hang_up(self):
        self.socket.hang_up()  # wrapped: not a Connection's own


walk(Row())
walk_either(Row())
walk_either([1])
for one in (Row(), [1], "text", 5):
    walk_any(one)
measure(Row())
measure([1])
