"""The algebra of time: small operators that resolve against an anchor, print TIMEX3 and explain themselves.

An operator knows no language. `resolve` gives the days that it covers (None where it names none, or where the
anchor that it needs is missing), `timex3` its TIMEX3 value, `explain` a phrase for people. Values follow TimeML 1.2
(weeks are ISO weeks, seasons SP SU FA WI, parts of day MO AF EV NI).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dateutil.easter import easter

from timeline.temporal.interval import Certainty, Granularity, Interval

UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "half": "H", "decade": "DE",
         "century": "CE", "weekend": "WE", "hour": "H", "minute": "M", "second": "S", "night": "NI",
         "while": "X"}  # fmt: skip
AGES = (13, 115)  # years that tell an age where no length is spoken of
SPANS = {"bimester": 2, "quadrimester": 4}  # months that some languages have a word for: "bimestre", "quadrimestre"
SPAN_LETTERS = {"bimester": "B", "quadrimester": "Qu"}  # how It-TimeML writes them, 1994-B1, 1994-Qu1
CLOCK_UNITS = ("hour", "minute", "second")
IN_YEARS = {"decade": 10, "century": 100}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons of the northern hemisphere
WEEKDAYS = tuple(calendar.day_name)
DAY = timedelta(days=1)
A_WEEK = 7  # days: from a longer stretch no weekday and no next day can be counted
LOOK_BACK = 90  # days: how far a story looks back as readily as it goes on
FEW_DAYS = {"day": 7, "week": 42, "month": 186, "year": 1830, "decade": 10958}  # what "recent <unit>s" may span at most


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    `tense` is -1 in a sentence about the past, +1 about the future, 0 where the verb does not tell.
    """

    published: date | None = None
    narrative: Interval | None = None  # what the story has got to, for "the next day"
    tense: int = 0
    reported: Interval | None = None  # the quarter or half that figures just told are about
    story: bool = False  # whether incomplete dates hang on the story and not on the publication day
    looks_back: bool = False  # the verb looks back from where the story has got to: "had signed"

    @property
    def base(self) -> date | None:
        """The day that incomplete dates are counted from."""
        return self.reached if self.story else self.published

    @property
    def reached(self) -> date | None:
        """The day that the story has got to, else the publication day."""
        return self.narrative.start if self.narrative else self.published


def years_on(interval: Interval, years: int) -> Interval:
    """The same days so many years on (29 February becomes 1 March).

    >>> years_on(Interval.of(2024, 6), -1)
    Interval(2023-06-01…2023-06-30, month, stated)
    """

    def moved(day: date | None) -> date | None:
        try:
            return day and day.replace(year=day.year + years)
        except ValueError:
            return day and date(day.year + years, 3, 1)

    return replace(interval, start=moved(interval.start), end=moved(interval.end))


