"""What outside names are: what typeshed covers by it, others by their files, what those leave open by Jedi.

A distribution's answers do not change without its version, and Python's not without its own, so nothing else is in the key.
"""

import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from extractors.languages.python.asking import OutOfTime, forget_files, jedi_answer, seconds_needed
from extractors.languages.python.definitions import bytes_on_the_way, definition_of, result_of
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
        self._cache_dir, self._budget, self._seconds = cache_dir, seconds, seconds
        self._known: dict[str, dict[str, Answer]] = {}
        self._changed: set[str] = set()
        self._asks = seconds > 0 or cache_dir is not None
        self._large: set[str] = set()  # distributions with files that would take the whole budget
        self.left_out: set[str] = set()
        self.too_large: set[str] = set()
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
                answer = self._told(name, key)
                if answer is None:
                    continue
                known[name] = answer
                self._changed.add(key)
            found[name] = answer
        return found

    def _told(self, name: str, distribution: str) -> Answer | None:
        """What Jedi says; None where that takes too long."""
        if distribution in self._large:
            self.too_large.add(name)
            return None
        if self._seconds <= 0:
            if self._asks:
                self.left_out.add(name)
            return None
        needed = seconds_needed(bytes_on_the_way(name))
        if needed > self._seconds:
            (self.too_large if needed > self._budget else self.left_out).add(name)
            return None
        started = time.process_time()
        self.asked += 1
        try:
            return Answer(*jedi_answer(name, self._seconds))
        except OutOfTime as too_long:
            if self.asked == 1 or too_long.needed >= self._budget:  # never will it fit
                self._large.add(distribution)
                self.too_large.add(name)
            else:
                self.left_out.add(name)
            return None
        finally:
            self._seconds -= time.process_time() - started

    def save(self) -> None:
        """Write new answers to the cache; a cache that cannot be written is left alone."""
        if self.asked:
            forget_files()
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
