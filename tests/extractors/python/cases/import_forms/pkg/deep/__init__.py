__all__ = ("given",)
CONSTANT = 1


def given():
    pass


def kept():
    pass
