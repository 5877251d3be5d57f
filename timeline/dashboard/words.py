"""The page's words in the reader's language: messages from catalogues, dates and names as the language writes them.

Messages are written in English in the code, `_("Copy link")`, and translated in `catalogues/<code>.po` (gettext).
A message without a translation is shown in English.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_skeleton, get_date_format
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from timeline.gazetteer import country_name
from timeline.temporal.interval import Granularity, Interval

CATALOGUES = Path(__file__).with_name("catalogues")
LANGUAGES = {"en": "English", "it": "Italiano", "fr": "Français", "es": "Español", "de": "Deutsch", "pt": "Português"}
DEFAULT = "en"


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


class Words:
    """Everything that the page says, in one language.

    >>> Words("it").day(date(2024, 6, 18))
    '18 giugno 2024'
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

    def many(self, one: str, more: str, count: int, **fields: object) -> str:
        """A message that counts: `{n}` is the count."""
        return self._messages.ngettext(one, more, count).format(n=self.number(count), **fields)

    def number(self, value: int) -> str:
        """A whole number as the language groups it."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self._locale))

    def day(self, day: date) -> str:
        """A day written out."""
        return str(format_date(day, "long", locale=self._locale))

    def month(self, day: date) -> str:
        """A month and its year."""
        return str(format_skeleton("yMMMM", day, locale=self._locale))

    def interval(self, interval: Interval | None) -> str:
        """An interval in words."""
        first, last = (interval.start, interval.last) if interval else (None, None)
        if interval is None or (first is None and last is None):
            return self("date unknown")
        if first is None:
            assert last is not None
            return self("until {day}", day=self.day(last))
        if last is None:
            return self("since {day}", day=self.day(first))
        match interval.granularity:
            case Granularity.YEAR:
                return f"{first:%Y}"
            case Granularity.MONTH:
                return self.month(first)
            case Granularity.DECADE:
                return self("the {decade}s", decade=first.year)
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            pattern = re.search(r"d+\.?", str(get_date_format("long", self._locale).pattern))
            bare = format_date(first, pattern.group() if pattern else "d", locale=self._locale)
            return f"{bare} – {self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def country(self, code: str) -> str:
        """The name of a country."""
        return country_name(code, self.code)

    def list(self, items: Iterable[str]) -> str:
        """Items as a list: "France, Italy and Spain"."""
        return str(format_list(list(items), locale=self._locale))
