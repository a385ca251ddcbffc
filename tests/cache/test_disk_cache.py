"""The facts cache: what goes in comes out, and nothing that happens to the file is ever more than a missing entry."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cache import DiskCache
from graph.errors import InputError
from graph.facts import Definition, Diagnostic, FileFacts, Import, ImportKind, Kind
from graph.ports import FactsCache


def facts(number: int, flow: bytes = b"\x00\xffflow") -> FileFacts:
    return FileFacts(
        digest=f"sha256:{number:064x}",
        language="python",
        definitions=(
            Definition("", Kind.MODULE, 1, 9, "sha256:1", docstring="caf\u00e9 \U0001f600"),
            Definition("f", Kind.FUNCTION, 2, 3, "sha256:2", "(a: int) -> str", "", ("cache",), is_async=True),
        ),
        imports=(Import("os", "path", "p", 0, 1, "f", ImportKind.LAZY),),
        diagnostics=(Diagnostic("a.py", "syntax-error", "no", 4),),
        flow=flow,
        lines=number,
    )


def test_facts_and_vectors_outlive_the_process_that_kept_them(tmp_path: Path) -> None:
    cache: FactsCache = DiskCache(tmp_path)
    matrix = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
    cache.keep_facts({"a": facts(1), "b": facts(2)})
    cache.keep_vectors("m", ["x", "y", "z"], matrix)

    again = DiskCache(tmp_path)

    assert again.facts(["b", "a", "absent"]) == {"a": facts(1), "b": facts(2)}
    found = again.vectors("m", ["z", "x", "absent"])
    assert {digest: row.tolist() for digest, row in found.items()} == {"x": matrix[0].tolist(), "z": matrix[2].tolist()}
    assert found["x"].dtype == np.float32
    assert again.vectors("other", ["x"]) == {}
    assert again.facts([]) == {}


def test_a_key_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.keep_facts({"a": facts(1)})
    cache.keep_facts({"a": facts(2)})
    cache.keep_vectors("m", ["x"], np.ones((1, 2), dtype=np.float32))
    cache.keep_vectors("m", ["x"], np.zeros((1, 2), dtype=np.float32))

    assert cache.facts(["a"]) == {"a": facts(1)}
    assert cache.vectors("m", ["x"])["x"].tolist() == [1, 1]


def test_a_matrix_must_have_a_row_for_each_digest(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shorter"):
        DiskCache(tmp_path).keep_vectors("m", ["x", "y"], np.ones((1, 2), dtype=np.float32))


@given(st.binary(max_size=2000), st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=50))
def test_any_facts_come_back_the_same(tmp_path_factory: pytest.TempPathFactory, flow: bytes, key: str) -> None:
    cache = DiskCache(tmp_path_factory.mktemp("cache"))
    cache.keep_facts({key: facts(3, flow)})

    assert cache.facts([key]) == {key: facts(3, flow)}
    cache.close()


@pytest.mark.parametrize("table", ["facts", "vectors"])
def test_a_damaged_entry_reads_as_missing_and_is_made_anew(tmp_path: Path, table: str) -> None:
    cache = DiskCache(tmp_path)
    cache.keep_facts({"a": facts(1), "b": facts(2)})
    cache.keep_vectors("m", ["a", "b"], np.ones((2, 2), dtype=np.float32))
    with sqlite3.connect(cache.path) as connection:
        column = "key" if table == "facts" else "digest"
        connection.execute(f"UPDATE {table} SET data = zeroblob(length(data)) WHERE {column} = 'a'")

    read = cache.facts if table == "facts" else lambda keys: cache.vectors("m", list(keys))
    assert set(read(["a", "b"])) == {"b"}
    cache.keep_facts({"a": facts(1)})
    cache.keep_vectors("m", ["a"], np.ones((1, 2), dtype=np.float32))
    assert set(read(["a", "b"])) == {"a", "b"}


def _spoiled_head(path: Path) -> None:
    path.write_bytes(b"this is no database" + path.read_bytes()[19:])


def _cut_short(path: Path) -> None:
    os.truncate(path, 5000)


def _scribbled_over(path: Path) -> None:
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:4096] + b"\xa5" * (size - 4096))


@pytest.mark.parametrize("spoil", [_spoiled_head, _cut_short, _scribbled_over])
def test_a_damaged_file_is_started_anew(tmp_path: Path, spoil: object) -> None:
    entries = {str(number): facts(number, os.urandom(3000)) for number in range(50)}
    first = DiskCache(tmp_path)
    first.keep_facts(entries)
    first.close()
    assert callable(spoil)
    spoil(first.path)

    cache = DiskCache(tmp_path)

    survivors = cache.facts(entries)
    assert all(survivors[key] == entries[key] for key in survivors)
    cache.keep_facts(entries)
    assert cache.facts(entries) == entries
    assert DiskCache(tmp_path).facts(entries) == entries


def test_a_file_that_disappears_is_started_anew(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.close()
    cache.path.unlink()

    cache.keep_facts({"a": facts(1)})

    assert DiskCache(tmp_path).facts(["a"]) == {"a": facts(1)}


def _keep_many(root: Path, start: int) -> None:
    cache = DiskCache(root)
    for number in range(start, start + 40):
        cache.keep_facts({str(number): facts(number)})


def test_processes_write_at_the_same_time_and_none_loses_anything(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_keep_many, args=(tmp_path, start)) for start in (0, 20, 40)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert DiskCache(tmp_path).facts(str(n) for n in range(80)) == {str(n): facts(n) for n in range(80)}


_WRITER = """
import sys
from pathlib import Path
from graph.cache import DiskCache
from graph.facts import FileFacts
cache = DiskCache(Path(sys.argv[1]))
for number in range(100_000):
    cache.keep_facts({str(number): FileFacts(str(number), "python", ())})
    print(number, flush=True)
"""


def test_a_writer_that_is_killed_loses_nothing_it_had_kept(tmp_path: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    kept = [writer.stdout.readline().strip() for _ in range(50)]
    writer.send_signal(signal.SIGKILL)
    writer.communicate()

    assert set(DiskCache(tmp_path).facts(kept)) == set(kept) == {str(number) for number in range(50)}


def test_a_fork_opens_a_connection_of_its_own(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.keep_facts({"a": facts(1)})
    child = os.fork()
    if child == 0:
        try:
            cache.keep_facts({"b": facts(2)})
            os._exit(0 if set(cache.facts(["a", "b"])) == {"a", "b"} else 1)
        finally:
            os._exit(2)
    deadline = time.monotonic() + 60
    status = (0, 0)
    while status[0] == 0 and time.monotonic() < deadline:
        status = os.waitpid(child, os.WNOHANG)
        time.sleep(0.01)

    assert status == (child, 0)
    assert set(cache.facts(["a", "b"])) == {"a", "b"}


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(InputError, match="set CODECRAFT_CACHE to one you can write"):
        DiskCache(tmp_path / "file" / "cache")


def test_closing_twice_is_harmless_and_use_after_it_opens_again(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.close()
    cache.close()
    cache.keep_facts({"a": facts(1)})

    assert set(cache.facts(["a"])) == {"a"}
