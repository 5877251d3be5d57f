"""Lengths of time, sets, and the stretches that a length covers."""

from __future__ import annotations

from timeline.temporal.interval import Granularity, Interval
from timeline.temporal.operators.base import CLOCK_UNITS, DAY, IN_YEARS, UNITS, Context, Op, unit_around
from timeline.values import value

FINER = {
    "year": ("month", "week", "day"), "month": ("week", "day"), "week": ("day",), "day": ("hour", "minute"),
    "hour": ("minute",), "minute": ("second",),
}  # fmt: skip


class Measure(Op):
    """Base of lengths that name no days."""

    __slots__ = ()
    grain = "duration"
    type = "DURATION"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def explain(self, context: Context) -> str:
        return "a length of time, not a date"


@value
class Duration(Measure):
    """A length of time: "two days", "a decade". It covers no days of the calendar.

    >>> Duration(2, "day").timex3(Context()), Duration(None, "month").timex3(Context())
    ('P2D', 'PXM')
    """

    count: float | None
    unit: str

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


@value
class Lengths(Measure):
    """A length told in two units, "two years and eight months".

    >>> Lengths(Duration(3, "day"), Duration(4, "hour")).timex3(Context())
    'P3DT4H'
    """

    first: Duration
    second: Duration

    def timex3(self, context: Context) -> str:
        first, second = self.first.timex3(context), self.second.timex3(context)
        return first + second[2 if first.startswith("PT") else 1 :]


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


@value
class Stretch(Op):
    """The first (sign +1) or last so many units of something: "the first six months of 1990".

    TIMEX3 prints the half of a year for two quarters, else the length.

    >>> from timeline.temporal.operators.dates import Date
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


@value
class Every(Op):
    """What recurs: "every Tuesday", "each year", "daily".

    >>> from timeline.temporal.operators.dates import Weekday
    >>> Every(Duration(1, "year")).timex3(Context()), Every(Weekday(1)).timex3(Context())
    ('P1Y', 'XXXX-WXX-2')
    """

    what: Op

    grain = "set"
    type = "SET"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        return self.what.timex3(context) if isinstance(self.what, Duration) else self.what.open_value()

    def explain(self, context: Context) -> str:
        return "recurring, so no single date"
