"""A stretch of days with its granularity and certainty: pure, total, no language, no NLP.

Start is inclusive and end exclusive throughout; either is None where the interval is open on that side.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum, StrEnum

from timeline.values import value


class Granularity(StrEnum):
    """The calendar unit that a date is known to, finest first."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"  # a length of its own: "18-19 June", "between August and February"

    @property
    def rank(self) -> int:
        """How coarse the unit is: 0 for a day, growing. Intervals rank with days: their ends are known."""
        return 0 if self is Granularity.INTERVAL else list(Granularity).index(self)


class Certainty(IntEnum):
    """How a date is known, weakest first; of several that apply, the weakest is kept."""

    ASSUMED = 1  # no date in the text: the publication date stands in
    APPROXIMATE = 2  # "around 2010", "in recent months"
    RESOLVED = 3  # "last Tuesday", worked out from an anchor
    STATED = 4  # "14 May 2024"

    @property
    def label(self) -> str:
        """The name used in JSON, in the store and in links: "assumed", "approximate", …"""
        return self.name.lower()


@value
class Interval:
    """A stretch of days, start inclusive, end exclusive; None leaves that side open.

    >>> Interval.of(2024, 6)
    Interval(2024-06-01…2024-06-30, month, stated)
    >>> Interval.of(2024, 6).days
    30
    >>> Interval.of(2024, 6, 18) in Interval.of(2024)
    True
    """

    start: date | None
    end: date | None
    granularity: Granularity = Granularity.DAY
    certainty: Certainty = Certainty.STATED

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"an interval must end after it starts: {self.start} … {self.end}")

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> Interval:
        """The interval of a calendar year, month or day."""
        if month is None:
            return cls(date(year, 1, 1), date(year + 1, 1, 1), Granularity.YEAR)
        if day is None:
            after = date(year + month // 12, month % 12 + 1, 1)
            return cls(date(year, month, 1), after, Granularity.MONTH)
        first = date(year, month, day)
        return cls(first, first + timedelta(days=1), Granularity.DAY)

    @classmethod
    def day(cls, day: date, certainty: Certainty = Certainty.STATED) -> Interval:
        """The interval of one day.

        >>> Interval.day(date(2024, 6, 18)).last
        datetime.date(2024, 6, 18)
        """
        return cls(day, day + timedelta(days=1), Granularity.DAY, certainty)

    @classmethod
    def between(
        cls,
        first: date | None,
        last: date | None,
        granularity: Granularity = Granularity.INTERVAL,
        certainty: Certainty = Certainty.STATED,
    ) -> Interval:
        """The interval from a first to a last day, both inclusive, as JSON and people write it."""
        return cls(first, last + timedelta(days=1) if last else None, granularity, certainty)

    @property
    def last(self) -> date | None:
        """The last day that belongs to the interval (inclusive), or None where it is open."""
        return self.end - timedelta(days=1) if self.end else None

    @property
    def days(self) -> int | None:
        """The length in days, or None for an open interval."""
        return (self.end - self.start).days if self.start and self.end else None

    def overlaps(self, other: Interval) -> bool:
        """Whether the two have a day in common.

        >>> Interval.of(2024, 6).overlaps(Interval.of(2024))
        True
        """
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )

    def __contains__(self, other: Interval) -> bool:
        return (self.start is None or (other.start is not None and self.start <= other.start)) and (
            self.end is None or (other.end is not None and other.end <= self.end)
        )

    def weakened(self, certainty: Certainty) -> Interval:
        """The same days, at most as certain as `certainty`."""
        if self.certainty <= certainty:
            return self
        return Interval(self.start, self.end, self.granularity, certainty)

    def __repr__(self) -> str:
        return f"Interval({self.start or ''}…{self.last or ''}, {self.granularity}, {self.certainty.label})"
