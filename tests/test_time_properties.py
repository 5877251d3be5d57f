"""Laws of the temporal engine that hold in every language, whatever the text and the publication day are."""

import itertools
import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from timeline import languages
from timeline.model import Timex
from timeline.temporal import read
from timeline.temporal.grammar import dateparser_date
from timeline.temporal.interval import Certainty
from timeline.temporal.operators.base import interval_value, unit_around
from timeline.temporal.timex3 import parse

CODES = languages.codes()
PUBLISHED = date(2024, 6, 17)  # a Monday
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
UNITS = ("day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century")

# What hangs on the publication day by whole days or weeks, besides the packs' weekdays and words such as "yesterday".
COUNTED = {
    "en": ["last week", "next week", "this week", "three days ago", "two weeks ago", "last Friday", "next Friday"],
    "it": ["la scorsa settimana", "la prossima settimana", "tre giorni fa", "due settimane fa", "lo scorso venerdì"],
    "fr": ["la semaine dernière", "la semaine prochaine", "il y a trois jours", "vendredi dernier"],
    "es": ["la semana pasada", "la próxima semana", "hace tres días", "el pasado viernes"],
    "de": ["vergangene Woche", "nächste Woche", "vor drei Tagen", "vergangenen Freitag", "am kommenden Freitag"],
    "pt": ["na semana passada", "na próxima semana", "há três dias", "na última sexta-feira"],
}
# The same in dateparser's words: how each language counts days back.
AGO = {
    "en": "{} days ago",
    "it": "{} giorni fa",
    "fr": "il y a {} jours",
    "es": "hace {} días",
    "de": "vor {} Tagen",
    "pt": "há {} dias",
}


def find(text: str, lang: str, published: date | None = PUBLISHED) -> list[Timex]:
    return read.find(languages.tokenizer(lang)(text), published, languages.load(lang))


def told(timexes: list[Timex]) -> Iterator[Timex]:
    for timex in timexes:
        yield timex
        yield from timex.ends


def words_of_pack(lang: str) -> list[str]:
    """Every phrase of time that a pack has: what a text must be made of to reach all of its rules."""
    time_words = languages.load(lang).time
    tables = [table for table in time_words.values() if isinstance(table, dict)]
    phrases = {p for table in tables for found in table.values() if isinstance(found, list) for p in found}
    return sorted(phrases)


FIGURES = ["1", "2", "12", "31", "99", "366", "1000", "1914", "2024", "10:30", "12.6.", "3,5", "18/06/24", "2024-06-18"]
MARKS = [".", ",", "-", "–", "/", ":", "'", "’", "(", ")", "\n\n", "“", "%", "€"]


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A language and a text in it: any Unicode, or the pack's own words in any order, spaced or not."""
    lang = draw(st.sampled_from(CODES))
    if draw(st.booleans()):
        return lang, draw(st.text(max_size=200))
    pieces = st.sampled_from(words_of_pack(lang)) | st.sampled_from(FIGURES + MARKS) | st.text(max_size=3)
    return lang, draw(st.sampled_from([" ", " ", "", "  "])).join(draw(st.lists(pieces, max_size=20)))


@settings(max_examples=600, deadline=None)
@given(texts(), st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_whatever_the_text_it_is_read_and_offsets_give_it_back(given_text: tuple[str, str], day: date | None) -> None:
    lang, text = given_text
    for timex in told(find(text, lang, day)):
        assert text[timex.start : timex.end] == timex.text
        assert timex.value
        assert timex.how.startswith(f"“{timex.text}”")
        if timex.interval and timex.interval.start and timex.interval.last:
            assert timex.interval.start <= timex.interval.last


@settings(max_examples=400, deadline=None)
@given(texts(), DAYS)
def test_expressions_stand_in_the_order_of_the_text_and_do_not_overlap(given_text: tuple[str, str], day: date) -> None:
    lang, text = given_text
    found = find(text, lang, day)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CODES), st.data(), st.integers(-500, 500))
def test_a_week_later_is_a_week_later(lang: str, data: st.DataObject, weeks: int) -> None:
    pack = languages.load(lang).time
    named = [phrases[0] for table in ("weekday", "shift") for phrases in pack[table].values()]
    text = data.draw(st.sampled_from(named + COUNTED[lang]))
    shift = timedelta(weeks=weeks)
    one, two = (next(iter(find(text, lang, day)), None) for day in (PUBLISHED, PUBLISHED + shift))
    assert one is not None, text
    assert two is not None, text
    assert one.interval is not None
    assert two.interval is not None
    assert one.interval.start is not None
    assert two.interval.start == one.interval.start + shift
    assert two.interval.days == one.interval.days


