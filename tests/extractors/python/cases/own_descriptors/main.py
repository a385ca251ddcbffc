"""Descriptors of the project's own."""


class Engine:
    def start(self): ...


class Body:
    def paint(self): ...


class Lazy:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner=None):
        return self.function(instance)


class Setting:
    def __init__(self, name): ...
    def __get__(self, instance, owner): return Engine()
    def __set__(self, instance, value): ...


class Car:
    spare = Setting("spare")

    @Lazy
    def engine(self): return Engine()

    @Lazy
    def body(self): return Body()


def drive(car: Car):
    car.engine.start()
    car.body.paint()
    car.spare.start()
    car.spare = None


class cached(property):
    def __init__(self, fget):
        super().__init__(fget)

    def __get__(self, instance, owner=None):
        return self.fget(instance)

    def __set__(self, instance, value): ...

    def __delete__(self, instance): ...


class plain(property):
    def __get__(self, instance, owner=None):
        return self.fget(instance)


class Page:
    @cached
    def text(self): ...

    @plain
    def title(self): ...


def turn(page: Page):
    page.text, page.title
    page.text = ""
    del page.text


class of_class:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        return self.function(owner)


class Model:
    @of_class
    def default_engine(cls): return Engine()


class Van(Model): ...


def look_up():
    Van.default_engine.start()
