"""Records every call into a package's own functions and every instruction that ran, inside the process that runs its tests.

Needs Python 3.12 and nothing else. The product's recorder (`codecraft trace`) samples and says lines; this one counts all and
says instructions, so that what ran and what a call expression called can be told from what a test never reached.
"""

import atexit
import dis
import functools
import inspect
import json
import os
import sys
import types
from collections.abc import Callable
from typing import Any

LAZY = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
"""Calling such a function makes an object; its body starts later, mostly by somebody else."""
OUTSIDE_DEPTH = 4
"""So many Python frames of other code may lie between a caller and what it started."""
_TOOL = 4
_TESTS = ("/tests/", "/test/")

type Edge = tuple[int, int, int]
"""Caller's code, offset of the calling instruction, code called; codes by id."""


class Recorder:
    """What one process called. `roots` are the traced folders, `folder` is where the record is written."""

    def __init__(self, roots: list[str], folder: str) -> None:
        self.roots = tuple(os.path.join(os.path.realpath(root), "") for root in roots)  # noqa: PTH118
        self.folder = folder
        self.inside: dict[str, bool] = {}
        self.clear()

    def clear(self) -> None:
        """Forget everything, as a forked child does."""
        self.codes: dict[int, types.CodeType] = {}
        self.started: dict[Edge, int] = {}
        """Frames that began right below the calling one."""
        self.made: dict[Edge, int] = {}
        """Generators and coroutines that were made."""
        self.outside: dict[Edge, int] = {}
        """Frames that began below other code's frames."""
        self.labels: dict[Edge, str] = {}
        """How what was called led to the code: direct, class, wrapped, wrapped-inside or partial."""
        self.executed: dict[int, set[int]] = {}

    def begin(self) -> None:
        """Start recording."""
        monitoring, events = sys.monitoring, sys.monitoring.events
        monitoring.use_tool_id(_TOOL, "codecraft-benchmark")
        monitoring.register_callback(_TOOL, events.PY_START, self.on_start)
        monitoring.register_callback(_TOOL, events.CALL, self.on_call)
        monitoring.register_callback(_TOOL, events.INSTRUCTION, self.on_instruction)
        monitoring.set_events(_TOOL, events.PY_START | events.CALL | events.INSTRUCTION)
        atexit.register(self.end)
        os.register_at_fork(after_in_child=self.forked)

    def end(self) -> None:
        """Stop and write the record."""
        sys.monitoring.set_events(_TOOL, 0)
        write(self)

    def forked(self) -> None:
        """A child counts its own calls; those of multiprocessing leave without `atexit`."""
        self.clear()
        if "multiprocessing" in sys.modules:
            from multiprocessing.util import Finalize, register_after_fork  # noqa: PLC0415

            # What is registered before multiprocessing has taken over the child, it forgets.
            register_after_fork(self, lambda recorder: Finalize(None, recorder.end, exitpriority=100))

    def is_inside(self, code: types.CodeType) -> bool:
        """Whether a code belongs to the package, less the tests that it ships."""
        filename = code.co_filename
        found = self.inside.get(filename)
        if found is None:
            path = os.path.realpath(filename)
            found = path.startswith(self.roots) and not any(part in path for part in _TESTS)
            self.inside[filename] = found
        return found

    def on_start(self, code: types.CodeType, _offset: int) -> object:
        """PY_START: count the frame for the nearest caller of the package."""
        if not self.is_inside(code):
            return sys.monitoring.DISABLE
        self.codes[id(code)] = code
        frame = sys._getframe(1).f_back
        table = self.started
        for _ in range(OUTSIDE_DEPTH + 1):
            if frame is None:
                break
            caller = frame.f_code
            if self.is_inside(caller):
                self.codes[id(caller)] = caller
                edge = (id(caller), frame.f_lasti, id(code))
                table[edge] = table.get(edge, 0) + 1
                break
            frame, table = frame.f_back, self.outside
        return None

    def on_instruction(self, code: types.CodeType, offset: int) -> object:
        """INSTRUCTION: it ran; once is enough."""
        if self.is_inside(code):
            self.codes[id(code)] = code
            self.executed.setdefault(id(code), set()).add(offset)
        return sys.monitoring.DISABLE

    def on_call(self, code: types.CodeType, offset: int, called: object, _first: object) -> object:
        """CALL: note what the callable leads to."""
        if not self.is_inside(code):
            return sys.monitoring.DISABLE

        def note(target: types.CodeType, label: str) -> None:
            edge = (id(code), offset, id(target))
            self.codes[edge[0]], self.codes[edge[2]] = code, target
            if self.labels.get(edge) != "direct":
                self.labels[edge] = label
            if target.co_flags & LAZY:
                self.made[edge] = self.made.get(edge, 0) + 1

        self.follow(called, "direct", note)
        return None

    def follow(self, called: Any, label: str, note: Callable[[types.CodeType, str], None], depth: int = 0) -> None:
        """Name each function of the package that a callable stands for, through what wraps it."""
        kind = type(called)  # never `isinstance`, which would run a proxy's own `__class__`
        if depth > 8 or kind in (types.BuiltinFunctionType, types.BuiltinMethodType):
            return
        if kind is types.FunctionType:
            own = self.is_inside(called.__code__)
            if own:
                note(called.__code__, label)
            if (wrapped := called.__dict__.get("__wrapped__")) is not None:
                around = "wrapped-inside" if own or label == "wrapped-inside" else "wrapped"
                self.follow(wrapped, around, note, depth + 1)
        elif kind in (types.MethodType, staticmethod, classmethod):
            self.follow(called.__func__, label, note, depth + 1)
        elif kind in (functools.partial, functools.partialmethod):
            self.follow(called.func, "partial" if label == "direct" else label, note, depth + 1)
        elif issubclass(kind, type):
            named = [self.method(kind, "__call__"), self.method(called, "__new__"), self.method(called, "__init__")]
            for code in filter(None, named):
                note(code, "class" if label == "direct" else label)
        else:
            self.follow_instance(called, label, note, depth)

    def follow_instance(self, called: Any, label: str, note: Callable[[types.CodeType, str], None], depth: int) -> None:
        """The same for an object with a `__call__` of its own, or one that wraps a function as `functools.cache` does."""
        if (code := self.method(type(called), "__call__")) is not None:
            note(code, label)
        try:
            wrapped = called.__dict__.get("__wrapped__")
        except Exception:
            return
        if type(wrapped) in (types.FunctionType, types.MethodType):
            self.follow(wrapped, "partial" if type(called).__module__ == "functools" else "wrapped", note, depth + 1)

    def method(self, cls: type, name: str) -> types.CodeType | None:
        """The package's own function that a class finds under a name, through a few wrappers of other code."""
        for one in type.__dict__["__mro__"].__get__(cls):
            if name not in one.__dict__:
                continue
            found = one.__dict__[name]
            while type(found) in (staticmethod, classmethod):
                found = found.__func__
            for _ in range(5):
                if type(found) is not types.FunctionType:
                    return None
                if self.is_inside(found.__code__):
                    return found.__code__
                found = found.__dict__.get("__wrapped__")
            return None
        return None


