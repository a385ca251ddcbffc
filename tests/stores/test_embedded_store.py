"""What only the embedded store does: its folder, who may open it, and surviving a killed process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InputError, NotFoundError, ReadOnlyError, StoreBusyError, StoreError
from graph.log import log_head, record
from graph.ports import GraphStore
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from tests.stores.small_graph import acme, embed, tools, vectors

type Content = Callable[[GraphStore], dict[str, object]]

_KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from graph.stores.embedded import EmbeddedStore
from graph.stores import embedded
from graph.log import Draft, drawn_up
from tests.stores.small_graph import acme, tools

store = EmbeddedStore(Path(sys.argv[1]))
if sys.argv[2] == "before":
    embedded._Transaction.commit = lambda self: os.kill(os.getpid(), signal.SIGKILL)
else:
    EmbeddedStore._tidy = lambda self: os.kill(os.getpid(), signal.SIGKILL)
store.replace(tools(), lambda change, read: drawn_up([Draft("ingest", {"written": change.nodes_written})], read))
"""

_KILLED_RECORDING = """
import os, signal, sys
from pathlib import Path
from graph.log import record
from graph.stores import embedded
store = embedded.EmbeddedStore(Path(sys.argv[1]))
record(store, "review", {"number": 1})
if sys.argv[2] == "before":
    embedded._Transaction.commit = lambda self: os.kill(os.getpid(), signal.SIGKILL)
record(store, "review", {"number": 2})
os.kill(os.getpid(), signal.SIGKILL)
"""

_HOLDING = """
import sys
from pathlib import Path
from graph.stores.embedded import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]), read_only=sys.argv[2] == "read")
print("open", flush=True)
sys.stdin.read()
"""

_SEQUENCES = parse_statement("sequences", "MATCH (n:Record) RETURN n.sequence ORDER BY n.sequence")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store's folder with acme in it, closed."""
    path = tmp_path / "store"
    store = EmbeddedStore(path)
    store.ensure_schema()
    store.replace(acme())
    store.close()
    return path


@pytest.mark.parametrize(("moment", "tools_there"), [("before", False), ("after", True)])
def test_a_killed_replacement_leaves_the_old_state_or_the_new(
    folder: Path, content: Content, tmp_path: Path, moment: str, tools_there: bool
) -> None:
    expected = EmbeddedStore(tmp_path / "expected")
    expected.ensure_schema()
    expected.replace(acme())
    if tools_there:
        expected.replace(tools())
    before = content(expected)
    done = subprocess.run([sys.executable, "-c", _KILLED, folder, moment], check=False)
    assert done.returncode == -signal.SIGKILL
    store = EmbeddedStore(folder)
    held = content(store)
    assert [id_ for id_ in held if id_.startswith("record:")] == ["record:1"] * tools_there
    assert {id_: one for id_, one in held.items() if not id_.startswith("record:")} == before
    assert log_head(store).sequence == int(tools_there)
    query = embed(["tools run function"])[0]
    assert store.nearest(query, limit=5) == expected.nearest(query, limit=5)
    assert store.match_text(["run", "main"], limit=5) == expected.match_text(["run", "main"], limit=5)
    assert store.replace(tools()).touched is not tools_there
    store.close()
    expected.close()


@pytest.mark.parametrize(("moment", "there"), [("before", 1), ("after", 2)])
def test_a_killed_recording_leaves_whole_records_only(folder: Path, moment: str, there: int) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED_RECORDING, folder, moment], check=False)
    assert done.returncode == -signal.SIGKILL
    store = EmbeddedStore(folder)
    assert log_head(store).sequence == there
    assert [row["n.sequence"] for row in store.run(_SEQUENCES)] == list(range(1, there + 1))
    assert record(store, "review", {}).sequence == there + 1
    store.close()


def test_it_is_all_there_after_opening_again(folder: Path, content: Content) -> None:
    store = EmbeddedStore(folder)
    before, query = content(store), embed(["acme client"])[0]
    near, words = store.nearest(query, limit=5), store.match_text(["client"], limit=5)
    store.close()
    reader = EmbeddedStore(folder, read_only=True)
    assert content(reader) == before
    assert reader.nearest(query, limit=5) == near != []
    assert reader.match_text(["client"], limit=5) == words != []
    reader.close()


