"""TIMEX3 values read back into intervals: the counterpart of what the operators print."""

from __future__ import annotations

import re
from datetime import date, timedelta

from timeline.temporal.interval import Granularity, Interval
from timeline.temporal.operators.base import DAY_PARTS, SEASON_MONTHS, SPAN_LETTERS, SPANS, month_interval

UNIT = re.compile(r"(\d{4})-(Q[1-4]|H[12]|B[1-6]|Qu[1-3]|SP|SU|FA|WI)")
WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?")
CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
YEARS = re.compile(r"\d{2,3}")  # the century "19", the decade "199"
TIME_OF_DAY = re.compile(rf"T(?:{'|'.join(DAY_PARTS)}|DT|\d\d(?::\d\d)?(?::\d\d)?)(?:Z|[+-]\d\d:?\d\d)?$")
NO_DAYS = re.compile(r"P[\dX.]|PT|(?:PAST|PRESENT|FUTURE)_REF$|BC\d|T\d|(?=.*X)[\dX]+(?:-|$)")
MONTHS = {"Q": 3, "H": 6, **{SPAN_LETTERS[unit]: size for unit, size in SPANS.items()}}
UNITS = {"Q": Granularity.QUARTER, "H": Granularity.HALF}


def parse(value: str) -> Interval | None:
    """The days that a TIMEX3 value names; None for one that names none (a length, `PAST_REF`, `XXXX-06`, a bare time).

    A time of day counts as its day. Raises ValueError for what is no TIMEX3 value, and for a day that no calendar has.

    >>> parse("2024-W24-WE"), parse("199"), parse("2024-06-17TEV")
    (Interval(2024-06-15…2024-06-16, weekend, stated), Interval(1990-01-01…1999-12-31, decade, stated), \
Interval(2024-06-17…2024-06-17, day, stated))
    >>> parse("2023-08/2024-02")
    Interval(2023-08-01…2024-02-29, interval, stated)
    >>> parse("P2D") is None
    True
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _unit(value)
    start, end = _unit(first), _unit(last)
    return Interval.between(start.start, end.last) if start and end else None


def _unit(value: str) -> Interval | None:
    if NO_DAYS.match(value):
        return None
    value = TIME_OF_DAY.sub("", value)
    if match := CALENDAR.fullmatch(value):
        return Interval.of(*(int(part) for part in match.groups() if part))
    if match := WEEK.fullmatch(value):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := UNIT.fullmatch(value):
        return _part_of_year(int(match[1]), match[2])
    if YEARS.fullmatch(value):
        size, unit = (10, Granularity.DECADE) if len(value) == 3 else (100, Granularity.CENTURY)
        year = int(value) * size
        return Interval(date(max(year, 1), 1, 1), date(year + size, 1, 1), unit)  # there is no year 0
    raise ValueError(f"{value!r} is no TIMEX3 value")


def _week(year: int, week: int, day: str | None) -> Interval:
    monday = date.fromisocalendar(year, week, 1)
    if day is None:
        return Interval(monday, monday + timedelta(days=7), Granularity.WEEK)
    if day == "WE":
        return Interval(monday + timedelta(days=5), monday + timedelta(days=7), Granularity.WEEKEND)
    return Interval.day(monday + timedelta(days=int(day) - 1))


def _part_of_year(year: int, part: str) -> Interval:
    if part in SEASON_MONTHS:
        first, size, unit = SEASON_MONTHS[part], 3, Granularity.SEASON
    else:
        letters = part.rstrip("0123456789")
        size, unit = MONTHS[letters], UNITS.get(letters, Granularity.INTERVAL)
        first = (int(part[len(letters) :]) - 1) * size + 1
    return Interval(month_interval(year, first).start, month_interval(year, first + size).start, unit)
