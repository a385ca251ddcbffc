"""The patterns of `match`: what their names are bound to."""

from collections.abc import Callable
from typing import Any

from extractors.languages.python.expressions import expression
from extractors.languages.python.flow import UNKNOWN_KEY, Op
from extractors.languages.python.recorder import Check, Recorder
from extractors.languages.python.syntax import cst


def is_irrefutable(node: Any) -> bool:
    """Whether a pattern takes everything: `_` or a name alone."""
    return isinstance(node, cst.MatchAs) and node.pattern is None


def pattern(rec: Recorder, node: Any, subject: int) -> None:
    """Bind a pattern's names. Patterns hold no calls, so the statement's line is position enough."""
    handler = _HANDLERS.get(type(node))
    if handler is not None:
        handler(rec, node, subject)


def matched(rec: Recorder, node: Any, place: str, subject: int) -> list[Check]:
    """What a pattern that fits says of its subject."""
    while isinstance(node, cst.MatchAs) and node.pattern is not None:
        node = node.pattern
    parts: list[Any] = [part.pattern for part in node.patterns] if isinstance(node, cst.MatchOr) else [node]
    if not place or not all(isinstance(part, cst.MatchClass) for part in parts):
        return []
    return [Check(place, subject, [(expression(rec, part.cls, None), 0) for part in parts])]


def _as(rec: Recorder, node: cst.MatchAs, subject: int) -> None:
    if node.pattern is not None:
        pattern(rec, node.pattern, subject)
    if node.name is not None:
        _bind(rec, node.name.value, _narrowed(rec, node.pattern, subject))


def _or(rec: Recorder, node: cst.MatchOr, subject: int) -> None:
    for part in node.patterns:
        pattern(rec, part.pattern, subject)


def _mapping(rec: Recorder, node: cst.MatchMapping, subject: int) -> None:
    for entry in node.elements:
        item = rec.slot()
        rec.emit(Op.ITEM, item, subject, UNKNOWN_KEY, rec.statement_line)
        pattern(rec, entry.pattern, item)
    if node.rest is not None:
        _bind(rec, node.rest.value, subject)


def _sequence(rec: Recorder, node: Any, subject: int) -> None:
    for index, entry in enumerate(node.patterns):
        item = rec.slot()
        if isinstance(entry, cst.MatchStar):
            rec.emit(Op.REST, item, subject, index, rec.statement_line)
            if entry.name is not None:
                _bind(rec, entry.name.value, item)
        else:
            rec.emit(Op.ITEM, item, subject, UNKNOWN_KEY, rec.statement_line)
            pattern(rec, entry.value, item)


def _value(rec: Recorder, node: cst.MatchValue, _subject: int) -> None:
    expression(rec, node.value, None)


def _class(rec: Recorder, node: cst.MatchClass, _subject: int) -> None:
    instance = rec.slot()
    rec.emit(Op.TYPE, instance, expression(rec, node.cls, None))
    for part in node.patterns:
        pattern(rec, part.value, 0)
    for keyword in node.kwds:
        value = rec.slot()
        rec.emit(Op.LOAD, value, instance, rec.string(keyword.key.value), rec.statement_line)
        pattern(rec, keyword.pattern, value)


def _narrowed(rec: Recorder, node: Any, subject: int) -> int:
    if isinstance(node, cst.MatchClass):
        instance = rec.slot()
        rec.emit(Op.TYPE, instance, expression(rec, node.cls, None))
        return instance
    return subject


def _bind(rec: Recorder, name: str, value: int) -> None:
    slot = rec.bind(name)
    if value:
        rec.emit(Op.COPY, slot, value)


_HANDLERS: dict[type, Callable[[Recorder, Any, int], None]] = {
    cst.MatchAs: _as,
    cst.MatchOr: _or,
    cst.MatchClass: _class,
    cst.MatchMapping: _mapping,
    cst.MatchList: _sequence,
    cst.MatchTuple: _sequence,
    cst.MatchValue: _value,
}
