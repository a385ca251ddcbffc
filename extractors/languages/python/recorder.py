"""Collects one file's facts while its syntax is walked: scopes, slots, instructions, definitions."""

import ast
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.languages.python.flow import STARRED, Access, Flow, Op, Place, Scope
from extractors.languages.python.syntax import cst
from extractors.languages.python.written import LINE_END, between, column, on_one_line
from graph.facts import Definition, Import, ImportKind, Kind

_VALUE_LIMIT = 120

_RESERVED = Definition("", Kind.MODULE, 0, 0, "")
NOWHERE = ("", 0)
"""No place, and what it holds."""


type Tree = Any
"""An `ast` node that stands for the same syntax as a CST node, or None where there is none."""


class Mismatch(Exception):  # noqa: N818
    """The two trees differ in structure, so positions cannot be taken from `ast`."""


class Names:
    """The names of one lexical scope. Comprehensions and type parameters have names of their own but no code scope."""

    __slots__ = (
        "bound", "current", "early", "elsewhere", "is_local", "mentions", "opaque", "parent", "rebound", "scope", "slots",
        "versions",
    )  # fmt: skip

    def __init__(self, parent: "Names | None", scope: Scope, *, opaque: bool = False) -> None:
        self.parent, self.scope = parent, scope
        self.mentions: dict[str | tuple[str, int], list[int]] = {}  # with a scope of `declared` that it is for
        self.slots: dict[str, int] = {}
        self.bound: set[str] = set()
        self.elsewhere: dict[str, bool] = {}  # declared global (True) or nonlocal (False)
        self.opaque = opaque  # a class body, whose names inner functions do not see
        self.is_local = parent is not None and not opaque  # of what runs when it is called
        self.versions: dict[str, list[int]] = {}  # one slot for each binding
        self.current: dict[str, int] = {}  # the binding that a read sees where control came straight from it
        self.early: dict[str, int] = {}  # names read before the module or class binds them
        self.rebound: set[str] = set()  # names that an inner scope binds


@dataclass(frozen=True, slots=True)
class Check:
    """A test of what is at a place: the slot tested, and slots of classes with 1 where it is a class itself that is tested."""

    place: str
    value: int
    kinds: list[tuple[int, int]]


