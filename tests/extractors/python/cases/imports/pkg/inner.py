class Thing:
    def use(self):
        pass


def target():
    pass


def starred():
    pass
