"""Find temporal expressions in a text and resolve them, driven by the pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from timeline import languages
from timeline.garbage import rarely
from timeline.languages import Pack
from timeline.model import Timex
from timeline.temporal.anchors import STORY_DATES, Anchors, is_of_old
from timeline.temporal.grammar import dateparser_date, grammar
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import Context, Op, before_christ
from timeline.temporal.operators.combined import Range
from timeline.temporal.operators.dates import Date, Weekday
from timeline.temporal.operators.forms import DayOfStory, YearOfStory
from timeline.temporal.operators.lengths import Duration
from timeline.temporal.operators.offsets import Ago, Shift
from timeline.temporal.operators.parts import At, Clock, Part
from timeline.temporal.operators.story import Nowadays, Ref, Same, Usual
from timeline.temporal.published import suggest_published as suggest_published
from timeline.temporal.scan import Item, Tenses, Text

TODAY = Shift("day")
NEXT = 2  # pieces between an expression and the date behind it: ", on"


@lru_cache(maxsize=8192)
def _told(op: Op, context: Context) -> tuple[Interval | None, str, str] | None:
    """What an operator resolves to, its TIMEX3 value and its explanation; None where it lies beyond the calendar."""
    try:
        interval, value = op.resolve(context), op.timex3(context)
    except (ValueError, OverflowError):
        return None
    return interval, value, op.explain(context)


def _how(text: str, op: Op, context: Context, interval: Interval | None, value: str, why: str) -> str:
    head = f"“{text}”"
    if op.relative and context.published is None and interval is None and op.type not in ("DURATION", "SET"):
        return f"{head}: cannot be resolved without a publication date"
    if op.relative and context.published and interval is not None:
        head += f", published {context.published}"
    result = value
    if interval and interval.granularity is Granularity.INTERVAL:
        result = f"{interval.start} to {interval.last}"
    return f"{head}: {why}, {result}"


Meaning = tuple[str, str, Interval | None, str]  # the type of an expression, its value, its interval, its reason
Ends = tuple[tuple[int, int], tuple[int, int]]  # the pieces of the two ends of a range
Placed = tuple[int, int, Meaning]  # where an end begins and stops, counted from the range, and what it means


class _Teller:
    """Makes timexes of the items of one text; what the same words mean in the same place is worked out once.

    Operators and contexts are known by their identity, which costs less than their hash; both are kept for that.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self._meanings: dict[tuple[int, int, str], tuple[Op, Context, Meaning | None]] = {}
        self._ends: dict[tuple[int, int, str, int, int], tuple[Placed, ...]] = {}

    def timex(self, first: int, stop: int, op: Op, context: Context, ends: Ends | None) -> Timex | None:
        """The timex of an operator that stands at the pieces first…stop-1; None where there is no such day."""
        start, end = self.text.starts[first], self.text.ends[stop - 1]
        words = self.text.text[start:end]
        key = id(op), id(context), words
        known = self._meanings.get(key)
        if known is None:
            known = self._meanings[key] = op, context, _meaning(words, op, context)
        meaning = known[2]
        if meaning is None:
            return None
        kind, value, interval, how = meaning
        if ends is None or not isinstance(op, Range):
            return Timex(start, end, words, kind, value, interval, how)
        (_, middle), (after, _) = ends
        place = *key, self.text.ends[middle - 1] - start, self.text.starts[after] - start
        placed = self._ends.get(place)
        if placed is None:
            placed = self._ends[place] = self._placed(ends, op, context, meaning, start)
        parts = tuple(
            [
                Timex(start + a, start + b, words[a:b], kind, value, days, how)
                for a, b, (kind, value, days, how) in placed
            ]
        )
        return Timex(start, end, words, kind, value, interval, how, parts)

    def _placed(self, ends: Ends, op: Range, context: Context, whole: Meaning, start: int) -> tuple[Placed, ...]:
        """The two ends of a range, no more certain than it; what took its year from the range is explained by it."""
        found = []
        for (first, stop), end, own in zip(ends, op.placed(context), op.ends(), strict=True):
            a, b = self.text.starts[first], self.text.ends[stop - 1]
            meaning = _meaning(self.text.text[a:b], end, context)
            if meaning is None:
                continue
            kind, value, interval, how = meaning
            if interval and whole[2]:
                interval, how = interval.weakened(whole[2].certainty), how if end == own else whole[3]
            found.append((a - start, b - start, (kind, value, interval, how)))
        return tuple(found)