class Recorder:
    """The state of one walk. `trees` pairs CST children with `ast` children; `lines_of` is the fallback for positions."""

    def __init__(self, text: str, module: cst.Module, lines_of: Mapping[cst.CSTNode, tuple[int, int]] | None) -> None:
        self.module = module
        self.lines: list[str] = LINE_END.split(text) if "\r" in text else text.split("\n")
        self.lines_of = lines_of
        self.statement_line = 1
        self.last_slot = 0
        self.strings: dict[str, int] = {}
        self.scopes: list[Scope] = [Scope(Place.MODULE, "", -1, -1, 1)]
        self.scope = self.scopes[0]
        self.names = self.module_names = Names(None, self.scope)
        self.all_names = [self.names]
        self.comprehensions: set[Names] = set()
        self.ops: list[Any] = self.scope.ops
        self.definitions: list[Definition] = []
        self.defined: set[str] = set()
        self.imports: list[Import] = []
        self.import_kind: ImportKind | None = None
        self.lambdas: list[int] = [0]
        self.numbers: list[int] = [0]
        self.number_of: dict[int, int] = {}
        self.is_static = False
        self.docstring = ""
        self.quoted = False  # within an annotation that is written as a string
        self.constants: dict[str, int] = {}
        self.stored = NOWHERE  # the last place assigned to, as text, while nothing else can have changed it
        self.checks: dict[int, Check] = {}  # by the identity of the CST node that checks
        self.narrowed: dict[str, int] = {}  # places other than names, with the slot that a check left for them
        self.plain: set[int] = set()  # slots of constants
        self.elements: dict[int, list[int]] = {}  # slots of a tuple's elements, by the identity of its CST node
        self.entered: list[tuple[int, str]] = []  # what the `with` around holds, and the method that leaves it
        self.affixes: dict[int, tuple[str, str]] = {}  # slots of texts, with their constant beginning and end
        self.access = Access.READ
        self.declaring: Scope | None = None  # whose signature is walked
        self.declared: dict[int, Scope] = {}  # such scopes by their identity
        self.is_told = False  # whether another relation tells of the name that is read next
        self.caught: list[int] = []  # what the handlers catch that the walk is in
        self.branches = 0  # decisions in the function that is walked
        self.is_fallback = False  # whether a definition here is for a special case
        self.statements = 0  # in the file so far
        self.exports: list[str] | None = None
        self.exports_open = False

    # -- positions

    def line(self, node: cst.CSTNode, tree: Tree) -> int:
        """The line a node starts on."""
        if tree is not None:
            line: int = tree.lineno
            return line
        if self.lines_of is not None and (found := self.lines_of.get(node)) is not None:
            return found[0]
        return self.statement_line

    def end_line(self, node: cst.CSTNode, tree: Tree) -> int:
        """The line a node ends on."""
        if tree is not None:
            line: int = tree.end_lineno
            return line
        if self.lines_of is not None and (found := self.lines_of.get(node)) is not None:
            return found[1]
        return self.statement_line

    def code(self, node: cst.CSTNode, tree: Tree = None) -> str:
        """A node's source on one line."""
        if tree is None or getattr(node, "lpar", None):  # the place of what is in brackets leaves the brackets out
            return on_one_line(self.module.code_for_node(node))
        return on_one_line(between(self.lines, tree))

    def shown_value(self, node: cst.CSTNode, tree: Tree) -> str:
        """A right-hand side as text, cut short."""
        if tree is not None:
            line = self.lines[tree.lineno - 1]
            start = column(line, tree.col_offset)
            if tree.end_lineno > tree.lineno:
                text = line[start:].rstrip() + " …"
            else:
                text = line[start : column(line, tree.end_col_offset)]
        else:
            text = self.code(node)
        return str(text) if len(text) <= _VALUE_LIMIT else text[: _VALUE_LIMIT - 1] + "…"

    def digest(self, line: int, end_line: int) -> str:
        """The digest of a definition's own lines."""
        return (
            "sha256:" + hashlib.sha256("\n".join(self.lines[line - 1 : end_line]).encode("utf-8", "surrogatepass")).hexdigest()
        )

    # -- slots and instructions

    def slot(self) -> int:
        """A new slot."""
        self.last_slot += 1
        return self.last_slot

    def string(self, text: str) -> int:
        """The number of a string in the table."""
        return self.strings.setdefault(text, len(self.strings))

    def emit(self, *instruction: object) -> None:
        """Add an instruction, an `Op` and its operands, to the code scope."""
        self.ops.append(instruction)

    def invoke(self, slot: int, methods: str, line: int) -> None:
        """Note that the language calls the first of some methods that a value has."""
        if slot and slot < STARRED and slot not in self.plain:
            self.ops.append((Op.INVOKE, slot, self.string(methods), line))

    def constant(self, type_name: str) -> int:
        """The slot that holds an instance of a built-in type."""
        slot = self.constants.get(type_name)
        if slot is None:
            slot = self.constants[type_name] = self.slot()
            self.plain.add(slot)
            self.scopes[0].ops.append([Op.CONSTANT, slot, self.string(type_name)])
        return slot

    # -- names

    def enter_names(self, *, opaque: bool = False) -> Names:
        """Open a lexical scope; returns the one to go back to."""
        before = self.names
        self.names = Names(before, self.scope, opaque=opaque)
        self.all_names.append(self.names)
        return before

    def read(self, name: str) -> int:
        """The slot of a name where it is read."""
        names = self.names
        slot = names.current.get(name)
        if slot is not None:
            return slot
        if (names.opaque or names.parent is None) and name not in names.versions:
            return self._early_slot(name)
        return self._name_slot(name)

    def mention(self, name: str, line: int) -> None:
        """Note that a name is read or written, unless it is one of the function's own."""
        names = self.names
        if name in names.current and names.is_local:
            return
        place = line * 4 + self.access
        key = name if self.declaring is None else (name, id(self.declaring))
        places = names.mentions.get(key)
        if places is None:
            names.mentions[key] = [place]
        elif places[-1] != place:
            places.append(place)

    def _early_slot(self, name: str) -> int:
        """A name that its module or class has not bound yet: `str = str` reads the built-in."""
        early = self.names.early
        slot = early.get(name)
        if slot is None:
            slot = early[name] = self.slot()
        return slot

    def _name_slot(self, name: str) -> int:
        slots = self.names.slots
        slot = slots.get(name)
        if slot is None:
            slot = slots[name] = self.slot()
        return slot

    def bind(self, name: str) -> int:
        """The slot of one binding of a name. The name's own slot gets the values of all its bindings."""
        names = self.names
        self.stored = NOWHERE
        if self.narrowed:
            self.forget_places(name)
        slots = names.slots
        slot = slots.get(name)
        if slot is None:
            self.last_slot = slot = slots[name] = self.last_slot + 1
        if name in names.elsewhere:
            return slot
        names.bound.add(name)
        self.last_slot = version = self.last_slot + 1
        versions = names.versions.get(name)
        if versions is None:
            names.versions[name] = [version]
        else:
            versions.append(version)
        if name in names.rebound:
            names.current.pop(name, None)
        else:
            names.current[name] = version
        return version

    def seen_at(self, place: str) -> int:
        """The slot that a read of a place sees; 0 when that is nothing particular."""
        return self.narrowed.get(place, 0) if "." in place or "[" in place else self.names.current.get(place, 0)

    def see_at(self, place: str, slot: int) -> None:
        """Let reads of a place see a slot; 0 for nothing particular."""
        known = self.narrowed if "." in place or "[" in place else self.names.current
        if slot:
            known[place] = slot
        else:
            known.pop(place, None)

    def forget_places(self, root: str) -> None:
        """A name or place was assigned to: what was known of the places within it is known no more."""
        if self.narrowed:
            within = (f"{root}.", f"{root}[")
            for place in [place for place in self.narrowed if place == root or place.startswith(within)]:
                del self.narrowed[place]

    def merge(self, *branches: dict[str, int]) -> None:
        """Where branches meet, a read sees a binding that all of them see, else the name's own slot."""
        seen, *others = branches
        for other in others:
            seen = {name: version for name, version in seen.items() if other.get(name) == version}
        self.names.current = seen

    def declare(self, names: Iterable[str], *, is_global: bool) -> None:
        """Note a `global` or `nonlocal` statement."""
        for name in names:
            self.names.elsewhere[name] = is_global
            self.names.bound.discard(name)
            self.names.current.pop(name, None)
            outer = self.module_names if is_global else self.names.parent
            while outer is not None:
                outer.rebound.add(name)
                outer.current.pop(name, None)
                outer = outer.parent
            if is_global:
                if name not in self.module_names.slots:
                    self.module_names.slots[name] = self.slot()
                self.module_names.bound.add(name)

    # -- definitions

    def define(self, definition: Definition) -> int:
        """Add a definition; returns its number."""
        self.definitions.append(definition)
        self.defined.add(definition.qualified_name)
        return len(self.definitions) - 1

    def reserve(self, qualified_name: str) -> int:
        """The number of a definition that is set once what is in it was walked."""
        self.definitions.append(_RESERVED)
        self.defined.add(qualified_name)
        return len(self.definitions) - 1

    def qualified(self, name: str) -> str:
        """A name within the current code scope."""
        return f"{self.scope.name}.{name}" if self.scope.name else name

    def define_variable(self, name: str, node: cst.CSTNode, tree: Tree, shown: str, signature: str = "") -> None:
        """Add a module's variable or a class's attribute, once."""
        place = self.scope.place
        if place not in (Place.MODULE, Place.CLASS) or (self.names.parent is not None and not self.names.opaque):
            return
        kind = Kind.VARIABLE if place == Place.MODULE else Kind.ATTRIBUTE
        self._define_value(self.qualified(name), kind, node, tree, (shown, signature))

    def define_attribute(self, name: str, node: cst.CSTNode, tree: Tree, shown: str, signature: str = "") -> None:
        """Add an attribute that a method sets on its first parameter."""
        parent = self.scopes[self.scope.parent]
        if parent.place == Place.CLASS:
            self._define_value(f"{parent.name}.{name}", Kind.ATTRIBUTE, node, tree, (shown, signature))

    def _define_value(self, name: str, kind: Kind, node: cst.CSTNode, tree: Tree, shown: tuple[str, str]) -> None:
        if name in self.defined:
            return
        line, end_line = self.line(node, tree), self.end_line(node, tree)
        digest = self.digest(line, end_line)
        self.define(Definition(name, kind, line, end_line, digest, signature=shown[1], value=shown[0]))

    # -- the end

    def finish(self) -> Flow:
        """Resolve names between the file's scopes and give the record."""
        aliases: dict[int, int] = {}
        free: dict[str, int] = {}
        merged: list[Any] = []
        for names in self.all_names:
            for name, slot in names.slots.items():
                if name not in names.bound:
                    aliases[slot] = self._outer(names, name, free)
                    continue
                versions = names.versions.get(name, ())
                if len(versions) == 1:
                    aliases[slot] = versions[0]
                else:
                    merged += [(Op.COPY, slot, version) for version in versions]
            for name, slot in names.early.items():
                outer = self._outer(names, name, free)
                if name in names.bound:
                    merged += ((Op.COPY, slot, names.slots[name]), (Op.COPY, slot, outer))
                else:
                    aliases[slot] = outer
        for names in self.all_names:
            for key, places in names.mentions.items():
                name, scope = (key, names.scope) if isinstance(key, str) else (key[0], self.declared[key[1]])
                if meant := self._meant(names, name):
                    scope.mentions.append([self.string(meant), *places])
        module = self.module_names
        self.scopes[0].ops.extend(merged)
        self.scopes[0].names = {name: self._seen_later(name) for name in module.slots if name in module.bound}
        resolved = _resolved(aliases)
        return Flow(self.last_slot + 1, list(self.strings), self.scopes, resolved, free, self.exports, self.exports_open)

    def _outer(self, names: Names, name: str, free: dict[str, int]) -> int:
        """The slot of a name in the scopes around one, or among the names that the file does not bind."""
        target = self._lookup(names, name)
        if target is None:
            target = free.get(name)
        if target is None:
            target = free[name] = self.slot()
        return target

    def _lookup(self, names: Names, name: str) -> int | None:
        if names.elsewhere.get(name):
            return self._seen_later(name)
        parent = names.parent
        while parent is not None:
            if not parent.opaque and name in parent.bound:
                return self._seen_later(name) if parent is self.module_names else parent.slots[name]
            if not parent.opaque and parent.elsewhere.get(name):
                return self._seen_later(name)
            parent = parent.parent
        return None

    def _meant(self, names: Names, name: str) -> str:
        """The name within the file of what a mention means; empty for a function's own variable."""
        holder: Names | None = names
        if names.elsewhere.get(name):
            holder = self.module_names
        while holder is not None and (name not in holder.bound or (holder.opaque and holder is not names)):
            holder = holder.parent
        if holder is None or holder is self.module_names:
            return name
        inner = f"{holder.scope.name}.{name}"
        return inner if inner in self.defined and holder.scope.place is not Place.MODULE else ""

    def _seen_later(self, name: str) -> int:
        """What a module's name is when the module has run: its last binding where that always happens."""
        module = self.module_names
        return module.current.get(name, module.slots[name])


