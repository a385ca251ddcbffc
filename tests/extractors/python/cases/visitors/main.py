"""A visitor's method named for a class takes instances of that class."""


class Node:
    def accept(self, visitor):
        return getattr(visitor, "visit_" + type(self).__name__, visitor.generic)(self, self)


class Name(Node):
    def text(self): ...


class Call(Node):
    def text(self): ...


class Printer:
    def visit_Name(self, node, parent):
        node.text()

    def visit_Call(self, node, parent):
        node.text()
        parent.text()

    def generic(self, node, parent): ...


def main(node: Node):
    for one in (Name(), Call()):
        one.accept(Printer())
        visit(one)
    visit(node)


def visit(node):
    return getattr(Printer(), f"visit_{node.__class__.__name__}")(node, node)
