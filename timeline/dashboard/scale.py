"""Where days stand on the axis: true to the calendar, or with long empty gaps shortened."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

GAP_POWER = 0.42  # a gap of g days takes g ** 0.42 units: months stay readable beside decades


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
            self.units.append(self.units[-1] + ((b - a) ** GAP_POWER if compressed else float(b - a)))

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
    """Axis ticks that do not collide: years first, then months, then days; `pixel` is pixels per unit."""
    found: list[tuple[float, str]] = []
    wanted: list[tuple[date, str]] = [(date(y, 1, 1), f"<b>{y}</b>") for y in range(first.year, last.year + 2)]
    near = [y for y in range(first.year, last.year + 1) if last.year - first.year < 60]
    wanted += [(date(y, m, 1), f"{date(y, m, 1):%b}") for y in near for m in (7, 4, 10, 2, 3, 5, 6, 8, 9, 11, 12)]
    if (last - first).days < 4000:
        span = range((last - first).days + 1)
        wanted += [(d, f"{d.day} {d:%b}") for d in (first + timedelta(days=i) for i in span) if d.day > 1]
    for day, label in wanted:
        if first <= day <= last:
            x = scale.x(day)
            if all(abs(x - other) * pixel >= 48 for other, _ in found):
                found.append((x, label))
    return sorted(found)
