"""Symbols: definitions with their place in the project."""

from collections import Counter

from extractors.languages.python.linking.values import Module
from graph.facts import FileFacts, Symbol


def symbols_of(module: Module, facts: FileFacts) -> list[Symbol]:
    """A file's symbols in the order of its definitions; also sets the module's list of their ids."""
    counts: Counter[str] = Counter()
    ids: dict[str, str] = {}
    result: list[Symbol] = []
    for definition in facts.definitions:
        name = definition.qualified_name
        earlier = counts[name]
        counts[name] += 1
        symbol_id = f"{module.id}.{name}" if name else module.id
        if earlier:
            symbol_id += f"(+{earlier})"
        ids.setdefault(name, symbol_id)
        parent = ""
        if name:
            outer = name.rpartition(".")[0]
            parent = ids.get(outer, module.id)
        qualified = f"{module.name}.{name}" if name else module.name
        result.append(Symbol(symbol_id, qualified, module.name, module.path, parent, definition))
        module.symbols.append(symbol_id)
    return result