def _resolved(aliases: dict[int, int]) -> list[int]:
    """Pairs of a slot and what it stands for in the end."""
    result: list[int] = []
    for slot, first in aliases.items():
        target = first
        while target in aliases:
            target = aliases[target]
        result += (slot, target)
    return result


def pairs(nodes: Sequence[Any], trees: Sequence[Tree] | None) -> Iterable[tuple[Any, Tree]]:
    """CST children with their `ast` counterparts. Raises Mismatch when their numbers differ."""
    if trees is None:
        return ((node, None) for node in nodes)
    if len(nodes) != len(trees):
        raise Mismatch(f"{len(nodes)} nodes, {len(trees)} trees")
    return zip(nodes, trees, strict=True)


def starred(slot: int) -> int:
    """A slot spread with `*`."""
    return slot + STARRED


def child(tree: Tree, name: str) -> Tree:
    """A field of an `ast` node, None without one. Raises Mismatch when the node has no such field."""
    if tree is None:
        return None
    try:
        return getattr(tree, name)
    except AttributeError:
        raise Mismatch(f"{type(tree).__name__} has no {name}") from None


def is_tree(tree: Tree, kind: type[ast.AST]) -> bool:
    """Whether an `ast` node is of a kind."""
    return isinstance(tree, kind)
