"""Models of the standard library's functions."""

from extractors.languages.python.flow import STARRED
from extractors.languages.python.linking.built_in import BUILT_IN, collect, nothing, same, wrap
from extractors.languages.python.linking.calls import Arguments, Site
from extractors.languages.python.linking.elements import LESS
from extractors.languages.python.linking.models import Model, Models
from extractors.languages.python.linking.protocols import Await, Enter
from extractors.languages.python.linking.solver import Solver
from extractors.languages.python.linking.values import OPAQUE, Container, Partial, Value


def _factory(name: str) -> Model:
    """Gives a decorator that gives the function back: `NAME()`, which is said to call NAME."""

    def model(models: Models, site: Site, _arguments: Arguments) -> None:
        models.project.solver.add(site.result, models.project.external(f"{name}()"))

    return model


def _decorator(name: str) -> Model:
    """A decorator that takes a function, or options and then the function, and gives the function."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.project.solver.edge(models.argument(arguments, 0), site.result)
        if not site.decorated:
            models.project.solver.add(site.result, models.project.external(f"{name}()"))

    return model


def _reduce(models: Models, site: Site, arguments: Arguments) -> None:
    solver = models.project.solver
    elements = models.elements(site, models.argument(arguments, 1))
    solver.edge(models.argument(arguments, 2), site.result)
    solver.edge(elements, site.result)
    models.call_back(site, models.argument(arguments, 0), (site.result, elements), site.result)


def _partial(models: Models, site: Site, arguments: Arguments) -> None:
    function = models.argument(arguments, 0)
    models.project.solver.add(site.result, Partial(function, list(arguments.positional[1:]), list(arguments.named)))


def _run_target(name: str, index: int) -> Model:
    """Something that calls a function it is given, later."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        function = models.argument(arguments, index, name)
        if function:
            given = models.argument(arguments, 9, "args")
            positional = (given + STARRED,) if given else arguments.positional[index + 1 :]
            models.call_back(site, function, positional, 0)
        models.project.solver.add(site.result, OPAQUE)

    return model


def _run(models: Models, site: Site, arguments: Arguments) -> None:
    """`asyncio.run` and the like give a coroutine's result."""
    models.project.solver.watch(models.argument(arguments, 0), Await(models.calls, site.caller, site.result, site.line))


def _default_dict(models: Models, site: Site, arguments: Arguments) -> None:
    container = models.give(site, "dict", 0)
    container.factory = models.argument(arguments, 0, "default_factory")


def _iterate_all(models: Models, site: Site, arguments: Arguments) -> None:
    """Goes through each of its arguments, and gives tuples of their elements."""
    project = models.project
    row = project.container("tuple")
    for index, node in enumerate(arguments.positional):
        if node < STARRED:
            elements = models.elements(site, node)
            project.solver.edge(elements, project.item(row, str(index)))
            project.solver.edge(elements, row.any)
    outer = models.give(site, "list", 0)
    project.solver.add(outer.any, row)


def _chained(models: Models, site: Site, arguments: Arguments) -> None:
    inner = models.elements(site, models.elements(site, models.argument(arguments, 0)))
    models.give(site, "list", inner)


def _callback_first(models: Models, site: Site, arguments: Arguments) -> None:
    """A function of one argument, then an iterable of which some are given."""
    elements = models.elements(site, models.argument(arguments, 1))
    models.call_back(site, models.argument(arguments, 0), (elements,), 0)
    models.give(site, "list", elements)


def _group(models: Models, site: Site, arguments: Arguments) -> None:
    project = models.project
    elements = models.elements(site, models.argument(arguments, 0))
    pair = project.container("tuple")
    if key := models.argument(arguments, 1, "key"):
        models.call_back(site, key, (elements,), project.item(pair, "0"))
    group = project.container("list")
    project.solver.edge(elements, group.any)
    project.solver.add(project.item(pair, "1"), group)
    outer = models.give(site, "list", 0)
    project.solver.add(outer.any, pair)


def _heap(models: Models, site: Site, arguments: Arguments) -> None:
    """`nlargest` and `nsmallest`."""
    elements = models.elements(site, models.argument(arguments, 1))
    models.order(site, elements, models.argument(arguments, 2, "key"), LESS)
    models.give(site, "list", elements)


def _put(*, gives: bool) -> Model:
    """Something is put into a list that is kept in order; the list may give an element for it."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        solver, given = models.project.solver, models.argument(arguments, 1)
        elements = models.elements(site, models.argument(arguments, 0))
        together = solver.node()
        solver.edge(elements, together)
        solver.edge(given, together)
        models.order(site, together, models.argument(arguments, 9, "key"), LESS)
        solver.watch(models.argument(arguments, 0), Put(solver, given))
        if gives:
            solver.edge(together, site.result)

    return model


class Put:
    """Puts a value into containers."""

    __slots__ = ("solver", "value")

    def __init__(self, solver: Solver, value: int) -> None:
        self.solver, self.value = solver, value

    def fire(self, value: Value) -> None:
        if isinstance(value, Container):
            self.solver.edge(self.value, value.any)


def _sorted_in_place(models: Models, site: Site, arguments: Arguments) -> None:
    models.order(site, models.elements(site, models.argument(arguments, 0)), 0, LESS)


def _search(models: Models, site: Site, arguments: Arguments) -> None:
    """`bisect`: what is looked for is compared with elements."""
    solver, together = models.project.solver, models.project.solver.node()
    solver.edge(models.elements(site, models.argument(arguments, 0)), together)
    solver.edge(models.argument(arguments, 1), together)
    models.order(site, together, models.argument(arguments, 9, "key"), LESS)


def _pop(models: Models, site: Site, arguments: Arguments) -> None:
    elements = models.elements(site, models.argument(arguments, 0))
    models.order(site, elements, 0, LESS)
    models.project.solver.edge(elements, site.result)


def _element(index: int = 0) -> Model:
    """A call that gives an element of one of its arguments."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.project.solver.edge(models.elements(site, models.argument(arguments, index)), site.result)

    return model


