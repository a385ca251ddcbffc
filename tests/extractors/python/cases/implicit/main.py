"""Methods that the language calls: truth, texts, deletion, descriptors."""


class Text:
    def __repr__(self): return ""


class Spoken(Text):
    def __str__(self): return ""


class Failure(Exception):
    def __repr__(self): return ""  # str() of an exception has its own way


class Sized:
    def __len__(self): return 0
    def __delitem__(self, key): ...


class Truth(Sized):
    def __bool__(self): return True


class Managed:
    @property
    def name(self): return ""

    @name.deleter
    def name(self): ...


class Field:
    def __set__(self, instance, value): ...
    def __delete__(self, instance): ...


class Model:
    field = Field()


class Recorded:
    def __setattr__(self, name, value): ...
    def __delattr__(self, name): ...


def texts():
    f"{Text()}", f"{Spoken()!s}", f"{Spoken()!r}"
    "%s" % Text(), "%d %s %r" % (Text(), Spoken(), Spoken())
    "{}".format(Spoken())
    print(Text())
    str(Failure())


def truths(flag):
    sized, truth = Sized(), Truth()
    if sized:
        pass
    while not truth:
        pass
    both = sized and flag
    one = 1 if truth else 2
    assert sized
    return [one for both in flag if truth]


def deletions():
    managed, model, recorded = Managed(), Model(), Recorded()
    del managed.name
    del model.field, Sized()[1]
    del recorded.anything
    del managed.other


def stores():
    Model().field = 1
    Recorded().anything = 1