def month_interval(year: int, month: int) -> Interval:
    """A month that may lie outside 1…12, counted on from the year: month 0 is the December before."""
    index = year * 12 + month - 1
    return Interval.of(index // 12, index % 12 + 1)


def unit_around(unit: str, day: date, shift: int = 0) -> Interval:
    """The calendar unit that holds a day, moved on by `shift` units.

    >>> unit_around("week", date(2024, 6, 17), -1)
    Interval(2024-06-10…2024-06-16, week, stated)
    >>> unit_around("quarter", date(2024, 6, 17))
    Interval(2024-04-01…2024-06-30, quarter, stated)
    """
    if unit == "week":
        start = day - DAY * day.weekday() + 7 * DAY * shift
        return Interval(start, start + 7 * DAY, Granularity.WEEK)
    if unit == "weekend":
        start = day + DAY * (5 - day.weekday()) + 7 * DAY * shift
        return Interval(start, start + 2 * DAY, Granularity.WEEKEND)
    if unit == "month":
        return month_interval(day.year, day.month + shift)
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        first = month_interval(day.year, (day.month - 1) // size * size + 1 + size * shift)
        assert first.start
        return Interval(
            first.start, month_interval(first.start.year, first.start.month + size).start, Granularity(unit)
        )
    if unit == "year":
        return Interval.of(day.year + shift)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first_year = day.year // size * size + size * shift
        return Interval(date(first_year, 1, 1), date(first_year + size, 1, 1), Granularity(unit))
    return Interval.day(day + DAY * shift)


def span_of(interval: Interval) -> str:
    """Which of SPANS an interval is, or "".

    >>> span_of(Interval.between(date(2024, 3, 1), date(2024, 4, 30))), span_of(Interval.of(2024, 6))
    ('bimester', '')
    """
    start, end = interval.start, interval.end
    if start is None or end is None or not start.day == end.day == 1:
        return ""
    months = (end.year - start.year) * 12 + end.month - start.month
    return next((unit for unit, size in SPANS.items() if size == months and (start.month - 1) % size == 0), "")


def interval_value(interval: Interval) -> str:
    """The TIMEX3 value of an interval that is one calendar unit.

    >>> interval_value(Interval.of(2024, 6)), interval_value(unit_around("weekend", date(2024, 6, 17), -1))
    ('2024-06', '2024-W24-WE')
    """
    start = interval.start
    if start is None:
        return ""
    iso = start.isocalendar()
    match interval.granularity:
        case Granularity.WEEK:
            return f"{iso.year}-W{iso.week:02}"
        case Granularity.WEEKEND:
            return f"{iso.year}-W{iso.week:02}-WE"
        case Granularity.MONTH:
            return f"{start.year:04}-{start.month:02}"
        case Granularity.QUARTER:
            return f"{start.year:04}-Q{(start.month + 2) // 3}"
        case Granularity.HALF:
            return f"{start.year:04}-H{(start.month + 5) // 6}"
        case Granularity.SEASON:
            return f"{start.year:04}-{next(s for s, m in SEASON_MONTHS.items() if m == start.month)}"
        case Granularity.YEAR:
            return f"{start.year:04}"
        case Granularity.DECADE:
            return f"{start.year:04}"[:3]
        case Granularity.CENTURY:
            return f"{start.year:04}"[:2]
        case Granularity.INTERVAL if unit := span_of(interval):
            return f"{start.year:04}-{SPAN_LETTERS[unit]}{(start.month - 1) // SPANS[unit] + 1}"
    return start.isoformat()


def nearest(candidates: list[Interval], context: Context) -> Interval | None:
    """Of the readings of an incomplete date, the one that the tense asks for, else the nearest to publication.

    The publication day itself counts for both directions: wire copy names today by its weekday.
    """
    base = context.base
    if base is None:
        return None
    if context.story:
        return min(candidates, key=lambda interval: story_gap(interval, context))

    def cost(interval: Interval) -> tuple[bool, int]:
        assert interval.start
        assert interval.last
        gap = max((interval.start - base).days, (base - interval.last).days, 0)
        wrong = (context.tense > 0 and interval.last < base) or (context.tense < 0 and interval.start > base)
        # A day and month that lies just on the other side of publication beats one nearly a year away.
        return wrong and gap > 75, gap

    return min(candidates, key=cost)


def story_gap(interval: Interval, context: Context) -> int:
    """How far a date lies from where a story has got to: in its year, unless that is long past and the next is near.

    Stories go forward, so a January after a November is the next one; but they also look back within their year.
    """
    told = context.narrative
    if told is None or told.start is None or told.last is None or interval.start is None or interval.last is None:
        return 0
    if told.overlaps(interval):
        return -LOOK_BACK
    if interval.last < told.start:
        # back in another year only where the verb looks back, or the turn of the year is near
        weight = 1 if context.looks_back else 2 if interval.start.year == told.start.year else 4
        return (told.start - interval.last).days * weight - LOOK_BACK
    return (interval.start - told.last).days


class Op:
    """Base of all operators. `grain` is the unit it is known to, "duration", "set" or "ref"."""

    __slots__ = ()
    grain = "day"
    type = "DATE"
    relative = True  # False where nothing but the words is needed

    def resolve(self, context: Context) -> Interval | None:
        """The days that it covers, or None."""
        raise NotImplementedError

    def timex3(self, context: Context) -> str:
        """Its TIMEX3 value."""
        interval = self.resolve(context)
        return interval_value(interval) if interval else self.open_value()

    def open_value(self) -> str:
        """The value where there is no anchor to count from."""
        return "XXXX"

    def explain(self, context: Context) -> str:
        """Why it means these days, as the end of a sentence."""
        return "as written"


@dataclass(frozen=True, slots=True)
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
        return [replace(i, certainty=Certainty.RESOLVED) for i in found]

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
        if self.month is None and context.story and context.narrative and not context.looks_back:
            # "in October … on the 19th": stories count the days of a month forwards
            return next((i for i in found if i.start and i.start >= base), None)
        if self.day is None and not context.story:
            # a bare month: the latest that has begun, unless the sentence looks ahead
            past = [i for i in found if i.start and i.start <= base]
            ahead = [i for i in found if i.last and i.last >= base]
            # with no verb to tell, a month that comes round within two months is not last year's
            soon = context.tense == 0 and past[-1].last and (base - past[-1].last).days > 280
            return ahead[0] if context.tense > 0 or soon else past[-1]
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
        if context.tense > 0:
            return f"the next such {what}, for the sentence looks ahead"
        return f"the nearest such {what}" if self.day else "the latest such month"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Shift(Op):
    """This, last or next calendar unit: "last week", "this year", "tomorrow".

    >>> Shift("week", -1).timex3(Context(date(2024, 6, 17)))
    '2024-W24'
    """

    unit: str
    count: int = 0

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        # "today" is the day of writing in a history book too, while "that year's" and "this month" are the story's
        base = context.published if self.unit == "day" else context.base
        if base is None or self.unit in CLOCK_UNITS:
            return None
        count = self.count
        if self.unit == "night":
            return Interval.day(base + DAY * count, Certainty.RESOLVED)
        return replace(unit_around(self.unit, base, count), certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        return {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "day": "XXXX-XX-XX"}.get(
            self.unit, "XXXX"
        )

    def timex3(self, context: Context) -> str:
        value = Op.timex3(self, context)
        return f"{value}TNI" if self.unit == "night" and context.published else value

    def explain(self, context: Context) -> str:
        if self.count == 0:
            return f"the {self.unit} of that day"
        if abs(self.count) == 1:
            return f"the {self.unit} {'after' if self.count > 0 else 'before'}"
        return f"{abs(self.count)} {self.unit}s {'after' if self.count > 0 else 'before'}"


@dataclass(frozen=True, slots=True)
class Next(Op):
    """The next unit, "the next year": after the one just told in a sentence about the past, else after publication.

    >>> Next("year").timex3(Context(date(2024, 6, 17), Interval.of(1998), tense=-1))
    '1999'
    >>> Next("year").timex3(Context(date(2024, 6, 17), Interval.of(1998), tense=1))
    '2025'
    """

    unit: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def _op(self, context: Context) -> Op:
        if context.story or (context.tense < 0 and context.narrative):
            return Ago(1, self.unit, 1, narrative=True)
        return Shift(self.unit, 1)

    def resolve(self, context: Context) -> Interval | None:
        return self._op(context).resolve(context)

    def open_value(self) -> str:
        return Shift(self.unit).open_value()

    def explain(self, context: Context) -> str:
        return self._op(context).explain(context)


@dataclass(frozen=True, slots=True)
class Weekend(Op):
    """A bare "the weekend": the one just over, or the coming one in a future sentence; with `step` 1 the next to come.

    >>> Weekend().timex3(Context(date(2024, 6, 17), tense=-1)), Weekend(1).timex3(Context(date(2024, 6, 17)))
    ('2024-W24-WE', '2024-W25-WE')
    """

    step: int = 0

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "weekend"

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Of(Op):
    """A part placed in a whole: "September last year", "the first quarter of 2024", "June of that year".

    >>> Of(Date(month=9), Shift("year", -1)).timex3(Context(date(2024, 6, 17)))
    '2023-09'
    """

    part: Op
    whole: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.part.grain

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.whole.relative

    def resolve(self, context: Context) -> Interval | None:
        whole = self.whole.resolve(context)
        if whole is None or whole.start is None:
            return None
        if isinstance(self.part, At):
            return Of(self.part.day, self.whole).resolve(context)
        if isinstance(self.part, Part):
            return Part(self.part.part, Of(self.part.whole, self.whole)).resolve(context)
        if isinstance(self.part, Same | Reported):  # "the quarter a year ago"
            told = self.part.resolve(context)
            return told and years_on(told, whole.start.year - told.start.year) if told and told.start else None
        if isinstance(self.part, Weekday):
            inside = [whole.start + DAY * i for i in range(min(whole.days or 7, 7))]
            found = [Interval.day(d) for d in inside if d.weekday() == self.part.weekday][:1]
        elif isinstance(self.part, Date) and self.part.month is None and whole.granularity is Granularity.MONTH:
            day = Date(whole.start.year, whole.start.month, self.part.day).resolve(context)
            found = [day] if day else []
        else:
            placed = in_year(self.part, whole.start.year)
            found = [placed] if placed else []
        return replace(found[0], certainty=whole.certainty) if found else None

    def timex3(self, context: Context) -> str:
        if isinstance(self.part, Part):  # "late spring of 2022" prints as the spring of 2022
            return Of(self.part.whole, self.whole).timex3(context)
        return Op.timex3(self, context)

    def open_value(self) -> str:
        return self.part.open_value()

    def explain(self, context: Context) -> str:
        return self.whole.explain(context)


@dataclass(frozen=True, slots=True)
class Season(Op):
    """A season: "summer"; bare, the one of the publication year that the tense asks for.

    >>> Season("SU").timex3(Context(date(2024, 6, 17)))
    '2024-SU'
    """

    season: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "season"

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


@dataclass(frozen=True, slots=True)
class Nth(Op):
    """A numbered unit: "the first quarter", "second half"; bare, of the publication year.

    >>> Of(Nth(1, "quarter"), Shift("year", -1)).timex3(Context(date(2024, 6, 17)))
    '2023-Q1'
    """

    number: int
    unit: str
    fiscal: bool = False  # of a year of accounts, whose quarters are not those of the calendar

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        if self.unit == "century" and 1 < self.number <= 30:
            year = (self.number - 1) * 100
            return Interval(date(year, 1, 1), date(year + 100, 1, 1), Granularity.CENTURY)
        base = context.base
        if base is None:
            return None
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
        return "of that year"


@dataclass(frozen=True, slots=True)
class BeforeChrist(Op):
    """A year before Christ, "218 BC", which no calendar date can hold: it keeps its TIMEX3 value.

    >>> BeforeChrist(218).timex3(Context())
    'BC0218'
    """

    year: int

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "bc"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return False

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        return f"BC{self.year:04}"


@dataclass(frozen=True, slots=True)
class Decade(Op):
    """A decade: "the 1990s", "gli anni Novanta" (a two-digit decade belongs to the twentieth century).

    >>> Decade(1990).timex3(Context())
    '199'
    """

    year: int

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "decade"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return False

    def resolve(self, context: Context) -> Interval | None:
        first = self.year // 10 * 10 + (1900 if self.year < 100 else 0)
        return Interval(date(first, 1, 1), date(first + 10, 1, 1), Granularity.DECADE)


@dataclass(frozen=True, slots=True)
class Duration(Op):
    """A length of time: "two days", "a decade". It covers no days of the calendar.

    >>> Duration(2, "day").timex3(Context()), Duration(None, "month").timex3(Context())
    ('P2D', 'PXM')
    """

    count: float | None
    unit: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "duration"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DURATION"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        if self.count is not None and self.unit in IN_YEARS:  # "two decades" prints as P20Y
            return f"P{self.count * IN_YEARS[self.unit]:g}Y"
        number = "X" if self.count is None else f"{self.count:g}"
        if self.count and self.count % 1 == 0.5:  # halves are told in the next smaller unit: P2Y6M
            smaller = {"year": "6M", "day": "T12H", "hour": "30M", "minute": "30S"}.get(self.unit)
            if smaller:
                whole = f"{int(self.count)}{UNITS[self.unit]}" if self.count >= 1 else ""
                return f"P{'T' if self.unit in CLOCK_UNITS else ''}{whole}{smaller}"
        return f"P{'T' if self.unit in CLOCK_UNITS else ''}{number}{UNITS[self.unit]}"

    def explain(self, context: Context) -> str:
        return "a length of time, not a date"


def whole_units(count: float, unit: str) -> tuple[int, str]:
    """A count with a half as a whole count of a smaller unit: half a year is six months.

    >>> whole_units(1.5, "year"), whole_units(2, "year")
    ((18, 'month'), (2, 'year'))
    """
    size, smaller = {
        "year": (12, "month"), "month": (30, "day"), "week": (7, "day"), "decade": (10, "year"),
        "century": (100, "year"),
    }.get(unit, (1, unit))  # fmt: skip
    return (round(count * size), smaller) if count % 1 else (int(count), unit)


@dataclass(frozen=True, slots=True)
class Ago(Op):
    """Counted from the anchor: "two years ago" (sign -1), "in three days" (sign +1); a vague count gives a window.

    With `narrative` it counts from the day that the story has got to: "the next day", "two days later".

    >>> Ago(2, "year", -1).timex3(Context(date(2024, 6, 17)))
    '2022'
    >>> Ago(1, "day", 1, narrative=True).resolve(Context(date(2024, 6, 17), Interval.of(2024, 3, 1)))
    Interval(2024-03-02…2024-03-02, day, resolved)
    """

    count: float | None
    unit: str
    sign: int
    narrative: bool = False
    length: bool = False  # TIMEX3 prints the length, as the Spanish TimeML guidelines do for "hace dos años"

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "duration" if self.length else self.unit

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DURATION" if self.length else "DATE"

    def resolve(self, context: Context) -> Interval | None:
        base = context.reached if self.narrative else context.published
        if base is None or self.unit == "night":
            return None
        if self.narrative and self.sign > 0 and context.tense < 0 and context.narrative is None:
            return None  # "two days later they met": after a day that the text has not told
        told = context.reported
        if self.unit == "year" and told and self.count == 1 and self.sign < 0:
            # "earnings rose … from a year earlier": the same quarter, not the whole year
            return years_on(told, -1).weakened(Certainty.RESOLVED)
        if self.unit in CLOCK_UNITS:
            days = int((self.count or 0) // 24) if self.unit == "hour" else 0
            return Interval.day(base + DAY * days * self.sign, Certainty.RESOLVED)
        if self.narrative and context.narrative:
            stretch = context.narrative
            ends_known = stretch.granularity is Granularity.INTERVAL and stretch.certainty is not Certainty.APPROXIMATE
            size = {"day": A_WEEK, "week": A_WEEK, "month": 31}.get(self.unit)
            if size and (stretch.days or 0) > size and not ends_known:
                return stretch.weakened(Certainty.APPROXIMATE)  # the day after some day of a month
            if self.sign > 0 and stretch.granularity is Granularity.INTERVAL and stretch.last:
                base = stretch.last
        try:
            if self.count is None:
                span = DAY * FEW_DAYS.get(self.unit, 366)
                if self.narrative and self.sign < 0 and context.published:
                    lately = timedelta(0) <= context.published - base <= span
                    base = context.published if lately else base  # what the news tells of these days
                first, last = (base - span, base - DAY) if self.sign < 0 else (base + DAY, base + span)
                return Interval.between(first, last, certainty=Certainty.APPROXIMATE)
            if self.unit in IN_YEARS:  # "two decades ago" is about that year, not all of a decade of the calendar
                years = self.sign * round(self.count * IN_YEARS[self.unit])
                return replace(unit_around("year", base, years), certainty=Certainty.APPROXIMATE)
            count, unit = whole_units(self.count, self.unit)
            return replace(unit_around(unit, base, self.sign * count), certainty=Certainty.RESOLVED)
        except (ValueError, OverflowError):  # before year 1
            return None

    def timex3(self, context: Context) -> str:
        if self.length and not (context.story and self.narrative and self.count and self.resolve(context)):
            return Duration(self.count, self.unit).timex3(context)  # in a story "dos años después" dates what follows
        if self.count is None:
            return "FUTURE_REF" if self.sign > 0 else "PAST_REF"
        return interval_value(found) if (found := self.resolve(context)) else self.open_value()

    def explain(self, context: Context) -> str:
        how = "after" if self.sign > 0 else "before"
        base = context.reached if self.narrative and context.narrative else None
        many = "some time" if self.count is None else f"{self.count:g} {self.unit}{'s' * (self.count != 1)}"
        return f"{many} {how} {base or 'it'}"


@dataclass(frozen=True, slots=True)
class Recent(Op):
    """The last or next so many units as a window: "in recent months", "the past two weeks", "nei prossimi anni".

    >>> Recent(2, "week", -1).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-03…2024-06-17, interval, approximate)
    """

    count: float | None
    unit: str
    sign: int

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "window"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DURATION"

    def resolve(self, context: Context) -> Interval | None:
        base = context.published
        if base is None or self.unit in CLOCK_UNITS:
            return None
        try:
            if self.count is None:
                other = base + DAY * FEW_DAYS.get(self.unit, 366) * self.sign
            elif self.unit in ("day", "week"):
                other = base + DAY * round(self.count * (7 if self.unit == "week" else 1)) * self.sign
            else:
                years = IN_YEARS.get(self.unit)  # the last decade is the ten years up to then, not one of the calendar
                unit, count = ("year", self.count * years) if years else (self.unit, self.count)
                moved = unit_around(unit, base, self.sign * round(count)).start
                assert moved
                other = moved.replace(month=base.month if unit == "year" else moved.month)
        except (ValueError, OverflowError):
            return None
        first, last = sorted((other, base))
        return Interval.between(first, last, certainty=Certainty.APPROXIMATE)

    def timex3(self, context: Context) -> str:
        return Duration(self.count, self.unit).timex3(context)

    def explain(self, context: Context) -> str:
        return f"the {self.unit}s {'after' if self.sign > 0 else 'up to'} then"


@dataclass(frozen=True, slots=True)
class Part(Op):
    """Early, mid or late in something: "early June", "la fine del 2023", "earlier this year" ("so far").

    >>> Part("early", Date(2024, 6)).resolve(Context())
    Interval(2024-06-01…2024-06-10, interval, approximate)
    >>> Part("sofar", Shift("year")).resolve(Context(date(2024, 6, 17)))
    Interval(2024-01-01…2024-06-17, interval, approximate)
    """

    part: str  # early, mid, late, sofar, rest, about
    whole: Op

    @property
    def type(self) -> str:  # type: ignore[override]
        return self.whole.type

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.whole.grain

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.whole.relative

    def resolve(self, context: Context) -> Interval | None:
        whole = self.whole.resolve(context)
        if whole is None or whole.start is None or whole.last is None or whole.days is None:
            return whole
        if self.part == "about":
            return whole.weakened(Certainty.APPROXIMATE)
        if whole.days == 1:
            return whole
        third = whole.days // 3
        first, last = whole.start, whole.last
        match self.part:
            case "early":
                last = first + DAY * (third - 1)
            case "mid":
                first, last = first + DAY * third, last - DAY * third
            case "late":
                first = last - DAY * (third - 1)
            case "sofar" if context.published and first <= context.published <= last:
                last = context.published
            case "rest" if context.published and first <= context.published <= last:
                first = context.published
        return Interval.between(first, last, certainty=Certainty.APPROXIMATE)

    def timex3(self, context: Context) -> str:
        return self.whole.timex3(context)

    def explain(self, context: Context) -> str:
        words = {"sofar": "up to that day", "rest": "from that day on"}
        if self.part == "about":
            return f"{self.whole.explain(context)}, about"
        return f"{self.whole.explain(context)}, {words.get(self.part, f'its {self.part} part')}"


@dataclass(frozen=True, slots=True)
class At(Op):
    """A part of a day or a clock time: "Tuesday morning", "ieri sera", "18 June at 16:30".

    >>> At(Shift("day", -1), "TEV").timex3(Context(date(2024, 6, 17)))
    '2024-06-16TEV'
    """

    day: Op
    time: str | Clock

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "moment"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "TIME"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.day.relative

    def resolve(self, context: Context) -> Interval | None:
        return self.day.resolve(context)

    def timex3(self, context: Context) -> str:
        day = self.day
        if isinstance(day, Part | At):  # "early Tuesday morning" prints as Tuesday morning
            day = day.whole if isinstance(day, Part) else day.day
        value = day.timex3(context)
        if re.fullmatch(r"[\dX]{4}(-[\dX]{2})?", value):  # some morning of a month
            value += "-XX" * (2 - value.count("-"))
        return value + (self.time if isinstance(self.time, str) else self.time.clock)

    def open_value(self) -> str:
        return self.day.open_value() + (self.time if isinstance(self.time, str) else self.time.clock)

    def explain(self, context: Context) -> str:
        return self.day.explain(context)


def _without_year(op: Op) -> Date | None:
    return op if isinstance(op, Date) and op.year is None else None


@dataclass(frozen=True, slots=True)
class Range(Op):
    """From one to another, both included: "18-19 June", "between August and February".

    What one end leaves out it takes from the other; ends that are given in the wrong order by the calendar run over
    the turn of the year.

    >>> Range(Date(month=8), Date(month=2)).resolve(Context(date(2024, 6, 17), tense=-1))
    Interval(2023-08-01…2024-02-29, interval, resolved)
    >>> Range(Date(day=18), Date(month=6, day=19)).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-18…2024-06-19, interval, resolved)
    """

    first: Op
    last: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "range"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.first.relative or self.last.relative

    def ends(self) -> tuple[Op, Op]:
        """The two ends, each with what it takes from the other."""
        first, last = self.first, self.last
        if isinstance(first, Part) or isinstance(last, Part):  # "late October to early November 1942"
            bare = [end.whole if isinstance(end, Part) else end for end in (first, last)]
            full = zip((first, last), Range(*bare).ends(), strict=True)
            first, last = (replace(end, whole=whole) if isinstance(end, Part) else whole for end, whole in full)
        elif isinstance(first, Season) and isinstance(last, Of):  # "the summer and autumn of 1864"
            first = Of(first, last.whole)
        elif isinstance(first, Date) and isinstance(last, Date):
            if first.month is None and first.day and last.month:
                first = replace(first, month=last.month, year=last.year)
            elif last.month is None and last.day and first.month:
                last = replace(last, month=first.month, year=first.year)
            if first.year is None and last.year and first.month:
                turn = last.month is not None and first.month > last.month
                first = replace(first, year=last.year - turn)
            elif last.year is None and first.year and first.month and last.month:
                last = replace(last, year=first.year + (last.month < first.month))
        return first, last

    def resolve(self, context: Context) -> Interval | None:
        first_op, last_op = self.ends()
        last = last_op.resolve(context)
        first = first_op.resolve(context)
        if not (first and last and first.start and first.last and last.start and last.last):
            return None
        start, end = first.start, last.last
        if start > end:
            try:
                if _without_year(first_op):
                    start = start.replace(year=start.year - 1)
                elif _without_year(last_op):
                    end = end.replace(year=end.year + 1)
                elif isinstance(first_op, Weekday) or isinstance(last_op, Weekday):
                    end += 7 * DAY
            except ValueError:  # 29 February
                return None
        if start > end:
            return None
        certainty = min(first.certainty, last.certainty)
        if _without_year(first_op) and end - start > 366 * DAY:
            start = start.replace(year=start.year + 1, day=1)
        return Interval.between(start, end, certainty=certainty)

    def placed(self, context: Context) -> tuple[Op, Op]:
        """The two ends with the years or days that the whole range gives them: January to November of one year."""
        first, last = self.ends()
        whole = self.resolve(context)
        if whole and whole.start and whole.last:
            first, last = _placed(first, whole.start), _placed(last, whole.last)
        return first, last

    def timex3(self, context: Context) -> str:
        first, last = self.placed(context)
        return f"{first.timex3(context)}/{last.timex3(context)}"

    def explain(self, context: Context) -> str:
        return self.ends()[1].explain(context)


def _placed(op: Op, day: date) -> Op:
    """A date without a year, or a bare weekday, on a day that is known."""
    if isinstance(op, Weekday):
        return Date(day.year, day.month, day.day)
    return replace(op, year=day.year) if isinstance(op, Date) and op.year is None and op.month else op


@dataclass(frozen=True, slots=True)
class Open(Op):
    """Open on one side: "since 2014" (sign +1), "until next week" (sign -1).

    `beyond` leaves out the edge itself: "after 2014" (sign +1), "before this summer" (sign -1).

    >>> Open(Date(2014), 1).resolve(Context()), Open(Date(2014), -1, beyond=True).resolve(Context())
    (Interval(2014-01-01…, year, stated), Interval(…2013-12-31, year, stated))
    """

    edge: Op
    sign: int
    beyond: bool = False

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "open"

    @property
    def type(self) -> str:  # type: ignore[override]
        return self.edge.type

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.edge.relative

    def resolve(self, context: Context) -> Interval | None:
        edge = self.edge.resolve(context)
        if edge is None:
            return None
        if self.beyond:
            return (
                replace(edge, start=edge.end, end=None) if self.sign > 0 else replace(edge, start=None, end=edge.start)
            )
        return replace(edge, end=None) if self.sign > 0 else replace(edge, start=None)

    def timex3(self, context: Context) -> str:
        return self.edge.timex3(context)

    def explain(self, context: Context) -> str:
        return f"{self.edge.explain(context)}, open {'after' if self.sign > 0 else 'before'} it"


@dataclass(frozen=True, slots=True)
class Same(Op):
    """The unit that the story has got to: "that day", "the same month", "quell'anno".

    >>> Same("month").timex3(Context(date(2024, 6, 17), Interval.of(2023, 9, 13)))
    '2023-09'
    """

    unit: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        base = context.reached
        if base is None or self.unit in CLOCK_UNITS:
            return None
        if self.unit == "quarter" and context.reported and context.reported.granularity is Granularity.QUARTER:
            return context.reported
        if self.unit == "quarter" and context.published:  # figures come out when the quarter is over
            return replace(unit_around("quarter", context.published, -1), certainty=Certainty.RESOLVED)
        unit, told = unit_around(self.unit, base), context.narrative
        if told and (told.days or 0) > max(unit.days or 0, A_WEEK) and told.granularity is not Granularity.INTERVAL:
            return told.weakened(Certainty.APPROXIMATE)  # a day or month that was told only to the month or year
        return replace(unit, certainty=Certainty.RESOLVED)

    def explain(self, context: Context) -> str:
        return f"the {self.unit} of {context.reached or 'that day'}"


@dataclass(frozen=True, slots=True)
class Around(Op):
    """The unit that holds a date: "the week of 6 May".

    >>> Around("week", Date(2024, 5, 8)).resolve(Context())
    Interval(2024-05-06…2024-05-12, week, stated)
    """

    unit: str
    inner: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.inner.relative

    def resolve(self, context: Context) -> Interval | None:
        inner = self.inner.resolve(context)
        if inner is None or inner.start is None:
            return None
        return replace(unit_around(self.unit, inner.start), certainty=inner.certainty)

    def open_value(self) -> str:
        return Shift(self.unit).open_value()

    def explain(self, context: Context) -> str:
        return f"the {self.unit} that holds it"


@dataclass(frozen=True, slots=True)
class YearsBefore(Op):
    """The same unit so many years before: "the year-earlier quarter".

    >>> YearsBefore(1, Same("quarter")).timex3(Context(date(2024, 6, 17)))
    '2023-Q1'
    """

    count: int
    what: Op
    sign = -1

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.what.grain

    def resolve(self, context: Context) -> Interval | None:
        found = self.what.resolve(context)
        return years_on(found, -self.count) if found else None

    def explain(self, context: Context) -> str:
        return f"{self.what.explain(context)}, {self.count} year{'s' * (self.count != 1)} before"


@dataclass(frozen=True, slots=True)
class Reported(Op):
    """The quarter or half that figures just told are about: "the latest period"; in a year, or so many years back.

    Where no such figures were told, it is the year itself.

    >>> Reported(1988).timex3(Context(date(1989, 10, 30), reported=unit_around("quarter", date(1989, 9, 1))))
    '1988-Q3'
    >>> Reported(back=1).timex3(Context(date(1989, 10, 30)))
    '1988'
    """

    year: int | None = None
    back: int = 0

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "period"

    def resolve(self, context: Context) -> Interval | None:
        told = context.reported
        if not (told and told.start and told.end):
            base = context.published
            year = self.year or (base and base.year - self.back)
            return replace(Interval.of(year), certainty=Certainty.RESOLVED) if year else None
        move = self.year - told.start.year if self.year else -self.back
        return years_on(told, move).weakened(Certainty.RESOLVED)

    def explain(self, context: Context) -> str:
        return "the period that the figures are about" if context.reported else "a period of that year"


@dataclass(frozen=True, slots=True)
class Ended(Op):
    """The unit that ended on a day, or so many years before: "the quarter ended July 31" lies mostly before that day.

    >>> Ended("quarter", Date(1989, 7, 31)).timex3(Context())
    '1989-Q2'
    """

    unit: str
    last: Op
    back: int = 0

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.last.relative

    def resolve(self, context: Context) -> Interval | None:
        last = self.last.resolve(context)
        if last is None or last.start is None:
            return None
        middle = last.start - DAY * (FEW_DAYS.get(self.unit, 90) // 2)
        whole = unit_around(self.unit, middle)
        return years_on(whole, -self.back).weakened(Certainty.RESOLVED)

    def explain(self, context: Context) -> str:
        return f"the {self.unit} that ended then"


@dataclass(frozen=True, slots=True)
class Told(Op):
    """A weekday counted from where the story has got to: "the following Tuesday" (+1), "that Friday" (0).

    >>> Told(1, 1).resolve(Context(date(2024, 6, 17), Interval.of(2024, 3, 1)))
    Interval(2024-03-05…2024-03-05, day, resolved)
    """

    weekday: int
    step: int

    def resolve(self, context: Context) -> Interval | None:
        told = context.narrative
        if told and (told.days or 0) > A_WEEK:
            return told.weakened(Certainty.APPROXIMATE)  # which Tuesday of a month, nobody can tell
        base = context.reached
        if base is None:
            return None
        ahead = (self.weekday - base.weekday()) % 7
        if self.step > 0:
            moved = ahead or 7
        elif self.step < 0:
            moved = ahead - 7
        else:
            moved = ahead if ahead <= 3 else ahead - 7
        return Interval.day(base + DAY * moved, Certainty.RESOLVED)

    def open_value(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def explain(self, context: Context) -> str:
        which = {1: "after", 0: "nearest to", -1: "before"}[self.step]
        return f"the {WEEKDAYS[self.weekday]} {which} {context.reached}"


@dataclass(frozen=True, slots=True)
class Ref(Op):
    """A vague reference: "now" PRESENT_REF, "recently" PAST_REF, "soon" FUTURE_REF. It puts no dot on a timeline.

    >>> Ref("PAST_REF").resolve(Context(date(2024, 6, 17))) is None
    True
    """

    value: str
    tense: int = 0  # in a sentence of another tense it is no such reference: "soon became" tells an order only

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "ref"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        return self.value

    def explain(self, context: Context) -> str:
        return "too vague for a date"


@dataclass(frozen=True, slots=True)
class Every(Op):
    """What recurs: "every Tuesday", "each year", "daily".

    >>> Every(Duration(1, "year")).timex3(Context()), Every(Weekday(1)).timex3(Context())
    ('P1Y', 'XXXX-WXX-2')
    """

    what: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "set"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "SET"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        return self.what.timex3(context) if isinstance(self.what, Duration) else self.what.open_value()

    def explain(self, context: Context) -> str:
        return "recurring, so no single date"


@dataclass(frozen=True, slots=True)
class Clock(Op):
    """A time of day: "10.30", "3 p.m.", "alle 15"; bare, on the day that the story has got to.

    Hours count 0…24, minutes 0…59; `half` is "am" or "pm" where the words say so.

    >>> Clock(3, 30, "pm").timex3(Context(date(2024, 6, 17)))
    '2024-06-17T15:30'
    """

    hour: int
    minute: int = 0
    half: str | None = None

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "clock"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "TIME"

    @property
    def clock(self) -> str:
        """The time as TIMEX3 writes it, "T15:30"."""
        hour = self.hour
        if self.half == "pm" and hour < 12:
            hour += 12
        elif self.half == "am" and hour == 12:
            hour = 0
        return f"T{hour:02}:{self.minute:02}"

    def resolve(self, context: Context) -> Interval | None:
        base = context.reached if context.narrative and context.narrative.days == 1 else context.published
        return Interval.day(base, Certainty.RESOLVED) if base else None

    def timex3(self, context: Context) -> str:
        found = self.resolve(context)
        return (found.start.isoformat() if found and found.start else "XXXX-XX-XX") + self.clock

    def explain(self, context: Context) -> str:
        return "a time of that day"


def clock(hour: float | None, minute: int | None = None, half: str | None = None) -> Clock | None:
    """A Clock, or None where the figures are no time of day. "23,45" is read as a decimal number.

    >>> clock(25) is None, clock(9, 5), clock(23.45)
    (True, Clock(hour=9, minute=5, half=None), Clock(hour=23, minute=45, half=None))
    """
    if hour is not None and hour % 1:
        hour, minute = int(hour), round(hour % 1 * 100)
    minute = minute or 0
    if hour is None or not (0 <= hour <= (12 if half else 24) and 0 <= minute <= 59):
        return None
    return Clock(int(hour), int(minute), half)


@dataclass(frozen=True, slots=True)
class Holiday(Op):
    """A named day: "MM-DD", "easter" with an offset in days, or "CC:Name" for one that the holidays library knows.

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
        return f"XXXX-{self.key}" if self.key[0].isdigit() else "XXXX-XX-XX"

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
        if ":" in key:
            import holidays  # only texts that name such a feast pay for loading it

            country, _, name = key.partition(":")
            known = holidays.country_holidays(country, years=year, language="en_US", observed=False)
            return min((day for day, names in known.items() if name in names.split("; ")), default=None)
        return date(year, int(key[:2]), int(key[3:]))
    except (ValueError, NotImplementedError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class In(Op):
    """ "in three days": a date counted ahead where the sentence looks ahead, else a length ("built in three days").

    >>> In(3, "day").timex3(Context(date(2024, 6, 17), tense=1)), In(3, "day").timex3(Context(date(2024, 6, 17)))
    ('2024-06-20', 'P3D')
    """

    count: float | None
    unit: str
    length: bool = False  # TIMEX3 prints the length also where it is a date, as with "hace dos años"

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "duration"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DURATION"

    def resolve(self, context: Context) -> Interval | None:
        return Ago(self.count, self.unit, 1).resolve(context) if context.tense > 0 else None

    def timex3(self, context: Context) -> str:
        found = self.resolve(context) if self.count is not None and not self.length else None
        return interval_value(found) if found else Duration(self.count, self.unit).timex3(context)

    def explain(self, context: Context) -> str:
        ahead = context.tense > 0
        return Ago(self.count, self.unit, 1).explain(context) if ahead else "a length of time, not a date"


@dataclass(frozen=True, slots=True)
class Stretch(Op):
    """The first (sign +1) or last so many units of something: "the first six months of 1990".

    TIMEX3 prints the half of a year for two quarters, else the length.

    >>> Stretch(2, "quarter", Date(1990)).timex3(Context()), Stretch(9, "month", Date(1990)).timex3(Context())
    ('1990-H1', 'P9M')
    >>> Stretch(2, "week", Date(2024, 6), -1).resolve(Context())
    Interval(2024-06-17…2024-06-30, interval, stated)
    """

    count: float | None
    unit: str
    whole: Op
    sign: int = 1

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "half" if self._is_half else "duration"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DATE" if self._is_half else "DURATION"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.whole.relative

    @property
    def _is_half(self) -> bool:
        return self.unit == "quarter" and self.count == 2 and self.whole.grain == "year"

    def resolve(self, context: Context) -> Interval | None:
        whole = self.whole.resolve(context)
        if whole is None or whole.start is None or whole.end is None or self.unit in CLOCK_UNITS:
            return None
        size = round(self.count or 0)
        if size < 1:
            return None
        start, end = whole.start, whole.end
        if self.unit in ("day", "week"):
            length = DAY * size * (7 if self.unit == "week" else 1)
            first, after = (start, start + length) if self.sign > 0 else (end - length, end)
        elif self.sign > 0:
            first, after = start, unit_around(self.unit, start, size).start or end
        else:
            first, after = unit_around(self.unit, end - DAY, 1 - size).start or start, end
        if first < start or after > end:
            return None
        return Interval(first, after, Granularity.HALF if self._is_half else Granularity.INTERVAL, whole.certainty)

    def timex3(self, context: Context) -> str:
        return Op.timex3(self, context) if self._is_half else Duration(self.count, self.unit).timex3(context)

    def open_value(self) -> str:
        return f"{self.whole.open_value()}-H{1 if self.sign > 0 else 2}"

    def explain(self, context: Context) -> str:
        return f"{self.whole.explain(context)}, its {'first' if self.sign > 0 else 'last'} {self.unit}s"


@dataclass(frozen=True, slots=True)
class Off(Op):
    """So many units before (sign -1) or after a date: "the day after Christmas", "two weeks before 5 May".

    With `length` TIMEX3 prints the length, for the words of the date are an expression of their own.

    >>> Off(1, "day", 1, Holiday("12-25")).timex3(Context(date(2024, 1, 3)))
    '2023-12-26'
    >>> Off(2, "week", -1, Date(2024, 5, 5), length=True).timex3(Context())
    'P2W'
    """

    count: float | None
    unit: str
    sign: int
    anchor: Op
    length: bool = False

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "duration" if self.length else self.unit

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DURATION" if self.length else "DATE"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.anchor.relative

    def resolve(self, context: Context) -> Interval | None:
        anchor = self.anchor.resolve(context)
        if anchor is None or self.unit in CLOCK_UNITS:
            return None
        day = anchor.last if self.sign > 0 else anchor.start
        if day is None:
            return None
        told = Context(context.published, Interval.day(day))
        found = Ago(self.count, self.unit, self.sign, narrative=True).resolve(told)
        return found.weakened(anchor.certainty) if found else None

    def timex3(self, context: Context) -> str:
        return Duration(self.count, self.unit).timex3(context) if self.length else Op.timex3(self, context)

    def open_value(self) -> str:
        return Shift(self.unit).open_value()

    def explain(self, context: Context) -> str:
        many = "some time" if self.count is None else f"{self.count:g} {self.unit}{'s' * (self.count != 1)}"
        return f"{many} {'after' if self.sign > 0 else 'before'} it: {self.anchor.explain(context)}"


@dataclass(frozen=True, slots=True)
class Nothing(Op):
    """What looks like a time and is none; it is dropped after the search."""

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "nothing"

    def resolve(self, context: Context) -> Interval | None:
        return None


@dataclass(frozen=True, slots=True)
class DayInList(Nothing):
    """A day in a list whose month stands at its end, "the 3rd, 4th and 5th of June"; without that month, nothing.

    >>> DayInList(3).resolve(Context(date(2024, 6, 17))) is None
    True
    """

    day: int


@dataclass(frozen=True, slots=True)
class DayOfStory(DayInList):
    """A figure that can be the day of a month only where a story has got to a month: "le 14", "il 26", "am 9."

    `nouns`: a capital letter behind it is that of a noun, which the figure may number ("am 9. Verhandlungstag").

    >>> DayOfStory(14).as_date()
    Date(year=None, month=None, day=14)
    """

    nouns: bool = False

    def as_date(self) -> Date:
        """The date that it is in a story."""
        return Date(day=self.day)


def day_of_story(day: int, nouns: bool = False) -> DayOfStory | None:
    """A DayOfStory; None where a month has no such day.

    >>> day_of_story(14), day_of_story(40) is None
    (DayOfStory(day=14, nouns=False), True)
    """
    return DayOfStory(day, nouns) if 1 <= day <= 31 else None


def year_of(hundreds: int, rest: float) -> Date | None:
    """A year in words: "nineteen ninety-six".

    >>> year_of(19, 96)
    Date(year=1996, month=None, day=None)
    """
    return Date(hundreds * 100 + int(rest)) if 10 <= rest <= 99 and rest % 1 == 0 else None


def short_year(rest: int) -> Date | None:
    """A year cut short, "'98", "il 92": of the twentieth century from 30 on, else of the twenty-first.

    >>> short_year(98), short_year(7)
    (Date(year=1998, month=None, day=None), Date(year=2007, month=None, day=None))
    """
    return Date(rest + (1900 if rest >= 30 else 2000)) if 0 <= rest <= 99 else None


def military(figures: int) -> Clock | None:
    """A clock time in four figures: "0430 hours".

    >>> military(430).clock
    'T04:30'
    """
    return clock(figures // 100, figures % 100)


def clock_before(hour: float | None, minutes: int = 30) -> Clock | None:
    """A clock time told by what is missing to the full hour: "ten to nine", "halb neun".

    >>> clock_before(9).clock, clock_before(1, 10).clock
    ('T08:30', 'T12:50')
    """
    return clock(int(hour - 1) or 12, 60 - minutes) if hour and hour % 1 == 0 and 0 < minutes < 60 else None


def years_across(year: int, rest: int) -> Range | None:
    """Years of which the second is cut short, "2007/08", "1939-45"; None where that is not after the first.

    >>> years_across(1999, 0).timex3(Context()), years_across(2007, 6) is None
    ('1999/2000', True)
    """
    last = year // 100 * 100 + rest
    if rest == 0 and year % 100 == 99:
        last += 100
    return Range(Date(year), Date(last)) if last > year and 0 <= rest <= 99 else None


def length(count: float | None, unit: str) -> Duration | Nothing:
    """A Duration; but quarters and halves are parts of a whole ("three quarters of its food") and no time.

    >>> length(3, "day"), length(3, "quarter")
    (Duration(count=3, unit='day'), Nothing())
    """
    return Nothing() if unit in ("quarter", "half") else Duration(count, unit)


def ranged(first: Op, last: Op) -> Range | None:
    """A Range; None between lengths of time ("from two to three days"), which are no ends of anything.

    Nor are ends that say themselves that they are in the wrong order: "2024-06" is no range of years.

    >>> ranged(Duration(2, "day"), Duration(3, "day")) is None, ranged(Date(2024), Date(2006)) is None
    (True, True)
    """
    if isinstance(first, Duration) or isinstance(last, Duration):
        return None
    made = Range(first, last)
    if not first.relative and not last.relative and made.resolve(Context()) is None:
        return None if first.resolve(Context()) and last.resolve(Context()) else made
    return made


def opened(edge: Op, sign: int, beyond: bool = False) -> Op:
    """An Open; a range is closed on both sides already ("da gennaio a settembre").

    >>> opened(Range(Date(2024), Date(2025)), 1)
    Range(first=Date(year=2024, month=None, day=None), last=Date(year=2025, month=None, day=None))
    """
    return edge if isinstance(edge, Range) else Open(edge, sign, beyond)


def retimed(moment: Op, day: Op) -> At | None:
    """The part of day of one expression on the day of another: "nella serata" + "di venerdì".

    >>> retimed(At(Same("day"), "TEV"), Shift("day", -1)).timex3(Context(date(2024, 6, 17)))
    '2024-06-16TEV'
    """
    return At(day, moment.time) if isinstance(moment, At) and not isinstance(day, At) else None


def aged(count: float | None) -> Nothing | None:
    """Nothing where a number of years can only be someone's age ("un operaio di 38 anni"), else None.

    >>> aged(38), aged(3)
    (Nothing(), None)
    """
    return Nothing() if count is not None and AGES[0] <= count <= AGES[1] else None


def numbered(number: int, unit: str, fiscal: object = None) -> Nth | Nothing:
    """An Nth; but the 90th minute is no date.

    >>> numbered(90, "minute"), numbered(2, "quarter")
    (Nothing(), Nth(number=2, unit='quarter', fiscal=False))
    """
    return Nothing() if unit in CLOCK_UNITS else Nth(number, unit, bool(fiscal))


def lasting(count: float | None, unit: str) -> Duration:
    """A Duration in languages whose quarters and halves of a year are nothing else ("due trimestri", "un semestre").

    >>> lasting(1, "half").timex3(Context()), lasting(2, "quarter").timex3(Context())
    ('P6M', 'P2Q')
    """
    months = {"half": 6, **SPANS}.get(unit)
    if months:
        return Duration(None if count is None else count * months, "month")
    return Duration(count, unit)


def up_to(first: float | None, last: float | None, unit: str) -> Duration | None:
    """The first of two lengths of which only the second names its unit, "three to four weeks"; None if it is longer.

    >>> up_to(3, 4, "week").timex3(Context()), up_to(1971, 1, "year") is None
    ('P3W', True)
    """
    return None if first is not None and last is not None and first >= last else lasting(first, unit)


def counted(count: float | None, unit: str, sign: int, narrative: bool = False, length: bool = False) -> Ago | None:
    """An Ago; None for halves, which are no unit to count in ("a half later").

    >>> counted(1, "half", 1) is None
    True
    """
    return None if unit == "half" else Ago(count, unit, sign, narrative, length)


def inside(count: float | None, unit: str, length: bool = False) -> In | None:
    """An In; None for quarters and halves ("in a half dozen states").

    >>> inside(3, "day"), inside(1, "half") is None
    (In(count=3, unit='day', length=False), True)
    """
    return None if unit in ("quarter", "half") else In(count, unit, length)


def late_year(rest: int) -> Date | None:
    """A year cut short that can be no day of a month, "il 92"; None up to 31.

    >>> late_year(92), late_year(27) is None
    (Date(year=1992, month=None, day=None), True)
    """
    return short_year(rest) if rest > 31 else None


def day_month(day: int, month: int) -> Date | None:
    """A day and a month in figures, "12.6."; None where there is no such month.

    >>> day_month(12, 6), day_month(12, 30) is None
    (Date(year=None, month=6, day=12), True)
    """
    return Date(month=month, day=day) if 1 <= month <= 12 else None


def years_from(year: int) -> Decade | Date:
    """ "the years 1990": the decade where the year is a round one, else the year itself.

    >>> years_from(1990), years_from(1988)
    (Decade(year=1990), Date(year=1988, month=None, day=None))
    """
    return Date(year) if year % 10 else Decade(year)


def dated(year: float | None = None, month: int | None = None, day: float | None = None) -> Date | None:
    """A Date; None where a number in words is no day or year ("some of May", "two and a half May").

    >>> dated(2024, 5, 3.0), dated(month=5, day=2.5) is None
    (Date(year=2024, month=5, day=3), True)
    """
    if any(part is not None and part % 1 for part in (year, day)) or (day is not None and not 1 <= day <= 31):
        return None
    if year is None and month is None and day is None:
        return None
    return Date(None if year is None else int(year), month, None if day is None else int(day))


def plus(first: float | None, second: float | None) -> float | None:
    """Two numbers as one, "two and a half"; None where one is not known.

    >>> plus(2, 0.5), plus(None, 0.5) is None
    (2.5, True)
    """
    return None if first is None or second is None else first + second


def times(first: float | None, second: float | None) -> float | None:
    """A number of hundreds or thousands, "two thousand"; None where the second is neither.

    >>> times(2, 1000), times(2, 3) is None
    (2000, True)
    """
    return None if first is None or second not in (100, 1000) else first * second


OPERATORS: dict[str, Callable[..., Any]] = {
    op.__name__: op
    for op in (Date, Weekday, Shift, Next, Weekend, Named, Of, Season, Nth, NthIn, BeforeChrist, Decade, Duration, In,
               Ago, Recent, Part, At, Range, Open, Same, Around, Reported, Ended, Told, YearsBefore, Ref, Every,
               Holiday, DayInList, Stretch, Off)
}  # fmt: skip
# Helpers that packs may call like operators; what returns None means that the rule does not fit after all.
OPERATORS |= {
    "Clock": clock,
    "YearOf": year_of,
    "ShortYear": short_year,
    "LateYear": late_year,
    "YearsAcross": years_across,
    "ClockBefore": clock_before,
    "Military": military,
    "DayMonth": day_month,
    "YearsFrom": years_from,
    "Plus": plus,
    "Times": times,
    "Range": ranged,
    "Duration": length,
    "Lasting": lasting,
    "UpTo": up_to,
    "Length": Duration,
    "Ago": counted,
    "In": inside,
    "Nth": numbered,
    "Aged": aged,
    "Open": opened,
    "Retimed": retimed,
    "Date": dated,
    "DayOfStory": day_of_story,
}
