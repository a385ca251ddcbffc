"""The evidence for each target of one place, from all that competes there."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.languages.python.flow import Place as ScopePlace
from extractors.languages.python.linking.classes import is_subclass, mro
from extractors.languages.python.linking.confidence import Evidence, Found, evidence_of, override_of
from extractors.languages.python.linking.overrides import Overrides, function_of, is_open
from extractors.languages.python.linking.project import Owner
from extractors.languages.python.linking.rivals import built_in_rivals
from extractors.languages.python.linking.values import (
    Class,
    Closure,
    External,
    Function,
    Instance,
    Module,
    Reference,
    Super,
    Value,
)

_KEPT_OVERRIDES = 24
_KEPT_CANDIDATES = 8
_CROWD = 4

type Target = Function | Class | External


@dataclass(slots=True)
class Place:
    """Where something is called, and what may be called there with the receivers that brought it.

    Not frozen, as one is made for each call site.

    `name` is the attribute's name, where there is one, and `receivers` what it is read of. `values` are what is called, before
    decorators and receivers are taken off, and `given` what a decorator gives. `misfits` cannot take
    the arguments.
    """

    caller: Owner
    line: int
    targets: Mapping[Target, Value | None]
    name: str = ""
    receivers: Collection[Value] = ()
    values: Collection[Value] = ()
    guessed: Collection[Target] = ()
    given: Collection[Value] = ()
    misfits: Collection[Target] = ()
    is_exact: bool = False
    is_handed: bool = False
    outside: bool = False
    is_implicit: bool = False
    is_cut: bool = False
    found: Found = Found.VALUE


def weigh(place: Place, overrides: Overrides) -> Iterator[tuple[Target, Evidence]]:
    """Each target and each override that its receiver allows, with its evidence."""
    if place.is_cut:
        nearest = sorted(place.targets, key=lambda target: _distance(place.caller, target))
        evidence = evidence_of(Found.VALUE, len(place.targets), is_cut=True)
        shared = _shared(place.targets, overrides)
        if shared is not None:
            yield shared, replace(evidence, has_overriding_rival=True)
        yield from ((target, evidence) for target in nearest[:_KEPT_CANDIDATES] if target is not shared)
        return
    wrappers = _wrappers(place)
    fallbacks = _stand_ins(place)
    if len(place.targets) > 1:
        fallbacks |= _fallbacks(place.targets) | _installed(place) | _products(place) | set(place.misfits)
    if place.is_implicit:
        fallbacks |= _computed_below(place)
    brought = _brought(place)
    apart = {*wrappers, *fallbacks, *brought}
    competing = [target for target in place.targets if target not in apart]
    known = len(competing) - sum(target in place.guessed for target in competing) if place.guessed else len(competing)
    foreign = sum(isinstance(target, External) for target in place.targets if target not in place.guessed)
    overriding, overridden = _overriding_owners(place.targets)
    others = {name: built_in_rivals(place.receivers, name) for name in _names(place)} if place.is_implicit else {}
    is_crowded = place.is_implicit and len(place.receivers) > _CROWD and _is_crowded(place)
    is_kept = place.is_handed and bool(place.name)
    names_method = any(isinstance(one, Super) for one in place.receivers)  # `super()` says which one it means
    for target, receiver in place.targets.items():
        name = target.scope.simple_name if place.is_implicit and isinstance(target, Function) else ""
        is_guess = target in place.guessed
        is_read = _is_read(place, target, receiver)
        rivals = len(competing) if is_guess else known
        opened = _opened(place, target, receiver)
        above = () if names_method else _overriding(place, overrides, target, opened)
        evidence = evidence_of(
            Found.GUESS if is_guess else Found.NAME if place.is_exact and is_read else place.found,
            rivals if isinstance(target, External) else rivals - foreign,
            0 if isinstance(target, External) else others[name][0] if name in others else foreign,
            len(above),
            outside=is_crowded or (others[name][1] if name in others else place.outside),
            is_method=is_read,
            is_handed=place.is_handed and not is_read,
            is_class=isinstance(target, Class),
            is_bound=isinstance(receiver, Instance) or (isinstance(receiver, Reference) and receiver.own),
            is_loose=isinstance(receiver, Reference) or is_kept or _is_local(place.caller, target),
            is_wrapper=target in wrappers,
            is_fallback=target in fallbacks,
            is_abstract=isinstance(target, Function) and target.is_abstract,
            is_implicit=place.is_implicit,
            overrides_rival=isinstance(target, Function) and target.owner in overriding,
            has_overriding_rival=isinstance(target, Function) and target.owner in overridden,
        )
        if target in brought and isinstance(target, Function):
            is_own = overrides.runs(place.caller, brought[target], target)
            evidence = replace(
                evidence, found=Found.OVERRIDE, own=1, overrides=len(brought), is_method=True,
                is_own=bool(is_own), is_shadowed=is_own is False,
            )  # fmt: skip
        yield target, evidence
        if not is_guess and target not in brought:
            for override in above[:_KEPT_OVERRIDES]:
                is_near = isinstance(target, Function) and override.module is target.module
                runs = overrides.runs(place.caller, opened, override)
                yield override, override_of(evidence, runs, is_near=is_near, is_class=isinstance(override, Class))


def _shared(targets: Collection[Target], overrides: Overrides) -> Function | None:
    """The method that more than half of some targets are or override."""
    counts: dict[Function, int] = {}
    for target in targets:
        if isinstance(target, Function) and target.is_method and target.owner is not None:
            top = overrides.top(target.owner, target)
            counts[top] = counts.get(top, 0) + 1
    most = max(counts, key=lambda one: counts[one], default=None)
    return most if most is not None and 2 * counts[most] > len(targets) else None


def _brought(place: Place) -> dict[Target, Value]:
    """Targets that subclasses of a receiver have and its own class has not, each with that receiver."""
    if not place.name:
        return {}
    opened = [one for one in place.receivers if isinstance(one, Instance | Reference) and is_open(one)]
    return {
        target: above
        for target, receiver in place.targets.items()
        if isinstance(receiver, Instance | Reference) and isinstance(target, Function) and receiver not in place.receivers
        for above in opened
        if receiver.cls is not above.cls and is_subclass(receiver.cls, above.cls)
    }


def _names(place: Place) -> set[str]:
    return {target.scope.simple_name for target in place.targets if isinstance(target, Function)}


def _opened(place: Place, target: Target, receiver: Value | None) -> Value | None:
    """The receiver whose subclasses count; a static method comes without the one that it is read of."""
    if receiver is None and place.name and isinstance(target, Function) and target.is_static:
        return next((one for one in place.receivers if is_open(one)), None)
    return receiver


def _overriding(place: Place, overrides: Overrides, target: Target, receiver: Value | None) -> tuple[Function | Class, ...]:
    """What subclasses could put in a target's place."""
    if isinstance(target, Function) and is_open(receiver):
        assert isinstance(receiver, Instance | Reference)
        name = place.name or target.scope.simple_name
        return tuple(one for one in overrides.of(receiver.cls, name) if one not in place.targets)
    if isinstance(target, Class | External) and place.name:
        return tuple(one for one in overrides.classes(place.receivers, place.name, target) if one not in place.targets)
    return ()


