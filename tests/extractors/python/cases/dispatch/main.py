from abc import abstractmethod


class Handler:
    def run(self):
        self.handle()

    @abstractmethod
    def handle(self): ...


class First(Handler):
    def handle(self):
        pass


class Second(Handler):
    def handle(self):
        pass


def drive(handler: Handler):
    handler.handle()


def call_back(function):
    function()


def unknown(thing):
    thing.anything()
    getattr(thing, "x")()
