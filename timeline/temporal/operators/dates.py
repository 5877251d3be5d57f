"""Dates of the calendar: days, months, years, weekdays, seasons, named days, the nth of a unit."""

from __future__ import annotations

import calendar
from dataclasses import field, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import (
    DAY,
    LAST_YEAR,
    SEASON_MONTHS,
    SPAN_LETTERS,
    SPANS,
    WEEKDAYS,
    Context,
    Op,
    month_interval,
    nearest,
    unit_around,
)
from timeline.temporal.operators.offsets import Shift
from timeline.temporal.operators.story import Told
from timeline.values import value

NINE_MONTHS = 270  # days
JUST_GONE = 3  # days: "by the 15th it had fallen. On the night of the 14th …"


@value
class Date(Op):
    """A date as written: "12 June 2024", "June 12", "June", "2024", or the day alone ("the 12th").

    >>> Date(month=6, day=12).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-12…2024-06-12, day, resolved)
    >>> Date(month=9).timex3(Context(date(2024, 6, 17)))
    '2023-09'
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    past: bool = field(default=False, repr=False)  # "the quarter ended Oct. 31": it has been

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "day" if self.day else "month" if self.month else "year"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.year is None

    def _candidates(self, base: date) -> list[Interval]:
        if self.month is None:
            months = [month_interval(base.year, base.month + i).start for i in (-1, 0, 1)]
            pairs = [(m.year, m.month) for m in months if m]
        else:
            pairs = [(base.year + i, self.month) for i in (-1, 0, 1)]
        found = []
        for year, month in pairs:
            if self.day is None:
                found.append(Interval.of(year, month))
            elif self.day <= calendar.monthrange(year, month)[1]:
                found.append(Interval.of(year, month, self.day))
        return [i.weakened(Certainty.RESOLVED) for i in found]

    def resolve(self, context: Context) -> Interval | None:
        if self.year is not None:
            try:
                return Interval.of(self.year, self.month, self.day)
            except ValueError:  # 30 February
                return None
        base = context.base
        if base is None:
            return None
        found = self._candidates(base)
        if self.past and not context.story:
            return next((i for i in reversed(found) if i.start and i.start <= base), None)
        if self.month is None and context.story and context.narrative and not context.looks_back:
            # "in October … on the 19th": stories count the days of a month forwards, but for a day just gone
            gone = next((i for i in found if i.start and 0 < (base - i.start).days <= JUST_GONE), None)
            known = context.narrative.days == 1
            return gone if gone and known else next((i for i in found if i.start and i.start >= base), None)
        if self.day is None and not context.story:
            # a bare month: the latest that has begun, unless the sentence looks ahead
            past = [i for i in found if i.start and i.start <= base]
            ahead = [i for i in found if i.last and i.last >= base]
            # with no verb to tell, a month that comes round in about two months is not last year's
            soon = context.tense == 0 and past[-1].last and (base - past[-1].last).days > NINE_MONTHS
            return ahead[0] if context.tense > 0 or soon else past[-1]
        if self.month is None and context.tense > 0 and not context.story:
            found = [i for i in found if i.start and i.start >= base - timedelta(days=JUST_GONE)]  # "il 26 vedrà"
        return nearest(found, context) if found else None

    def open_value(self) -> str:
        month = f"{self.month:02}" if self.month else "XX"
        return f"XXXX-{month}" + (f"-{self.day:02}" if self.day else "")

    def explain(self, context: Context) -> str:
        if self.year is not None:
            return "as written"
        what = "day" if self.day else "month"
        if context.story:
            return f"the {what} nearest to where the story has got to, {context.reached}"
        if self.past:
            return "the last one before it"
        if context.tense > 0:
            return f"the next such {what}, for the sentence looks ahead"
        return f"the nearest such {what}" if self.day else "the latest such month"


@value
class Weekday(Op):
    """A bare weekday: the latest up to and including the publication day, or the next in a future sentence.

    `step` -1 or +1 is an explicit "last" or "next", which leaves out the publication day.

    >>> Weekday(1).resolve(Context(date(2024, 6, 17), tense=1))
    Interval(2024-06-18…2024-06-18, day, resolved)
    >>> Weekday(1).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-11…2024-06-11, day, resolved)
    """

    weekday: int
    step: int = 0
    weeks: int = 0  # "jeudi en huit": so many weeks further
    near: bool = False  # "ce jeudi": the nearest one where no verb tells the direction
    past: bool = False  # "Tuesday's ruling": whatever the verb, it has been

    def resolve(self, context: Context) -> Interval | None:
        base = context.base
        if base is None:
            return None
        if context.story:
            told = context.narrative
            if not self.step and told and told.start and told.days == 1 and told.start.weekday() == self.weekday:
                return Interval.day(told.start, Certainty.RESOLVED)  # "two days later, on a Sunday": that day
            return Told(self.weekday, self.step or 1).resolve(context)
        ahead = (self.weekday - base.weekday()) % 7
        soon = self.near and context.tense == 0 and ahead <= 3
        if self.step > 0 or soon or (self.step == 0 and context.tense > 0 and not self.past):
            day = base + DAY * (ahead or (7 if self.step else 0))
        else:
            back = -ahead % 7
            day = base - DAY * (back or (7 if self.step else 0))
        return Interval.day(day + 7 * DAY * self.weeks, Certainty.RESOLVED)

    def open_value(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def explain(self, context: Context) -> str:
        name = WEEKDAYS[self.weekday]
        if self.weeks:
            return f"the {name} {self.weeks} week{'s' * (self.weeks != 1)} after the next"
        if self.step:
            return f"the {name} {'after' if self.step > 0 else 'before'} it"
        if context.tense > 0 and not self.past:
            return f"the next {name}, for the sentence looks ahead"
        if self.near and context.tense == 0:
            return f"the nearest {name}"
        return f"the latest {name} up to that day"


@value
class Weekend(Op):
    """A bare "the weekend": the one just over, or the coming one in a future sentence; with `step` 1 the next to come.

    >>> Weekend().timex3(Context(date(2024, 6, 17), tense=-1)), Weekend(1).timex3(Context(date(2024, 6, 17)))
    ('2024-W24-WE', '2024-W25-WE')
    """

    step: int = 0

    grain = "weekend"

    def resolve(self, context: Context) -> Interval | None:
        base = context.base
        if base is None:
            return None
        begun = base.weekday() >= 5
        if self.step > 0:
            shift = int(begun)
        else:
            shift = -int(context.tense <= 0 and not begun and not context.story)
        return replace(unit_around("weekend", base, shift), certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        return "XXXX-WXX-WE"

    def explain(self, context: Context) -> str:
        ahead = self.step > 0 or context.tense > 0
        return "the weekend to come" if ahead else "the weekend up to then"


@value
class Season(Op):
    """A season: "summer"; bare, the one of the publication year that the tense asks for.

    >>> Season("SU").timex3(Context(date(2024, 6, 17)))
    '2024-SU'
    """

    season: str

    grain = "season"

    def resolve(self, context: Context) -> Interval | None:
        base = context.base
        if base is None:
            return None
        chosen = nearest([i for year in (-1, 0, 1) if (i := in_year(self, base.year + year))], context)
        return chosen and replace(chosen, certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        return f"XXXX-{self.season}"

    def explain(self, context: Context) -> str:
        return "the nearest such season"


@value
class Nth(Op):
    """A numbered unit: "the first quarter", "second half"; bare, of the publication year.

    Days and weeks are counted from the day that was dated last: "it began on 1 July. In the third week …".

    >>> Nth(3, "week").timex3(Context(date(2013, 9, 13), began=date(2013, 7, 1)))
    '2013-W29'
    >>> from datetime import date
    >>> from timeline.temporal.operators.combined import Of
    >>> Of(Nth(1, "quarter"), Shift("year", -1)).timex3(Context(date(2024, 6, 17)))
    '2023-Q1'
    """

    number: int
    unit: str
    fiscal: bool = False  # of a year of accounts, whose quarters are not those of the calendar
    era: bool = False  # counted from Christ, so that the first century is that one: "the first century AD"

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        if self.unit == "century" and (self.number > 1 or self.era):
            year = (self.number - 1) * 100
            return Interval(date(year or 1, 1, 1), date(min(year + 100, LAST_YEAR), 1, 1), Granularity.CENTURY)
        base = context.base
        if base is None:
            return None
        if self.unit in ("day", "week") and context.began:
            return replace(unit_around(self.unit, context.began, self.number - 1), certainty=Certainty.RESOLVED)
        found = [i for year in (-1, 0, 1) if (i := in_year(self, base.year + year))]
        if not found:
            return None
        if context.tense > 0 or context.story:
            chosen = nearest(found, replace(context, tense=0)) or found[0]
        else:  # the latest that has begun: reports are about the quarter just ended
            chosen = next(i for i in reversed(found) if i.start and i.start <= base)
        return replace(chosen, certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        letter = {"quarter": "Q", "half": "H", **SPAN_LETTERS}.get(self.unit)
        return f"XXXX-{letter}{self.number}" if letter else Shift(self.unit).open_value()

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.unit != "century"

    def explain(self, context: Context) -> str:
        if self.unit in ("day", "week") and context.began:
            on = self.number - 1
            how = f"{on} {self.unit}{'s' * (on != 1)} after" if on else f"the {self.unit} of"
            return f"{how} {context.began}"
        return "as written" if self.unit == "century" else "of that year"


@value
class NthIn(Op):
    """The nth weekday, day, week, weekend or month inside something: "the first Sunday of May"; -1 is the last.

    >>> NthIn(1, 6, Date(2024, 5)).resolve(Context())
    Interval(2024-05-05…2024-05-05, day, stated)
    >>> NthIn(-1, "week", Date(2024, 5)).timex3(Context())
    '2024-W21'
    """

    number: int
    what: int | str  # a weekday, 0…6, or a unit
    whole: Op

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.whole.relative

    def resolve(self, context: Context) -> Interval | None:
        whole = self.whole.resolve(context)
        if whole is None or whole.start is None or whole.end is None or not whole.days or whole.days > 3700:
            return None
        units: list[Interval] = []
        day = whole.start
        if isinstance(self.what, int):
            day += DAY * ((self.what - day.weekday()) % 7)
            while day < whole.end:
                units.append(Interval.day(day))
                day += 7 * DAY
        else:
            while day < whole.end:
                unit = unit_around(self.what, day)
                if unit in whole:
                    units.append(unit)
                day = unit.end or whole.end
        index = self.number - 1 if self.number > 0 else self.number
        if not -len(units) <= index < len(units):
            return None
        return replace(units[index], certainty=whole.certainty)

    def explain(self, context: Context) -> str:
        return self.whole.explain(context)


@value
class Decade(Op):
    """A decade: "the 1990s", "gli anni Novanta" (a two-digit decade belongs to the twentieth century).

    >>> Decade(1990).timex3(Context())
    '199'
    """

    year: int

    grain = "decade"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return False

    def resolve(self, context: Context) -> Interval | None:
        first = self.year // 10 * 10 + (1900 if self.year < 100 else 0)
        return Interval(date(first, 1, 1), date(first + 10, 1, 1), Granularity.DECADE)


@value
class Holiday(Op):
    """A named day: "MM-DD", "MM-DD/W" for the first weekday W from then on, "easter" with an offset in days, or
    "CC:Name" for one that the holidays library knows.

    >>> Holiday("12-25").timex3(Context(date(2024, 6, 17), tense=1))
    '2024-12-25'
    >>> Holiday("easter-2").timex3(Context(date(2024, 6, 17)))
    '2024-03-29'
    """

    key: str

    def resolve(self, context: Context) -> Interval | None:
        base = context.base
        if base is None:
            return None
        chosen = nearest([i for year in (-1, 0, 1) if (i := in_year(self, base.year + year))] or [], context)
        return chosen and replace(chosen, certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        return f"XXXX-{self.key}" if self.key[0].isdigit() and "/" not in self.key else "XXXX-XX-XX"

    def explain(self, context: Context) -> str:
        return "the nearest such feast"


@lru_cache(maxsize=4096)
def holiday(key: str, year: int) -> date | None:
    """The day of a feast in a year, or None where it has none (or is not known that early or late).

    Sources: the Gregorian computus of dateutil for "easter…", the holidays library for "CC:Name".

    >>> holiday("easter", 2024), holiday("US:Thanksgiving Day", 2024)
    (datetime.date(2024, 3, 31), datetime.date(2024, 11, 28))
    """
    try:
        if key.startswith("easter"):
            day: date = easter(year) + DAY * int(key[6:] or 0)
            return day
        if "/" in key:  # the first such weekday from that day on: the Tuesday after the first Monday of November
            first = date(year, int(key[:2]), int(key[3:5]))
            return first + DAY * ((int(key[6:]) - first.weekday()) % 7)
        if ":" in key:
            import holidays  # only texts that name such a feast pay for loading it

            country, _, name = key.partition(":")
            known = holidays.country_holidays(country, years=year, language="en_US", observed=False)
            return min((day for day, names in known.items() if name in names.split("; ")), default=None)
        return date(year, int(key[:2]), int(key[3:]))
    except (ValueError, NotImplementedError, OverflowError):
        return None


def in_year(op: Op, year: int) -> Interval | None:
    """A month, a day of a month, a season, a quarter or a half placed in a year."""
    if isinstance(op, Date) and op.month:
        return Date(year, op.month, op.day).resolve(Context())
    if isinstance(op, Holiday):
        day = holiday(op.key, year)
        return Interval.day(day) if day else None
    if isinstance(op, Season):
        first = month_interval(year, SEASON_MONTHS[op.season])
        return Interval(first.start, month_interval(year, SEASON_MONTHS[op.season] + 3).start, Granularity.SEASON)
    if isinstance(op, Nth):
        size = {"month": 1, "quarter": 3, "half": 6, **SPANS}.get(op.unit)
        if size and 1 <= op.number <= 12 // size:
            first = month_interval(year, (op.number - 1) * size + 1)
            last = month_interval(year, op.number * size + 1)
            named = Granularity.INTERVAL if op.unit in SPANS else Granularity(op.unit)
            return Interval(first.start, last.start, named)
    return None


@value
class Named(Op):
    """Last or next month, season, day of a month or of no month: "last September", "next June", "el pasado día 3".

    >>> Named(Date(month=9), -1).resolve(Context(date(2024, 6, 17)))
    Interval(2023-09-01…2023-09-30, month, resolved)
    >>> Named(Date(day=30), -1).timex3(Context(date(2024, 6, 17)))
    '2024-05-30'
    """

    part: Op
    step: int
    narrative: bool = False  # counted from where the story has got to: "l'été suivant"

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.part.grain

    def resolve(self, context: Context) -> Interval | None:
        base = context.reached if self.narrative else context.base
        if base is None:
            return None
        if self.narrative and self.step > 0 and context.narrative and context.narrative.last:
            base = context.narrative.last  # "in 1808 …, the following spring": after that year
        if isinstance(self.part, Weekday):
            return Weekday(self.part.weekday, self.step).resolve(context)
        if isinstance(self.part, Date) and self.part.month is None and self.part.day:
            months = [month_interval(base.year, base.month + i).start for i in (-2, -1, 0, 1, 2)]
            placed = [replace(self.part, year=m.year, month=m.month).resolve(context) for m in months if m]
        else:
            placed = [in_year(self.part, year) for year in range(base.year - 2, base.year + 3)]
        candidates = [found for found in placed if found and found.start and found.end]
        # "this September" lies in the publication year, "last" ends before that day, "next" starts after it.
        if self.step == 0:
            chosen = [i for i in candidates if i.start and i.start.year == base.year][:1]
        elif self.step < 0:
            chosen = [i for i in candidates if i.end and i.end <= base][-1:]
        else:
            chosen = [i for i in candidates if i.start and i.start > base][:1]
        return replace(chosen[0], certainty=Certainty.RESOLVED) if chosen else None

    def open_value(self) -> str:
        return self.part.open_value()

    def explain(self, context: Context) -> str:
        told = context.reached if self.narrative and context.narrative else "it"
        if self.step == 0:
            return "the one of that year"
        return f"the next one after {told}" if self.step > 0 else f"the last one before {told}"
