"""Models of the methods of lists, dicts, sets and tuples."""

from extractors.languages.python.flow import STARRED
from extractors.languages.python.linking.calls import Arguments, Site
from extractors.languages.python.linking.elements import EQUAL, LESS, How
from extractors.languages.python.linking.invocations import LookUp
from extractors.languages.python.linking.merging import Merge
from extractors.languages.python.linking.models import ContainerMethod, Models
from extractors.languages.python.linking.values import Container


def _add(index: int) -> ContainerMethod:
    def method(models: Models, _site: Site, arguments: Arguments, container: Container) -> None:
        models.project.solver.edge(models.argument(arguments, index), container.any)

    return method


def _extend(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    if source := models.argument(arguments, 0):
        models.project.solver.edge(models.elements(site, source), container.any)


def _update(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    source = models.argument(arguments, 0)
    if container.kind != "dict":
        _extend(models, site, arguments, container)
        return
    if source:
        models.project.solver.watch(source, Merge(models.project, container))
    for name, node in arguments.named:
        if name:
            models.project.solver.edge(node, models.project.item(container, repr(name)))


def _read(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    models.project.solver.edge(container.all, site.result)
    if container.kind == "dict":
        models.project.solver.edge(models.argument(arguments, 1), site.result)


def _set_default(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    default = models.argument(arguments, 1)
    models.project.solver.edge(default, container.any)
    models.project.solver.edge(container.all, site.result)


def _values(models: Models, site: Site, _arguments: Arguments, container: Container) -> None:
    models.give(site, "list", container.all)


def _items(models: Models, site: Site, _arguments: Arguments, container: Container) -> None:
    project = models.project
    pair = project.container("tuple")
    project.solver.edge(container.all, project.item(pair, "1"))
    outer = models.give(site, "list", 0)
    project.solver.add(outer.any, pair)


def _join(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    """A set's operation with other iterables."""
    models.project.solver.add(site.result, container)
    for node in arguments.positional:
        if node < STARRED:
            models.elements(site, node)


def _fill(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    """`union` and the like: what others hold comes in."""
    result = models.give(site, container.kind, container.all)
    for node in arguments.positional:
        if node < STARRED:
            models.project.solver.edge(models.elements(site, node), result.any)


def _copy(models: Models, site: Site, _arguments: Arguments, container: Container) -> None:
    models.project.solver.add(site.result, container)


def _sort(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    models.order(site, container.all, models.argument(arguments, 9, "key"), LESS)


def _nothing(_models: Models, _site: Site, _arguments: Arguments, _container: Container) -> None:
    return


def _keyed(method: ContainerMethod) -> ContainerMethod:
    """A method whose first argument is a key, or an element of a set."""

    def keyed(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
        if container.kind in {"dict", "set"} and (key := models.argument(arguments, 0)):
            models.project.look_ups.append(LookUp(site.caller, 0, key, site.line))
        method(models, site, arguments, container)

    return keyed


def _find(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    """What is looked for is compared with a list's elements."""
    if container.kind not in {"dict", "set"}:
        held = models.project.solver.node()
        models.project.solver.add(held, container)
        models.compare(site, How.MEMBER, (models.argument(arguments, 0), held), EQUAL)


METHODS: dict[str, ContainerMethod] = {
    "append": _add(0),
    "appendleft": _add(0),
    "add": _keyed(_add(0)),
    "insert": _add(1),
    "extend": _extend,
    "update": _update,
    "pop": _keyed(_read),
    "popleft": _read,
    "popitem": _read,
    "get": _keyed(_read),
    "setdefault": _keyed(_set_default),
    "remove": _keyed(_find),
    "index": _find,
    "count": _find,
    "discard": _keyed(_nothing),
    "values": _values,
    "items": _items,
    "copy": _copy,
    "union": _fill,
    "symmetric_difference": _fill,
    "difference": _join,
    "intersection": _join,
    "difference_update": _join,
    "intersection_update": _join,
    "issubset": _join,
    "issuperset": _join,
    "isdisjoint": _join,
    "sort": _sort,
    "__getitem__": _read,
}
