"""Find temporal expressions in a text and resolve them, driven by the pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc

from timeline import languages
from timeline.languages import Pack
from timeline.model import Timex
from timeline.temporal.anchors import STORY_DATES, Anchors
from timeline.temporal.grammar import dateparser_date, grammar
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import Context, Nothing, Op, before_christ
from timeline.temporal.operators.combined import Range
from timeline.temporal.operators.dates import Date
from timeline.temporal.operators.forms import DayOfStory, YearOfStory
from timeline.temporal.operators.offsets import Ago, Shift
from timeline.temporal.operators.story import Ref
from timeline.temporal.published import suggest_published as suggest_published
from timeline.temporal.scan import Item, Text

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


def find(doc: Doc, published: date | None, pack: Pack) -> list[Timex]:
    """The temporal expressions of a text, in its order.

    `published` is the day the article appeared; None leaves relative expressions unresolved. Linear in the text.
    """
    text = Text(doc.text, grammar(pack))
    text.find()
    marks = text.tenses()
    items = [item for _, item in sorted(text.items.items())]
    anchors = Anchors([item.op for item in items if not isinstance(item.op, Nothing)], published)
    found: list[Timex] = []
    last: Item | None = None
    for n, item in enumerate(items):
        op, sentence = _in_story(text, item, anchors), marks.sentence(item.start)
        if isinstance(op, Nothing) or text.is_title(item):
            continue
        tense, looks_back = marks.of(item)
        if (text.looks_ahead(item.start) and not looks_back) or (tense == 0 and text.may_look_ahead(item.start)):
            tense = 1
        if isinstance(op, Ref) and op.tense and tense != op.tense:
            continue
        if last and last.end + 1 == item.start and text.low[last.end] == ",":
            op = anchors.beside(op, last.op)
        if anchors.story and op == TODAY and len(found) >= STORY_DATES:
            op = Ref("PRESENT_REF")  # "today the town is called …", at the end of a history
        last = item
        context = anchors.context(op, text.starts[item.start], sentence, tense, looks_back)
        if n + 1 < len(items) and items[n + 1].start - item.end <= NEXT and text.low[item.end] == ",":
            op = anchors.before(op, items[n + 1].op, context)
        timex = _timex(text, item.start, item.end, op, context)
        if timex is None:
            continue
        if item.ends and isinstance(op, Range):
            timex = replace(timex, ends=_ends(text, item, op, timex, context))
        found.append(_on_calendar(timex) if before_christ(timex.interval) else timex)
        anchors.moved(op, timex.interval, context, timex.end, sentence)
    return found


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


def _ends(text: Text, item: Item, op: Range, whole: Timex, context: Context) -> tuple[Timex, ...]:
    """The two ends of a range, no more certain than it; one that took its year from the range is explained by it."""
    found = []
    for (first, stop), end, own in zip(item.ends or (), op.placed(context), op.ends(), strict=True):
        timex = _timex(text, first, stop, end, context)
        if timex and timex.interval and whole.interval:
            how = timex.how if end == own else whole.how
            timex = replace(timex, interval=timex.interval.weakened(whole.interval.certainty), how=how)
        if timex:
            found.append(timex)
    return tuple(found)


def _timex(text: Text, first: int, stop: int, op: Op, context: Context) -> Timex | None:
    told = _told(op, context)
    if told is None:
        return None
    interval, value, why = told
    if isinstance(op, Date) and op.year and interval is None:
        return None  # 30 February
    start, end = text.starts[first], text.ends[stop - 1]
    words = text.text[start:end]
    dates = isinstance(op, Ago) and (value[0].isdecimal() or value[:2] == "BC")  # "dos años después" in a story
    kind = "DATE" if dates else op.type
    return Timex(start, end, words, kind, value, interval, _how(words, op, context, interval, value, why))


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
