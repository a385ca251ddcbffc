"""What must always hold of solving: it ends, whatever sets up what, and code that gives itself back is followed once."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from extractors.languages.python.linking.solver import Solver
from extractors.languages.python.linking.values import Bound, Container, Function, Made, Value
from graph.facts import Document, SourceInfo, SourceKind

_MOST = 100_000
"""More actions than these are taken for no end."""

_METHODS = ("__await__", "__iter__", "__next__", "__aiter__", "__anext__", "__enter__", "__getitem__", "__getattr__")
_RESULTS = ("self", "self.other", "Other()", "type(self)", "[self, self.other]", "partial(self.other, self)", "wrap(self)")
_USES = (
    "await x", "[y async for y in x]", "list(x)", "x[0]", "x.name", "x()", "partial(x, x)", "wrap(x)", "[x, *x]", "{**x}",
    "next(x)", "x.other", "x | x", "zip(x, x)", "staticmethod(x)",
)  # fmt: skip


class _Endless:
    """Sets up another of its kind each time, at a node of its own."""

    def __init__(self, solver: Solver, acted: list[Value], width: int) -> None:
        self.solver, self.acted, self.width = solver, acted, width

    def fire(self, value: Value) -> None:
        self.acted.append(value)
        assert len(self.acted) < _MOST
        for _ in range(self.width):
            node = self.solver.node()
            self.solver.add(node, value)
            self.solver.watch(node, _Endless(self.solver, self.acted, self.width))


@given(values=st.integers(1, 40), width=st.integers(1, 2))
def test_watchers_that_set_up_others_without_end_come_to_an_end(values: int, width: int) -> None:
    solver, acted = Solver(), list[Value]()
    node = solver.node()
    solver.watch(node, _Endless(solver, acted, width))
    for number in range(values):
        solver.add(node, Made(str(number)))
    solver.solve()
    assert len(acted) > min(values, 16)


_VALUES: list[Value] = [*(Made(str(number)) for number in range(24)), *(Container("list", 0, 0) for _ in range(8))]
_VALUES += [Bound(Function.__new__(Function), value) for value in _VALUES]


@given(
    held=st.lists(st.sampled_from(_VALUES), max_size=40),
    before=st.lists(st.sampled_from(_VALUES), max_size=40),
    later=st.lists(st.sampled_from(_VALUES), max_size=40),
)
def test_what_comes_at_once_is_kept_as_if_it_came_one_by_one(
    held: list[Value], before: list[Value], later: list[Value]
) -> None:
    solver = Solver()
    source, target, one_by_one = solver.node(), solver.node(), solver.node()
    for value in held:
        solver.add(target, value)
        solver.add(one_by_one, value)
    for value in before:
        solver.add(source, value)
    solver.edge(source, target)
    kept = list(solver.of(source))
    for value in later:
        solver.add(source, value)
    solver.solve()
    for value in (*kept, *solver.of(source)):
        solver.add(one_by_one, value)
    assert list(solver.of(target)) == list(solver.of(one_by_one))
    assert solver.is_full(target) == solver.is_full(one_by_one)


@settings(deadline=None, max_examples=60)
@example([("__await__", "Other()"), ("__aiter__", "self.other")], ["staticmethod(x)", "partial(x, x)", "wrap(x)", "[x, *x]"])
@given(
    methods=st.lists(st.tuples(st.sampled_from(_METHODS), st.sampled_from(_RESULTS)), min_size=2, max_size=8),
    uses=st.lists(st.sampled_from(_USES), min_size=1, max_size=8),
)
def test_objects_that_give_themselves_are_linked_to_an_end(methods: list[tuple[str, str]], uses: list[str]) -> None:
    """Each use takes what the last one gave, in a loop, so that everything comes back to where it came from."""
    half = len(methods) // 2
    text = "from functools import partial\n\ndef wrap(f):\n    def inner(*args):\n        return f(*args)\n    return inner\n"
    for name, members in (("One", methods[:half]), ("Other", methods[half:])):
        text += f"\nclass {name}:\n    other = None\n"
        text += "".join(f"    def {method}(self, *rest):\n        return {result}\n" for method, result in members)
    text += "\nOne.other = Other()\nOther.other = One()\n\nasync def use(x: One):\n    while x:\n"
    text += (
        "".join(f"        x = {use}\n" for use in uses) + "    return x\n\nasync def main():\n    await use(await use(One()))\n"
    )
    source = SourceInfo("pkg:pypi/sample@1", SourceKind.INSTALLED, "sample", "")
    linked = PythonLinker(jedi_seconds=0).link(source, {"main.py": EXTRACTOR.extract(Document("main.py", text, "sha256:0"))})
    assert any(claim.type == "CALLS" and claim.end.endswith(".use") for claim in linked.claims)


@settings(deadline=None, max_examples=10)
@given(st.integers(2, 12))
def test_computed_names_of_what_computed_names_give_are_linked_to_an_end(count: int) -> None:
    text = "class Facts:\n"
    for number in range(count):
        text += f"    @property\n    def is_{number}(self):\n        return getattr(self, 'is_' + self.name)\n"
    text += "    def is_plain(self): ...\n    def ask(self, name):\n        return getattr(self, 'is_' + name)()\n"
    source = SourceInfo("pkg:pypi/sample@1", SourceKind.INSTALLED, "sample", "")
    linked = PythonLinker(jedi_seconds=0).link(source, {"main.py": EXTRACTOR.extract(Document("main.py", text, "sha256:0"))})
    assert {claim.end.rpartition(".")[2] for claim in linked.claims if claim.start.endswith(".ask")} >= {"is_plain"}
