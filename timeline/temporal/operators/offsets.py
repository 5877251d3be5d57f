"""What is counted from an anchor: this and last, ago and later, within, around."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import timedelta

from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import (
    A_MONTH,
    A_WEEK,
    CLOCK_UNITS,
    DAY,
    FEW_DAYS,
    IN_YEARS,
    Context,
    Op,
    interval_value,
    unit_around,
    years_on,
)
from timeline.temporal.operators.lengths import Duration, whole_units
from timeline.values import value

HOURS = 24  # of a day


@value
class Shift(Op):
    """This, last or next calendar unit: "last week", "this year", "tomorrow".

    >>> from datetime import date
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


@value
class Next(Op):
    """The next unit, "the next year": after the one just told in a sentence about the past, else after publication.

    >>> from datetime import date
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


@value
class Ago(Op):
    """Counted from the anchor: "two years ago" (sign -1), "in three days" (sign +1); a vague count gives a window.

    With `narrative` it counts from the day that the story has got to: "the next day", "two days later".

    >>> from datetime import date
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
    calendar: bool = field(default=False, repr=False)  # "the following decade" is one of the calendar

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
            days = int((self.count or 0) // HOURS) if self.unit == "hour" else 0
            return Interval.day(base + DAY * days * self.sign, Certainty.RESOLVED)
        if self.narrative and context.narrative:
            stretch = context.narrative
            ends_known = stretch.granularity is Granularity.INTERVAL and stretch.certainty is not Certainty.APPROXIMATE
            size = {"day": A_WEEK, "week": A_WEEK, "month": 31}.get(self.unit)
            part = stretch.granularity is Granularity.INTERVAL and stretch.certainty is Certainty.APPROXIMATE
            if (
                size
                and part
                and self.unit == "week"
                and self.count
                and stretch.start
                and (stretch.days or 99) <= A_MONTH
            ):
                base = stretch.start + DAY * ((stretch.days or 0) // 2)  # "in late February …, three weeks later"
            elif size and context.published and self._of_news(context):
                base = context.published
            elif size and (stretch.days or 0) > size and not ends_known:
                return stretch.weakened(Certainty.APPROXIMATE)  # the day after some day of a month
            if self.sign > 0 and not part and stretch.granularity is Granularity.INTERVAL and stretch.last:
                base = stretch.last
        try:
            if self.count is None:
                span = DAY * FEW_DAYS.get(self.unit, 366)
                if self.narrative and self.sign < 0 and context.published:
                    lately = timedelta(0) <= context.published - base <= span
                    base = context.published if lately else base  # what the news tells of these days
                first, last = (base - span, base - DAY) if self.sign < 0 else (base + DAY, base + span)
                return Interval.between(first, last, certainty=Certainty.APPROXIMATE)
            if self.unit in IN_YEARS and self.calendar:
                return replace(unit_around(self.unit, base, self.sign), certainty=Certainty.RESOLVED)
            if self.unit in IN_YEARS:  # "two decades ago" is about that year, not all of a decade of the calendar
                years = self.sign * round(self.count * IN_YEARS[self.unit])
                return replace(unit_around("year", base, years), certainty=Certainty.APPROXIMATE)
            count, unit = whole_units(self.count, self.unit)
            return unit_around(unit, base, self.sign * count).weakened(Certainty.RESOLVED)
        except (ValueError, OverflowError):  # before year 1
            return None

    def _of_news(self, context: Context) -> bool:
        """Whether "the day before", after a year was named in passing, is the one before the news."""
        told = context.narrative
        near = self.unit in ("day", "week") and self.sign < 0
        return near and not context.story and told is not None and (told.days or 0) > A_MONTH

    def open_value(self) -> str:
        return "XXXX-XX-XXTXX:XX" if self.unit in CLOCK_UNITS else "XXXX"  # "three minutes later" is a time, not a year

    def timex3(self, context: Context) -> str:
        if self.length and not (context.story and self.narrative and self.count and self.resolve(context)):
            return Duration(self.count, self.unit).timex3(context)  # in a story "dos años después" dates what follows
        in_day = self.unit in CLOCK_UNITS and self.count and (self.unit != "hour" or self.count < HOURS)
        if self.narrative and in_day and self.resolve(context):
            return Duration(self.count, self.unit).timex3(context)  # "an hour later": the day alone would say less
        if self.count is None and self.narrative and self.sign > 0 and context.tense <= 0:
            return Duration(None, self.unit).timex3(context)  # "a few days later they met": nothing that lies ahead
        if self.count is None:
            return "FUTURE_REF" if self.sign > 0 else "PAST_REF"
        return interval_value(found) if (found := self.resolve(context)) else self.open_value()

    def explain(self, context: Context) -> str:
        how = "after" if self.sign > 0 else "before"
        counted = self.narrative and context.narrative and not self._of_news(context)
        base = context.reached if counted else None
        many = "some time" if self.count is None else f"{self.count:g} {self.unit}{'s' * (self.count != 1)}"
        return f"{many} {how} {base or 'it'}"


@value
class In(Op):
    """ "in three days": a date counted ahead where the sentence looks ahead, else a length ("built in three days").

    >>> from datetime import date
    >>> In(3, "day").timex3(Context(date(2024, 6, 17), tense=1)), In(3, "day").timex3(Context(date(2024, 6, 17)))
    ('2024-06-20', 'P3D')
    """

    count: float | None
    unit: str
    length: bool = False  # TIMEX3 prints the length also where it is a date, as with "hace dos años"

    grain = "duration"
    type = "DURATION"

    def resolve(self, context: Context) -> Interval | None:
        return Ago(self.count, self.unit, 1).resolve(context) if context.tense > 0 else None

    def timex3(self, context: Context) -> str:
        found = self.resolve(context) if self.count is not None and not self.length else None
        return interval_value(found) if found else Duration(self.count, self.unit).timex3(context)

    def explain(self, context: Context) -> str:
        ahead = context.tense > 0
        return Ago(self.count, self.unit, 1).explain(context) if ahead else "a length of time, not a date"


@value
class Recent(Op):
    """The last or next so many units as a window: "in recent months", "the past two weeks", "nei prossimi anni".

    >>> from datetime import date
    >>> Recent(2, "week", -1).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-03…2024-06-17, interval, approximate)
    """

    count: float | None
    unit: str
    sign: int

    grain = "window"
    type = "DURATION"

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


@value
class Around(Op):
    """The unit that holds a date: "the week of 6 May".

    >>> from timeline.temporal.operators.dates import Date
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


@value
class Off(Op):
    """So many units before (sign -1) or after a date: "the day after Christmas", "two weeks before 5 May".

    With `length` TIMEX3 prints the length, for the words of the date are an expression of their own.

    >>> from datetime import date
    >>> from timeline.temporal.operators.dates import Date, Holiday
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
