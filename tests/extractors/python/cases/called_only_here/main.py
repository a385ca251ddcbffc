"""What nothing else calls is called by the one place that can; what is called by its name elsewhere may be meant there only."""


def open_file(name):
    return name


def close_file(name):
    return name


def report(name):
    return name


TABLE = {"open": open_file, "close": close_file, "report": report}


def run(key, name):
    return TABLE[key](name)


def finish(name):
    return report(name)


class Parser:
    def parse(self, kind):
        return getattr(self, "parse_" + kind)()

    def parse_list(self):
        return self.parse_item()

    def parse_item(self):
        return 1


class Hook:
    def __init__(self, spec):
        self.spec = spec

    def has_spec(self):
        return self.spec is not None


class SubsetHook(Hook):
    @property
    def spec(self):
        return 1
