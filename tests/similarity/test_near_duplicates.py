"""Which functions are copies of each other: source in, pairs out."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.tokens import tokens
from graph.facts import Document
from graph.similarity.duplicates import Sketches, duplicates_across, duplicates_within, read_sketches
from graph.similarity.shingles import FEWEST_TOKENS, SKETCH_SIZE, sketch

COPIES = '''
def read_lines(path, encoding="utf-8"):
    """Give the lines of a file."""
    with open(path, encoding=encoding) as file:
        lines = [line.rstrip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def read_entries(path, encoding="utf-8"):
    # Copied from above, with another name and no docstring.
    with open(path, encoding=encoding) as file:
        lines = [line.rstrip() for line in file]

    return [line for line in lines if line and not line.startswith("#")]


def write_lines(path, lines, encoding="utf-8"):
    """Write lines to a file."""
    text = "".join(f"{line}\\n" for line in lines)
    with path.with_suffix(".new").open("w", encoding=encoding) as file:
        file.write(text)
    path.with_suffix(".new").replace(path)


def name(self):
    return self._name
'''


def sketches(text: str, prefix: str = "") -> Sketches:
    facts = EXTRACTOR.extract(Document("a.py", text, "sha256:0"))
    return read_sketches([(prefix + one.qualified_name, one.tokens, one.sketch) for one in facts.definitions if one.sketch])


def test_a_copy_is_found_whatever_its_comments_and_docstring_say() -> None:
    found = sketches(COPIES)
    pairs = duplicates_within(found)
    assert [(found.ids[one], found.ids[other]) for one, other in zip(pairs.first, pairs.second, strict=True)] == [
        ("read_entries", "read_lines")
    ]
    # Of 64 shingles the two that hold the function's name differ, and the sketch holds 32.
    assert 0.9 < pairs.scores[0] < 1


def test_short_functions_have_no_sketch() -> None:
    assert "name" not in sketches(COPIES).ids
    assert sketch(["a"] * (FEWEST_TOKENS - 1)) == ""


def test_two_sources_give_the_same_pairs_from_either_side() -> None:
    here, there = sketches(COPIES, "here."), sketches(COPIES.replace("path", "place"), "there.")
    one = {(here.ids[mine], there.ids[their], score) for mine, their, score in duplicates_across(here, there)}
    other = {(here.ids[mine], there.ids[their], score) for their, mine, score in duplicates_across(there, here)}
    assert one == other
    assert {(mine, their) for mine, their, _ in one} >= {
        ("here.read_lines", "there.read_lines"),
        ("here.read_entries", "there.read_entries"),
    }
    assert not any("write" in mine and "read" in their for mine, their, _ in one)


def test_hundreds_of_copies_give_few_pairs() -> None:
    body = COPIES.split("\n\n\n", maxsplit=1)[0]
    found = sketches("\n\n\n".join(body.replace("read_lines", f"read_{number}") for number in range(300)))
    pairs = duplicates_within(found)
    assert 300 <= len(pairs.first) <= 3_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = f('a # b', 1)  # c", ["x", "=", "f", "(", "'a # b'", ",", "1", ")"]),
        ('"""Doc."""\nreturn r"\\""', ["return", 'r"\\""']),
        ("a<=b", ["a", "<", "=", "b"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text.split("\n")) == expected


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=30, max_size=60), min_size=2, max_size=6), st.data())
def test_scores_of_what_is_short_are_the_share_of_shingles(texts: list[list[str]], data: st.DataObject) -> None:
    texts.append(data.draw(st.sampled_from(texts))[:-2])
    found = read_sketches([(str(place), len(text), sketch(text)) for place, text in enumerate(texts) if sketch(text)])
    pairs = duplicates_within(found)
    for one, other, score in zip(pairs.first, pairs.second, pairs.scores, strict=True):
        first, second = (_shingles(texts[int(found.ids[row])]) for row in (one, other))
        if len(first | second) <= SKETCH_SIZE:
            assert score == pytest.approx(len(first & second) / len(first | second))
    for (place, text), (next_place, following) in pairwise(enumerate(texts)):
        if text == following and sketch(text):
            assert (str(place), str(next_place)) in {
                (found.ids[one], found.ids[other]) for one, other in zip(pairs.first, pairs.second, strict=True)
            }


def _shingles(text: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(text[start:] for start in range(5)), strict=False))
