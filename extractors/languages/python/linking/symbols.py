"""Symbols: definitions with their place in the project."""

from collections import Counter

from extractors.languages.python.linking.values import Module
from graph.facts import FileFacts, Symbol


def symbols_of(module: Module, facts: FileFacts, taken: set[str]) -> list[Symbol]:
    """A file's symbols in the order of its definitions; also sets the module's list of their ids.

    `taken` holds the ids of all modules and grows by those given here: a package may bind a name that a submodule has too,
    and then the module keeps the plain id.
    """
    counts: Counter[str] = Counter()
    ids: dict[str, str] = {}
    result: list[Symbol] = []
    for definition in facts.definitions:
        name = definition.qualified_name
        symbol_id = plain = f"{module.id}.{name}" if name else module.id
        while name and symbol_id in taken:
            counts[name] += 1
            symbol_id = f"{plain}(+{counts[name]})"
        taken.add(symbol_id)
        ids.setdefault(name, symbol_id)
        parent = ""
        if name:
            outer = name.rpartition(".")[0]
            parent = ids.get(outer, module.id)
        qualified = f"{module.name}.{name}" if name else module.name
        result.append(Symbol(symbol_id, qualified, module.name, module.path, parent, definition))
        module.symbols.append(symbol_id)
    return result
