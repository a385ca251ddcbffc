"""TESTS from static evidence: what a test calls, itself, through helpers, what is set up for it, and the fixtures it asks for.

A test is a function `test…` in a file named as pytest and unittest name tests, or a method `test…` of a `Test…` class or a
`TestCase` there. Everything in such a file, a `conftest.py`, a folder `tests` or the source's own folder `test` is test code,
which is followed; what is reached behind it first is what is tested.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from extractors.languages.python.linking.claims import Claims
from graph.facts import Kind, Method, Symbol
from graph.paths import is_test, is_test_file

_HOPS = 3
_LEAST_SURE = 0.05
_SETUP = frozenset(
    [
        "setUp",
        "setUpClass",
        "asyncSetUp",
        "setup_method",
        "setup_class",
        "setup",
        "tearDown",
        "tearDownClass",
        "asyncTearDown",
        "teardown_method",
        "teardown_class",
        "setUpModule",
        "setup_module",
        "setup_function",
        "tearDownModule",
        "teardown_module",
        "teardown_function",
    ]
)
_FUNCTIONS = frozenset({Kind.FUNCTION, Kind.METHOD})

type _Call = tuple[str, tuple[int, ...], Method, float]
"""What is called, at which lines, how and how surely."""


class Tests:
    """The tests among the symbols that are linked, with what their code calls."""

    def __init__(self, symbols: Sequence[Symbol], claims: Claims) -> None:
        self.symbols = {one.id: one for one in symbols}
        self.code = {one.id for one in symbols if is_test(one.path)}
        self.calls: dict[str, list[_Call]] = defaultdict(list)
        self.bases: dict[str, list[str]] = defaultdict(list)
        for kind, start, end, found in claims.of({"CALLS", "INHERITS"}):
            if kind == "INHERITS":
                self.bases[start].append(end)
            elif start in self.code:
                self.calls[start].append((end, tuple(sorted(found.lines)), found.method, found.confidence))
        self.fixtures: dict[str, dict[str, str]] = defaultdict(dict)
        self.known_in: dict[str, list[dict[str, str]]] = {}  # by the path of a file: the fixtures that it can ask for
        self.members: dict[str, list[str]] = defaultdict(list)
        for one in symbols:
            if one.id in self.code and one.definition.kind in _FUNCTIONS:
                self.members[one.parent].append(one.id)
                if any(text.split("(")[0].rpartition(".")[2] == "fixture" for text in one.definition.decorators):
                    self.fixtures[one.path][_last(one)] = one.id

    def collect(self, claims: Claims) -> None:
        """Add all TESTS."""
        for test in sorted(self.code):
            symbol = self.symbols[test]
            convention = self._convention(symbol)
            if not convention:
                continue
            for via, begin in self._starts(symbol):
                for hop, (end, lines, method, confidence) in self._reached(begin):
                    how = "helper" if via == "direct" and hop else via
                    for line in lines if how == "direct" else (symbol.definition.line,):
                        claims.add("TESTS", test, end, line, method, confidence, {"via": how, "convention": convention})

    def _convention(self, symbol: Symbol) -> str:
        """`pytest` or `unittest` for a test; empty for any other symbol."""
        definition = symbol.definition
        if definition.kind not in _FUNCTIONS or not _last(symbol).startswith("test") or not is_test_file(symbol.path):
            return ""
        parent = self.symbols[symbol.parent]
        if parent.definition.kind is Kind.MODULE:
            return "pytest"
        if parent.definition.kind is not Kind.CLASS:
            return ""
        if any(base.rpartition(".")[2].endswith("TestCase") for base in self._all_bases(parent.id)):
            return "unittest"
        return "pytest" if _last(parent).startswith("Test") else ""

    def _all_bases(self, cls: str) -> Iterator[str]:
        seen: set[str] = set()
        waiting = [cls]
        while waiting:
            for base in self.bases.get(waiting.pop(), ()):
                if base not in seen:
                    seen.add(base)
                    waiting.append(base)
                    yield base

    def _starts(self, symbol: Symbol) -> Iterator[tuple[str, str]]:
        """The test itself, what sets up for it, and its fixtures with theirs."""
        yield "direct", symbol.id
        for owner in (symbol.parent, *self._all_bases(symbol.parent)):
            for member in self.members.get(owner, ()):
                if _last(self.symbols[member]) in _SETUP:
                    yield "setup", member
        waiting, seen = [symbol], set()
        while waiting:
            for name in _parameters(waiting.pop()):
                fixture = self._fixture(name, symbol.path)
                if fixture and fixture not in seen:
                    seen.add(fixture)
                    waiting.append(self.symbols[fixture])
                    yield "fixture", fixture

    def _fixture(self, name: str, path: str) -> str:
        """The fixture that a parameter asks for: of the same file, else of the nearest `conftest.py` above."""
        known = self.known_in.get(path)
        if known is None:
            places = (path, *((folder / "conftest.py").as_posix() for folder in PurePosixPath(path).parents))
            known = self.known_in[path] = [self.fixtures[place] for place in places if place in self.fixtures]
        return next((found[name] for found in known if name in found), "")

    def _reached(self, start: str) -> Iterator[tuple[int, _Call]]:
        """The first symbols behind test code, each by its surest way, with how many helpers are between.

        What is behind helpers is left out where it is next to impossible.
        """
        found: dict[str, tuple[int, _Call]] = {}
        known = {start: 1.0}
        layer = [start]
        for hop in range(_HOPS):
            following: list[str] = []
            for caller in layer:
                for end, lines, method, confidence in self.calls.get(caller, ()):
                    sure = known[caller] * confidence
                    if hop and sure < _LEAST_SURE:
                        continue  # the CALLS on the way say what may be; their product would round to nothing
                    if end in self.code:
                        if end not in known:
                            known[end] = sure
                            following.append(end)
                    elif end in self.symbols and (end not in found or found[end][1][3] < sure):
                        found[end] = hop, (end, lines, Method.INFERRED if hop else method, sure)
            layer = following
        yield from found.values()


def _last(symbol: Symbol) -> str:
    return symbol.definition.qualified_name.rpartition(".")[2]


def _parameters(symbol: Symbol) -> Sequence[str]:
    """The names of a function's parameters, as its signature has them."""
    inner = symbol.definition.signature.partition("(")[2].rpartition(")")[0]
    names, depth, start = [], 0, 0
    for at, character in enumerate(inner + ","):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth:
            names.append(inner[start:at])
            start = at + 1
    return [name.split(":")[0].split("=")[0].strip(" *") for name in names]
