"""Base classes and metaclasses as they become known."""

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
        if add_base(cls, base):
            self.project.base_lines.setdefault(cls, {}).setdefault(base, self.line)
            self.project.changed_bases.update((cls, *descendants(cls)))
            if isinstance(base, Class):
                for meta in base.metaclass:
                    _inherit(cls, meta)


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