class Instructions:
    """Positions, names and, of the calls at one position, the number of a code's instructions; each code is read once."""

    def __init__(self, code: types.CodeType) -> None:
        self.positions = list(code.co_positions())
        self.names = code.co_code
        self.ranks: dict[int, int] = {}
        calls: dict[object, int] = {}
        for one in dis.get_instructions(code):
            if one.opname.startswith("CALL"):
                place = self.positions[one.offset // 2]
                self.ranks[one.offset] = calls[place] = calls.get(place, -1) + 1

    def start(self, offset: int) -> int:
        """Where the instruction begins whose inline cache an offset may lie in."""
        while self.name(offset) == "CACHE":
            offset -= 2
        return offset

    def name(self, offset: int) -> str:
        """The instruction's name in `dis`."""
        return dis.opname[self.names[offset]]

    def shown(self, offset: int) -> list[object]:
        """[line, end line, column, end column, name, number among the calls at that position]."""
        return [*self.positions[offset // 2], self.name(offset), self.ranks.get(offset, 0)]


def with_starred(recorder: Recorder, read: dict[int, Instructions]) -> dict[Edge, str]:
    """The labels, and those of calls with `*` or `**`, for which Python 3.12 has no CALL event when a function is called.

    What starts right below such a call is taken for what it called. A generator made by one goes unseen there.
    """
    labels = dict(recorder.labels)
    for edge in recorder.started:
        caller, offset, called = edge
        if edge not in labels and read[caller].name(offset) == "CALL_FUNCTION_EX":
            labels[edge] = "class" if recorder.codes[called].co_name in ("__new__", "__init__") else "direct"
    return labels


def write(recorder: Recorder) -> None:
    """One file for each process, as `benchmarks/calls/traces/records.py` reads it."""
    read = {number: Instructions(code) for number, code in recorder.codes.items()}
    edges: list[list[object]] = []
    labels = recorder.labels if sys.version_info >= (3, 13) else with_starred(recorder, read)
    counted: set[Edge] = set()
    for how, table in (("started", recorder.started), ("made", recorder.made), ("outside", recorder.outside)):
        whole: dict[Edge, int] = {}
        for (caller, offset, called), count in table.items():
            edge = (caller, read[caller].start(offset), called)
            whole[edge] = whole.get(edge, 0) + count
        for edge, count in whole.items():
            edges.append([edge[0], edge[2], count, how, labels.get(edge, ""), read[edge[0]].shown(edge[1])])
        if how != "outside":
            counted |= whole.keys()
    for edge, label in labels.items():
        if edge not in counted:
            edges.append([edge[0], edge[2], 0, "resolved", label, read[edge[0]].shown(edge[1])])
    record = {
        "codes": {
            number: [os.path.realpath(code.co_filename), code.co_qualname, code.co_firstlineno, code.co_flags]
            for number, code in recorder.codes.items()
        },
        "edges": edges,
        "executed": [
            [number, [read[number].shown(one) for one in sorted(found)]] for number, found in recorder.executed.items()
        ],
    }
    path = os.path.join(recorder.folder, f"{os.getpid()}-{os.urandom(4).hex()}.json")  # noqa: PTH118
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(record, file)


def start_from_environment() -> None:
    """Record when the benchmark started this process, or one above it."""
    roots, folder = os.environ.get("CODECRAFT_BENCHMARK_ROOTS"), os.environ.get("CODECRAFT_BENCHMARK_RECORDS")
    if roots and folder:
        Recorder(roots.split(os.pathsep), folder).begin()
