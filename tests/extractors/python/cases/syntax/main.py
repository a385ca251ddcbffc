def target(*args, **kwargs):
    return target


class Point:
    def __init__(self, x, y):
        self.x = x

    def move(self):
        return self


def shapes(value, flag):
    if (found := target(1)) and not flag or target(2) < target(3) <= 4:
        found()
    match value:
        case Point(x=inner) if target():
            value.move()
        case [Point() as point, *_]:
            point.move()
        case {"key": other}:
            other()
    text = f"{target(1)!r:>{target(2)}} " "plain" f"{target(3)}"
    try:
        pass
    except* ValueError as error:
        target(error)
    del value[target()]
    return text[target() : target() :], target(*[1], key=target(), **{})


@target(
    1,
)
def decorated(): return target() if target() else (
    target()
    .missing()
)
