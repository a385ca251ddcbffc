"""SIMILAR_TO between sources: whatever is edited in whatever order, the store ends as a clean index of all of them."""

import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.incremental import differences, indexed, opened, parts, stored
from graph.cache import DiskCache
from graph.statements import load
from graph.stores.embedded import EmbeddedStore

PROJECTS = ("alpha", "beta", "gamma")
EDITS = ("", "    print(total)\n", "    total = total * 2\n", "    # a comment changes nothing\n")

_FUNCTION = '''
def {name}(items, rate, currency="EUR"):
    """Add up what items cost."""
    total = 0
    for item in items:
        if item.currency != currency:
            raise ValueError(f"{{item}} is in another currency")
        total += item.price * item.quantity * (1 + rate)
{edit}    return round(total, 2)
'''

steps = st.lists(
    st.tuples(st.sampled_from(PROJECTS), st.lists(st.sampled_from(EDITS), max_size=2)),
    min_size=1,
    max_size=5,
)


def write(folder: Path, project: str, edits: Sequence[str]) -> Path:
    root = folder / project
    root.mkdir(exist_ok=True)
    (root / "pyproject.toml").write_text(f'[project]\nname = "{project}"\nversion = "1"\nlicense = "MIT"\n', "utf-8")
    text = "".join(_FUNCTION.format(name=f"sum_{place}", edit=edit) for place, edit in enumerate(edits))
    (root / f"{project}.py").write_text(f'"""Sums."""\n{text}', "utf-8")
    return root


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
@example(steps=[("gamma", [""]), ("alpha", [""]), ("gamma", ["", EDITS[1]]), ("alpha", [])])
def test_the_order_of_indexing_leaves_no_trace(steps: list[tuple[str, list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as scratch, closing(DiskCache(Path(scratch) / "cache")) as cache:
        folder, made = Path(scratch), parts(cache)
        with opened(folder / "grown") as grown, opened(folder / "fresh") as fresh:
            for project, edits in steps:
                indexed(write(folder, project, edits), grown, made)
            for project in sorted({project for project, _ in steps}, reverse=True):
                indexed(folder / project, fresh, made)
            assert differences(stored(grown), stored(fresh)) == []


def test_a_copy_in_another_source_is_found_from_both_sides(store: EmbeddedStore, tmp_path: Path) -> None:
    with closing(DiskCache(tmp_path / "cache")) as cache:
        for project, edits in (("beta", [""]), ("alpha", [EDITS[1]])):
            indexed(write(tmp_path, project, edits), store, parts(cache))
        one, other = "pkg:generic/alpha#alpha.sum_0", "pkg:generic/beta#beta.sum_0"
        for start, end in ((one, other), (other, one)):
            (row,) = store.run(load("read/similar"), id=start, limit=10)
            assert (row["id"], row["method"], row["tokens"]) == (end, "near-duplicate", 56)
            assert 0.8 < row["score"] < 1
        indexed(write(tmp_path, "alpha", []), store, parts(cache))
        assert store.run(load("read/similar"), id=other, limit=10) == []
