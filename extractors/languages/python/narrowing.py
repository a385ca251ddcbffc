"""What a test says of the place it tests: where `isinstance(node, Call)` holds, `node` is a Call."""

from collections.abc import Iterable

from extractors.languages.python.flow import Op
from extractors.languages.python.recorder import Check, Recorder
from extractors.languages.python.syntax import cst

type Before = list[tuple[str, int, int]]
"""Places with what a read of them saw before, 0 for nothing particular, and what it sees now."""


def holding(rec: Recorder, test: cst.CSTNode, *, truth: bool) -> list[Check]:
    """The checks that hold where a test turned out true or false."""
    found = rec.checks.get(id(test))
    if found is not None:
        return [found] if truth else []
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        return holding(rec, test.expression, truth=not truth)
    if not isinstance(test, cst.BooleanOperation):
        return []
    sides = [holding(rec, side, truth=truth) for side in (test.left, test.right)]
    if isinstance(test.operator, cst.And) is truth:
        return sides[0] + sides[1]
    places = [{check.place for check in side} for side in sides]
    if len(places[0]) == 1 and places[0] == places[1]:
        first = sides[0][0]
        return [Check(first.place, first.value, [kind for side in sides for check in side for kind in check.kinds])]
    return []


def narrow(rec: Recorder, checks: Iterable[Check]) -> Before:
    """Let reads of the checked places see what passed; gives what `widen` needs."""
    before: Before = []
    for check in checks:
        seen = rec.seen_at(check.place)
        target = rec.slot()
        for kinds, are_classes in check.kinds:
            rec.emit(Op.NARROW, target, seen or check.value, kinds, are_classes)
        before.append((check.place, seen, target))
        rec.see_at(check.place, target)
    return before


def widen(rec: Recorder, before: Before) -> None:
    """Undo `narrow` for the places that were not assigned to since."""
    for place, seen, target in reversed(before):
        if rec.seen_at(place) == target:
            rec.see_at(place, seen)
