"""Publication days that a text without one speaks for, best first, each with its reasons. Never applied by itself.

The evidence, strongest first: a date next to "today" or "yesterday", a dateline ("MOSCOW, June 12"), a weekday with
the day of a month, which only some years have, and the latest date of the past that is written out. What a date leaves
out, its year, comes from the weekday, from the years that the text names, and from the day that it cannot be after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from spacy.tokens import Doc

from timeline.languages import Pack
from timeline.temporal.grammar import grammar
from timeline.temporal.operators.base import WEEKDAYS, Context, Op
from timeline.temporal.operators.dates import Date, Weekday
from timeline.temporal.operators.offsets import Shift
from timeline.temporal.pieces import Item
from timeline.temporal.scan import Text

MOST = 5  # suggestions
TODAY, DATELINE, WEEKDAY, LATEST, WRITTEN, NAMED = 8, 7, 4, 3, 1, 1  # how much each kind of evidence weighs
YEARS = range(1980, 2051)  # in which a date without its year is looked for
FAR = 6  # years: a weekday comes round to its date within these
A_YEAR = 366  # days
BESIDE = 4  # pieces that may stand between "today" and its date: ", Tuesday ("
DATELINE_PIECES = 10  # that a dateline's places may have: "WASHINGTON/NEW YORK, Jan. 5"
AFTER_DATELINE = frozenset("-–—(:\n")
Evidence = tuple[date, int, str]


def suggest_published(doc: Doc, pack: Pack, before: date | None = None) -> list[tuple[date, str]]:
    """Publication days that the text itself speaks for, best first, each with the reasons as plain sentences.

    `before` is a day that the article cannot have appeared after, such as the day on which it is added.
    """
    text = Text(doc.text, grammar(pack))
    text.scan(text.words.base)
    items = [item for _, item in sorted(text.items.items())]
    years = _Years(text, items, before)
    weights: dict[date, int] = defaultdict(int)
    reasons: dict[date, list[str]] = defaultdict(list)
    for day, weight, reason in (*_told_today(text, items, years), *_dateline(text, items, years),
                                *_weekdays(text, items, years), *_written(text, items, years)):  # fmt: skip
        if (before is None or day <= before) and reason not in reasons[day]:
            weights[day] += weight
            reasons[day].append(reason)
    ranked = sorted(weights, key=lambda day: (weights[day], day), reverse=True)
    return [(day, " ".join(f"{reason}." for reason in reasons[day])) for day in ranked[:MOST]]


class _Years:
    """Which year a date without one lies in: what the text's own years and the last possible day allow."""

    def __init__(self, text: Text, items: Sequence[Item], before: date | None) -> None:
        marks = text.tenses()
        dated = [(item.op, marks.of(item)[0]) for item in items if isinstance(item.op, Date)]
        named = [op.year for op, _ in dated if op.year and op.year in YEARS]
        past = [day for op, tense in dated if tense <= 0 and (day := _day(op))]
        ahead = [day for op, tense in dated if tense > 0 and (day := _day(op))]
        self.before = before
        self.told = max((day for day in past if before is None or day <= before), default=None)
        # what the text says will happen had not yet: the article is older than the first such day
        first = min(ahead, default=None)
        self.until = first if first and (self.told is None or self.told <= first) else None
        self.latest = max((year for year in named if before is None or year <= before.year), default=None)

    def of(self, op: Date, weekday: int | None = None) -> tuple[date, str] | None:
        """The day that a date means and how its year is known; None where nothing tells the year."""
        if op.year:
            day = _day(op)
            return (day, "") if day and weekday in (None, day.weekday()) else None
        days = [day for year in YEARS if (day := _day(replace(op, year=year)))]
        days = [day for day in days if weekday in (None, day.weekday()) and self._possible(day)]
        if not days:
            return None
        if self.latest is not None:
            latest = self.latest
            day = min(days, key=lambda day: (abs(day.year - latest), -day.year))
            return (day, f", in {day.year} by the years that the text names") if abs(day.year - latest) <= FAR else None
        return (days[-1], f", last in {days[-1].year}") if self.before else None

    def _possible(self, day: date) -> bool:
        return (self.before is None or day <= self.before) and (self.until is None or day <= self.until)

    def following(self, day: int, weekday: int) -> date | None:
        """The first such day of a month on such a weekday after the latest date told, within a year; else None."""
        if self.told is None:
            return None
        near = (self.told + timedelta(days=n) for n in range(A_YEAR))
        return next((d for d in near if d.day == day and d.weekday() == weekday and self._possible(d)), None)


def _day(op: Date) -> date | None:
    found = op.resolve(Context()) if op.year and op.month and op.day else None
    return found.start if found else None


def _is_day(op: Op) -> bool:
    return isinstance(op, Date) and bool(op.month and op.day)


def _words(text: Text, first: int, end: int) -> str:
    return " ".join(text.text[text.starts[first] : text.ends[end - 1]].split())


