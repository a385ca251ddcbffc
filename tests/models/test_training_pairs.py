from pathlib import Path
from textwrap import dedent
from zipfile import ZipFile

from models.training.pairs import Pair, distinct, pairs_of_module, pairs_of_wheel

MODULE = dedent('''
    class Session:
        """A session keeps what requests share.

        More about it.
        """

        def send(self, request):
            """Send a request and
            return its response."""
            return self.adapter.send(request)

        def close(self):
            """Close."""

    def helper():
        return 1
''')


def test_a_pair_is_a_paragraph_and_the_definition_without_it() -> None:
    session, more, send = pairs_of_module("web/sessions.py", MODULE)

    assert session.query == "A session keeps what requests share."
    assert not session.function
    assert (more.query, more.code, more.paragraph) == ("More about it.", session.code, 2)
    assert send.query == "Send a request and return its response."
    assert send.code == "web sessions Session send\n    def send(self, request):\n        return self.adapter.send(request)"
    assert send.function


def test_parameters_and_examples_are_no_description() -> None:
    text = dedent('''
        def send(request):
            """Send a request.

            Parameters
            ----------
            request : Request
            """

        def get(url):
            """Get what a URL names.

            >>> get("x") and more
            """
    ''')

    assert [pair.query for pair in pairs_of_module("web/api.py", text)] == ["Send a request.", "Get what a URL names."]


def test_a_file_that_names_another_license_is_left_out() -> None:
    text = f"# Under the GNU General Public License, version 3\n{MODULE}"

    assert list(pairs_of_module("web/sessions.py", text)) == []


def test_a_file_that_does_not_parse_is_left_out() -> None:
    assert list(pairs_of_module("web/old.py", "print 'hello'")) == []


def test_what_was_described_before_is_left_out() -> None:
    pairs = [
        Pair("Open a file.", "a open\nbody", "a.open", True),
        Pair("Open a file.", "b open\nother", "b.open", True),
        Pair("Open it.", "c open\nbody", "c.open", True),
        Pair("Close a file.", "d close\nelse", "d.close", True),
    ]

    assert [pair.name for pair in distinct(pairs)] == ["a.open", "d.close"]


def test_copies_of_other_packages_and_tests_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "web-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for name in ("web/sessions.py", "web/_vendor/other/api.py", "web/tests/test_api.py", "web/api_pb2.py", "web/data.txt"):
            archive.writestr(name, MODULE)

    assert {pair.name for pair in pairs_of_wheel(path)} == {"web.sessions.Session", "web.sessions.Session.send"}
