"""Functions that packs call like operators: they make one, or return None where the rule does not fit after all."""

from __future__ import annotations

from timeline.temporal.operators.base import AGES, BEFORE_CHRIST, CLOCK_UNITS, LAST_YEAR, SPANS, Context, Nothing, Op
from timeline.temporal.operators.combined import Of, Open, Range
from timeline.temporal.operators.dates import Date, Decade, Nth
from timeline.temporal.operators.lengths import FINER, Duration, Lengths
from timeline.temporal.operators.offsets import Ago, In
from timeline.temporal.operators.parts import At, Clock, Part, clock
from timeline.temporal.operators.story import YearsBefore
from timeline.values import value

HALVES = {"first_half": (1, "early"), "second_half": (2, "late")}
CENTURIES = 30  # the highest number that a century is told by


@value
class DayInList(Nothing):
    """A day in a list whose month stands at its end, "the 3rd, 4th and 5th of June"; without that month, nothing.

    >>> from datetime import date
    >>> DayInList(3).resolve(Context(date(2024, 6, 17))) is None
    True
    """

    day: int


@value
class DayOfStory(DayInList):
    """A figure that can be the day of a month only where the text has got to a month: "le 14", "il 26", "am 9."

    `nouns`: a capital letter behind it is that of a noun, which the figure may number ("am 9. Verhandlungstag").
    `last`: the last of several such days ("dal 28 al 30").

    >>> DayOfStory(14).as_date()
    Date(year=None, month=None, day=14)
    """

    nouns: bool = False
    last: int | None = None

    def as_date(self) -> Date | Range:
        """The date that it is there."""
        return Range(Date(day=self.day), Date(day=self.last)) if self.last else Date(day=self.day)


@value
class YearOfStory(Nothing):
    """A figure that can be a year only where a story has got to years before Christ: "in 212".

    >>> YearOfStory(212).as_date().timex3(Context())
    'BC0212'
    """

    year: int

    def as_date(self) -> Date:
        """The year that it is in such a story."""
        return Date(LAST_YEAR - self.year)


def years_ago(count: float | None, unit: str, what: Op) -> YearsBefore | None:
    """So many years before something: "two years ago this month"; None for other units.

    >>> from datetime import date
    >>> from timeline.temporal.operators.offsets import Shift
    >>> years_ago(2, "year", Shift("month")).timex3(Context(date(2024, 6, 17)))
    '2022-06'
    """
    return YearsBefore(int(count), what) if unit == "year" and count and count % 1 == 0 else None


def year_of_story(year: int) -> YearOfStory | None:
    """A YearOfStory; None for what has not three figures.

    >>> year_of_story(212), year_of_story(12) is None
    (YearOfStory(year=212), True)
    """
    return YearOfStory(year) if 100 <= year <= 999 else None


def day_of_story(day: int, nouns: bool = False) -> DayOfStory | None:
    """A DayOfStory; None where a month has no such day.

    >>> day_of_story(14), day_of_story(40) is None
    (DayOfStory(day=14, nouns=False, last=None), True)
    """
    return DayOfStory(day, nouns) if 1 <= day <= 31 else None


