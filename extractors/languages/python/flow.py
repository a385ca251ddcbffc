"""The private record that the extractor writes and the linker reads: what each scope binds, loads, stores and calls.

Values live in numbered slots: one for each (scope, name) and one for each expression whose value matters. Slot 0 is the value
that nothing is known of. The record has no syntax and no path, so it can be cached with the file's facts.
"""

from enum import IntEnum
from typing import Any

import msgspec

STARRED = 1 << 40
"""Added to a slot in a list of elements or arguments when it is spread with `*`."""

ANY_INDEX = 1 << 41
"""Added to a slot in a list of elements that may be at any index, as a comprehension's."""

UNKNOWN_KEY = -1
SPREAD_KEY = -2


class Op(IntEnum):
    """Instructions, each written as a list that starts with its number. Operands are slots unless named otherwise."""

    COPY = 0  # target, value
    DEFINE = 1  # target, scope number; functions, lambdas and classes
    LOAD = 2  # target, base, attribute string, line
    STORE = 3  # base, attribute string, value, line
    ITEM = 4  # target, base, key string or UNKNOWN_KEY, line
    SET_ITEM = 5  # base, key string or UNKNOWN_KEY, value, line
    SEQUENCE = 6  # target, type string, slots (+ STARRED), line
    MAPPING = 7  # target, [key, value, key, value …]
    CALL = 8  # target, function, slots (+ STARRED), [name string or -1 for **, value …], line, name string, shape
    ITERATE = 9  # target, value, line, is_async
    AWAIT = 10  # target, value, line
    YIELD = 11  # value
    YIELD_FROM = 12  # target, value, line
    ENTER = 13  # target, value, line, is_async
    OPERATE = 14  # target, left, right, method string, reflected method string or -1, line
    TYPE = 15  # target, annotation
    IMPORT = 16  # target, level, module string, name string or -1, line, whether the target is the top package
    STAR = 17  # level, module string, line
    CATCH = 18  # target, value
    CONSTANT = 19  # target, type string
    UNPACK = 20  # target, value, index, line; a negative index counts from the end
    REST = 21  # target, value, first index, line
    RAISE = 23  # value, line; a class that is raised is instantiated
    SLICE = 24  # target, value, first index or -1, line
    NARROW = 25  # target, value, classes, 1 when the value is a class itself; where a test found it to be of them
    INVOKE = 26  # value, method names string, line; the language calls the first that there is
    CHOOSE = 27  # target, base, prefix string, suffix string, line; an attribute whose name is computed between the two
    DELETE = 28  # base, attribute string, line
    LOOK_UP = 29  # base, key, line; a key that is not constant
    RAISES = 40  # what a raised call calls, or the raised value; that call's result or 0; line; 1 when raised again
    CATCHES = 41  # classes, line
    DECORATE = 22  # target, decorator, value, line, name string, shape; a call with one argument


class Shape(IntEnum):
    """How a call site writes the function it calls."""

    NAME = 0
    ATTRIBUTE = 1
    OTHER = 2


class Access(IntEnum):
    """How code mentions a name."""

    READ = 0
    WRITE = 1
    ANNOTATION = 2


class Place(IntEnum):
    """What a scope belongs to."""

    MODULE = 0
    CLASS = 1
    FUNCTION = 2
    LAMBDA = 3


class Pass(IntEnum):
    """How a parameter takes arguments."""

    POSITION = 0
    EITHER = 1
    REST = 2
    KEYWORD = 3
    KEYWORDS = 4


class Parameter(msgspec.Struct, array_like=True, gc=False):
    """A parameter; `default` is a slot, `annotation` a type expression. `is_optional` says whether it has a default at all.

    A type expression is a slot, 0 (unknown), `["[", base, argument…]` or `["|", part…]`.
    """

    name: str
    slot: int
    how: int
    default: int = 0
    annotation: Any = 0
    is_optional: bool = False


class Scope(msgspec.Struct, array_like=True):
    """A module, class, function or lambda. `definition` indexes `FileFacts.definitions` (-1 for the module).

    `mentions` are names of definitions in the file and of what the module imports, not called there: a string's number (the
    string's text once loaded) and for each place the line times 4 plus the Access.
    """

    place: int
    name: str
    parent: int
    definition: int
    line: int
    parameters: list[Parameter] = []
    result: int = 0
    yields: int = 0
    returns: Any = 0
    is_async: bool = False
    decorators: list[list[int]] = []  # slot, line
    bases: list[list[Any]] = []  # slot, line, type arguments
    keywords: list[list[Any]] = []  # name, slot
    names: dict[str, int] = {}
    ops: list[list[Any]] = []
    is_fallback: bool = False  # defined in an `if` without `else`, or where an exception is handled
    mentions: list[list[Any]] = []
    is_typing: bool = False  # defined where only a type checker looks

    @property
    def simple_name(self) -> str:
        """The name without those of what is around it."""
        return self.name.rpartition(".")[2]


class Flow(msgspec.Struct, array_like=True):
    """One file. `aliases` are pairs (slot, slot it stands for); `free` are names that the file does not bind."""

    slots: int
    strings: list[str]
    scopes: list[Scope]
    aliases: list[int]
    free: dict[str, int]
    exports: list[str] | None = None
    exports_open: bool = False


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Flow)


def encode(flow: Flow) -> bytes:
    """The record as bytes."""
    return _encoder.encode(flow)


def decode(data: bytes) -> Flow:
    """The record from its bytes."""
    return _decoder.decode(data)
