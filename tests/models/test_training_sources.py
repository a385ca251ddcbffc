from pathlib import Path
from zipfile import ZipFile

import pytest

from graph.errors import SourceError
from models.training.sources import TrainingSource, declared_license, fetch, is_permissive, pin, read_manifest


def wheel(folder: Path, name: str, metadata: str) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{metadata}\n")
    return path


def test_every_source_we_train_on_is_permissive_and_pinned() -> None:
    sources = read_manifest()

    assert len(sources) > 50
    assert all(is_permissive(source.license) for source in sources)
    assert all(len(source.sha256) == 64 and source.version in source.file for source in sources)
    assert [source.name for source in sources] == sorted({source.name for source in sources})


@pytest.mark.parametrize(
    ("expression", "permissive"),
    [
        ("MIT", True),
        ("MIT OR Apache-2.0", True),
        ("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception", True),
        ("MPL-2.0 AND MIT", False),
        ("MIT OR GPL-3.0-only", False),
        ("Apache 2.0 License", False),
        ("", False),
    ],
)
def test_what_counts_as_permissive(expression: str, permissive: bool) -> None:
    assert is_permissive(expression) is permissive


@pytest.mark.parametrize(
    ("metadata", "expression"),
    [
        ("License-Expression: Apache-2.0", "Apache-2.0"),
        ("License: MIT", "MIT"),
        ("License: see the file COPYING", ""),
        ("Classifier: License :: OSI Approved :: MIT License", ""),
    ],
)
def test_only_a_clear_expression_counts(tmp_path: Path, metadata: str, expression: str) -> None:
    assert declared_license(wheel(tmp_path, "demo", metadata)) == expression


def test_pinning_leaves_out_what_is_not_permissive(tmp_path: Path) -> None:
    for name, license_ in (("good", "MIT"), ("bad", "GPL-3.0-only"), ("unclear", "free for all")):
        wheel(tmp_path, name, f"License: {license_}")

    (source,) = pin(tmp_path.glob("*.whl"))

    assert (source.name, source.version, source.file, source.license) == ("good", "1.0", "good-1.0-py3-none-any.whl", "MIT")


def test_a_wheel_that_changed_is_refused(tmp_path: Path) -> None:
    path = wheel(tmp_path, "good", "License: MIT")
    (source,) = pin([path])
    assert fetch([source], tmp_path) == [path]

    path.write_bytes(path.read_bytes() + b"more")

    with pytest.raises(SourceError, match=r"good-1\.0-py3-none-any\.whl has the digest"):
        fetch([source], tmp_path)


def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken-1.0-py3-none-any.whl"
    path.write_bytes(b"nothing")

    with pytest.raises(SourceError, match="is not a wheel"):
        declared_license(path)


def test_sources_are_values() -> None:
    assert TrainingSource("a", "1", "a", "0", "MIT") == TrainingSource("a", "1", "a", "0", "MIT")
