"""Where days stand on the axis: true to the calendar, or with long empty gaps shortened."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from math import log2

from timeline.dashboard.words import spoken

MANY = 1500  # days, of which months and years say enough


def shortened(days: int) -> float:
    """The units that a gap of so many days takes: neighbours stay apart, decades do not push a busy month aside.

    >>> [round(shortened(days), 1) for days in (1, 7, 30, 365, 18600)]
    [1.0, 3.0, 5.0, 8.5, 14.2]
    """
    return log2(1 + days)


class Scale:
    """A monotone map from days to the axis and back, piecewise linear between the days that events start and end.

    >>> scale = Scale([date(2000, 1, 1), date(2024, 1, 1), date(2024, 1, 2)], compressed=True)
    >>> scale.day(scale.x(date(2024, 1, 1)))
    datetime.date(2024, 1, 1)
    """

    def __init__(self, days: Iterable[date], compressed: bool) -> None:
        known = sorted({day.toordinal() for day in days}) or [date(2024, 1, 1).toordinal()]
        self.days = [known[0] - 1, *known, known[-1] + 1]
        self.units = [0.0]
        for a, b in zip(self.days, self.days[1:], strict=False):
            self.units.append(self.units[-1] + (shortened(b - a) if compressed else float(b - a)))

    @property
    def first(self) -> date:
        """The first day that the scale was made for."""
        return date.fromordinal(self.days[1])

    @property
    def last(self) -> date:
        """The last day that the scale was made for."""
        return date.fromordinal(self.days[-2])

    def x(self, day: date) -> float:
        """Where a day stands; days beyond the ends go on with one unit a day."""
        at = day.toordinal()
        if at <= self.days[0]:
            return self.units[0] - (self.days[0] - at)
        if at >= self.days[-1]:
            return self.units[-1] + (at - self.days[-1])
        i = bisect_right(self.days, at) - 1
        part = (at - self.days[i]) / (self.days[i + 1] - self.days[i])
        return self.units[i] + part * (self.units[i + 1] - self.units[i])

    def day(self, x: float) -> date:
        """The day that stands at a place of the axis."""
        if x <= self.units[0]:
            at = self.days[0] - (self.units[0] - x)
        elif x >= self.units[-1]:
            at = self.days[-1] + (x - self.units[-1])
        else:
            i = bisect_right(self.units, x) - 1
            part = (x - self.units[i]) / (self.units[i + 1] - self.units[i])
            at = self.days[i] + part * (self.days[i + 1] - self.days[i])
        return date.fromordinal(min(max(round(at), 1), date.max.toordinal()))


def ticks(scale: Scale, first: date, last: date, pixel: float) -> list[tuple[float, str]]:
    """Axis ticks that do not collide: years first, then months, then days; `pixel` is pixels per unit.

    Years and days in which something happens come before the others of their kind: on the shortened scale there may be
    room for few. A month or day says its year where that has no tick of its own.
    """
    found: list[tuple[float, str]] = []
    known = [day for day in map(date.fromordinal, scale.days[1:-1]) if first <= day <= last]
    busy = Counter(day.year for day in known)
    named: set[int] = set()
    words = spoken()

    def put(day: date, label: str) -> bool:
        x = scale.x(day)
        letters = len(label.replace("<b>", "").replace("</b>", ""))
        room = max(48, letters * 6 + 14)
        if not first <= day <= last or any(abs(x - other) * pixel < room for other, _ in found):
            return False
        found.append((x, label))
        return True

    for year in sorted(range(first.year, last.year + 1), key=lambda y: (-busy[y], y)):
        if put(date(year, 1, 1), f"<b>{year}</b>"):
            named.add(year)
    months = [(y, m) for m in (7, 4, 10, 2, 3, 5, 6, 8, 9, 11, 12) for y in sorted(busy)]
    said = set(named)
    for year, month in months:
        if put(date(year, month, 1), words.short_month(date(year, month, 1), year not in named)):
            said.add(year)
    short = (last - first).days < 400
    if short:  # its days say no year: one of them must, where nothing else does
        for year in sorted(set(busy) - said) or ([] if said else [first.year]):
            day = next((day for day in known if day.year == year), first)
            put(day, words.short_day(day, True))
    days = known if not short else [*known, *(first + timedelta(days=i) for i in range((last - first).days + 1))]
    for day in days if len(days) < MANY else ():
        put(day, words.short_day(day, not (day.year in named or short)))
    return sorted(found)