def days_of_story(day: int, last: int) -> DayOfStory | None:
    """A DayOfStory of several days in a row; None where a month has no such days.

    >>> days_of_story(28, 30), days_of_story(30, 28) is None
    (DayOfStory(day=28, nouns=False, last=30), True)
    """
    return DayOfStory(day, last=last) if 1 <= day < last <= 31 else None


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

    >>> from datetime import date
    >>> from timeline.temporal.operators.offsets import Shift
    >>> from timeline.temporal.operators.story import Same
    >>> retimed(At(Same("day"), "TEV"), Shift("day", -1)).timex3(Context(date(2024, 6, 17)))
    '2024-06-16TEV'
    """
    return At(day, moment.time) if isinstance(moment, At) and not isinstance(day, At) else None


def timed(day: Op, time: str | Clock) -> At | None:
    """An At; None where the day has a clock time already, "domani dalle 9.30" + "alle 12".

    >>> from timeline.temporal.operators.offsets import Shift
    >>> timed(At(Shift("day", 1), Clock(9, 30)), Clock(12)) is None
    True
    """
    return None if isinstance(day, At) and isinstance(day.time, Clock) and isinstance(time, Clock) else At(day, time)


def aged(count: float | None) -> Nothing | None:
    """Nothing where a number of years can only be someone's age ("un operaio di 38 anni"), else None.

    >>> aged(38), aged(3)
    (Nothing(), None)
    """
    return Nothing() if count is not None and AGES[0] <= count <= AGES[1] else None


def numbered(number: int, unit: str, fiscal: object = None, era: bool = False) -> Nth | Nothing:
    """An Nth; but the 90th minute is no date.

    >>> numbered(90, "minute"), numbered(2, "quarter")
    (Nothing(), Nth(number=2, unit='quarter', fiscal=False, era=False))
    """
    if unit in CLOCK_UNITS or (unit == "century" and number > CENTURIES):
        return Nothing()
    return Nth(number, unit, bool(fiscal), era)


def parted(part: str, whole: Op) -> Part | Of:
    """A Part; the two halves of a year are those of the calendar, the halves of other units their early or late part.

    >>> parted("second_half", Date(1904)).timex3(Context()), parted("second_half", Date(1904, 5)).timex3(Context())
    ('1904-H2', '1904-05')
    """
    if part not in HALVES:
        return Part(part, whole)
    number, other = HALVES[part]
    return Of(Nth(number, "half"), whole) if whole.grain == "year" else Part(other, whole)


def date_bc(year: int, month: int | None = None, day: int | None = None) -> Date | None:
    """A Date before Christ, in the years that stand for those; None where there is no such year.

    >>> date_bc(218).timex3(Context()), date_bc(44, 3, 15).timex3(Context()), date_bc(0) is None
    ('BC0218', 'BC0044-03-15', True)
    """
    return Date(LAST_YEAR - year, month, day) if 0 < year < LAST_YEAR - BEFORE_CHRIST else None


def decade_bc(year: int) -> Decade | None:
    """A Decade before Christ, "the 480s BC"; None where there is none.

    >>> decade_bc(480).timex3(Context())
    'BC048'
    """
    return Decade(LAST_YEAR - year) if 0 < year < LAST_YEAR - BEFORE_CHRIST else None


def century_bc(number: int, unit: str = "century") -> Nth | None:
    """A numbered century before Christ; None for other units.

    >>> century_bc(5).timex3(Context()), century_bc(5, "month") is None
    ('BC04', True)
    """
    return Nth(LAST_YEAR // 100 + 2 - number, "century") if unit == "century" and 0 < number < CENTURIES else None


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


def counted(
    count: float | None, unit: str, sign: int, narrative: bool = False, length: bool = False, calendar: bool = False
) -> Ago | None:
    """An Ago; None for halves, which are no unit to count in ("a half later").

    >>> counted(1, "half", 1) is None
    True
    """
    return None if unit == "half" else Ago(count, unit, sign, narrative, length, calendar)


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


def dated(
    year: float | None = None, month: int | None = None, day: float | None = None, past: bool = False
) -> Date | None:
    """A Date; None where a number in words is no day or year ("some of May", "two and a half May").

    >>> dated(2024, 5, 3.0), dated(month=5, day=2.5) is None
    (Date(year=2024, month=5, day=3), True)
    """
    if any(part is not None and part % 1 for part in (year, day)) or (day is not None and not 1 <= day <= 31):
        return None
    if year is None and month is None and day is None:
        return None
    if year is not None and year >= BEFORE_CHRIST:
        return None
    return Date(None if year is None else int(year), month, None if day is None else int(day), past)


def summed(first: Op, second: Op) -> Lengths | None:
    """Two lengths as one, the second of a finer unit, "two years and eight months"; None where they are two.

    >>> summed(Duration(2, "year"), Duration(8, "month")).timex3(Context())
    'P2Y8M'
    >>> summed(Duration(4, "day"), Duration(3, "night")) is None
    True
    """
    if not isinstance(first, Duration) or not isinstance(second, Duration) or not first.count or not second.count:
        return None
    return Lengths(first, second) if second.unit in FINER.get(first.unit, ()) else None


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