def _is_read(place: Place, target: Target, receiver: Value | None) -> bool:
    """Whether the place itself reads the target from what has it, rather than being handed it."""
    if place.is_implicit:
        return receiver is not None
    if not place.name:
        return place.is_exact
    if receiver is not None:
        return receiver in place.receivers or any(isinstance(one, Super) for one in place.receivers)
    if isinstance(target, Function) and target.is_method:
        return True
    return any(isinstance(one, Module | Reference | Super | External) for one in place.receivers)


def _wrappers(place: Place) -> set[Target]:
    """Targets that decorators put around another target of the place: both are called, they do not compete."""
    found: set[Target] = set()
    for value in place.values:
        if not isinstance(value, Closure):
            continue
        original = function_of(value)
        layer: Value = value
        while isinstance(layer, Closure):
            if isinstance(layer.wrapper, Function) and original in place.targets and layer.wrapper is not original:
                found.add(layer.wrapper)
            layer = layer.original
    return found


def _fallbacks(targets: Collection[Target]) -> set[Target]:
    """Definitions for a special case, of a name that is also defined for the common one."""
    named: dict[tuple[str, str], list[Function | Class]] = {}
    for target in targets:
        if not isinstance(target, External):
            named.setdefault((target.module.path, target.scope.name), []).append(target)
    typing: set[Target] = {one for one in targets if isinstance(one, Function) and one.scope.is_typing}
    return (typing if len(typing) < len(targets) else set()) | {
        one
        for same in named.values()
        if len(same) > 1 and not all(other.scope.is_fallback for other in same)
        for one in same
        if one.scope.is_fallback
    }


