"""What outside names are: what typeshed covers by it, others by their files, what those leave open by Jedi.

A distribution's answers do not change without its version, and Python's not without its own, so nothing else is in the key.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from extractors.languages.python.definitions import definition_of, result_of
from extractors.languages.python.distributions import distribution_of
from extractors.languages.python.stubs import stub_of

_MODEL_VERSION = 5


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What a dotted name is: where it is defined, `class`, `function`, `module` … (empty: unknown), what a call gives.

    `is_read` where a stub or a file says so, and not Jedi.
    """

    name: str
    kind: str = ""
    returns: str = ""
    is_read: bool = False


class Externals:
    """Answers. Those that Jedi must give cost of its budget, in seconds of CPU so that a busy machine finds no less."""

    def __init__(self, cache_dir: Path | None, seconds: float) -> None:
        self._cache_dir, self._seconds = cache_dir, seconds
        self._known: dict[str, dict[str, Answer]] = {}
        self._changed: set[str] = set()
        self._asks = seconds > 0 or cache_dir is not None
        self.left_out: set[str] = set()
        self.asked = 0

    def ask(self, names: Iterable[str]) -> dict[str, Answer]:
        """The answers to those names that belong to a distribution; fewer when the budget is used up."""
        found: dict[str, Answer] = {}
        for name in names:
            distribution = distribution_of(name.partition(".")[0])
            if distribution is None:
                continue
            key = distribution.id
            known = self._of(key)
            answer = known.get(name)
            if answer is None and (read := _by_stub(name) or _by_files(name)):
                answer = known[name] = read
                self._changed.add(key)
            if answer is None:
                if self._seconds <= 0:
                    if self._asks:
                        self.left_out.add(name)
                    continue
                started = time.process_time()
                with _collector_as_it_is():
                    answer = known[name] = _jedi(name)
                self._seconds -= time.process_time() - started
                self._changed.add(key)
                self.asked += 1
            found[name] = answer
        return found

    def save(self) -> None:
        """Write new answers to the cache; a cache that cannot be written is left alone."""
        if self.asked:
            _forget_files()
        for key in sorted(self._changed):
            path = self._path(key)
            if path is None:
                continue
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                    file.write(msgspec.json.encode(self._known[key]))
                Path(file.name).replace(path)
            except OSError:
                continue
        self._changed.clear()

    def _path(self, key: str) -> Path | None:
        if self._cache_dir is None:
            return None
        python = f"{sys.version_info[0]}.{sys.version_info[1]}"
        name = key.removeprefix("pkg:").replace("/", "-")
        return self._cache_dir / "externals" / f"v{_MODEL_VERSION}-python{python}" / f"{name}.json"

    def _of(self, key: str) -> dict[str, Answer]:
        known = self._known.get(key)
        if known is None:
            known = {}
            path = self._path(key)
            if path is not None:
                try:
                    known = msgspec.json.decode(path.read_bytes(), type=dict[str, Answer])
                except (OSError, msgspec.MsgspecError):
                    known = {}
            self._known[key] = known
        return known


def _is_in_typeshed(name: str) -> bool:
    top = name.partition(".")[0]
    return top in sys.stdlib_module_names or top in {"builtins", "typing_extensions"}


def _by_stub(name: str) -> Answer | None:
    """What typeshed says. It has all public names of what it covers: what it leaves out, Jedi could only guess."""
    if not _is_in_typeshed(name):
        return None
    kind, returns = stub_of(name) or ("", "")
    return Answer(name, kind, returns, is_read=True)


def _by_files(name: str) -> Answer | None:
    """What the installed files say; None of a function when they do not say what it gives, which Jedi may find out.

    Of what is no function in them, as it is compiled or computed at run time, Jedi hardly ever knows more.
    """
    found = definition_of(name)
    if found is None:
        return Answer(name, is_read=True)
    if _is_in_typeshed(found.name) and (known := stub_of(found.name)):
        return Answer(found.name, *known, is_read=True)
    result = result_of(found)
    if result is None and found.kind == "function":
        return None
    return Answer(found.name, found.kind, "" if found.kind == "class" else result or "", is_read=True)


def _jedi(name: str) -> Answer:
    """Jedi's answer to one name. Whatever goes wrong in it, the name stays as it is written."""
    try:
        import jedi  # noqa: PLC0415  a third of a second that a run without open names does not pay

        parts = name.split(".")
        imports = "".join(f"import {'.'.join(parts[:count])}\n" for count in range(1, max(2, len(parts))))
        script = jedi.Script(imports + name, environment=_environment())
        line = imports.count("\n") + 1
        found = script.infer(line, len(name))
        if len(found) != 1 or not found[0].full_name:
            return Answer(name)
        definition = found[0]
        kind = str(definition.type)
        if kind not in {"class", "function", "module"}:
            return Answer(name, kind)
        returns = ""
        if kind == "function":
            results = {result.full_name for result in definition.execute()} - {"builtins.NoneType", "types.NoneType", None}
            returns = results.pop() if len(results) == 1 else ""
        return Answer(str(definition.full_name), kind, str(returns))
    except (Exception, RecursionError):
        return Answer(name)


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


def _forget_files() -> None:
    """Let go of the syntax trees that Jedi read on the way to its answers."""
    from parso.cache import parser_cache  # noqa: PLC0415  Jedi's own parser, loaded with it

    parser_cache.clear()


def _environment() -> object:
    from jedi.api.environment import InterpreterEnvironment  # noqa: PLC0415  as above

    return InterpreterEnvironment()
