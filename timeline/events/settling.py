"""Which days a date means for an event: those that its verb asks for, and an end where the date has none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from timeline.events.marks import Marks
from timeline.model import Timex
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import WEEKDAYS
from timeline.values import value

YEAR_NAMED = re.compile(r"\d{4}")
WEEKDAY = re.compile("|".join(WEEKDAYS))  # in an explanation of a date
MONTHLY = re.compile(r"\d{4}-\d{2}")
PAIR = 2  # days named together
RANGE = 3  # words of a range of weekdays: "Monday to Wednesday"
LAST = 3  # parts of a day's value: year, month, day
WEEK = timedelta(days=7)
FRESH = timedelta(days=3)  # before the publication in which something is news
NEARER = timedelta(days=3)  # ahead of which the same weekday lies nearer in the week before
YEAR = timedelta(days=366)
SEASON = timedelta(days=91)
HALF = timedelta(days=183)


@value
class Found:
    """A date of an event and how good it is: its own clause's, or lent by another."""

    timex: Timex
    own: bool = True
    verbal: bool = False  # whether a verb tells its tense
    set: bool = False  # whether it stands beside a word for planning, whatever became of the plan
    fixed: bool = False  # whether the text around it has told its year


def extend(interval: Interval, days: int, backwards: bool) -> Interval:
    """A day made as long as the text says: from it on, or up to it."""
    if days < 2 or interval.days != 1 or not interval.start or not interval.end:
        return interval
    more = timedelta(days=days)
    if backwards:
        return replace(interval, start=interval.end - more, granularity=Granularity.INTERVAL)
    return replace(interval, end=interval.start + more, granularity=Granularity.INTERVAL)


def closed(interval: Interval) -> Interval:
    """The unit that an open interval starts with: what was not done since July was done in July."""
    if not interval.start or interval.end is not None:
        return interval
    end = interval.start + timedelta(days=1)
    if interval.granularity is Granularity.YEAR:
        end = Interval.of(interval.start.year).end or end
    elif interval.granularity is Granularity.MONTH:
        end = Interval.of(interval.start.year, interval.start.month).end or end
    return replace(interval, end=end)


def whole(interval: Interval, timex: Timex) -> Interval:
    """The whole month of which a text names a part: a meeting "in early June" is one of June."""
    first, last = interval.start, interval.last
    if first is None or last is None or interval.days == 1 or not MONTHLY.fullmatch(timex.value):
        return interval
    month = Interval.of(first.year, first.month)
    return replace(month, certainty=interval.certainty) if interval in month and interval != month else interval


def begun(interval: Interval) -> Interval:
    """The unit that an interval without a beginning ends with: what was put off until May will be in May."""
    if not interval.end or interval.start is not None:
        return interval
    last = interval.end - timedelta(days=1)
    start = last
    if interval.granularity is Granularity.YEAR:
        start = Interval.of(last.year).start or last
    elif interval.granularity is Granularity.MONTH:
        start = Interval.of(last.year, last.month).start or last
    return replace(interval, start=start)


def reached(timex: Timex, marks: Marks, published: date | None) -> Interval | None:
    """The day, month or year that "until" ends on; a day to come is last week's where the verb tells the past."""
    interval = timex.interval
    if interval is None or not interval.end or not interval.last:
        return interval
    day = interval.last
    if interval.start is None:
        parts = timex.value.split("-")
        if len(parts) < LAST and all(part.isdigit() for part in parts):
            return replace(Interval.of(*map(int, parts)), certainty=interval.certainty)
        interval = Interval.day(day, interval.certainty)
    if (
        marks.tense <= 0
        and not marks.present
        and interval.days == 1
        and published
        and published < day <= published + WEEK
    ):
        return Interval.day(day - WEEK, interval.certainty)
    return interval


