def fixture():
    pass


def test():
    fixture()
