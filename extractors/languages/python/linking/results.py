"""What a function gives back: plain results, generators and coroutines, and `self` as the receiver that the caller has."""

from extractors.languages.python.linking.classes import is_subclass
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import Function, Instance, Known, Reference, Value


def result_of(project: Project, function: Function, receiver: Value | None) -> int:
    """The node of what a call gives."""
    key = (function, receiver)
    node = project.result_nodes.get(key)
    if node is not None:
        return node
    solver = project.solver
    produced = project.produced(function)
    if produced is not None:
        node = solver.node()
        solver.add(node, produced)
    elif isinstance(receiver, Instance | Reference):
        node = solver.node()
        project.result_nodes[key] = node
        solver.watch(function.result, _Return(project, receiver, node))
    else:
        node = function.result
    project.result_nodes[key] = node
    return node


class _Return:
    """Passes results on, with the method's own `self` as the caller's receiver."""

    __slots__ = ("project", "receiver", "target")

    def __init__(self, project: Project, receiver: Instance | Reference, target: int) -> None:
        self.project, self.receiver, self.target = project, receiver, target

    def fire(self, value: Value) -> None:
        receiver = self.receiver
        if isinstance(value, Instance) and value.known is Known.SELF and is_subclass(receiver.cls, value.cls):
            value = receiver if isinstance(receiver, Instance) else receiver.cls.own if receiver.own else receiver.cls.exact
        elif isinstance(value, Reference) and value.own and is_subclass(receiver.cls, value.cls):
            if isinstance(receiver, Instance):
                value = receiver.cls.own_reference if receiver.known is Known.SELF else receiver.cls.reference
            else:
                value = receiver
        self.project.solver.add(self.target, value)