def settled(
    interval: Interval, found: Found, marks: Marks, published: date | None, determiners: frozenset[str]
) -> tuple[Interval, str]:
    """A weekday, month or season without a year, on the side of the publication day that the verb asks for."""
    timex = found.timex
    if marks.threatened or found.fixed:
        return interval, timex.how
    if (
        not (found.verbal or marks.cancelled or (marks.may and found.own))
        or published is None
        or interval.certainty is not Certainty.RESOLVED
        or not interval.start
        or not interval.end
    ):
        return interval, timex.how
    over = marks.tense < 0 and not (marks.may or marks.cancelled or (found.set and not marks.before))
    if over and interval.start > published and timex.type == "DATE":
        return _before(interval, timex, published, marks.did)
    if marks.tense > 0 and interval.end + SEASON < published and any(c.isdigit() for c in timex.text):
        return _after(interval, timex, published)
    said = [word for word in timex.text.lower().split() if word not in determiners]
    weekdays = interval.granularity is Granularity.INTERVAL and len(said) == RANGE and (interval.days or 99) < WEEK.days
    bare = (len(said) == 1 or weekdays) and all(word.replace("-", "").isalpha() for word in said)
    month = interval.granularity is Granularity.MONTH and unnamed_month(timex)
    bare = bare or (month and "such month" in timex.how)  # "nel mese di luglio"
    day = interval.days == 1 and interval.granularity is Granularity.DAY
    missed = marks.before and marks.modal  # "aurait dû le rencontrer mardi": that day is over
    if marks.cancelled and bare and day and not (found.set or marks.moved or missed):
        near = nearer_week(interval, published)  # "had been due to meet him on Thursday", told on Wednesday
        how = f"“{timex.text}”, published {published}: what was called off was near, {near.start}"
        return near, timex.how if near == interval else how
    if marks.moved and marks.tense > 0 and unnamed_month(timex) and interval.end <= published:
        moved = replace(interval, start=_later(interval.start), end=_later(interval.end))  # "put off to early January"
        return moved, f"“{timex.text}”, published {published}: the verb tells of what is to come, {moved.start}"
    if marks.before or ((marks.cancelled or marks.foreseen) and interval.start - published > HALF):
        near = earlier(interval, timex, published, bare)  # what was called off was near
        how = f"“{timex.text}”, published {published}: the verb tells of what is over, {near.start}"
        return near, timex.how if near == interval else how
    two = (
        interval.granularity is Granularity.INTERVAL and interval.days == PAIR and len(said) == 1
    )  # "Monday and Tuesday"
    weekdays = weekdays or two
    short = interval.days == 1 or weekdays
    coming = marks.tense > 0 or marks.may or ((marks.present or marks.cancelled) and short)
    ahead = coming and interval.end <= published and not (marks.foreseen and not short)
    nearer = marks.cancelled and not short and published - interval.end <= HALF  # what was called off was near
    if not bare or not ahead or nearer or published - interval.end > (WEEK if short else YEAR):
        return interval, timex.how
    if weekdays or (interval.days == 1 and interval.granularity is Granularity.DAY):
        if not WEEKDAY.search(timex.how):
            return interval, timex.how  # "yesterday" is never next week
        moved = replace(interval, start=interval.start + WEEK, end=interval.end + WEEK)
    elif interval.granularity in (Granularity.MONTH, Granularity.SEASON):
        moved = replace(interval, start=_later(interval.start), end=_later(interval.end))
    else:
        return interval, timex.how
    return moved, f"“{timex.text}”, published {published}: the verb tells of what is to come, {moved.start}"


def nearer_week(interval: Interval, published: date) -> Interval:
    """Of a weekday in the week before publication and in the week after it, the nearer."""
    if interval.start is None or interval.end is None:
        return interval
    apart = (interval.start - published) % WEEK
    start = published + apart if apart <= NEARER + timedelta(days=1) else published + apart - WEEK
    return replace(interval, start=start, end=start + timedelta(days=1))


