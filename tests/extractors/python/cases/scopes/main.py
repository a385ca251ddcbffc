counter = 0


def outer():
    def inner():
        nonlocal state
        state = other
        return state

    state = inner
    state()
    return [inner() for inner in [other]]


def other():
    global counter
    counter = outer


class Scope:
    other = 1

    def method(self):
        other()
        (lambda: other())()


def reused(value):
    value = Scope()
    value.method()
    value = other
    value()


counter()
