"""Places that more values reach than are kept: what most of them share is claimed, and what a decorator makes."""


class Shape:
    def area(self): ...


def shape(cls=None, *, filled=False):
    def wrap(cls):
        return cls

    if cls is None:
        return wrap
    return wrap(cls)


@shape(filled=True)
class One(Shape):
    def area(self): ...


@shape(filled=True)
class Two(Shape):
    def area(self): ...


@shape(filled=True)
class Three(Shape):
    def area(self): ...


@shape(filled=True)
class Four(Shape):
    def area(self): ...


@shape(filled=True)
class Five(Shape):
    def area(self): ...


@shape(filled=True)
class Six(Shape):
    def area(self): ...


@shape(filled=True)
class Seven(Shape):
    def area(self): ...


@shape(filled=True)
class Eight(Shape):
    def area(self): ...


@shape(filled=True)
class Nine(Shape):
    def area(self): ...


@shape(filled=True)
class Ten(Shape):
    def area(self): ...


@shape(filled=True)
class Eleven(Shape):
    def area(self): ...


@shape(filled=True)
class Twelve(Shape):
    def area(self): ...


@shape(filled=True)
class Thirteen(Shape):
    def area(self): ...


@shape(filled=True)
class Fourteen(Shape):
    def area(self): ...


@shape(filled=True)
class Fifteen(Shape):
    def area(self): ...


@shape(filled=True)
class Sixteen(Shape):
    def area(self): ...


@shape(filled=True)
class Seventeen(Shape):
    def area(self): ...


SHAPES = [One(), Two(), Three(), Four(), Five(), Six(), Seven(), Eight(), Nine(), Ten(), Eleven(), Twelve(), Thirteen(), Fourteen(), Fifteen(), Sixteen(), Seventeen()]


def total():
    for one in SHAPES:
        one.area()
