"""What a test says of the value it tests."""


class Node:
    def show(self): ...


class Leaf(Node):
    def show(self): ...
    def pick(self): ...


class Branch(Node):
    def grow(self): ...


class Other:
    def show(self): ...


def positive(thing):
    if isinstance(thing, Leaf):
        thing.pick()
    elif isinstance(thing, (Branch, Other)) and thing.show():
        thing.grow()
    thing.show()  # nothing is known here


def negative(thing):
    if not isinstance(thing, Leaf):
        return thing.pick()  # nor here
    return thing.pick()


def asserted(holder):
    assert isinstance(holder.node, Branch)
    holder.node.grow()
    holder.node = None
    holder.node.grow()  # assigned since


def expressions(things):
    first = things[0].show() if isinstance(things[0], Leaf) else things[0].pick()
    return first, [thing.pick() for thing in things if isinstance(thing, Leaf)]


def of_declared(node: Node):
    if isinstance(node, Leaf):
        node.show()
    else:
        node.show()


def of_exact():
    node = Leaf()
    if isinstance(node, Branch):
        node.show()  # what is known of it cannot be all


def of_classes(kind):
    if issubclass(kind, Leaf):
        kind().pick()


def matching(thing):
    match thing:
        case Leaf():
            thing.pick()
        case Branch() | Other():
            thing.show()
