"""Texts of anybody: whatever is repeated, reading takes time in proportion, and the tokens are the text."""

import gc
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import languages, pipeline
from timeline.garbage import rarely
from timeline.model import Article
from timeline.temporal import read

SHORT, FACTOR = 4_000, 8  # characters, and how many times as many
PIECES = [
    "(", "a:", '"', "«", "12.", "\n\n", "http://a.b/?c=d&", "last ", "1 ", "May ", "not ", "who ", "said that ",
    "Putin ", "visited ", "Russia and ", "Putin visited, ", "in Paris on Monday ", "June 18 2024 met ",
    "met ", "summit ", "veto ", "talks between ", "who ", "“I met Putin” ", "France, ", "Putin met Xi. ",
]  # fmt: skip

DAY = date(2024, 6, 17)
DATES = {  # what a language's packs begin to read and never finish, or read over and over
    "en": ["January ", "2024 ", "12/", "1,", "from 16 to ", "from May ", "June-", "'98 "],
    "it": ["gennaio ", "dal 16 al ", "un'", "tra agosto e ", "del "],
    "fr": ["janvier ", "du 16 au ", "l'", "entre août et ", "de "],
    "es": ["enero ", "del 16 al ", "entre agosto y ", "el pasado ", "de "],
    "de": ["Januar ", "vom 16. bis ", "12. ", "zwischen August und ", "Montagabend "],
    "pt": ["janeiro ", "de 16 a ", "2ª ", "entre agosto e ", "segunda-feira "],
}


def taken(text: str, lang: str = "en") -> float:
    best = 99.0
    for _ in range(2):
        start = time.process_time()
        pipeline.read(Article("x", text, published=date(2024, 6, 17), lang=lang))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    taken(piece * 20)  # loads what is loaded once
    short = piece * (SHORT // len(piece))
    assert taken(short * FACTOR) < 3 * FACTOR * taken(short) + 0.2


ENCOUNTERS = {  # sentences without an end in which every other word tells an event, and commas open clauses in clauses
    "en": ["met, ", "met with Putin in Moscow and ", "Putin met Xi, "], "it": ["visita, "], "fr": ["a rencontré, "],
    "es": ["se reunió, "], "de": ["traf, ", "besuchte "], "pt": ["visitou, "],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "piece"), [(lang, piece) for lang, pieces in ENCOUNTERS.items() for piece in pieces])
