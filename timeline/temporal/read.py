"""Find temporal expressions in a text and resolve them: one pass over spaCy's tokens, driven by the pack."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from spacy.tokens import Doc

from timeline import languages
from timeline.languages import Pack
from timeline.model import Timex
from timeline.temporal.grammar import Grammar, Node, Rule, dateparser_date, grammar, pieces_of
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators import Context, Date, Op, Weekday

REACH = 25  # pieces: how far a verb's tense carries
STOPS = frozenset(".!?;\n")
SHORTEST_ENDING = 5  # letters of a word whose ending may tell a tense
PASSES = 3  # how deep expressions nest: "early" + "September" + "last year"
PLAUSIBLE_YEARS = range(1900, 2051)  # a bare number in this range reads as a year


@dataclass(frozen=True, slots=True)
class Item:
    """An expression that was found: the pieces first…end-1 of the text, of which start…stop-1 are its span."""

    first: int
    end: int
    start: int
    stop: int
    op: Op


class Text:
    """The pieces of a text and what the grammar knows of each."""

    def __init__(self, doc: Doc, words: Grammar) -> None:
        self.text = doc.text
        self.words = words
        starts: list[int] = []
        ends: list[int] = []
        raw: list[str] = []
        for token in doc:
            at = token.idx
            token_text = token.text
            if token_text.isspace():
                if "\n\n" in token_text:
                    starts.append(at)
                    ends.append(at + len(token_text))
                    raw.append("\n")
                continue
            for a, b, piece in pieces_of(token_text):
                starts.append(at + a)
                ends.append(at + b)
                raw.append(piece)
        self.starts, self.ends, self.raw = starts, ends, raw
        self.low = [piece.lower().replace("’", "'") for piece in raw]
        self.items: dict[int, Item] = {}

    def at(self, i: int) -> Iterator[tuple[str, Any, int]]:
        """The categories that fit at piece i: category, value, how many pieces."""
        if i >= len(self.low):
            return
        word = self.low[i]
        if word.isdecimal() and word.isascii():
            yield from self._figure(i, word)
        for phrase, category, value, capital in self.words.lexicon.get(word, ()):
            size = len(phrase)
            if (size == 1 or tuple(self.low[i : i + size]) == phrase) and not (capital and self.raw[i].islower()):
                yield category, value, size

    def _figure(self, i: int, word: str) -> Iterator[tuple[str, Any, int]]:
        number = int(word[:9])
        before = self.low[i - 1] if i and self.ends[i - 1] == self.starts[i] else ""
        if before in (".", ",") and i > 1 and self.low[i - 2].isdecimal() and len(word) == 3:
            return  # the tail of 6,700
        yield "int", number, 1
        if len(word) <= 2 and 1 <= number <= 31:
            yield "day", number, 1
        if len(word) == 4 and 1000 <= number <= 2999:
            yield "year", number, 1
            if number in PLAUSIBLE_YEARS and before not in tuple("$€£#"):
                yield "likely_year", number, 1
        if len(word) <= 4:
            yield "number", float(number), 1

    def match(self, root: Node, i: int, composed: bool) -> tuple[int, Rule, dict[str, Any]] | None:
        """The longest rule that fits from piece i on: its end, itself and what its categories matched."""
        best: tuple[int, Rule, dict[str, Any]] | None = None
        stack: list[tuple[Node, int, tuple[tuple[str, Any, int], ...]]] = [(root, i, ())]
        while stack:
            node, at, bound = stack.pop()
            if node.rule and (best is None or (at, -node.rule.order) > (best[0], -best[1].order)):
                slots: dict[str, Any] = {"sizes": [size for _, _, size in bound]}
                for name, value, _ in bound:
                    slots[name if name not in slots else f"{name}2"] = value
                best = at, node.rule, slots
            if not node.next:
                continue
            if composed and at in self.items:
                item = self.items[at]
                for category in ("expr", f"{item.op.grain}_expr"):
                    if category in node.next:
                        stack.append((node.next[category], item.end, (*bound, (category, item.op, item.end - at))))
            for category, value, size in self.at(at):
                if category in node.next:
                    stack.append((node.next[category], at + size, (*bound, (category, value, size))))
        return best

    def scan(self, root: Node, composed: bool) -> bool:
        """Find what the rules fit, left to right; returns whether anything was found."""
        found = False
        i, size = 0, len(self.low)
        lexicon = self.words.lexicon
        while i < size:
            item = self.items.get(i)
            word = self.low[i]
            if item is None and word not in lexicon and not word[0].isdigit():
                i += 1
                continue
            match = self.match(root, i, composed)
            made = self._make(i, *match) if match else None
            if made is None or (item is not None and made.end <= item.end):
                i = item.end if item else i + 1
                continue
            for inner in range(i, made.end):
                self.items.pop(inner, None)
            self.items[i] = made
            found = True
            i = made.end
        return found

    def _make(self, first: int, end: int, rule: Rule, slots: dict[str, Any]) -> Item | None:
        sizes = slots["sizes"]
        start = first + sum(sizes[: rule.before])
        stop = end - sum(sizes[len(sizes) - rule.after :])
        slots["text"] = self.text[self.starts[start] : self.ends[stop - 1]]
        slots["order"] = self.words.pack.time.get("date_order", "DMY")
        op = rule.make(slots)
        return Item(first, end, start, stop, op) if op is not None else None

    def tenses(self) -> tuple[list[int], list[int], list[int]]:
        """Where verbs tell the time, and which way; and where sentences end."""
        at, signs, stops = [], [], []
        tense, endings = self.words.tense, self.words.endings
        for i, word in enumerate(self.low):
            sign = tense.get(word, 0)
            if not sign and len(word) >= SHORTEST_ENDING:
                sign = next((s for ending, s in endings if word.endswith(ending)), 0)
            if sign:
                at.append(i)
                signs.append(sign)
            elif word in STOPS:
                stops.append(i)
        return at, signs, stops


def _tense(item: Item, marks: tuple[list[int], list[int], list[int]]) -> int:
    """The tense of the verb nearest to the expression in its sentence: -1, 0 or +1."""
    at, signs, stops = marks
    k = bisect_left(stops, item.start)
    low = max(stops[k - 1] if k else -1, item.start - REACH)
    high = min(stops[k] if k < len(stops) else item.end + REACH, item.end + REACH)
    best, sign = REACH + 1, 0
    j = bisect_left(at, item.start)
    for index in (*range(max(j - 4, 0), j), *range(j, min(j + 4, len(at)))):
        if not low < at[index] < high or item.start <= at[index] < item.stop:
            continue
        gap = item.start - at[index] if at[index] < item.start else at[index] - item.stop + 1
        if gap < best:
            best, sign = gap, signs[index]
    return sign


def _how(text: str, op: Op, context: Context, interval: Interval | None, value: str) -> str:
    head = f"“{text}”"
    if op.relative and context.published is None and interval is None and op.type not in ("DURATION", "SET"):
        return f"{head}: cannot be resolved without a publication date"
    if op.relative and context.published and interval is not None:
        head += f", published {context.published}"
    result = value
    if interval and interval.granularity is Granularity.INTERVAL:
        result = f"{interval.start} to {interval.last}"
    return f"{head}: {op.explain(context)}, {result}"


def find(doc: Doc, published: date | None, pack: Pack) -> list[Timex]:
    """The temporal expressions of a text, in its order.

    `published` is the day the article appeared; None leaves relative expressions unresolved. Linear in the text.
    """
    text = Text(doc, grammar(pack))
    text.scan(text.words.base, composed=False)
    for _ in range(PASSES):
        if not text.scan(text.words.composed, composed=True):
            break
    marks = text.tenses()
    found: list[Timex] = []
    narrative: date | None = None
    for first in sorted(text.items):
        item = text.items[first]
        context = Context(published, narrative, _tense(item, marks))
        try:
            interval, value = item.op.resolve(context), item.op.timex3(context)
        except (ValueError, OverflowError):  # beyond the calendar's years
            continue
        if isinstance(item.op, Date) and item.op.year and interval is None:
            continue  # 30 February
        start, end = text.starts[item.start], text.ends[item.stop - 1]
        words = text.text[start:end]
        how = _how(words, item.op, context, interval, value)
        found.append(Timex(start, end, words, item.op.type, value, interval, how))
        if interval and interval.start and interval.certainty > Certainty.APPROXIMATE:
            narrative = interval.start
    return found


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


def suggest_published(doc: Doc, pack: Pack) -> list[tuple[date, str]]:
    """Publication days that the text itself speaks for, best first, each with the reason. Never applied by itself.

    Evidence: dates written out in full, and weekdays that agree with them (news tells the days around it).
    """
    text = Text(doc, grammar(pack))
    text.scan(text.words.base, composed=False)
    ops: Sequence[Op] = [text.items[i].op for i in sorted(text.items)]
    days = Counter(date(op.year, op.month, op.day) for op in ops if _full(op))  # type: ignore[attr-defined]
    named = {op.weekday for op in ops if isinstance(op, Weekday)}
    if not days:
        return []
    latest = max(days)

    def rank(day: date) -> tuple[bool, date]:
        return day.weekday() in named, day

    reasons = []
    for day in sorted(days, key=rank, reverse=True):
        reason = "the latest date written out in the text" if day == latest else "a date written out in the text"
        if day.weekday() in named:
            reason += f", and the text also names its weekday, {day:%A}"
        reasons.append((day, reason))
    return reasons[:5]


def _full(op: Op) -> bool:
    if not (isinstance(op, Date) and op.year and op.month and op.day):
        return False
    return op.resolve(Context()) is not None
