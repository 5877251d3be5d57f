"""Find temporal expressions in a text and resolve them, driven by the pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from spacy.tokens import Doc

from timeline import languages
from timeline.garbage import rarely
from timeline.languages import Pack
from timeline.model import Timex
from timeline.temporal.anchors import STORY_DATES, Anchors, Kind, is_of_old
from timeline.temporal.grammar import DUE, dateparser_date, grammar
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import Context, Op, before_christ
from timeline.temporal.operators.combined import Range
from timeline.temporal.operators.dates import Date, Weekday
from timeline.temporal.operators.forms import DayOfStory, YearOfStory
from timeline.temporal.operators.lengths import Duration
from timeline.temporal.operators.offsets import Ago, Shift
from timeline.temporal.operators.parts import At, Clock, Part
from timeline.temporal.operators.story import Ref, Same, Usual
from timeline.temporal.pieces import Item
from timeline.temporal.published import suggest_published as suggest_published
from timeline.temporal.scan import Text
from timeline.temporal.verbs import Tenses
from timeline.values import value

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


Ends = tuple[tuple[int, int], tuple[int, int]]  # the pieces of the two ends of a range


@value
class _Meaning:
    """What an expression says in one context."""

    op: Op
    context: Context
    type: str
    value: str
    interval: Interval | None
    how: str
    is_year: bool
    ahead: bool  # whether it begins after publication
    on_calendar: bool  # unless it is of a time before Christ

    @classmethod
    def of(cls, words: str, op: Op, context: Context) -> _Meaning | None:
        """What these words say; None where there is no such day."""
        told = _told(op, context)
        if told is None:
            return None
        interval, value, why = told
        if isinstance(op, Date) and op.year and interval is None:
            return None  # 30 February
        dates = isinstance(op, Ago) and (value[0].isdecimal() or value[:2] == "BC")  # "dos años después" in a story
        kind = "DATE" if dates else "DURATION" if value[:2] in ("PX", "PT") else op.type  # "a few days later"
        how = _how(words, op, context, interval, value, why)
        first = interval and interval.start
        ahead = bool(first and context.published and first > context.published)
        is_year = interval is not None and interval.granularity is Granularity.YEAR
        return cls(op, context, kind, value, interval, how, is_year, ahead, not before_christ(interval))


Placed = tuple[int, int, _Meaning]  # where an end begins and stops, counted from the range, and what it means


class _Teller:
    """Makes timexes of the items of one text; what the same words mean in the same place is worked out once.

    Operators and contexts are known by their identity, which costs less than their hash; both are kept for that.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self._meanings: dict[tuple[int, int, str], tuple[Op, Context, _Meaning | None]] = {}
        self._ends: dict[tuple[int, int, int], tuple[Placed, ...]] = {}

    def meaning(self, words: str, op: Op, context: Context) -> _Meaning | None:
        """What these words say in a context; None where there is no such day."""
        key = id(op), id(context), words
        known = self._meanings.get(key)
        if known is None:
            known = self._meanings[key] = op, context, _Meaning.of(words, op, context)
        return known[2]

    def parts(self, start: int, words: str, ends: Ends, meaning: _Meaning) -> tuple[Timex, ...]:
        """The timexes of the two ends of a range that starts at a character."""
        (_, middle), (after, _) = ends
        place = id(meaning), self.text.ends[middle - 1] - start, self.text.starts[after] - start
        placed = self._ends.get(place)
        if placed is None:
            placed = self._ends[place] = self._placed(ends, meaning, start)
        return tuple(
            [
                Timex(start + a, start + b, words[a:b], end.type, end.value, end.interval, end.how)
                for a, b, end in placed
            ]
        )

    def _placed(self, ends: Ends, whole: _Meaning, start: int) -> tuple[Placed, ...]:
        """The two ends of a range, no more certain than it; what took its year from the range is explained by it."""
        found: list[Placed] = []
        if not isinstance(whole.op, Range):
            return ()
        for (first, stop), end, own in zip(ends, whole.op.placed(whole.context), whole.op.ends(), strict=True):
            a, b = self.text.starts[first], self.text.ends[stop - 1]
            meaning = _Meaning.of(self.text.text[a:b], end, whole.context)
            if meaning is None:
                continue
            if meaning.interval and whole.interval:
                interval = meaning.interval.weakened(whole.interval.certainty)
                meaning = replace(meaning, interval=interval, how=meaning.how if end == own else whole.how)
            found.append((a - start, b - start, meaning))
        return tuple(found)


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
    # What most expressions are not is asked before anybody is called: a text may have very many.
    low, verbs, habits, leading, story = text.low, marks.at, text.habits, text.words.leading, anchors.story
    sentence, stops = 0, marks.stops
    last: Item | None = None
    ahead_of = False  # whether the expression before lies ahead of publication
    for item, following in zip_longest(items, items[1:]):
        op, start, stop = item.op, item.start, item.end
        while sentence < len(stops) and stops[sentence] < start:
            sentence += 1
        kind = anchors.kind(op)
        if kind.incomplete and (op := _in_story(text, item, anchors, sentence)) is not item.op:
            kind = anchors.kind(op)
        if kind.nothing or (kind.titled and text.is_title(item)):
            continue
        tense, looks_back = marks.of(item) if verbs else (0, False)
        if tense == DUE:
            tense = anchors.nearest(op)
        habit = bool(habits) and kind.recurs and text.is_habit(item)
        if start and low[start - 1] in leading:
            tense, looks_back = _led(
                text, start, kind, tense, looks_back, story, not habit and anchors.is_nearer_ahead(op)
            )
        if kind.ago and tense == 0 and isinstance(op, Ago) and text.goes_on(item):
            op = Duration(op.count, op.unit)
        if habit:
            op = Usual(op)
        if kind.tense and tense != kind.tense:
            continue
        if last is not None:
            if ahead_of and isinstance(op, Weekday) and text.joined(last, item):
                tense = 1  # "tomorrow and Friday"
            if last.end + 1 == start and low[last.end] == ",":
                op = anchors.beside(op, last.op)
        if (
            kind.today
            and op == TODAY
            and (
                (story and len(found) >= STORY_DATES)  # "today the town is called …", at the end of a history
                or text.is_nowadays(item)
                or _of_these_times(text, marks, item, sentence, of_old)
            )
        ):
            op = Ref("PRESENT_REF")
        if kind.clock and following is not None:
            op = _up_to(op, following, text, item)
        last = item
        if op is not kind.op:
            kind = anchors.kind(op)
        opening = anchors.opening
        opened = opening is not None and marks.commas_in(opening[1] + 1, start) == 0
        got_to = anchors.got_to if isinstance(op, Clock) else None
        listed = got_to is not None and not marks.tells(start) and not marks.opens(got_to)
        first = text.starts[start]
        if kind.lone_day and any(text.is_a("weekday", i) for i in range(start, stop)):
            kind = replace(kind, lone_day=False)  # "quinta-feira (10)" is of these weeks
        context = anchors.context(kind, first, sentence, tense, looks_back, opened, listed)
        if following is not None and low[stop] == "," and following.start - stop <= NEXT:
            op = anchors.before(op, following.op, context)
        end = text.ends[stop - 1]
        words = text.text[first:end]
        meaning = teller.meaning(words, op, context)
        if meaning is None:
            continue
        parts = teller.parts(first, words, item.ends, meaning) if item.ends else ()
        timex = Timex(first, end, words, meaning.type, meaning.value, meaning.interval, meaning.how, parts)
        found.append(timex if meaning.on_calendar else _on_calendar(timex))
        anchors.moved(op, meaning.interval, context, end, sentence, item, story and text.is_aside(item))
        if (meaning.is_year or opening is not None) and marks.opens(item):
            anchors.opened(meaning.interval, stop, sentence)
        ahead_of = meaning.ahead
    return found


