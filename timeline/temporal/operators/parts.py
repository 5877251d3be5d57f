"""Clock times, and parts of a day or of a longer unit."""

from __future__ import annotations

import re

from timeline.temporal.interval import Certainty, Interval
from timeline.temporal.operators.base import DAY, Context, Op, interval_value
from timeline.values import value


@value
class Part(Op):
    """Early, mid or late in something: "early June", "la fine del 2023", "earlier this year" ("so far").

    >>> from datetime import date
    >>> from timeline.temporal.operators.dates import Date
    >>> from timeline.temporal.operators.offsets import Shift
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


@value
class Clock(Op):
    """A time of day: "10.30", "3 p.m.", "alle 15"; bare, on the day that the story has got to.

    Hours count 0…24, minutes 0…59; `half` is "am" or "pm" where the words say so.

    >>> from datetime import date
    >>> Clock(3, 30, "pm").timex3(Context(date(2024, 6, 17)))
    '2024-06-17T15:30'
    """

    hour: int
    minute: int = 0
    half: str | None = None

    grain = "clock"
    type = "TIME"

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
        return (interval_value(found) if found and found.start else "XXXX-XX-XX") + self.clock

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


@value
class At(Op):
    """A part of a day or a clock time: "Tuesday morning", "ieri sera", "18 June at 16:30".

    >>> from datetime import date
    >>> from timeline.temporal.operators.offsets import Shift
    >>> At(Shift("day", -1), "TEV").timex3(Context(date(2024, 6, 17)))
    '2024-06-16TEV'
    """

    day: Op
    time: str | Clock

    grain = "moment"
    type = "TIME"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.day.relative

    def resolve(self, context: Context) -> Interval | None:
        return self.day.resolve(context)

    def timex3(self, context: Context) -> str:
        day = self.day
        while isinstance(day, Part | At):  # "early Tuesday morning" prints as Tuesday morning
            day = day.whole if isinstance(day, Part) else day.day
        value = day.timex3(context)
        if re.fullmatch(r"[\dX]{4}(-[\dX]{2})?", value):  # some morning of a month
            value += "-XX" * (2 - value.count("-"))
        return value + (self.time if isinstance(self.time, str) else self.time.clock)

    def open_value(self) -> str:
        return self.day.open_value() + (self.time if isinstance(self.time, str) else self.time.clock)

    def explain(self, context: Context) -> str:
        return self.day.explain(context)
