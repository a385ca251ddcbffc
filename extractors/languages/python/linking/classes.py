"""Classes: their bases, method resolution order and what an attribute of them or of their instances can be."""

import builtins
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.languages.python.linking.values import Class, External


def mro(cls: Class) -> Sequence[Class | External]:
    """The C3 linearisation; where the bases contradict each other, their order depth first."""
    if cls.mro is None:
        cls.mro = [cls]  # a class that is its own base ends here
        lines: list[list[Class | External]] = [list(mro(base)) if isinstance(base, Class) else [base] for base in cls.bases]
        merged = _merge([*lines, list(cls.bases)])
        if merged is None:
            merged = list(dict.fromkeys(entry for line in lines for entry in line))
        cls.mro = [cls, *(entry for entry in merged if entry is not cls)]
    return cls.mro


def _merge(lines: list[list[Class | External]]) -> list[Class | External] | None:
    result: list[Class | External] = []
    lines = [line for line in lines if line]
    while lines:
        for line in lines:
            head = line[0]
            if not any(head in other[1:] for other in lines):
                break
        else:
            return None
        result.append(head)
        lines = [rest for line in lines if (rest := line[1:] if line[0] is head else line)]
    return result


def add_base(cls: Class, base: "Class | External", place: int) -> bool:
    """Add a base class at its place in the statement, however late it is known; False when it was there.

    The orders that depend on it are forgotten.
    """
    if base in cls.bases or base is cls:
        return False
    at = sum(one <= place for one in cls.places)
    cls.bases.insert(at, base)
    cls.places.insert(at, place)
    if isinstance(base, Class):
        base.children.append(cls)
        _forget_below(base)
    for affected in descendants(cls):
        affected.mro = None
    cls.mro = None
    return True


def descendants(cls: Class) -> Sequence[Class]:
    """All subclasses, breadth first, each once."""
    if cls.below is None:
        seen = {cls}
        found: list[Class] = []
        queue = list(cls.children)
        for child in queue:
            if child not in seen:
                seen.add(child)
                found.append(child)
                queue.extend(child.children)
        cls.below = found
    return cls.below


def _forget_below(cls: Class) -> None:
    """A class and all above it have another subclass."""
    above = {cls}
    waiting = [cls]
    while waiting:
        one = waiting.pop()
        one.below = None
        fresh = [base for base in one.bases if isinstance(base, Class) and base not in above]
        above.update(fresh)
        waiting += fresh


def mixed_with(cls: Class) -> Iterator[tuple[Class, Class]]:
    """The classes that subclasses derive from besides this one, each once, with such a subclass."""
    seen = set(mro(cls))
    for child in descendants(cls):
        if len(child.bases) > 1:
            for entry in mro(child):
                if isinstance(entry, Class) and entry not in seen and not is_subclass(entry, cls):
                    seen.add(entry)
                    yield entry, child


def held_below(cls: Class, name: str) -> Iterator[tuple[Class, int]]:
    """The subclasses that have a name of their own, nearest first, each with its node."""
    return ((child, child.names[name]) for child in descendants(cls) if name in child.names)


def member(cls: Class, name: str) -> tuple[Class, int] | External | None:
    """The first class of the order that has the name, with its node; an external base that may have it; None."""
    for entry in mro(cls):
        if isinstance(entry, External):
            if entry.name not in _ROOTS and not _lacks(entry.name, name):
                return entry
        elif name in entry.names:
            return entry, entry.names[name]
    return None


def first_method(cls: Class, names: tuple[str, ...]) -> str:
    """The first of some special methods that a class of the project defines, unless a base outside does before."""
    for name in names:
        found = member(cls, name)
        if isinstance(found, tuple):
            return name
        if isinstance(found, External) and _defines(found.name, name):
            return ""
    return ""


def answering(cls: Class, names: tuple[str, ...]) -> str:
    """As `first_method`, but a base outside of which nothing is known may define what comes first."""
    for name in names:
        found = member(cls, name)
        if isinstance(found, tuple):
            return name
        if isinstance(found, External) and (not found.name.startswith("builtins.") or _defines(found.name, name)):
            return ""
    return ""


def _defines(external: str, method: str) -> bool:
    """Whether a built-in class has its own method, not just the one that every object has."""
    cls = getattr(builtins, external.removeprefix("builtins."), None)
    return isinstance(cls, type) and getattr(cls, method, None) is not getattr(object, method, None)


@cache
def _lacks(external: str, name: str) -> bool:
    """Whether a built-in class is known not to have an attribute."""
    cls = getattr(builtins, external.removeprefix("builtins."), None)
    return isinstance(cls, type) and not hasattr(cls, name)


def is_enum(cls: Class) -> bool:
    """Whether what a class assigns to names in its body are its own instances."""
    return any(isinstance(base, External) and base.name.startswith("enum.") for base in mro(cls))


def is_subclass(cls: Class, base: Class) -> bool:
    """Whether `base` is in the order of `cls`."""
    return base in mro(cls)


_ROOTS = {"builtins.object", "typing.Generic", "typing.Protocol", "abc.ABC", "typing_extensions.Protocol"}
