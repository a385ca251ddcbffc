"""IMPORTS claims: what each import statement binds, followed through re-exports to its definition."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field

from extractors.languages.python.linking.claims import Claims
from extractors.languages.python.linking.loading import Loader
from extractors.languages.python.linking.modules import absolute
from extractors.languages.python.linking.values import Class, Function, Module, Reference
from graph.facts import FileFacts, Import, ImportKind, Method, Property

_ORDER = list(ImportKind)
_SURE, _CALL, _BROKEN = (Method.EXACT, 0.99), (Method.INFERRED, 0.9), (Method.AMBIGUOUS, 0.3)
_REEXPORTS = 16

type _End = tuple[str, tuple[Method, float], bool]
"""What is imported, how surely, and whether the statement binds that itself."""


@dataclass(slots=True)
class _Imported:
    """All that one module says of one end."""

    items: list[tuple[Import, bool]] = field(default_factory=list)
    evidence: list[tuple[Method, float]] = field(default_factory=list)


def import_claims(
    loader: Loader,
    module: Module,
    facts: FileFacts,
    claims: Claims,
    name_external: Callable[[str, str], str],
    ids: Container[str],
) -> None:
    """Add a file's IMPORTS: to the module that runs, and to the definition that a name stands for."""
    found: dict[str, _Imported] = {}
    for item in facts.imports:
        for end, evidence, binds in _ends(loader, module, item, name_external, ids):
            imported = found.setdefault(end, _Imported())
            imported.items.append((item, binds))
            imported.evidence.append(evidence)
    for end, imported in found.items():
        bound = [item for item, binds in imported.items if binds and item.alias]
        kind = min((item.kind for item, _ in imported.items), key=_ORDER.index)
        properties: dict[str, Property] = {"kind": str(kind)}
        if bound:
            properties |= {
                "bindings": [item.alias for item in bound],
                "names": [item.name for item in bound],
                "kinds": [str(item.kind) for item in bound],
                "binding_lines": [item.line for item in bound],
            }
        for (item, _), (method, confidence) in zip(imported.items, imported.evidence, strict=True):
            claims.add("IMPORTS", module.id, end, item.line, method, confidence, properties)


def _ends(
    loader: Loader, module: Module, item: Import, name_external: Callable[[str, str], str], ids: Container[str]
) -> Iterator[_End]:
    evidence = _CALL if item.is_call else _SURE
    found = loader.find(module, item.level, item.module)
    if found is None:
        dotted = absolute(module, item.level, item.module) if item.level else item.module
        if dotted.startswith("."):
            yield name_external(dotted, "module"), _BROKEN, True
            return
        yield name_external(dotted, "module"), evidence, item.name in {"", "*"}
        if item.name not in {"", "*"}:
            yield name_external(f"{dotted}.{item.name}", ""), (Method.EXACT, 0.98), True
        return
    if item.name in {"", "*"}:
        yield _id_of(found, name_external), evidence, True
        return
    target = named(loader, found, item.name, ids)
    if target is not loader.modules.submodule(found, item.name) or not target:
        yield _id_of(found, name_external), evidence, False  # it is read from the package, not beside it
    if isinstance(target, Module):
        yield _id_of(target, name_external), evidence, True
    elif target:
        yield target, (Method.EXACT, 0.98), True


def _id_of(module: Module, name_external: Callable[[str, str], str]) -> str:
    """A module's id; a namespace package and a file that could not be read are externals, so that the claim has an end."""
    return module.id if module.symbols else name_external(module.name, "module")


def named(loader: Loader, found: Module, name: str, ids: Container[str]) -> Module | str:
    """What a module gives under a name: its attribute before its submodule, as in Python."""
    node = found.names.get(name) or found.stars.get(name)
    if node is None:
        return loader.modules.submodule(found, name) or ""
    for value in loader.project.solver.of(node):
        if isinstance(value, Function | Class):
            return value.id
        if isinstance(value, Reference):
            return value.cls.id
        if isinstance(value, Module):
            return value
    return _variable(loader, found, name, ids, _REEXPORTS)


def _variable(loader: Loader, found: Module, name: str, ids: Container[str], hops: int) -> str:
    """The symbol that a name stands for where no function, class or module is known for it, through re-exports."""
    own = f"{found.id}.{name}"
    if own in ids or not hops:
        return own if own in ids else ""
    origin = found.origins.get(name)
    if origin is not None:
        source = loader.find(found, origin[0], origin[1])
        return "" if source is None else _variable(loader, source, origin[2], ids, hops - 1)
    for source in found.star_sources:
        if (name in source.names or name in source.stars) and (target := _variable(loader, source, name, ids, hops - 1)):
            return target
    return ""