@given(st.sampled_from(UNITS), DAYS, st.integers(-15, 15))
def test_the_value_of_a_calendar_unit_parses_back_to_it(unit: str, day: date, shift: int) -> None:
    interval = unit_around(unit, day, shift)
    assert parse(interval_value(interval)) == interval


@settings(max_examples=400, deadline=None)
@given(texts(), DAYS)
def test_values_parse_back_to_the_days_of_their_expressions(given_text: tuple[str, str], day: date) -> None:
    lang, text = given_text
    for timex in told(find(text, lang, day)):
        named = parse(timex.value)  # every value that is printed is a TIMEX3 value
        days = timex.interval
        if named is None or days is None or days.start is None or days.end is None:
            continue
        if days.certainty > Certainty.APPROXIMATE:
            assert (named.start, named.end) == (days.start, days.end), (timex.value, days)
        else:
            assert days in named or named in days, (timex.value, days)  # "early June": within the value's month


@pytest.mark.parametrize("lang", CODES)
@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_dateparser_agrees_on_dates_written_out(lang: str, day: date) -> None:
    text = format_date(day, "long", locale=lang)
    timex = next(iter(find(text, lang)))
    assert timex.interval is not None
    order = languages.load(lang).time.get("date_order", "DMY")
    assert timex.interval.start == dateparser_date(text, lang, order, None, "past") == day


@pytest.mark.parametrize("lang", CODES)
@settings(max_examples=40, deadline=None)
@given(st.integers(2, 30), DAYS)
def test_dateparser_agrees_on_days_counted_back(lang: str, count: int, day: date) -> None:
    text = AGO[lang].format(count)
    timex = next(iter(find(text, lang, day)))
    assert timex.interval is not None
    assert timex.interval.start == dateparser_date(text, lang, "DMY", day, "past") == day - timedelta(days=count)


@pytest.mark.parametrize("lang", CODES)
@settings(max_examples=40, deadline=None)
@given(DAYS, DAYS)
def test_dateparser_agrees_on_weekdays_but_for_the_day_itself(lang: str, day: date, other: date) -> None:
    """The one difference is meant: the weekday of the publication day is that day; dateparser goes a week back."""
    name = format_date(other, "EEEE", locale=lang)
    timex = next(iter(find(name, lang, day)))
    assert timex.interval is not None
    theirs = dateparser_date(name, lang, "DMY", day, "past")
    assert timex.interval.start == (day if other.weekday() == day.weekday() else theirs)


@pytest.mark.parametrize("lang", CODES)
@settings(max_examples=40, deadline=None)
@given(DAYS, DAYS)
def test_dateparser_agrees_on_days_without_a_year_but_for_the_year(lang: str, day: date, other: date) -> None:
    """The difference is meant: we take the nearest such day, dateparser the last one."""
    assume((other.month, other.day) != (2, 29))
    skeleton = {"en": "MMMM d", "es": "d 'de' MMMM", "pt": "d 'de' MMMM", "de": "d. MMMM"}.get(lang, "d MMMM")
    text = format_date(other, skeleton, locale=lang)
    timex = next(iter(find(text, lang, day)))
    theirs = dateparser_date(text, lang, "DMY", day, "past")
    assert timex.interval is not None
    assert timex.interval.start is not None
    assert theirs is not None
    assert (timex.interval.start.month, timex.interval.start.day) == (theirs.month, theirs.day)
    assert timex.interval.start.year - theirs.year in (0, 1)
    assert abs(timex.interval.start - day) <= timedelta(days=184)


def seconds(text: str, lang: str) -> float:
    """The processor time that reading a text takes: the better of two, for the machine has other work too."""
    taken = []
    for _ in range(2):
        begun = time.process_time()
        find(text, lang)
        taken.append(time.process_time() - begun)
    return min(taken)


MONTHS = " ".join(f"{date(2024, month, 1):%B}" for month in range(1, 13)) + " "


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "last "),
        ("en", "1"),
        ("en", "1 "),
        ("en", "1."),
        ("en", MONTHS),
        ("en", "from May to "),
        ("en", "the first of "),
        ("it", "scorso "),
        ("fr", "il y a "),
        ("es", "de "),
        ("de", "am 12., "),
        ("pt", "há "),
    ],
    ids=repr,
)
def test_no_text_takes_more_than_linear_time(lang: str, words: str) -> None:
    """Eight times the text may take at most twenty times as long: a quadratic step would take sixty-four times."""
    size = 40_000
    find(words, lang)  # the pack is made ready
    assert seconds((words * size)[: 8 * size], lang) < 20 * max(seconds((words * size)[:size], lang), 0.005)
