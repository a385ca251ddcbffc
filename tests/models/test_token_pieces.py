"""Looking words up gives the numbers that the tokenizer gives."""

from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import Whitespace

from models.pieces import Pieces

_SHIPPED = files("models.embedders").joinpath("static_code_256").joinpath("tokenizer.json").read_text(encoding="utf-8")
_TOKENIZER = Tokenizer.from_str(_SHIPPED)
_PIECES = Pieces(_TOKENIZER)


def _whole(tokenizer: Tokenizer, text: str) -> list[int]:
    numbers: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return numbers


@given(st.text() | st.text("aZ09_.[]-é \n\x00\x1c") | st.from_regex(r"(def|class) [A-Za-z_]{1,20}\([a-z, =0-9]*\):\n"))
@example("HTTPAdapter.send_all(self, x1=[PAD])")
@example("[UNK] [unk]")
@example("a\x1cb a\x00b a\u2028b naïve 漢字 " + "x" * 101)
@example("word " * 600)
@example("")
def test_the_numbers_of_a_text_are_the_tokenizers(text: str) -> None:
    assert list(_PIECES.numbers([text, "return None", text])) == [
        _whole(_TOKENIZER, text),
        _whole(_TOKENIZER, "return None"),
        _whole(_TOKENIZER, text),
    ]


@pytest.mark.parametrize("text", ["snake_case", "don't", "a.b"])
def test_a_tokenizer_of_another_form_is_given_texts_whole(text: str) -> None:
    other = Tokenizer.from_str(_SHIPPED)
    other.pre_tokenizer = Whitespace()
    assert list(Pieces(other).numbers([text])) == [_whole(other, text)]
    assert _whole(other, "snake_case") != _whole(_TOKENIZER, "snake_case")
