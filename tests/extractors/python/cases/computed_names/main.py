"""`getattr` with a name that is put together."""


class Visitor:
    def visit(self, node):
        method = "visit_" + node.kind
        return getattr(self, method, self.generic)(node)

    def generic(self, node): ...
    def visit_name(self, node): ...


class Deep(Visitor):
    def visit_call(self, node): ...
    def leave_call(self, node): ...


class Commands:
    def run(self, name):
        getattr(self, f"do_{name}_now")()
        getattr(self, "on_%s" % name)()
        getattr(self, name)()
        getattr(self, "do_all")()

    def do_one_now(self): ...
    def do_one_later(self): ...
    def do_all(self): ...
    def on_start(self): ...
