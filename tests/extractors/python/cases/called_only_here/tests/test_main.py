from main import open_file


def test_open():
    assert open_file("a") == "a"
