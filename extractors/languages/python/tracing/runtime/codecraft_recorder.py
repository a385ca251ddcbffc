"""Records which code calls which, inside the traced process. Needs Python 3.12 and nothing else.

Every start of a function of the traced folder is counted by its calling place, through `sys.monitoring`. Code elsewhere is
switched off the first time it runs. A function that one place has called LIMIT times is switched off until the next test
begins (or, in a long one, for PAUSE seconds): its counts then read "at least". The start of a generator's or a coroutine's
body is not its call, so for those the call expressions are watched.
"""

import atexit
import functools
import inspect
import json
import os
import sys
import time
import types
from collections.abc import Callable

LIMIT = 500
"""Calls from one place after which the called function rests."""
PAUSE = 0.25
"""Seconds after which resting functions are looked at again."""

_LAZY = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_OUTSIDE = 0
_TOOLS = (4, 3, 5, 2, 1, 0)


class Recorder:
    """What one process called. `root` is the traced folder, `folder` where the record is written."""

    def __init__(self, root: str, folder: str) -> None:
        self.root = os.path.join(os.path.realpath(root), "")  # noqa: PTH118  kept free of imports that cost time
        self.folder = folder
        self.inside: dict[str, bool] = {}
        self.tool = -1
        self.clear()

    def clear(self) -> None:
        """Forget all calls; the codes that were met stay known."""
        self.codes: list[types.CodeType] = getattr(self, "codes", [])
        self.numbers: dict[int, int] = getattr(self, "numbers", {})  # by id; `codes` keeps them alive
        self.window: list[dict[int, int]] = [{} for _ in self.codes]  # for each code, calls by place in this window
        self.touched: list[int] = []
        self.places: dict[int, tuple[int, int]] = {}
        self.totals: dict[tuple[int, int], int] = {}
        self.tests_of: dict[tuple[int, int], int] = {}
        self.sampled: set[int] = set()
        self.reached: dict[tuple[str, str, int], dict[int, int]] = {}
        self.tests = 0
        self.test: tuple[str, str, int] | None = None
        self.testing = False
        self.resting = False
        self.restarted = time.perf_counter()

    def begin(self) -> bool:
        """Start recording; False when every tool id is taken."""
        monitoring = sys.monitoring
        for tool in _TOOLS:
            if monitoring.get_tool(tool) is None:
                monitoring.use_tool_id(tool, "codecraft")
                self.tool = tool
                break
        else:
            return False
        monitoring.register_callback(self.tool, monitoring.events.PY_START, self.on_start())
        monitoring.register_callback(self.tool, monitoring.events.CALL, self.on_call())
        monitoring.set_events(self.tool, monitoring.events.PY_START)
        atexit.register(self.end)
        os.register_at_fork(after_in_child=self.forked)
        return True

    def end(self) -> None:
        """Stop and write the record."""
        if self.tool >= 0:
            sys.monitoring.set_events(self.tool, 0)
            self.close_window()
            write(self)

    def forked(self) -> None:
        """A child counts its own calls; those of multiprocessing leave without `atexit`."""
        self.clear()
        sys.monitoring.restart_events()
        if "multiprocessing" in sys.modules:
            from multiprocessing.util import Finalize, register_after_fork  # noqa: PLC0415

            # What is registered before multiprocessing has taken over the child, it forgets.
            register_after_fork(self, lambda recorder: Finalize(None, recorder.end, exitpriority=100))

    # -- tests

    def begin_test(self, code: types.CodeType | None) -> None:
        """A test begins; `code` is its function's."""
        self.close_window()
        self.tests += 1
        self.testing = True
        if code is not None and self.is_inside(code.co_filename):
            self.test = (os.path.realpath(code.co_filename), code.co_qualname, code.co_firstlineno)

    def end_test(self) -> None:
        """The test is over."""
        self.close_window()
        self.testing, self.test = False, None

    def close_window(self) -> None:
        """Add up what was counted since the last time, and wake what rests."""
        touched, self.touched = self.touched, []
        reached = self.reached.setdefault(self.test, {}) if self.test is not None else None
        for number in touched:
            calls, self.window[number] = self.window[number], {}
            for place, count in calls.items():
                key = (place, number)
                self.totals[key] = self.totals.get(key, 0) + count
                if self.testing:
                    self.tests_of[key] = self.tests_of.get(key, 0) + 1
            if reached is not None and calls:
                reached[number] = reached.get(number, 0) + 1
        self.wake()

    def wake(self) -> None:
        """Look at resting functions again."""
        if self.resting:
            self.resting = False
            self.restarted = time.perf_counter()
            sys.monitoring.restart_events()

    # -- events

    def is_inside(self, filename: str) -> bool:
        """Whether a file belongs to the traced folder."""
        found = self.inside.get(filename)
        if found is None:
            path = os.path.realpath(filename)
            own = path.startswith(self.root) and "site-packages" not in path[len(self.root) :]
            # `<frozen …>`, `<string>`: not files, whatever folder the process is in.
            found = self.inside[filename] = own and not filename.startswith("<")
        return found

    def number(self, code: types.CodeType) -> int:
        """A code's number, -1 for one from outside."""
        if not self.is_inside(code.co_filename):
            return -1
        number = self.numbers[id(code)] = len(self.codes)
        self.codes.append(code)
        self.window.append({})
        sys.monitoring.set_local_events(self.tool, code, sys.monitoring.events.CALL)
        return number

    def on_start(self) -> Callable[[types.CodeType, int], object]:
        """The callback for PY_START."""
        numbers, frame_at, disable = self.numbers, sys._getframe, sys.monitoring.DISABLE

        def start(code: types.CodeType, _offset: int) -> object:
            number = numbers.get(id(code), -1)
            if number < 0 and (number := self.number(code)) < 0:
                return disable
            caller = frame_at(1).f_back
            place = _OUTSIDE
            if caller is not None and id(caller.f_code) in numbers:
                # A code's instructions lie within the object, so that no two codes share a place.
                place = id(caller.f_code) + caller.f_lasti
            calls = self.window[number]
            count = calls.get(place)
            if count is None:
                return self.first(code, number, place, caller)
            calls[place] = count + 1
            return self.rest(number) if count >= LIMIT else None

        return start

    def first(self, code: types.CodeType, number: int, place: int, caller: types.FrameType | None) -> object:
        """A place calls a code for the first time in this window."""
        if not is_function(code):
            return sys.monitoring.DISABLE
        if code.co_flags & _LAZY and not code.co_name.startswith("__"):
            place = _OUTSIDE
        elif place and caller is not None:
            self.places[place] = (self.numbers[id(caller.f_code)], caller.f_lasti)
        self.count(number, place)
        if self.resting and time.perf_counter() - self.restarted > PAUSE:
            self.wake()
        return None

    def count(self, number: int, place: int) -> int:
        """Count a call; how many there are in this window."""
        calls = self.window[number]
        if not calls:
            self.touched.append(number)
        count = calls[place] = calls.get(place, 0) + 1
        return count

    def rest(self, number: int) -> object:
        """Switch a code off for a while."""
        self.sampled.add(number)
        if self.resting and time.perf_counter() - self.restarted > PAUSE:
            self.wake()
        if not self.resting:
            self.resting = True
            self.restarted = time.perf_counter()
        return sys.monitoring.DISABLE

    def on_call(self) -> Callable[[types.CodeType, int, object, object], object]:
        """The callback for CALL: making a generator or a coroutine."""
        numbers, disable = self.numbers, sys.monitoring.DISABLE

        def call(code: types.CodeType, offset: int, called: object, _first: object) -> object:
            function = called
            while True:
                if isinstance(function, types.MethodType):
                    function = function.__func__
                elif isinstance(function, functools.partial):
                    function = function.func
                else:
                    break
            if not isinstance(function, types.FunctionType) or not function.__code__.co_flags & _LAZY:
                return disable
            target = function.__code__
            number = numbers.get(id(target), -1)
            if number < 0 and (number := self.number(target)) < 0:
                return disable
            own = numbers.get(id(code))
            if own is None or not is_function(target):
                return disable
            place = id(code) + offset
            self.places[place] = (own, offset)
            if self.count(number, place) > LIMIT:
                return self.rest(number)
            return None

        return call


