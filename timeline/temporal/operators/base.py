"""What the operators share: the context that they are counted from, calendar arithmetic and their base class."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from timeline.temporal.interval import Granularity, Interval
from timeline.values import value

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
DAY_PARTS = ("MO", "MI", "AF", "EV", "NI")  # as TIMEX3 writes them: morning to night
DAY = timedelta(days=1)
BEFORE_CHRIST = 7000  # years from here on stand for those before Christ, which no calendar of Python's holds: 9999 - n
LAST_YEAR = 9999
A_WEEK = 7  # days: from a longer stretch no weekday and no next day can be counted
A_MONTH = 31  # days at most
LOOK_BACK = 90  # days: how far a story looks back as readily as it goes on
FEW_DAYS = {"day": 7, "week": 42, "month": 186, "year": 1830, "decade": 10958}  # what "recent <unit>s" may span at most


@value
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
    began: date | None = None  # the day that was dated last in full, from which "the third week" is counted

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


def year_value(year: int) -> str:
    """A year as TIMEX3 writes it; from BEFORE_CHRIST on one before Christ, so that the years still follow one another.

    >>> year_value(987), year_value(LAST_YEAR - 480)
    ('0987', 'BC0480')
    """
    return f"{year:04}" if year < BEFORE_CHRIST else f"BC{LAST_YEAR - year:04}"


def before_christ(interval: Interval | None) -> bool:
    """Whether an interval stands for one before Christ, of which no day can be told."""
    edge = interval and (interval.start or interval.last)
    return bool(edge and edge.year >= BEFORE_CHRIST)


def interval_value(interval: Interval) -> str:
    """The TIMEX3 value of an interval that is one calendar unit.

    >>> interval_value(Interval.of(2024, 6)), interval_value(unit_around("weekend", date(2024, 6, 17), -1))
    ('2024-06', '2024-W24-WE')
    """
    start = interval.start
    if start is None:
        return ""
    iso, year = start.isocalendar(), year_value(start.year)
    match interval.granularity:
        case Granularity.WEEK:
            return f"{year_value(iso.year)}-W{iso.week:02}"
        case Granularity.WEEKEND:
            return f"{year_value(iso.year)}-W{iso.week:02}-WE"
        case Granularity.MONTH:
            return f"{year}-{start.month:02}"
        case Granularity.QUARTER:
            return f"{year}-Q{(start.month + 2) // 3}"
        case Granularity.HALF:
            return f"{year}-H{(start.month + 5) // 6}"
        case Granularity.SEASON:
            return f"{year}-{next(s for s, m in SEASON_MONTHS.items() if m == start.month)}"
        case Granularity.YEAR:
            return year
        case Granularity.DECADE:
            return year[:-1]
        case Granularity.CENTURY:
            return year[:-2]
        case Granularity.INTERVAL if unit := span_of(interval):
            return f"{year}-{SPAN_LETTERS[unit]}{(start.month - 1) // SPANS[unit] + 1}"
    return f"{year}-{start.month:02}-{start.day:02}"


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


@value
class Nothing(Op):
    """What looks like a time and is none; it is dropped after the search."""

    grain = "nothing"

    def resolve(self, context: Context) -> Interval | None:
        return None