def _meaning(words: str, op: Op, context: Context) -> Meaning | None:
    told = _told(op, context)
    if told is None:
        return None
    interval, value, why = told
    if isinstance(op, Date) and op.year and interval is None:
        return None  # 30 February
    dates = isinstance(op, Ago) and (value[0].isdecimal() or value[:2] == "BC")  # "dos años después" in a story
    kind = "DATE" if dates else "DURATION" if value[:2] in ("PX", "PT") else op.type  # "a few days later"
    return kind, value, interval, _how(words, op, context, interval, value, why)


def find(doc: Doc | str, published: date | None, pack: Pack) -> list[Timex]:
    """The temporal expressions of a text, in its order.

    `published` is the day the article appeared; None leaves relative expressions unresolved. Linear in the text.
    """
    with rarely:
        return _find(Text(doc if isinstance(doc, str) else doc.text, grammar(pack)), published)


def _find(text: Text, published: date | None) -> list[Timex]:
    text.find()
    marks = text.tenses()
    items = [text.items[first] for first in sorted(text.items)]
    anchors = Anchors([item.op for item in items], published)
    teller = _Teller(text)
    found: list[Timex] = []
    # sentences that tell of long ago: "built in 1912, it is a museum today"
    of_old = {
        marks.sentence(item.start)
        for item in (items if anchors.has(TODAY) else ())
        if published and is_of_old(item.op, published)
    }
    last: Item | None = None
    ahead_of = False  # whether the expression before lies ahead of publication
    for n, item in enumerate(items):
        op, sentence = item.op, marks.sentence(item.start)
        kind = anchors.kind(op)
        if kind.incomplete and (op := _in_story(text, item, anchors)) is not item.op:
            kind = anchors.kind(op)
        if kind.nothing or text.is_title(item):
            continue
        tense, looks_back = marks.of(item)
        start = item.start
        led = text.is_led(start)
        ahead = led and ((not looks_back and text.looks_ahead(start)) or (tense == 0 and text.may_look_ahead(start)))
        if led and looks_back and anchors.story and text.may_look_ahead(start):
            looks_back = False  # "by the 15th it had taken the town" has got there
        if ahead and not isinstance(op, Nowadays):  # "até hoje" looks back, where "até sexta" looks ahead
            tense = 1
        if isinstance(op, Ago) and not op.narrative and op.sign < 0 and tense == 0 and text.goes_on(item):
            op = Duration(op.count, op.unit)
        if kind.recurs and text.is_habit(item):
            op = Usual(op)
        if led and tense < 0 and kind.bare_month and text.leads_either_way(start) and anchors.is_nearer_ahead(op):
            tense = 1
        if led and tense > 0 and text.is_behind(start):
            tense = -1
        if kind.tense and tense != kind.tense:
            continue
        if ahead_of and last and isinstance(op, Weekday) and text.joined(last, item):
            tense = 1  # "tomorrow and Friday"
        if last and last.end + 1 == start and text.low[last.end] == ",":
            op = anchors.beside(op, last.op)
        if anchors.story and len(found) >= STORY_DATES and op == TODAY:
            op = Ref("PRESENT_REF")  # "today the town is called …", at the end of a history
        if op == TODAY and (text.is_nowadays(item) or _of_these_times(text, marks, item, sentence, of_old)):
            op = Ref("PRESENT_REF")
        if n + 1 < len(items) and (isinstance(op, Clock) or (isinstance(op, Range) and isinstance(op.first, Clock))):
            op = _up_to(op, items[n + 1], text, item)
        last = item
        kind = kind if op is kind.op else anchors.kind(op)
        opening = anchors.opening
        opened = opening is not None and marks.commas_in(opening[1] + 1, start) == 0
        got_to = anchors.got_to if isinstance(op, Clock) else None
        listed = got_to is not None and not marks.tells(start) and not marks.opens(got_to)
        context = anchors.context(kind, text.starts[start], sentence, tense, looks_back, opened, listed)
        if n + 1 < len(items) and text.low[item.end] == "," and items[n + 1].start - item.end <= NEXT:
            op = anchors.before(op, items[n + 1].op, context)
        timex = teller.timex(start, item.end, op, context, item.ends)
        if timex is None:
            continue
        found.append(_on_calendar(timex) if before_christ(timex.interval) else timex)
        anchors.moved(op, timex.interval, context, timex.end, sentence, item, anchors.story and text.is_aside(item))
        year = timex.interval is not None and timex.interval.granularity is Granularity.YEAR
        if (year or anchors.opening is not None) and marks.opens(item):
            anchors.opened(timex.interval, item.end, sentence)
        first = timex.interval and timex.interval.start
        ahead_of = bool(first and published and first > published)
    return found


