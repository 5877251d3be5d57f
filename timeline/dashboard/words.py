"""The page's words in the reader's language: messages from catalogues, dates and names as the language writes them.

Messages are written in English in the code, `tr("Copy link")`, and translated in `catalogues/<code>.po` (gettext).
A message without a translation is shown in English. `make messages` brings the catalogues up to the code.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st
from babel import Locale
from babel.dates import format_date, get_date_format, match_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol
from streamlit.runtime.scriptrunner import get_script_run_ctx

from timeline.events import types
from timeline.gazetteer import country_name
from timeline.temporal.interval import Granularity, Interval
from timeline.view import LANGS

CATALOGUES = Path(__file__).with_name("catalogues")
LANGUAGES = {"en": "English", "it": "Italiano", "fr": "Français", "es": "Español", "de": "Deutsch", "pt": "Português"}
DEFAULT = "en"
assert tuple(LANGUAGES) == LANGS
FIRST = {"fr": "1er", "it": "1º", "pt": "1º"}  # how the first day of a month is written; CLDR writes a plain 1
FIRST_DAY = re.compile(r"(?<![\w.])1(?= (?:de )?[^\W\d])")
ENTRY = {"en": "YYYY-MM-DD", "de": "DD.MM.YYYY"}  # how a date is typed in; DD/MM/YYYY in the others
MEMORY = "spoken"  # session state: the language of the last run
DAYS_KEPT = 20_000  # written days: a chart asks for the same ones again at every run
NUMBERS_KEPT = 4096


def later(message: str) -> str:
    """A message that is named here and said elsewhere: marks a constant for the catalogues."""
    return message


def plural(one: str, more: str) -> tuple[str, str]:
    """A message that counts and is said elsewhere: marks a constant for the catalogues."""
    return one, more


STATUS = {
    "happened": later("happened"), "planned": later("planned"), "hypothetical": later("hypothetical"),
    "denied": later("denied"), "cancelled": later("cancelled"), "moved": later("moved"),
}  # fmt: skip
CERTAINTY = {
    "stated": later("written in full"), "resolved": later("worked out from “Tuesday”, “last month” …"),
    "approximate": later("roughly known"), "assumed": later("not told: the day of publication"),
}  # fmt: skip
REVIEW = {
    "unchecked": later("not checked yet"), "accepted": later("accepted"), "edited": later("corrected"),
}  # fmt: skip
LANES = (
    later("Visits"), later("Meetings & talks"), later("UN, law & sanctions"), later("Arms, tests & force"),
    later("Aid & economy"), later("Statements"), later("Other"),
)  # fmt: skip
_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """The messages of a language; English has none, for its messages are the code's own."""
    path = CATALOGUES / f"{code}.po"
    if code == DEFAULT or not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        read = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def best(accepted: str | None) -> str:
    """The language of the page that a browser's Accept-Language asks for first; English where it asks for none of ours.

    >>> best("pt-BR,pt;q=0.9,en;q=0.8"), best("zh"), best(None)
    ('pt', 'en', 'en')
    """
    wanted = []
    for i, part in enumerate((accepted or "")[:500].split(",")):
        tag, _, weight = part.partition(";q=")
        try:
            share = float(weight) if weight else 1.0
        except ValueError:
            share = 0.0
        wanted.append((-share, i, tag.strip().lower()[:2]))
    return next((code for _, _, code in sorted(wanted) if code in LANGUAGES), DEFAULT)


@cache
def _pattern(locale: str, skeleton: str) -> str:
    """How a locale orders the fields of a skeleton (CLDR): "yMMMM" is "MMMM y" in English."""
    skeletons = Locale.parse(locale).datetime_skeletons
    return str(skeletons[match_skeleton(skeleton, skeletons)].pattern)


@lru_cache(maxsize=NUMBERS_KEPT)
def _grouped(value: float, locale: str) -> str:
    """Babel takes 50 µs for a number, and the filters write hundreds of them."""
    return str(format_decimal(value, locale=locale))


@lru_cache(maxsize=DAYS_KEPT)
def _written(day: date, pattern: str, locale: str) -> str:
    found = str(format_date(day, pattern, locale=locale))
    return FIRST_DAY.sub(FIRST[locale], found) if day.day == 1 and locale in FIRST else found