def is_function(code: types.CodeType) -> bool:
    """Whether a code is a function's or a lambda's: no module, class body or comprehension."""
    return bool(code.co_flags & inspect.CO_NEWLOCALS and code.co_flags & inspect.CO_OPTIMIZED) and (
        not code.co_name.startswith("<") or code.co_name == "<lambda>"
    )


def write(recorder: Recorder) -> None:
    """One file for each process."""
    lines: dict[int, list[int]] = {}

    def line(number: int, offset: int) -> int:
        if number not in lines:
            first = recorder.codes[number].co_firstlineno
            lines[number] = [start or first for start, _, _, _ in recorder.codes[number].co_positions()]
        return lines[number][offset // 2]

    calls: dict[tuple[int, int, int], tuple[int, int]] = {}
    for (place, number), count in recorder.totals.items():
        if place != _OUTSIDE:
            caller, offset = recorder.places[place]
            key = (caller, line(caller, offset), number)
            before = calls.get(key, (0, 0))
            # Several places on a line are mostly in the same tests: adding them up would count those twice.
            calls[key] = (before[0] + count, max(before[1], recorder.tests_of.get((place, number), 0)))
    record = {
        "python": list(sys.version_info[:3]),
        "tests": recorder.tests,
        "codes": [[os.path.realpath(c.co_filename), c.co_qualname, c.co_firstlineno] for c in recorder.codes],
        "calls": [[*key, count, key[2] in recorder.sampled, tests] for key, (count, tests) in calls.items()],
        "reached": [[*test, list(found.items())] for test, found in recorder.reached.items()],
    }
    path = os.path.join(recorder.folder, f"{os.getpid()}-{time.time_ns()}.json")  # noqa: PTH118
    with open(path + ".part", "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(record, file)
    os.replace(path + ".part", path)  # noqa: PTH105


current: Recorder | None = None


def start_from_environment() -> None:
    """Record when `codecraft trace` started this process, or one above it."""
    global current  # noqa: PLW0603
    root, folder = os.environ.get("CODECRAFT_TRACE_ROOT"), os.environ.get("CODECRAFT_TRACE_FOLDER")
    if root and folder and current is None:
        recorder = Recorder(root, folder)
        if recorder.begin():
            current = recorder
