"""Propagation of values through a graph of nodes to a fixpoint, in a deterministic order."""

from collections import deque
from collections.abc import Collection, Iterable
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
        elif value in known or not self._takes(node, known, value):
            return
        if self.successors[node] is not None or self.watchers[node] is not None:
            self._wait(node, value)

    def _takes(self, node: int, known: dict[Value, None], value: Value) -> bool:
        """Keep a new value, unless the node is full."""
        count = len(known)
        if count > 1:
            if count >= _VALUE_LIMIT and (
                type(value) not in _FUNCTIONS or count >= _FUNCTION_LIMIT or (count == _VALUE_LIMIT and _is_mixed(known))
            ):
                self.full.add(node)
                return False
            if type(value) is Container:
                held = self._containers.get(node, 0)
                if held >= _CONTAINER_LIMIT:
                    return False
                self._containers[node] = held + 1
        known[value] = None
        return True

    def _wait(self, node: int, value: Value) -> None:
        """Let `solve` pass a new value on."""
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
        elif type(targets) is dict:
            targets[target] = None
        elif len(targets) >= _LIST_LIMIT:
            self.successors[source] = dict.fromkeys((*targets, target))
        else:
            targets.append(target)  # type: ignore[union-attr]  # what is no dict is a list
        known = self.values[source]
        if known is not None:
            self._copy(known, target)

    def _copy(self, values: Iterable[Value], target: int) -> None:
        """Let values reach a node, none of which is added to meanwhile."""
        known = self.values[target]
        if known is None:
            known = self.values[target] = {}
        passes_on = self.successors[target] is not None or self.watchers[target] is not None
        for value in values:
            if value not in known and self._takes(target, known, value) and passes_on:
                self._wait(target, value)

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
            self._due.extend([(watcher, value) for value in known if value not in waiting])

    def solve(self) -> None:
        """Propagate until nothing changes."""
        queue, due = self._queue, self._due
        while queue or due:
            if due:
                # Not at once, within `watch`: watchers that set up others would nest without end.
                watcher, value = due.popleft()
                watcher.fire(value)
                continue
            node = queue.popleft()
            values = self._pending.pop(node)
            if self.watchers[node] is None:
                self._spread(values, self.successors[node] or ())
            else:
                for value in values:
                    self._spread((value,), self.successors[node] or ())
                    for watcher in tuple(self.watchers[node] or ()):
                        watcher.fire(value)

    def _spread(self, new: Collection[Value], targets: Iterable[int]) -> None:
        """Let new values reach nodes, value by value."""
        values, successors, watchers, takes = self.values, self.successors, self.watchers, self._takes
        for value in new:
            for target in targets:
                known = values[target]
                if known is None:
                    values[target] = {value: None}
                elif value in known or not takes(target, known, value):
                    continue
                if successors[target] is not None or watchers[target] is not None:
                    self._wait(target, value)

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