def _chain(models: Models, site: Site, arguments: Arguments) -> None:
    container = models.give(site, "list", 0)
    for node in arguments.positional:
        if node < STARRED:
            models.project.solver.edge(models.elements(site, node), container.any)


def _substitute(index: int) -> Model:
    """Gives text in which a function that it is given has replaced what matches."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        solver = models.project.solver
        match = solver.node()
        solver.add(match, models.project.made("re.Match"))
        models.call_back(site, models.argument(arguments, index, "repl"), (match,), 0)
        solver.add(site.result, models.project.made("builtins.str"))

    return model


def _enter(*, is_async: bool) -> Model:
    """Enters a context manager, to be left with what it was entered for."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        manager = models.argument(arguments, 0, "cm")
        models.project.solver.watch(manager, Enter(models.calls, site.caller, site.result, site.line, is_async=is_async))

    return model


_FACTORIES = ("functools.wraps", "typing_extensions.deprecated", "warnings.deprecated")
_DECORATORS = ("functools.lru_cache", "dataclasses.dataclass")

FUNCTIONS: dict[str, Model] = {
    **BUILT_IN,
    **{name: _factory(name) for name in _FACTORIES},
    **{name: _decorator(name) for name in _DECORATORS},
    **{f"{name}()": same() for name in (*_FACTORIES, *_DECORATORS)},
    "functools.cached_property": wrap("property"),
    "abc.abstractproperty": wrap("property"),
    "collections.OrderedDict": collect("dict"),
    "collections.deque": collect("list"),
    "collections.defaultdict": _default_dict,
    "functools.partial": _partial,
    "types.MethodType": _partial,
    "functools.partialmethod": _partial,
    "functools.update_wrapper": same(0, "wrapper"),
    "functools.cache": same(),
    "functools.singledispatch": same(),
    "functools.singledispatchmethod": same(),
    "functools.total_ordering": same(),
    "functools.reduce": _reduce,
    "contextlib.contextmanager": same(),
    "contextlib.asynccontextmanager": same(),
    "abc.abstractmethod": same(),
    "typing.cast": same(1, "val"),
    "typing.overload": same(),
    "typing.final": same(),
    "typing.no_type_check": same(),
    "typing.runtime_checkable": same(),
    "enum.unique": same(),
    "dataclasses.replace": same(),
    "types.coroutine": same(),
    "contextlib.ExitStack.enter_context": _enter(is_async=False),
    "contextlib.AsyncExitStack.enter_context": _enter(is_async=False),
    "contextlib.AsyncExitStack.enter_async_context": _enter(is_async=True),
    "re.sub": _substitute(1),
    "re.Pattern.sub": _substitute(0),
    "copy.copy": same(),
    "copy.deepcopy": same(),
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chained,
    "itertools.product": _iterate_all,
    "itertools.zip_longest": _iterate_all,
    "itertools.combinations": _iterate_all,
    "itertools.permutations": _iterate_all,
    "itertools.pairwise": _iterate_all,
    "itertools.batched": _iterate_all,
    "itertools.groupby": _group,
    "itertools.filterfalse": _callback_first,
    "itertools.takewhile": _callback_first,
    "itertools.dropwhile": _callback_first,
    "itertools.accumulate": collect("list"),
    "itertools.tee": _iterate_all,
    "heapq.nlargest": _heap,
    "heapq.nsmallest": _heap,
    "heapq.heappop": _pop,
    "heapq.heappush": _put(gives=False),
    "heapq.heapreplace": _put(gives=True),
    "heapq.heappushpop": _put(gives=True),
    "heapq.heapify": _sorted_in_place,
    **{f"bisect.{name}": _put(gives=False) for name in ("insort", "insort_left", "insort_right")},
    **{f"bisect.{name}": _search for name in ("bisect", "bisect_left", "bisect_right")},
    "random.choice": _element(),
    "itertools.islice": collect("list"),
    "itertools.cycle": collect("list"),
    "threading.Thread": _run_target("target", 1),
    "threading.Timer": _run_target("function", 1),
    "multiprocessing.Process": _run_target("target", 1),
    "atexit.register": _run_target("func", 0),
    "asyncio.run": _run,
    "asyncio.create_task": same(),
    "asyncio.ensure_future": same(),
    "asyncio.wait_for": same(),
    "asyncio.to_thread": _run_target("func", 0),
    "weakref.ref": nothing,
    "weakref.proxy": same(),
}
