"""Base classes and metaclasses as they become known."""

from typing import Any

from extractors.languages.python.linking.annotations import Annotations
from extractors.languages.python.linking.classes import add_base, descendants
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import Class, External, Reference, Value


class AddBase:
    """A class statement's base."""

    __slots__ = ("cls", "index", "line", "project")

    def __init__(self, project: Project, cls: Class, line: int, index: int) -> None:
        self.project, self.cls, self.line, self.index = project, cls, line, index

    def fire(self, value: Value) -> None:
        base: Class | External
        if isinstance(value, Reference):
            base = value.cls
        elif isinstance(value, External):
            base = value
        else:
            return
        cls = self.cls
        if add_base(cls, base, self.index):
            self.project.base_lines.setdefault(cls, {}).setdefault(base, self.line)
            self.project.changed_bases.update((cls, *descendants(cls)))
            if isinstance(base, Class):
                for meta in base.metaclass:
                    _inherit(cls, meta)


class BaseParameters:
    """`class Names(list[Name])`: what the elements of instances are."""

    __slots__ = ("annotations", "cls", "parameters", "project")

    def __init__(self, project: Project, annotations: Annotations, cls: Class, parameters: list[Any]) -> None:
        self.project, self.annotations, self.cls, self.parameters = project, annotations, cls, parameters

    def fire(self, value: Value) -> None:
        content = self.project.content_of(self.cls, value) if isinstance(value, External) else None
        if content is not None:
            element = self.parameters[1:2] if content.kind == "dict" else self.parameters[:1]
            for parameter in element:
                self.annotations.flow(parameter, content.any, self.cls)


class AddMetaclass:
    """A class statement's `metaclass=`."""

    __slots__ = ("cls", "project")

    def __init__(self, project: Project, cls: Class) -> None:
        self.project, self.cls = project, cls

    def fire(self, value: Value) -> None:
        if isinstance(value, Reference):
            _inherit(self.cls, value.cls)


def _inherit(cls: Class, meta: Class) -> None:
    for heir in (cls, *descendants(cls)):
        if meta not in heir.metaclass:
            heir.metaclass.append(meta)
