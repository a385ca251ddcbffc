"""Copying what one container holds into another."""

from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import Container, Value


class Merge:
    """Copies a dict, or pairs, into a dict."""

    __slots__ = ("container", "project")

    def __init__(self, project: Project, container: Container) -> None:
        self.project, self.container = project, container

    def fire(self, value: Value) -> None:
        if isinstance(value, Container) and value is not self.container:
            project = self.project
            if value.kind == "dict":
                for key in list(value.items):
                    project.solver.edge(value.items[key], project.item(self.container, key))
                project.solver.edge(value.any, self.container.any)
            else:
                project.solver.watch(value.all, _Pair(self.project, self.container))


class _Pair:
    """Takes the second of each pair as a dict's value."""

    __slots__ = ("container", "project")

    def __init__(self, project: Project, container: Container) -> None:
        self.project, self.container = project, container

    def fire(self, value: Value) -> None:
        if isinstance(value, Container):
            self.project.read_item(value, "1", self.container.any)


class CopyItems:
    """Copies a sequence with its indexes."""

    __slots__ = ("container", "project")

    def __init__(self, project: Project, container: Container) -> None:
        self.project, self.container = project, container

    def fire(self, value: Value) -> None:
        if isinstance(value, Container) and value.kind != "dict" and value is not self.container:
            project = self.project
            for key in list(value.items):
                project.solver.edge(value.items[key], project.item(self.container, key))
