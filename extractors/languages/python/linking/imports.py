"""IMPORTS claims: what each import statement binds, followed through re-exports to its definition."""

from collections.abc import Callable

from extractors.languages.python.linking.claims import Claims
from extractors.languages.python.linking.loading import Loader
from extractors.languages.python.linking.modules import absolute
from extractors.languages.python.linking.values import Class, Function, Module, Reference
from graph.facts import FileFacts, Import, ImportKind, Method

_ORDER = list(ImportKind)


def import_claims(
    loader: Loader, module: Module, facts: FileFacts, claims: Claims, name_external: Callable[[str], str], variables: set[str]
) -> None:
    """Add a file's IMPORTS: to the module, and to the definition that a name stands for."""
    for item in sorted(facts.imports, key=lambda item: _ORDER.index(item.kind)):
        properties = {"binding": item.alias, "kind": str(item.kind)}
        found = loader.find(module, item.level, item.module)
        if found is None:
            dotted = item.module if not item.level else absolute(module, item.level, item.module)
            name = dotted if not item.name or item.name == "*" else f"{dotted}.{item.name}"
            claims.add("IMPORTS", module.id, name_external(name), item.line, Method.EXACT, 0.98, properties)
            continue
        target = _named(loader, found, item, variables)
        if isinstance(target, Module):
            claims.add("IMPORTS", module.id, _id_of(target, name_external), item.line, Method.EXACT, 0.99, properties)
            continue
        if found.path:
            whole = properties if not item.name else {**properties, "binding": "*"} if item.name == "*" else None
            claims.add("IMPORTS", module.id, _id_of(found, name_external), item.line, Method.EXACT, 0.99, whole)
        if target:
            claims.add("IMPORTS", module.id, target, item.line, Method.EXACT, 0.98, properties)


def _id_of(module: Module, name_external: Callable[[str], str]) -> str:
    """A module's id; one that could not be read is an external, so that the claim has an end."""
    return module.id if module.symbols else name_external(module.name)


def _named(loader: Loader, found: Module, item: Import, variables: set[str]) -> Module | str:  # noqa: PLR0911  one return for each kind
    if not item.name:
        return found if found.path else ""
    if item.name == "*":
        return ""
    node = found.names.get(item.name) or found.stars.get(item.name)
    if node is None:
        submodule = loader.modules.submodule(found, item.name)
        return submodule if submodule is not None and submodule.path else ""
    for value in loader.project.solver.of(node):
        if isinstance(value, Function | Class):
            return value.id
        if isinstance(value, Reference):
            return value.cls.id
        if isinstance(value, Module) and value.path:
            return value
    variable = f"{found.id}.{item.name}"
    return variable if variable in variables else ""