def _weekday(text: Text, item: Item) -> tuple[int, int] | None:
    """The weekday that stands in an expression or just before it, and its piece."""
    for i in (*range(item.start, item.end), item.start - 1, item.start - 2, item.start - 3):
        if i >= 0 and text.low[i] != "\n":
            for category, value, _ in text.at(i):
                if category == "weekday":
                    return int(value), i
    return None


def _within(text: Text, item: Item) -> Date | None:
    """The date that an expression of today holds itself: "oggi, 12 giugno"."""
    parts: dict[str, int] = {}
    for i in range(item.start, item.end):
        for category, value, _ in text.at(i):
            if category in ("day", "month", "year"):
                parts.setdefault(category, int(value))
    return Date(parts.get("year"), parts["month"], parts["day"]) if {"day", "month"} <= set(parts) else None


def _told_today(text: Text, items: Sequence[Item], years: _Years) -> Iterator[Evidence]:
    """ "today, 12 June"; "yesterday (11 June)" tells it as well."""
    told: list[tuple[int, Date, Item, Item]] = []  # days from today, the date, and the items that they stand in
    for item in items:
        if isinstance(item.op, Shift) and item.op.unit == "day" and (inner := _within(text, item)):
            told.append((item.op.count, inner, item, item))
    for one, two in pairwise(items):
        shift, dated = (one, two) if isinstance(one.op, Shift) else (two, one)
        own = isinstance(shift.op, Shift) and _within(text, shift)  # "oggi, 22 ottobre": no other date is today's
        beside = not own and two.start - one.end <= BESIDE and "\n" not in text.low[one.end : two.start]
        if beside and isinstance(shift.op, Shift) and shift.op.unit == "day" and isinstance(dated.op, Date):
            told.append((shift.op.count, dated.op, one, two))
    for count, op, one, two in told:
        weekday = _weekday(text, two)
        found = years.of(op, weekday[0] if weekday else None) if _is_day(op) else None
        if found:
            words = _words(text, one.start, two.end)
            yield found[0] - timedelta(days=count), TODAY, f"The text says “{words}”{found[1]}"


def _dateline(text: Text, items: Sequence[Item], years: _Years) -> Iterator[Evidence]:
    """ "MOSCOW, June 12 (Agency) –": places and a date at the head of a paragraph."""
    for item in items:
        if not (isinstance(item.op, Date) and _is_day(item.op)):
            continue
        head = item.start
        while head and item.start - head <= DATELINE_PIECES and text.low[head - 1] != "\n":
            head -= 1
        line_begins = text.text.rfind("\n", 0, text.starts[item.start]) + 1
        while head < item.start and text.starts[head] < line_begins:
            head += 1
        places = text.raw[head : item.start]
        at_head = head == 0 or text.low[head - 1] == "\n" or text.starts[head] >= line_begins > 0
        after = text.low[item.end] if item.end < len(text.low) else "\n"
        names = [piece for piece in places if piece.isalpha()]
        if not (at_head and names and all(piece[0].isupper() for piece in names) and after in AFTER_DATELINE):
            continue
        if len(places) <= DATELINE_PIECES and (found := years.of(item.op)):
            yield found[0], DATELINE, f"It stands in the dateline “{_words(text, head, item.end)}”{found[1]}"


def _weekdays(text: Text, items: Sequence[Item], years: _Years) -> Iterator[Evidence]:
    """ "Tuesday, 12 June": only in some years is that day a Tuesday."""
    for item in items:
        weekday = _weekday(text, item) if isinstance(item.op, Date) and _is_day(item.op) else None
        if weekday and isinstance(item.op, Date) and (found := years.of(item.op, weekday[0])):
            words = _words(text, min(item.start, weekday[1]), item.end)
            yield found[0], WEEKDAY, f"“{words}” is a {WEEKDAYS[weekday[0]]}{found[1] or f' in {found[0].year}'}"
        # "nesta quarta-feira (31)"
        alone = item.op if isinstance(item.op, Date) and item.op.day and not (item.op.month or item.op.year) else None
        named = _weekday(text, item) if alone else None
        if alone and alone.day and named and (day := years.following(alone.day, named[0])):
            words = _words(text, min(item.start, named[1]), item.end)
            yield day, WEEKDAY, f"“{words}” comes next after {years.told}, the latest date told, on that day"


def _written(text: Text, items: Sequence[Item], years: _Years) -> Iterator[Evidence]:
    """The dates written out in full, the latest of them first, with the weekdays that the text names."""
    marks = text.tenses()
    told = {day: item for item in items if isinstance(item.op, Date) and (day := _day(item.op))}
    past = [day for day, item in told.items() if marks.of(item)[0] <= 0 and not (years.before and day > years.before)]
    named = {item.op.weekday for item in items if isinstance(item.op, Weekday)}
    for day in sorted(past, reverse=True):
        latest = day == max(past)
        which = "It is the latest date of the past" if latest else "It is a date"
        yield day, LATEST if latest else WRITTEN, f"{which} that is written out in the text"
        if day.weekday() in named:
            yield day, NAMED, f"The text also names its weekday, {WEEKDAYS[day.weekday()]}"