def _stand_ins(place: Place) -> set[Target]:
    """What a class defines that stands in for one from outside, and `__getattr__` where another receiver has the attribute."""
    outside = place.outside or any(isinstance(one, External) for one in place.targets)
    return {
        one
        for one in place.targets
        if (outside and _is_stand_in(one))
        or (len(place.receivers) > 1 and isinstance(one, Function) and one.scope.name.endswith(".__getattr__"))
    }


def _is_stand_in(target: Target) -> bool:
    owner = target.owner if isinstance(target, Function) else target
    return isinstance(owner, Class) and owner.scope.is_fallback


def _installed(place: Place) -> set[Target]:
    """Functions that something puts in a method's place, where the class has that method: a special case of an object."""
    plain: set[Target] = {one for one in place.targets if isinstance(one, Function) and not one.is_method}
    if not plain or len(plain) == len(place.targets) or not place.name:
        return set()
    methods = [one for one in place.targets if isinstance(one, Function) and one.is_method]
    return plain if any(_is_read(place, one, place.targets[one]) for one in methods) else set()


def _computed_below(place: Place) -> set[Target]:
    """Properties with which subclasses compute what the receiver's own class keeps as a plain attribute."""
    return {
        one
        for one, receiver in place.targets.items()
        if isinstance(receiver, Instance) and isinstance(one, Function) and one.owner is not None
        if one.owner is not receiver.cls and is_subclass(one.owner, receiver.cls)
        if any(isinstance(base, Class) and one.scope.simple_name in base.fields for base in mro(receiver.cls))
    }


def _is_crowded(place: Place) -> bool:
    """Whether much else reaches an operator or attribute, none of which has the method: what is meant got lost among it."""
    owners = {one.owner for one in place.targets if isinstance(one, Function)}
    strangers = (one for one in place.receivers if not isinstance(one, Instance) or owners.isdisjoint(mro(one.cls)))
    return sum(1 for _ in strangers) >= _CROWD


def _products(place: Place) -> set[Target]:
    """What a decorator that can be used with options and without gives in the end: it seems to be what the options give.

    What the options give is made within the decorator, where anything that could be it is.
    """
    if not place.given:
        return set()
    products = {_called(value) for value in place.given}
    found: set[Target] = {one for one in place.targets if one in products}
    if any(_is_made(one) for one in place.targets if one not in found):
        found.update(one for one in place.targets if not _is_made(one) and not isinstance(one, External))
    return found if len(found) < len(place.targets) else set()


def made_within(targets: Mapping[Target, Value | None]) -> dict[Target, Value | None]:
    """Those of some targets that a function makes when it runs."""
    return {target: receiver for target, receiver in targets.items() if _is_made(target)}


def _is_made(target: Target) -> bool:
    return not isinstance(target, External) and isinstance(target.parent, Function)


def _called(value: Value) -> Target | None:
    return value.wrapper if isinstance(value, Closure) and isinstance(value.wrapper, Function) else function_of(value)


def _is_local(caller: Owner, target: Target) -> bool:
    """Whether a target is a lambda, or a function that the caller itself defines, and yet not what a name there simply says."""
    if not isinstance(target, Function) or not isinstance(target.parent, Function):
        return False
    return target.parent is caller or target.scope.place == ScopePlace.LAMBDA


def _overriding_owners(targets: Collection[Target]) -> tuple[set[Value | None], set[Value | None]]:
    """Of the classes whose methods some targets are, those that derive from another of them, and those from which one does."""
    owners = {one.owner for one in targets if isinstance(one, Function) and one.owner is not None}
    overriding: set[Value | None] = set()
    overridden: set[Value | None] = set()
    for owner in owners if len(owners) > 1 else ():
        above = owners.intersection(mro(owner))
        above.discard(owner)
        if above:
            overriding.add(owner)
            overridden |= above
    return overriding, overridden


def _distance(caller: Owner, target: Target) -> tuple[int, str, int]:
    """Nearer definitions first: in the same module, in the same package, elsewhere, outside."""
    if isinstance(target, External):
        return 3, target.name, 0
    here: Module = caller if isinstance(caller, Module) else caller.module
    apart = 0 if target.module is here else 1 if target.module.folder == here.folder else 2
    return apart, target.module.path, target.scope.line
