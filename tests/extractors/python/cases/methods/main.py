class Base:
    shared = 1

    def __init__(self, name):
        self.name = name
        self.setup()

    def setup(self):
        return self

    @staticmethod
    def plain():
        pass

    @classmethod
    def make(cls):
        return cls("made")


class Left(Base):
    def setup(self):
        return super().setup()


class Right(Base):
    def only_right(self):
        self.plain()


class Both(Left, Right):
    pass


both = Both("x")
both.setup().only_right()
Both.make().only_right()
Base.setup(both)
