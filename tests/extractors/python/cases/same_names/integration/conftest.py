def fixture():
    pass


def fixture():
    fixture()
