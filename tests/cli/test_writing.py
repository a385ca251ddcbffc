"""Results in files: whole or not at all, and never in the place of a device."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.writing import write_file
from graph.errors import InputError


def _breaks() -> Iterator[str]:
    yield "half"
    raise InputError("no more")


def test_what_was_there_stays_when_the_result_cannot_be_made(tmp_path: Path) -> None:
    file = tmp_path / "bom.json"
    file.write_text("old")
    with pytest.raises(InputError, match="no more"):
        write_file(file, _breaks(), option="--output")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "bom.json")
    write_file(tmp_path / "link.json", ["new"], option="--output")
    assert (tmp_path / "bom.json").read_text() == "new"
    assert (tmp_path / "link.json").is_symlink()


def test_a_device_is_written_to() -> None:
    write_file(Path("/dev/null"), ["all"], option="--output")
    assert Path("/dev/null").is_char_device()


def test_a_folder_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be written .*: give another --output"):
        write_file(tmp_path, ["all"], option="--output")
