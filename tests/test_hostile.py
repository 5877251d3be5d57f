"""Texts of anybody: whatever is repeated, reading takes time in proportion, and the tokens are the text."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import languages, pipeline
from timeline.model import Article

SHORT, FACTOR = 4_000, 8  # characters, and how many times as many
PIECES = [
    "(", "a:", '"', "«", "12.", "\n\n", "http://a.b/?c=d&", "last ", "1 ", "May ", "not ", "who ", "said that ",
    "Putin ", "visited ", "Russia and ", "Putin visited, ", "in Paris on Monday ", "June 18 2024 met ",
]  # fmt: skip


def taken(text: str) -> float:
    best = 99.0
    for _ in range(2):
        start = time.process_time()
        pipeline.read(Article("x", text, published=date(2024, 6, 17), lang="en"))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    taken(piece * 20)  # loads what is loaded once
    short = piece * (SHORT // len(piece))
    assert taken(short * FACTOR) < 3 * FACTOR * taken(short) + 0.2


@given(st.text(), st.integers(0, 700), st.text(min_size=1, max_size=3))
def test_the_tokens_are_the_text(text: str, times: int, piece: str) -> None:
    whole = text + piece * times + text
    doc = languages.tokenizer("en")(whole)
    assert doc.text == whole
    assert all(whole[token.idx : token.idx + len(token.text)] == token.text for token in doc)
