"""A table of more classes than a place keeps of other values, and of more functions than are each likely elsewhere."""


class Message0:
    def __init__(self, line): ...


class Message1:
    def __init__(self, line): ...


class Message2:
    def __init__(self, line): ...


class Message3:
    def __init__(self, line): ...


class Message4:
    def __init__(self, line): ...


class Message5:
    def __init__(self, line): ...


class Message6:
    def __init__(self, line): ...


class Message7:
    def __init__(self, line): ...


class Message8:
    def __init__(self, line): ...


class Message9:
    def __init__(self, line): ...


class Message10:
    def __init__(self, line): ...


class Message11:
    def __init__(self, line): ...


class Message12:
    def __init__(self, line): ...


class Message13:
    def __init__(self, line): ...


class Message14:
    def __init__(self, line): ...


class Message15:
    def __init__(self, line): ...


class Message16:
    def __init__(self, line): ...


class Message17:
    def __init__(self, line): ...


class Message18:
    def __init__(self, line): ...


class Message19:
    def __init__(self, line): ...


MESSAGES = {
    "m0": Message0,
    "m1": Message1,
    "m2": Message2,
    "m3": Message3,
    "m4": Message4,
    "m5": Message5,
    "m6": Message6,
    "m7": Message7,
    "m8": Message8,
    "m9": Message9,
    "m10": Message10,
    "m11": Message11,
    "m12": Message12,
    "m13": Message13,
    "m14": Message14,
    "m15": Message15,
    "m16": Message16,
    "m17": Message17,
    "m18": Message18,
    "m19": Message19,
}


def report(kind, line):
    return MESSAGES[kind](line)
