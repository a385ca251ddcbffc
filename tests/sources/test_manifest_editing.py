"""Editing a manifest: what was not meant stays as it was, and what would not read is not written."""

import datetime as dt
from pathlib import Path

import pytest

from extractors.sources.manifests.editing import add_entry, change_entry, find_entry, review_entry, write_new
from extractors.sources.manifests.entry import Review
from extractors.sources.manifests.reading import parse_listing, read_listing
from graph.errors import AmbiguousError, InputError, NotFoundError

TEXT = """\
# What the shop uses.

[[source]]
location = "shop"   # our own
# it has no release
name = "shop"

# Ada found it.
[[source]]
location = "pkg:pypi/till@1.0"
review = { state = "proposed", reason = "new" }  # waits

[[source]]
location = "installed:till"

[source.review]
state = "proposed"   # waits, too
reason = "new"

# the end
"""

APPROVED = Review(state="approved", reviewer="Ada", date=dt.date(2026, 11, 23))
SAID = 'review = { state = "approved", date = 2026-11-23, reviewer = "Ada" }'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "sources.toml"
    made.write_text(TEXT)
    return made


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (1, 'name = "shop"\n', f'name = "shop"\n{SAID}\n'),
        (2, 'review = { state = "proposed", reason = "new" }  # waits', f"{SAID}  # waits"),
        (
            3,
            'state = "proposed"   # waits, too\nreason = "new"\n',
            'state = "approved"   # waits, too\ndate = 2026-11-23\nreviewer = "Ada"\n',
        ),
    ],
)
def test_a_review_changes_its_lines_and_no_others(file: Path, number: int, before: str, after: str) -> None:
    review_entry(file, number, APPROVED)

    assert file.read_text() == TEXT.replace(before, after)
    assert read_listing(file).entries[number - 1].review == APPROVED


def test_a_pin_moves_where_it_is_written(file: Path) -> None:
    change_entry(file, 2, {"location": "pkg:pypi/till", "revision": "2.0", "sha256": "a" * 64})

    written = file.read_text()
    assert 'location = "pkg:pypi/till"\n' in written
    assert f'# waits\nrevision = "2.0"\nsha256 = "{"a" * 64}"\n\n[[source]]' in written


def test_an_entry_is_added_at_the_end(file: Path, tmp_path: Path) -> None:
    values = {"location": 'with "quotes"', "name": "", "tenants": ["a", "b"], "review": {"state": "proposed"}}
    add_entry(file, values)
    assert file.read_text() == (
        f'{TEXT}\n[[source]]\nlocation = "with \\"quotes\\""\ntenants = ["a", "b"]\nreview = {{ state = "proposed" }}\n'
    )

    begun = tmp_path / "new.toml"
    add_entry(begun, {"location": "shop"})
    assert begun.read_text().endswith('entry can hold.\n\n[[source]]\nlocation = "shop"\n')


def test_what_would_not_read_is_not_written(file: Path) -> None:
    with pytest.raises(InputError, match="is source 1 already"):
        add_entry(file, {"location": "shop"})
    with pytest.raises(InputError, match="needs a reason"):
        review_entry(file, 1, Review(state="rejected", reviewer="Ada", date=dt.date(2026, 11, 23)))
    with pytest.raises(InputError, match="is there already"):
        write_new(file, TEXT)
    assert file.read_text() == TEXT


@pytest.mark.parametrize(("name", "number"), [("shop", 1), ("2", 2), ("pkg:pypi/till", 2), ("installed:till", 3)])
def test_an_entry_is_found_by_what_people_call_it(name: str, number: int) -> None:
    assert find_entry(parse_listing(Path("sources.toml"), TEXT), name) == number


def test_an_entry_that_is_not_clear_is_asked_for_again() -> None:
    listing = parse_listing(Path("sources.toml"), TEXT)

    with pytest.raises(NotFoundError, match="has no source nothing"):
        find_entry(listing, "nothing")
    with pytest.raises(AmbiguousError, match="till fits 2 entries") as error:
        find_entry(listing, "till")
    assert error.value.candidates == ("2 pkg:pypi/till@1.0", "3 installed:till")
