"""Propagation of values through a graph of nodes to a fixpoint, in a deterministic order."""

from collections import deque
from collections.abc import Collection
from typing import Protocol

from extractors.languages.python.linking.values import Bound, Closure, Container, Function, Value

_VALUE_LIMIT = 16
_CONTAINER_LIMIT = 4
_FUNCTION_LIMIT = 128  # a table of functions is called through as a whole
_LIST_LIMIT = 16  # a longer list of targets becomes a dict, to be searched quickly


_FUNCTIONS = frozenset([Function, Bound, Closure])


class Watcher(Protocol):
    """Acts on each value that reaches a node."""

    def fire(self, value: Value) -> None:
        """Take one new value."""
        ...


class Solver:
    """Nodes hold values; edges copy them; watchers act on them. Node 0 takes nothing.

    A node stops taking values at a limit, separately for containers: what can be everything says nothing. Only a node that
    mostly holds functions takes more of them.
    """

    def __init__(self) -> None:
        self.values: list[dict[Value, None] | None] = [None]
        self.successors: list[list[int] | dict[int, None] | None] = [None]
        self.watchers: list[list[Watcher] | None] = [None]
        self.full: set[int] = set()
        self._pending: dict[int, list[Value]] = {}
        self._containers: dict[int, int] = {}
        self._queue: deque[int] = deque()
        self._due: deque[tuple[Watcher, Value]] = deque()

    def node(self) -> int:
        """A new node."""
        self.values.append(None)
        self.successors.append(None)
        self.watchers.append(None)
        return len(self.values) - 1

    def release(self) -> None:
        """Let go of all values, edges and watchers."""
        vars(self).clear()

    def reserve(self, count: int) -> int:
        """`count` new nodes in a row; gives the first."""
        first = len(self.values)
        nothing = [None] * count
        self.values.extend(nothing)
        self.successors.extend(nothing)
        self.watchers.extend(nothing)
        return first

    def add(self, node: int, value: Value) -> None:
        """Let a value reach a node."""
        if not node:
            return
        known = self.values[node]
        if known is None:
            self.values[node] = {value: None}
        elif value in known:
            return
        elif len(known) >= _VALUE_LIMIT and (
            type(value) not in _FUNCTIONS or len(known) >= _FUNCTION_LIMIT or (len(known) == _VALUE_LIMIT and _is_mixed(known))
        ):
            self.full.add(node)
            return
        elif type(value) is Container and len(known) > 1:
            held = self._containers.get(node, 0)
            if held >= _CONTAINER_LIMIT:
                return
            self._containers[node] = held + 1
            known[value] = None
        else:
            known[value] = None
        if self.successors[node] is not None or self.watchers[node] is not None:
            waiting = self._pending.get(node)
            if waiting is None:
                self._pending[node] = [value]
                self._queue.append(node)
            else:
                waiting.append(value)

    def edge(self, source: int, target: int) -> None:
        """Copy all that reaches `source` to `target`, now and later."""
        if not source or not target or source == target:
            return
        targets = self.successors[source]
        if targets is None:
            self.successors[source] = [target]
        elif target in targets:
            return
        elif isinstance(targets, dict):
            targets[target] = None
        elif len(targets) >= _LIST_LIMIT:
            self.successors[source] = dict.fromkeys((*targets, target))
        else:
            targets.append(target)
        known = self.values[source]
        if known is not None:
            for value in tuple(known):
                self.add(target, value)

    def watch(self, node: int, watcher: Watcher) -> None:
        """Act on all that reaches a node, now and later, in `solve`."""
        if not node:
            return
        watchers = self.watchers[node]
        if watchers is None:
            self.watchers[node] = [watcher]
        else:
            watchers.append(watcher)
        known = self.values[node]
        if known is not None:
            waiting = self._pending.get(node, ())
            self._due.extend((watcher, value) for value in known if value not in waiting)

    def solve(self) -> None:
        """Propagate until nothing changes."""
        while self._queue or self._due:
            if self._due:
                # Not at once, within `watch`: watchers that set up others would nest without end.
                watcher, value = self._due.popleft()
                watcher.fire(value)
                continue
            node = self._queue.popleft()
            for value in self._pending.pop(node):
                targets = self.successors[node]
                if targets is not None:
                    for target in tuple(targets):
                        self.add(target, value)
                watchers = self.watchers[node]
                if watchers is not None:
                    for watcher in tuple(watchers):
                        watcher.fire(value)

    def is_full(self, node: int) -> bool:
        """Whether more values may have come than are kept, here or at a node that this one copies."""
        values = self.values[node] or {}
        if node in self.full or len(values) < _VALUE_LIMIT:
            return node in self.full
        return len(values) >= _FUNCTION_LIMIT or _is_mixed(values)

    def of(self, node: int) -> dict[Value, None]:
        """What has reached a node."""
        return self.values[node] or {}


def _is_mixed(values: Collection[Value]) -> bool:
    """Whether a node with as many values as the limit allows is no table of functions."""
    return sum(type(value) not in _FUNCTIONS for value in values) >= _VALUE_LIMIT // 2
