"""Jedi's answer to one name, within a time."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_BYTES_A_SECOND = 250_000
"""So fast its parser reads a file for the first time, and keeps what it read on disk (measured on numpy's stubs)."""

_START = 0.6
"""So long it takes to load Jedi and to read the stub of the built-ins for the first time."""


def seconds_needed(size: int) -> float:
    """How long an answer takes at the least for which files of so many bytes must be read."""
    return size / _BYTES_A_SECOND + (0.0 if "jedi" in sys.modules else _START)


class OutOfTime(BaseException):
    """The file that Jedi wants to read next does not fit into the time that is left. No Exception, which Jedi would swallow."""

    def __init__(self, needed: float) -> None:
        super().__init__()
        self.needed = needed
        """How many seconds that file takes."""


def jedi_answer(name: str, seconds: float) -> tuple[str, str, str]:
    """A dotted name's place, kind and the class that calling it gives, for some seconds of CPU. Raises OutOfTime.

    Whatever else goes wrong, the name stays as it is written. The time is looked at before each file that is read.
    """
    end = time.process_time() + seconds
    try:
        import jedi  # noqa: PLC0415  a third of a second that a run without open names does not pay
        from jedi.api.environment import InterpreterEnvironment  # noqa: PLC0415  as above

        parts = name.split(".")
        imports = "".join(f"import {'.'.join(parts[:count])}\n" for count in range(1, max(2, len(parts))))
        with _collector_as_it_is():
            script = jedi.Script(imports + name, environment=InterpreterEnvironment())
            state = script._inference_state  # Jedi has no limit of its own
            state.parse_and_get_code = _within(state.parse_and_get_code, end)
            return _told(script, imports.count("\n") + 1, name)
    except (Exception, RecursionError):
        return name, "", ""


def forget_files() -> None:
    """Let go of the syntax trees that Jedi read on the way to its answers."""
    from parso.cache import parser_cache  # noqa: PLC0415  Jedi's own parser, loaded with it

    parser_cache.clear()


def _told(script: Any, line: int, name: str) -> tuple[str, str, str]:
    found = script.infer(line, len(name))
    if len(found) != 1 or not found[0].full_name:
        return name, "", ""
    definition = found[0]
    kind = str(definition.type)
    if kind not in {"class", "function", "module"}:
        return name, kind, ""
    returns = ""
    if kind == "function":
        results = {result.full_name for result in definition.execute()} - {"builtins.NoneType", "types.NoneType", None}
        returns = str(results.pop()) if len(results) == 1 else ""
    return str(definition.full_name), kind, returns


def _within[**P, T](parse: Callable[P, T], end: float) -> Callable[P, T]:
    """What parses a file, unless that would go on after `end`."""

    def parse_in_time(*args: P.args, **kwargs: P.kwargs) -> T:
        file: Any = kwargs.get("file_io")
        if file is not None:
            needed = Path(file.path).stat().st_size / _BYTES_A_SECOND
            if time.process_time() + needed > end:
                raise OutOfTime(needed)
        return parse(*args, **kwargs)

    return parse_in_time


@contextmanager
def _collector_as_it_is() -> Iterator[None]:
    """Keep the garbage collector off where it is: Jedi's parser turns it on after each tree that it loads from its cache."""
    if gc.isenabled():
        yield
        return
    thresholds = gc.get_threshold()
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.disable()
        gc.set_threshold(*thresholds)