def unnamed_month(timex: Timex) -> bool:
    """Whether a date is a month, or a part of one, whose year the text does not name."""
    return bool(MONTHLY.fullmatch(timex.value)) and not YEAR_NAMED.search(timex.text)


def earlier(interval: Interval, timex: Timex, published: date, bare: bool) -> Interval:
    """A bare weekday, day or month of what had been called off already: the last one, whatever "planned for" says."""
    if bare and interval.days == 1 and interval.start and published + NEARER < interval.start < published + WEEK:
        return replace(interval, start=interval.start - WEEK, end=interval.start - WEEK + timedelta(1))
    if interval.days == 1 and not bare and interval.start and interval.start - published > HALF:
        return _before(interval, timex, published, did=False)[0]  # "planned for Aug. 25", told in November
    month = interval.granularity is Granularity.MONTH and (bare or unnamed_month(timex))
    if not month or not interval.start or interval.start < published:
        return interval
    return replace(Interval.of(interval.start.year - 1, interval.start.month), certainty=interval.certainty)


def _before(interval: Interval, timex: Timex, published: date, did: bool) -> tuple[Interval, str]:
    """A day or month without a year, a year earlier: what has happened is over, "on 12 February he had travelled"."""
    month = did and interval.granularity is Granularity.MONTH  # "met in March" is no March to come
    short = month or (interval.granularity is Granularity.DAY and any(c.isdigit() for c in timex.text))
    start, end = interval.start, interval.end
    weekday = did and interval.days == 1 and timex.text.isalpha() and start is not None and (start - published) < WEEK
    if weekday and start and end:  # "vetoed a text on Saturday that would have"
        how = f"“{timex.text}”, published {published}: the verb tells of what is over, {start - WEEK}"
        return replace(interval, start=start - WEEK, end=end - WEEK), how
    if not short or YEAR_NAMED.search(timex.text) or not start or not end or (start.month, start.day) == (2, 29):
        return interval, timex.how
    first = start.replace(year=start.year - 1)
    moved = replace(interval, start=first, end=first + (end - start))
    return moved, f"“{timex.text}”, published {published}: the verb tells of what is over, {moved.start}"


def _after(interval: Interval, timex: Timex, published: date) -> tuple[Interval, str]:
    """A day or month without a year that is months ago, a year later: "a visit is planned for 3 July"."""
    short = interval.granularity in (Granularity.DAY, Granularity.MONTH) and timex.type == "DATE"
    if not short or YEAR_NAMED.search(timex.text) or not interval.start or not interval.end:
        return interval, timex.how
    first = _later(interval.start)
    moved = replace(interval, start=first, end=first + (interval.end - interval.start))
    return moved, f"“{timex.text}”, published {published}: the verb tells of what is to come, {moved.start}"


def _later(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 3, 1)


def when(
    found: Found | None, marks: Marks, published: date | None, determiners: frozenset[str] = frozenset()
) -> tuple[Interval | None, str]:
    """The days of an event and why: its timex, else the publication day for what is told as news."""
    if found and found.own and marks.until and (interval := reached(found.timex, marks, published)):
        return interval, found.timex.how
    since = found is not None and found.timex.interval is not None and found.timex.interval.end is None
    first = found.timex.interval.start if found and since and found.timex.interval else None
    under_way = bool(first and published and first <= published)  # "effectue depuis hier une visite"
    if found and found.timex.interval and since and marks.tense * (not under_way) <= 0 and (marks.present or under_way):
        return closed(found.timex.interval), found.timex.how  # "è da ieri a Parigi"
    if found and found.timex.interval:
        return settled(closed(found.timex.interval), found, marks, published, determiners)
    if (
        published
        and not marks.modal
        and ((marks.tense <= 0) != marks.negated or (marks.cancelled and not marks.negated))
    ):
        how = f"no date in the sentence: the publication day, {published}, stands in"
        return Interval.day(published, Certainty.ASSUMED), how
    return None, "no date in the text"