class Words:
    """Everything that the page says, in one language.

    >>> Words("it").day(date(2024, 6, 18))
    '18 giugno 2024'
    >>> Words("fr").day(date(2024, 5, 1)), Words("pt").interval(Interval.between(date(2024, 5, 1), date(2024, 5, 3)))
    ('1er mai 2024', '1º – 3 de maio de 2024')
    >>> Words("en").interval(Interval.of(2023, 9))
    'September 2023'
    >>> Words("de").interval(Interval.between(date(2024, 6, 18), date(2024, 6, 19)))
    '18. – 19. Juni 2024'
    """

    def __init__(self, code: str = DEFAULT) -> None:
        self.code = code if code in LANGUAGES else DEFAULT
        self._messages = catalogue(self.code)
        self._locale = "en_GB" if self.code == "en" else self.code  # "18 June 2024"

    def __call__(self, message: str, **fields: object) -> str:
        """A message in the language, its `{fields}` filled in."""
        found = self._messages.gettext(message) if message else ""
        return found.format(**fields) if fields else found

    def many(self, one: str, more: str, count: float, **fields: object) -> str:
        """A message that counts: `{n}` is the count, of which a part stands in the plural."""
        found = self._messages.ngettext(one, more, int(count) if count == int(count) else 2)
        return found.format(n=self.number(count), **fields)

    def number(self, value: float) -> str:
        """A number as the language groups it."""
        return _grouped(value, self._locale)

    def percent(self, share: float) -> str:
        """A share as a percentage."""
        return str(format_percent(share, locale=self._locale))

    @property
    def separators(self) -> str:
        """The decimal and the grouping mark, as Plotly takes them (`layout.separators`)."""
        return str(get_decimal_symbol(self._locale)) + str(get_group_symbol(self._locale))

    @property
    def entry(self) -> str:
        """How a date is typed into a field."""
        return ENTRY.get(self.code, "DD/MM/YYYY")

    def day(self, day: date) -> str:
        """A day written out."""
        return _written(day, "long", self._locale)

    def short_day(self, day: date, year: bool = True) -> str:
        """A day with its month cut short, with or without the year.

        >>> Words("en").short_day(date(2024, 6, 18)), Words("de").short_day(date(2024, 1, 8), year=False)
        ('18 Jun 2024', '8. Jan.')
        """
        return _written(day, _pattern(self._locale, "yMMMd" if year else "MMMd"), self._locale)

    def weekday(self, day: date) -> str:
        """A day written out with its weekday."""
        return _written(day, "full", self._locale)

    def weekday_name(self, number: int, short: bool = False) -> str:
        """The name of a weekday, 0 being Monday, or its short form.

        >>> Words("it").weekday_name(1)
        'martedì'
        """
        return str(Locale.parse(self._locale).days["stand-alone"]["abbreviated" if short else "wide"][number])

    def month(self, day: date) -> str:
        """A month and its year."""
        return _written(day, _pattern(self._locale, "yMMMM"), self._locale)

    def short_month(self, day: date, year: bool = True) -> str:
        """A month cut short, with or without its year."""
        return _written(day, _pattern(self._locale, "yMMM") if year else "LLL", self._locale)

    def interval(self, interval: Interval | None) -> str:
        """An interval in words."""
        first, last = (interval.start, interval.last) if interval else (None, None)
        if interval is None or (first is None and last is None):
            return self(later("date unknown"))
        if first is None:
            assert last is not None
            return self(later("until {day}"), day=self.day(last))
        if last is None:
            return self(later("since {day}"), day=self.day(first))
        match interval.granularity:
            case Granularity.YEAR:
                return f"{first:%Y}"
            case Granularity.MONTH:
                return self.month(first)
            case Granularity.DECADE:
                return self(later("the {decade}s"), decade=first.year)
            case Granularity.CENTURY:
                return f"{first:%Y} – {last:%Y}"
            case Granularity.QUARTER | Granularity.HALF | Granularity.SEASON:
                return f"{self.short_month(first, first.year != last.year)} – {self.short_month(last)}"
        if first == last:
            return self.day(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{first:%Y}" if first.year == last.year else f"{first:%Y} – {last:%Y}"
        if (first.year, first.month) == (last.year, last.month):
            pattern = re.search(r"d+\.?", str(get_date_format("long", self._locale).pattern))
            bare = format_date(first, pattern.group() if pattern else "d", locale=self._locale)
            bare = FIRST.get(self.code, bare) if first.day == 1 else bare
            return f"{bare} – {self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def country(self, code: str) -> str:
        """The name of a country."""
        return country_name(code, self.code)

    def kind(self, name: str) -> str:
        """The name of a type of events."""
        return types()[name].names[self.code]

    def language(self, code: str) -> str:
        """The name of a language."""
        return str(Locale.parse(self._locale).languages.get(code, code))

    def list(self, items: Iterable[str]) -> str:
        """Items as a list: "France, Italy and Spain"."""
        return str(format_list(list(items), locale=self._locale))


speaking_in = cache(Words)


def speak(code: str) -> None:
    """Speak a language from here on: in this run of the page, and in the callbacks before the next."""
    _SPOKEN.set(code)
    if get_script_run_ctx() is not None:
        st.session_state[MEMORY] = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within a block, as for the answer to one request."""
    before = _SPOKEN.set(code)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> Words:
    """The words of the language that is spoken; English where none has been chosen.

    Streamlit may run a callback in a thread that has not drawn the page yet: there the session knows the language.
    """
    code = _SPOKEN.get()
    if code is None and get_script_run_ctx() is not None:
        code = st.session_state.get(MEMORY)
    return speaking_in(code or DEFAULT)


def tr(message: str, **fields: object) -> str:
    """A message in the language that is spoken, its `{fields}` filled in.

    >>> tr("until {day}", day=2024)
    'until 2024'
    """
    return spoken()(message, **fields)


def trn(one: str, more: str, count: int, **fields: object) -> str:
    """A message that counts, in the language that is spoken: `{n}` is the count.

    >>> trn("{n} event", "{n} events", 2000)
    '2,000 events'
    """
    return spoken().many(one, more, count, **fields)
