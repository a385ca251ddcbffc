"""Propagation of values through a graph of nodes to a fixpoint, in a deterministic order."""

from collections import deque
from collections.abc import Callable, Collection, Iterable
from typing import Protocol

from extractors.languages.python.linking.values import Bound, Closure, Container, Function, Reference, Value

_VALUE_LIMIT = 16
_CONTAINER_LIMIT = 4
_FUNCTION_LIMIT = 128  # a table of functions is called through as a whole
_NESTING_LIMIT = 32  # of watchers that set up watchers
_DEEP = 8  # nested more than so, there is a limit for all together
_DEEP_LIMIT = 10_000
_LIST_LIMIT = 16  # a longer list of targets becomes a dict, to be searched quickly


_FUNCTIONS = frozenset([Function, Bound, Closure, Reference])


class Watcher(Protocol):
    """Acts on each value that reaches a node."""

    def fire(self, value: Value) -> None:
        """Take one new value."""
        ...


class Solver:
    """Nodes hold values; edges copy them; watchers act on them. Node 0 takes nothing.

    A node stops taking values at a limit, separately for containers: what can be everything says nothing. Only a node that
    mostly holds functions takes more of them.

    Solving ends: a node takes a limited number of values, so a watcher acts a limited number of times, and sets up no further
    watchers when it stands at the end of a long chain of those that were set up by one another. Chains that branch are cut
    early: of watchers far down in chains there is a limited number.
    """

    def __init__(self) -> None:
        self.values: list[dict[Value, None] | None] = [None]
        self.successors: list[list[int] | dict[int, None] | None] = [None]
        self.watchers: list[list[Watcher] | None] = [None]
        self.full: set[int] = set()
        self._admitted: dict[int, Callable[[Value], bool]] = {}
        self._closed = bytearray(1)  # whether a node takes nothing more, whatever comes
        self._passes_on = bytearray(1)  # whether a node has successors or watchers
        self._pending: list[list[Value] | None] = [None]
        self._singles: dict[Value, dict[Value, None]] = {}
        self._containers: dict[int, int] = {}
        self._queue: deque[int] = deque()
        self._due: deque[tuple[Watcher, Value]] = deque()
        self._acting: Watcher | None = None
        self._nestings: dict[Watcher, int] = {}  # how many watchers set up one another to get there
        self._deep = 0

    def node(self) -> int:
        """A new node."""
        self.values.append(None)
        self.successors.append(None)
        self.watchers.append(None)
        self._pending.append(None)
        self._passes_on.append(0)
        self._closed.append(0)
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
        self._pending.extend(nothing)
        self._passes_on.extend(bytes(count))
        self._closed.extend(bytes(count))
        return first

    def add(self, node: int, value: Value) -> None:
        """Let a value reach a node."""
        if not node:
            return
        known = self.values[node]
        if known is not None and value in known:
            return
        if node in self._admitted and not self._admitted[node](value):
            return
        if known is None:
            self.values[node] = self._single(value)
        elif not self._takes(node, known, value):
            return
        if self._passes_on[node]:
            waiting = self._pending[node]
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
            self._passes_on[source] = 1
        elif target in targets:
            return
        elif isinstance(targets, dict):
            targets[target] = None
        elif len(targets) >= _LIST_LIMIT:
            self.successors[source] = dict.fromkeys((*targets, target))
        else:
            targets.append(target)
        known = self.values[source]
        if known is not None and not self._closed[target]:
            self._add_all(target, known, source)

    def watch(self, node: int, watcher: Watcher) -> None:
        """Act on all that reaches a node, now and later, in `solve`."""
        if not node:
            return
        if self._acting is not None:
            nesting = self._nestings.get(self._acting, 0) + 1
            if nesting > _DEEP:
                self._deep += 1
                if nesting > _NESTING_LIMIT or self._deep > _DEEP_LIMIT:
                    return
            self._nestings[watcher] = nesting
        watchers = self.watchers[node]
        if watchers is None:
            self.watchers[node] = [watcher]
            self._passes_on[node] = 1
        else:
            watchers.append(watcher)
        known = self.values[node]
        if known is not None:
            waiting = self._pending[node] or ()
            self._due.extend([(watcher, value) for value in known if value not in waiting])

    def admit(self, node: int, admits: Callable[[Value], bool]) -> None:
        """From now on let only some values reach a node."""
        self._admitted[node] = admits

    def solve(self) -> None:
        """Propagate until nothing changes."""
        queue, due, pending, values, closed = self._queue, self._due, self._pending, self.values, self._closed
        while queue or due:
            if due:
                # Not at once, within `watch`: watchers that set up others would nest without end.
                self._acting, value = due.popleft()
                self._acting.fire(value)
                continue
            node = queue.popleft()
            new, pending[node] = pending[node] or (), None
            alone = new[0] if len(new) == 1 else None
            for target in self.successors[node] or ():  # nothing adds to them but watchers
                if not closed[target] and (alone is None or (known := values[target]) is None or alone not in known):
                    self._add_all(target, new, node)
            for value in new:
                for watcher in tuple(self.watchers[node] or ()):
                    self._acting = watcher
                    watcher.fire(value)
        self._acting = None

    def _add_all(self, node: int, new: Collection[Value], source: int) -> None:
        """Let several values of a node reach another, in their order."""
        known = self.values[node]
        admits = self._admitted.get(node) if self._admitted else None
        taken: Collection[Value]
        if known is None and admits is None and len(new) == len(values := self.of(source)):
            # What the source kept of what came to it, this node would keep of the same.
            taken = new
            if len(new) == 1:
                self.values[node] = values  # a value alone is shared
            else:
                self.values[node] = dict.fromkeys(new)
                if held := self._containers.get(source):
                    self._containers[node] = held
        else:
            taken = self._taken(node, known, new if admits is None else filter(admits, new))
        if taken and self._passes_on[node]:
            waiting = self._pending[node]
            if waiting is None:
                self._pending[node] = [*taken]
                self._queue.append(node)
            else:
                waiting.extend(taken)

    def _single(self, value: Value) -> dict[Value, None]:
        """A value alone: most nodes have but one, and all that have the same share it."""
        found = self._singles.get(value)
        if found is None:
            found = self._singles[value] = {value: None}
        return found

    def _taken(self, node: int, known: dict[Value, None] | None, new: Iterable[Value]) -> list[Value]:
        """Keep new values, unless the node is full; gives those that are kept."""
        taken: list[Value] = []
        for value in new:
            if known is None:
                known = self.values[node] = self._single(value)
            elif value in known:
                continue
            elif 1 < len(known) < _VALUE_LIMIT and type(value) is not Container:
                known[value] = None
            elif not self._takes(node, known, value):
                continue
            elif len(known) == 1:
                known = self.of(node)
            taken.append(value)
        return taken

    def _takes(self, node: int, known: dict[Value, None], value: Value) -> bool:
        """Keep a new value, unless the node is full."""
        count = len(known)
        if count > 1:
            if count >= _VALUE_LIMIT:
                is_closed = count >= _FUNCTION_LIMIT or (count == _VALUE_LIMIT and _is_mixed(known))
                if is_closed or type(value) not in _FUNCTIONS:
                    self.full.add(node)
                    self._closed[node] = is_closed
                    return False
            if type(value) is Container:
                held = self._containers.get(node, 0)
                if held >= _CONTAINER_LIMIT:
                    return False
                self._containers[node] = held + 1
            known[value] = None
        else:
            self.values[node] = {**known, value: None}  # a value alone is shared
        return True

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
    return len([None for value in values if type(value) not in _FUNCTIONS]) >= _VALUE_LIMIT // 2