def _up_to(op: Clock | Range, until: Item, text: Text, item: Item) -> Op:
    """What a clock time, or two, right before another or a day is: "9 to 11 a.m. Tuesday" are both of that day."""
    other = until.op
    if isinstance(other, At) and isinstance(other.time, Clock) and isinstance(op, Clock):
        known = not isinstance(other.day, Same | At | Part)
        return At(other.day, op) if known and text.joined(item, until, points=False) else op
    if until.op.grain != "day" or not isinstance(other, Weekday | Date | Shift) or not text.led(item, until):
        return op
    if isinstance(op, Clock):
        return At(other, op)
    return Range(At(other, op.first), op.last) if isinstance(op.first, Clock) else op


def _of_these_times(text: Text, marks: Tenses, item: Item, sentence: int, of_old: set[int]) -> bool:
    """Whether "today" is told against long ago: "built in 1912, it is a museum today", "… in 1912. Today it is"."""
    opens = marks.opens(item)
    return (sentence in of_old or (opens and sentence - 1 in of_old)) and text.is_present(item, opens)


def _in_story(text: Text, item: Item, anchors: Anchors) -> Op:
    """What an expression is where the story has got to: a figure alone may be a day of its month, or a year."""
    op = item.op
    if isinstance(op, DayOfStory) and anchors.in_month() and text.may_be_day(item, op.nouns):
        return op.as_date()
    if isinstance(op, YearOfStory) and before_christ(anchors.narrative):
        return op.as_date()
    return op


def _on_calendar(timex: Timex) -> Timex:
    """An expression of a time before Christ without the days that stand for it: they are on no calendar of ours."""
    ends = tuple(_on_calendar(end) for end in timex.ends)
    how = f"“{timex.text}”: before Christ, {timex.value}"
    return replace(timex, interval=None, how=how, ends=ends)


def resolve(text: str, published: date | None, code: str) -> Timex | None:
    """What one expression alone means; dateparser is asked for what the pack does not know. None if neither knows.

    >>> resolve("lo scorso settembre", date(2024, 6, 17), "it").value
    '2023-09'
    """
    pack = languages.load(code)
    found = find(languages.tokenizer(code)(text), published, pack)
    if found:
        return max(found, key=lambda timex: timex.end - timex.start)
    order = pack.time.get("date_order", "DMY")
    day = dateparser_date(text, code, order, published, "past")
    if day is None:
        return None
    interval = Interval.day(day, Certainty.RESOLVED if published else Certainty.STATED)
    how = f"“{text}”, published {published or 'unknown'}: {day}, as dateparser reads it"
    return Timex(0, len(text), text, "DATE", day.isoformat(), interval, how)