def _led(
    text: Text, start: int, kind: Kind, tense: int, looks_back: bool, story: bool, nearer_ahead: bool
) -> tuple[int, bool]:
    """The tense of an expression, and whether it looks back, by the words before it that say which way it lies."""
    ahead = (not looks_back and text.looks_ahead(start)) or (tense == 0 and text.may_look_ahead(start))
    if looks_back and story and text.may_look_ahead(start):
        looks_back = False  # "by the 15th it had taken the town" has got there
    if ahead and not kind.nowadays:  # "até hoje" looks back, where "até sexta" looks ahead
        tense = 1
    if tense < 0 and nearer_ahead and kind.bare_month and text.leads_either_way(start):
        tense = 1
    if tense > 0 and text.is_behind(start):
        tense = -1
    return tense, looks_back


def _up_to(op: Op, until: Item, text: Text, item: Item) -> Op:
    """What a clock time, or two, right before another or a day is: "9 to 11 a.m. Tuesday" are both of that day."""
    other = until.op
    if isinstance(other, At) and isinstance(other.time, Clock) and isinstance(op, Clock):
        known = not isinstance(other.day, Same | At | Part)
        return At(other.day, op) if known and text.joined(item, until, points=False) else op
    if until.op.grain != "day" or not isinstance(other, Weekday | Date | Shift) or not text.led(item, until):
        return op
    if isinstance(op, Clock):
        return At(other, op)
    return Range(At(other, op.first), op.last) if isinstance(op, Range) and isinstance(op.first, Clock) else op


def _of_these_times(text: Text, marks: Tenses, item: Item, sentence: int, of_old: set[int]) -> bool:
    """Whether "today" is told against long ago: "built in 1912, it is a museum today", "… in 1912. Today it is"."""
    opens = marks.opens(item)
    return (sentence in of_old or (opens and sentence - 1 in of_old)) and text.is_present(item, opens)


def _in_story(text: Text, item: Item, anchors: Anchors, sentence: int) -> Op:
    """What an expression is where the story has got to: a figure alone may be a day of its month, or a year."""
    op = item.op
    if isinstance(op, DayOfStory) and anchors.in_month() and text.may_be_day(item, op.nouns):
        return op.as_date()
    if isinstance(op, DayOfStory) and anchors.near_day(sentence) and text.may_be_day(item, nouns=True):
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