def test_clauses_without_end_cost_what_their_words_cost(lang: str, piece: str) -> None:
    """8,000 characters in some one to two times of counting to three million; once it took more than a hundred."""
    taken(piece * 20, lang)  # loads what is loaded once
    assert taken(piece * (8_000 // len(piece)), lang) < 8 * counting()


@pytest.mark.parametrize(("lang", "piece"), [(lang, piece) for lang, pieces in DATES.items() for piece in pieces])
def test_twice_the_dates_take_twice_the_time(lang: str, piece: str) -> None:
    pack = languages.load(lang)
    docs = [languages.tokenizer(lang)(piece * (size // len(piece))) for size in (1_000, 12_000, 24_000)]

    def seconds(which: int) -> float:
        start = time.process_time()
        read.find(docs[which], DAY, pack)
        return time.process_time() - start

    seconds(0)  # loads what is loaded once
    found = []
    for _ in range(4):  # what grows faster does so each time; a busy machine slows one of the two now and then
        found.append((seconds(1), seconds(2)))
        if found[-1][1] < 3 * found[-1][0] + 0.02:
            return
    pytest.fail(f"seconds for a text and one twice as long: {found}")


def counting() -> float:
    """How long this machine takes now to count: what the time of reading is compared with."""
    start, total = time.process_time(), 0
    for i in range(3_000_000):
        total += i & 7
    return time.process_time() - start


ALONE = {  # 100 kB of each
    "en": [
        "last ", "1", "1 ", "January ", "May ", "2024 ", "12/", "from May ", "1, 2 and 3 May ", "'98 ", "12:30 ",
        "1998 1999 ", "June-", "two days later, ", "the day after ", "twenty one hundred ", "XIV ", "٢٠٢٤ ",
    ],
    "it": ["il 92 ", "due giorni dopo, "], "fr": ["hier "], "es": ["a las 12 "], "pt": ["ontem "],
    "de": ["Montagabend "],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "piece"), [(lang, piece) for lang, pieces in ALONE.items() for piece in pieces])
def test_nothing_but_dates_is_read_in_a_few_times_of_counting(lang: str, piece: str) -> None:
    """100 kB take at most some three times as long as counting to three million; twice that is a defect."""
    pack, text = languages.load(lang), piece * (100_000 // len(piece))
    read.find(piece * 20, DAY, pack)
    ratios = []
    for _ in range(3):
        start = time.process_time()
        read.find(text, DAY, pack)
        ratios.append((time.process_time() - start) / counting())
        if ratios[-1] < 8:
            return
    pytest.fail(f"times as long as counting: {ratios}")


def test_garbage_is_collected_rarely_while_something_is_read_and_as_before_after_it() -> None:
    usual = gc.get_threshold()
    with rarely:
        assert gc.get_threshold()[0] > usual[0]
        with pytest.raises(ZeroDivisionError), rarely:
            _ = 1 / 0
        assert gc.get_threshold()[0] > usual[0]
    assert gc.get_threshold() == usual
    gc.set_threshold(0)
    try:
        with rarely:
            assert gc.get_threshold()[0] == 0  # who has switched it off wants it off
        assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*usual)


def test_reading_leaves_no_circles_behind() -> None:
    """Collecting rarely keeps no memory, for what reading makes is let go at once."""
    article = Article("x", "Putin met Xi in Moscow on Monday. They will meet again in May.", published=DAY, lang="en")
    pipeline.read(article)
    gc.collect()
    gc.disable()
    try:
        pipeline.read(article)
        assert gc.collect() == 0
    finally:
        gc.enable()


@given(st.text(alphabet="ab'’.-:()12 \n\t\u00a0"), st.sampled_from(["fr", "es", "de"]))
def test_a_run_has_the_same_tokens_wherever_it_stands(text: str, lang: str) -> None:
    tokenizer = languages.tokenizer(lang)
    alone = [token.text for run in text.split() for token in tokenizer(run)]
    assert [token.text for token in tokenizer(text) if not token.is_space] == alone


@pytest.mark.parametrize(
    "words",
    ["on 12 June 2024 ", "dal 16 al 18 giugno ", "the 1st of July, ", "early last September ", "1 2 3 4 5 May "],
)
@pytest.mark.parametrize("before", ["", "1", "the 3rd and ", "x 2024 "])
def test_words_that_come_again_are_read_as_they_were_read_alone(words: str, before: str) -> None:
    """The reader remembers what it made of words; where it stood before must not show."""
    lang = "it" if words.startswith("dal") else "en"
    text = before + words * 40
    first = read.find(languages.tokenizer(lang)(text), DAY, languages.load(lang))
    times = text.count(words)
    inner = [(t.text, t.value) for t in first]
    alone = [(t.text, t.value) for t in read.find(languages.tokenizer(lang)(words * 3), DAY, languages.load(lang))]
    assert len(alone) % 3 == 0
    each = len(alone) // 3
    assert inner[-each * (times - 2) :] == alone[each : 2 * each] * (times - 3) + alone[2 * each :]


@given(st.text(), st.integers(0, 700), st.text(min_size=1, max_size=3))
def test_the_tokens_are_the_text(text: str, times: int, piece: str) -> None:
    whole = text + piece * times + text
    doc = languages.tokenizer("en")(whole)
    assert doc.text == whole
    assert all(whole[token.idx : token.idx + len(token.text)] == token.text for token in doc)
