"""Temporal expressions come out as the right intervals, each with its reason; and laws that always hold."""

from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import languages
from timeline.model import Timex
from timeline.temporal import read
from timeline.temporal.grammar import dateparser_date
from timeline.temporal.operators import OPERATORS

PUBLISHED = date(2024, 6, 17)  # a Monday


def find(text: str, lang: str, published: date | None = PUBLISHED) -> list[Timex]:
    return read.find(languages.tokenizer(lang)(text), published, languages.load(lang))


@pytest.mark.parametrize(
    ("lang", "text", "value", "first", "last"),
    [
        ("en", "last September", "2023-09", "2023-09-01", "2023-09-30"),
        ("it", "lo scorso settembre", "2023-09", "2023-09-01", "2023-09-30"),
        ("it", "La visita inizierà martedì.", "2024-06-18", "2024-06-18", "2024-06-18"),
        ("it", "Lo ha incontrato martedì.", "2024-06-11", "2024-06-11", "2024-06-11"),
        ("it", "Durante il fine settimana hanno parlato.", "2024-W24-WE", "2024-06-15", "2024-06-16"),
        ("it", "Tra agosto e febbraio ha inviato armi.", "2023-08/2024-02", "2023-08-01", "2024-02-29"),
        ("it", "la scorsa settimana", "2024-W24", "2024-06-10", "2024-06-16"),
        ("it", "nel 2000", "2000", "2000-01-01", "2000-12-31"),
        ("en", "earlier this year", "2024", "2024-01-01", "2024-06-17"),
        ("en", "They will meet on Tuesday.", "2024-06-18", "2024-06-18", "2024-06-18"),
        ("en", "They met on Tuesday.", "2024-06-11", "2024-06-11", "2024-06-11"),
        ("en", "They met on Monday.", "2024-06-17", "2024-06-17", "2024-06-17"),
        ("en", "June 18-19", "2024-06-18/2024-06-19", "2024-06-18", "2024-06-19"),
        ("en", "18 June 2023", "2023-06-18", "2023-06-18", "2023-06-18"),
        ("en", "September last year", "2023-09", "2023-09-01", "2023-09-30"),
        ("en", "two years ago", "2022", "2022-01-01", "2022-12-31"),
        ("en", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("en", "2023-04-05", "2023-04-05", "2023-04-05", "2023-04-05"),
        ("it", "18/06/2023", "2023-06-18", "2023-06-18", "2023-06-18"),
        ("it", "ieri sera", "2024-06-16TEV", "2024-06-16", "2024-06-16"),
        ("it", "gli anni Novanta", "199", "1990-01-01", "1999-12-31"),
        ("it", "il primo trimestre dello scorso anno", "2023-Q1", "2023-01-01", "2023-03-31"),
        ("it", "settembreIl 12 giugno", "2024-06-12", "2024-06-12", "2024-06-12"),
    ],
)
def test_an_expression_resolves(lang: str, text: str, value: str, first: str, last: str) -> None:
    timex = find(text, lang)[-1]
    assert timex.interval is not None
    assert (timex.value, str(timex.interval.start), str(timex.interval.last)) == (value, first, last)
    assert timex.text in timex.how
    assert value in timex.how or f"{first} to {last}" in timex.how


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "We may march on."), ("en", "It cost $1999."), ("it", "Sono 6.700 container")]
)
def test_what_is_no_date_is_left_alone(lang: str, text: str) -> None:
    assert find(text, lang) == []


@pytest.mark.parametrize(("lang", "text"), [("en", "last September"), ("it", "martedì"), ("en", "two years ago")])
def test_without_a_publication_date_nothing_is_resolved(lang: str, text: str) -> None:
    (timex,) = find(text, lang, None)
    assert timex.interval is None
    assert "publication date" in timex.how


WORDS = st.sampled_from(
    [
        "last",
        "next",
        "this",
        "week",
        "month",
        "year",
        "Tuesday",
        "may",
        "12",
        "2024",
        "1990",
        "s",
        ",",
        ".",
        "-",
        "/",
        "of",
        "the",
        "June",
        "first",
        "two",
        "ago",
        "from",
        "to",
        "and",
        "early",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.text() | st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from(["en", "it"]))
def test_offsets_give_back_the_text_whatever_it_is(text: str, lang: str) -> None:
    for timex in find(text, lang):
        assert text[timex.start : timex.end] == timex.text
        if timex.interval and timex.interval.start and timex.interval.last:
            assert timex.interval.start <= timex.interval.last


@given(st.sampled_from(["Tuesday", "last week", "next Friday", "yesterday", "the weekend"]), st.integers(-500, 500))
@settings(deadline=None)
def test_a_week_later_is_a_week_later(text: str, weeks: int) -> None:
    shift = timedelta(weeks=weeks)
    (one,), (two,) = find(text, "en"), find(text, "en", PUBLISHED + shift)
    assert one.interval is not None
    assert two.interval is not None
    assert one.interval.start is not None
    assert two.interval.start == one.interval.start + shift


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
@settings(max_examples=40, deadline=None)
def test_dateparser_and_the_grammar_agree_on_what_is_written_out(day: date) -> None:
    text = f"{day.day} {day:%B} {day.year}"
    (timex,) = find(text, "en")
    assert timex.interval is not None
    assert timex.interval.start == dateparser_date(text, "en", "MDY", None, "past") == day


STORY = """The siege of the port began on 4 March 1854. The next day the outer forts were shelled; three weeks later the
walls were breached. In May the garrison was relieved by sea. It had been cut off since the autumn of 1853. By the end
of the year both sides were worn out, and in January they agreed to talk. Peace was signed on 30 March 1856. Two years
later the port was opened to trade."""


@pytest.mark.parametrize("published", [date(2009, 6, 10), None])
def test_a_story_hangs_on_its_own_dates(published: date | None) -> None:
    values = [timex.value for timex in find(STORY.replace("\n", " "), "en", published)]
    assert values == [
        *("1854-03-04", "1854-03-05", "1854-W12", "1854-05", "1853-FA", "1854", "1855-01", "1856-03-30", "1858"),
    ]


@pytest.mark.parametrize("text", ["last last last ", "1 2 3 ", "January February March ", "the ", "since May to "])
def test_no_input_makes_it_slower_than_linear(text: str) -> None:
    def seconds(size: int) -> float:
        doc = languages.tokenizer("en")(text * size)
        began = process_time()
        read.find(doc, PUBLISHED, languages.load("en"))
        return process_time() - began

    seconds(10)
    short, long = (min(seconds(size) for _ in range(3)) for size in (1000, 8000))
    assert long < 32 * max(short, 0.01)  # eight times as much, with room for a busy machine; its square would be 64


def test_every_operator_shows_itself_in_a_doctest() -> None:
    assert [name for name, operator in OPERATORS.items() if ">>>" not in (operator.__doc__ or "")] == []
