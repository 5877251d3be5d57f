"""What is made of two dates: one inside another, ranges, open ranges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from timeline.temporal.interval import Granularity, Interval
from timeline.temporal.operators.base import DAY, Context, Op, years_on
from timeline.temporal.operators.dates import Date, NthIn, Season, Weekday, in_year
from timeline.temporal.operators.parts import At, Clock, Part
from timeline.temporal.operators.story import Reported, Same
from timeline.values import value


@value
class Of(Op):
    """A part placed in a whole: "September last year", "the first quarter of 2024", "June of that year".

    >>> from timeline.temporal.operators.offsets import Shift
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
        if isinstance(self.part, NthIn):  # "the last week of May" + "1940"
            return replace(self.part, whole=Of(self.part.whole, self.whole)).resolve(context)
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


def _without_year(op: Op) -> Date | None:
    return op if isinstance(op, Date) and op.year is None else None


@value
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

    grain = "range"

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
        elif isinstance(first, Clock) and isinstance(last, At):  # "between 9 and 11 a.m. Tuesday"
            first = At(last.day, first)
        elif isinstance(first, At) and isinstance(last, Clock):  # "on Tuesday from 9 to 11"
            last = At(first.day, last)
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


@value
class Open(Op):
    """Open on one side: "since 2014" (sign +1), "until next week" (sign -1).

    `beyond` leaves out the edge itself: "after 2014" (sign +1), "before this summer" (sign -1).

    >>> Open(Date(2014), 1).resolve(Context()), Open(Date(2014), -1, beyond=True).resolve(Context())
    (Interval(2014-01-01…, year, stated), Interval(…2013-12-31, year, stated))
    """

    edge: Op
    sign: int
    beyond: bool = False

    grain = "open"

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