def test_files_of_vectors_that_nothing_names_are_removed(folder: Path) -> None:
    store = EmbeddedStore(folder)
    batch = acme()
    nodes = tuple(
        replace(n, properties={**n.properties, "search_text": "x"}) if "Symbol" in n.labels else n for n in batch.nodes
    )
    store.replace(replace(batch, nodes=nodes, vectors=vectors(nodes)))
    assert len(list((folder / "vectors").iterdir())) == 1
    store.replace(replace(batch, nodes=nodes, vectors=None))
    assert list((folder / "vectors").iterdir()) == []
    store.close()


def test_the_folder_says_what_it_is(folder: Path) -> None:
    about = json.loads((folder / "store.json").read_text())
    assert about["format"] == 1
    assert about["engine"].startswith("grafeo ")
    assert about["created"]


def test_reading_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="index something first: codecraft index PATH"):
        EmbeddedStore(tmp_path / "none", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_store_for_reading_refuses_to_replace(folder: Path) -> None:
    store = EmbeddedStore(folder, read_only=True)
    with pytest.raises(ReadOnlyError):
        store.replace(tools())
    store.close()


@pytest.mark.parametrize(("first", "second"), [("write", "write"), ("write", "read"), ("read", "write")])
def test_a_store_that_is_open_elsewhere_says_where(folder: Path, first: str, second: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDING, folder, first], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreBusyError, match=f"pid {other.pid}.: stop it, or ask it over GraphQL"):
            EmbeddedStore(folder, read_only=second == "read")
        other.stdin.close()
    EmbeddedStore(folder).close()


def test_several_processes_may_read(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDING, folder, "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        store = EmbeddedStore(folder, read_only=True)
        assert store.run(parse_statement("count", "MATCH (n:Source) RETURN count(n) AS count")) == [{"count": 1}]
        store.close()
        other.stdin.close()


def test_a_file_is_not_a_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    for read_only in (False, True):
        with pytest.raises(InputError, match="is a file: give --store a folder"):
            EmbeddedStore(path, read_only=read_only)
    with pytest.raises(InputError, match=r"notes\.txt"):
        EmbeddedStore(path / "below")
    assert path.read_text() == "mine"


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(InputError, match="holds other things"):
        EmbeddedStore(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be made"):
        EmbeddedStore(tmp_path / ("x" * 300))


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ('{"format": 99, "engine": "grafeo 9.9"}', "newer CodeCraft"),
        ('{"format": 0}', "old format"),
        ("{", "damaged"),
        ("[]", "damaged"),
    ],
)
def test_a_store_of_another_version_says_so(folder: Path, about: str, message: str) -> None:
    (folder / "store.json").write_text(about)
    for read_only in (False, True):
        with pytest.raises(StoreError, match=message):
            EmbeddedStore(folder, read_only=read_only)


def test_a_damaged_database_says_so(folder: Path) -> None:
    (folder / "graph.grafeo").write_bytes(b"not a database" * 500)
    with pytest.raises(StoreError, match=r"cannot be opened .*: it may be damaged or of another version"):
        EmbeddedStore(folder)


def test_damaged_vectors_say_so(folder: Path) -> None:
    (path,) = (folder / "vectors").iterdir()
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(StoreError, match="remove the store's folder and index again"):
        EmbeddedStore(folder)
    path.unlink()
    with pytest.raises(StoreError, match="cannot be read"):
        EmbeddedStore(folder)


def test_a_dead_process_does_not_count_as_having_it_open(folder: Path) -> None:
    (folder / "opened-by").mkdir(exist_ok=True)
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    (folder / "opened-by" / str(done.pid)).touch()
    mine = EmbeddedStore(folder)
    with pytest.raises(StoreBusyError, match=f"pid {os.getpid()}"):
        EmbeddedStore(folder)
    mine.close()
