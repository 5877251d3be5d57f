"""What hangs on the story that has been told so far, and references without a day of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import (
    A_WEEK,
    CLOCK_UNITS,
    DAY,
    FEW_DAYS,
    WEEKDAYS,
    Context,
    Op,
    unit_around,
    years_on,
)
from timeline.values import value

MONTH_VALUE = re.compile(r"\d{4}-\d\d")  # the value of a month


@value
class Same(Op):
    """The unit that the story has got to: "that day", "the same month", "quell'anno".

    >>> from datetime import date
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
        week = (
            told is not None and told.granularity is Granularity.WEEK and self.unit == "day"
        )  # nobody knows which day
        longer = told is not None and (told.days or 0) > max(unit.days or 0, A_WEEK)
        if told and (week or longer) and told.granularity is not Granularity.INTERVAL:
            return told.weakened(Certainty.APPROXIMATE)  # a day or month that was told only to the month or year
        return replace(unit, certainty=Certainty.RESOLVED)

    def timex3(self, context: Context) -> str:
        value = Op.timex3(self, context)
        if self.unit == "day" and MONTH_VALUE.fullmatch(value):  # "shot last October …, crossed out that same day"
            return f"{value}-XX"
        return value

    def explain(self, context: Context) -> str:
        return f"the {self.unit} of {context.reached or 'that day'}"


@value
class YearsBefore(Op):
    """The same unit so many years before: "the year-earlier quarter".

    >>> from datetime import date
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
        if found is None or found.start is None:
            return None
        moved = years_on(found, -self.count)
        if found.granularity is Granularity.WEEK and moved.start:  # the week that holds most of those days
            return replace(unit_around("week", moved.start + DAY * (A_WEEK // 2)), certainty=found.certainty)
        return moved

    def explain(self, context: Context) -> str:
        return f"{self.what.explain(context)}, {self.count} year{'s' * (self.count != 1)} before"


@value
class Reported(Op):
    """The quarter or half that figures just told are about: "the latest period"; in a year, or so many years back.

    Where no such figures were told, it is the year itself.

    >>> from datetime import date
    >>> Reported(1988).timex3(Context(date(1989, 10, 30), reported=unit_around("quarter", date(1989, 9, 1))))
    '1988-Q3'
    >>> Reported(back=1).timex3(Context(date(1989, 10, 30)))
    '1988'
    """

    year: int | None = None
    back: int = 0

    grain = "period"

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


@value
class Ended(Op):
    """The unit that ended on a day, or so many years before: "the quarter ended July 31" lies mostly before that day.

    A quarter with a number keeps it, for it is one of a year of accounts: "the fourth quarter ended Jan. 31".

    >>> from timeline.temporal.operators.dates import Date
    >>> Ended("quarter", Date(1989, 7, 31)).timex3(Context())
    '1989-Q2'
    >>> Ended("quarter", Date(1990, 1, 31), number=4).timex3(Context())
    '1989-Q4'
    """

    unit: str
    last: Op
    back: int = 0
    number: int | None = None

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
        day = last.start
        if self.number is None:
            whole = unit_around(self.unit, day - DAY * (FEW_DAYS.get(self.unit, 90) // 2))
        else:
            quarters = [unit_around(self.unit, date(day.year - n, 3 * self.number, 1)) for n in (0, 1)]
            whole = min(quarters, key=lambda quarter: abs((quarter.start or day) - day))
        return years_on(whole, -self.back).weakened(Certainty.RESOLVED)

    def explain(self, context: Context) -> str:
        return f"the {self.unit} that ended then"


@value
class Told(Op):
    """A weekday counted from where the story has got to: "the following Tuesday" (+1), "that Friday" (0).

    >>> from datetime import date
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


@value
class Overnight(Op):
    """The day that a night begins on: that of a day told just before ("On Friday …. Overnight …"), else the last night.

    With `eve` it is the night before a day that was told: "On Friday shares fell after overnight losses".

    >>> from datetime import date
    >>> friday = Interval.of(2024, 6, 14)
    >>> Overnight().timex3(Context(date(2024, 6, 17))), Overnight().timex3(Context(date(2024, 6, 17), friday))
    ('2024-06-16', '2024-06-14')
    """

    eve: bool = False

    def resolve(self, context: Context) -> Interval | None:
        told, published = context.narrative, context.published
        if told and told.start and told.days == 1:
            recent = published is None or DAY <= published - told.start <= A_WEEK * DAY
            if context.story or recent:
                return Interval.day(told.start - DAY * self.eve, Certainty.RESOLVED)
        if context.tense > 0 and not self.eve and published:
            return Interval.day(published, Certainty.RESOLVED)  # "was to meet overnight"
        return Interval.day(published - DAY, Certainty.RESOLVED) if published else None

    def open_value(self) -> str:
        return "XXXX-XX-XX"

    def explain(self, context: Context) -> str:
        found = self.resolve(context)
        told = context.narrative and context.narrative.start
        return f"the day of {told}" if found and found.start == told else "the day before"


@value
class Ref(Op):
    """A vague reference: "now" PRESENT_REF, "recently" PAST_REF, "soon" FUTURE_REF. It puts no dot on a timeline.

    >>> from datetime import date
    >>> Ref("PAST_REF").resolve(Context(date(2024, 6, 17))) is None
    True
    """

    value: str
    tense: int = 0  # in a sentence of another tense it is no such reference: "soon became" tells an order only

    grain = "ref"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        return self.value

    def explain(self, context: Context) -> str:
        return "too vague for a date"


@value
class Usual(Op):
    """A date of every year or week, which names no days: "it usually opens in June".

    >>> from timeline.temporal.operators.dates import Date
    >>> Usual(Date(month=6)).timex3(Context()), Usual(Date(month=6)).resolve(Context()) is None
    ('XXXX-06', True)
    """

    what: Op
    relative = False

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.what.grain

    def resolve(self, context: Context) -> Interval | None:
        return None

    def open_value(self) -> str:
        return self.what.open_value()

    def explain(self, context: Context) -> str:
        return "recurring, so no single date"


@value
class Nowadays(Op):
    """What holds "still today", "noch heute": PRESENT_REF, but the day itself in a sentence about past or future.

    >>> from datetime import date
    >>> day = date(2024, 6, 17)
    >>> Nowadays().timex3(Context(day)), Nowadays().timex3(Context(day, tense=1))
    ('PRESENT_REF', '2024-06-17')
    """

    grain = "ref"

    def resolve(self, context: Context) -> Interval | None:
        day = context.published if context.tense else None
        return Interval.day(day, Certainty.RESOLVED) if day else None

    def open_value(self) -> str:
        return "PRESENT_REF"

    def explain(self, context: Context) -> str:
        return "that day" if context.tense else "too vague for a date"
