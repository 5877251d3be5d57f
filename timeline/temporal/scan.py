"""Find what the rules of a pack fit in a text: its pieces, the items found, and the tenses of its verbs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from timeline.temporal.grammar import (
    ANY,
    BESIDE,
    CAPITAL,
    FIGURE,
    PIECE,
    PLUPERFECT,
    ROMANS,
    WORDS_REMEMBERED,
    YEAR_FIGURES,
    Grammar,
    Node,
    Root,
    Rule,
    union,
)
from timeline.temporal.operators.base import Op
from timeline.temporal.operators.combined import Range
from timeline.temporal.operators.dates import Date, Weekday
from timeline.temporal.operators.forms import DayInList

REACH = 25  # pieces: how far a verb's tense carries
POINTS = frozenset(".,:/")  # what may stand between the figures of one number, time or date
CURRENCIES, MEASURES = frozenset("$€£#"), frozenset("%€$°")  # what makes of the figure behind, or before it, no year
STOPS = frozenset(".!?;\n")
CLOSING = frozenset(".,;:)\n")  # what may follow a figure that is a day
COMMA = 8  # pieces: what a comma adds to the distance of a verb, for it often ends the clause
OPENING = 1  # pieces that may stand before what opens a sentence: "In 2011"
HABIT = 8  # pieces between an expression and the word that makes it recur
CLAUSE = 8  # pieces before an expression that a verb of its clause is looked for in
BEHIND = 4  # pieces: what a verb that follows the expression is further away than one before it
COLON = 2  # commas that a colon stands for: another clause begins there
QUOTES = frozenset("\"'”’»")
ANY_GAP = 1000  # pieces: further than any verb within reach, with all its commas
LONGEST_ABBREVIATION = 3  # letters: "Gen.", "Mr."; longer words before a full stop end a sentence
SHORTEST_ENDING = 5  # letters of a word whose ending may tell a tense
LINE = 400  # characters of a line, on either side, that tell whether it is a headline
CLOSED = (".", "!", "?", '"', "”", "''")  # what the line of a headline does not end with
TITLED = frozenset({"day", "week", "weekend", "ref", "set", "moment", "clock", "duration"})  # what titles are made of
NEAR = 3  # pieces between two expressions that "and" joins, and letters of a word among them
LIST_GAP = 4  # pieces that may stand between the days of a list: ", and on the"
AROUND = 20  # pieces behind one whose reading is remembered, so that the same words are not read again
REMEMBERED = 4096  # readings at most
PASSES = 3  # how deep expressions nest: "early" + "September" + "last year"
PLAUSIBLE_YEARS = range(1900, 2051)  # a bare number in this range reads as a year

END: tuple[tuple[str, Any, int], ...] = (("end", None, 0),)  # what fits after the last piece
Fit = tuple[str, Any, int]  # a category that fits at a piece, its value, and how many pieces it takes


def categories_of(op: Op) -> tuple[str, ...]:
    """What rules may call an expression: `expr`, and what it is known to."""
    if isinstance(op, Weekday):
        return "expr", f"{op.grain}_expr", "weekday_expr"
    return "expr", f"{op.grain}_expr"


@dataclass(slots=True)
class Item:
    """An expression that was found: the pieces start…end-1 of the text. Never changed once it is made."""

    start: int
    end: int
    op: Op
    ends: tuple[tuple[int, int], tuple[int, int]] | None  # the pieces of a range's two ends
    first: int  # where what was read began, with the context before it
    seen: int  # the piece after what was read, with the context behind it
    categories: tuple[str, ...]  # what rules may call it
    mask: int  # the bits of these

    @property
    def reach(self) -> tuple[int, int, int]:
        """How much was read: of two readings the one that reaches further stands."""
        return self.end, self.seen, -self.first


class Text:
    """The pieces of a text and what the grammar knows of each."""

    def __init__(self, text: str, words: Grammar) -> None:
        self.text = text
        self.words = words
        parts = PIECE.split(text)  # what stands between the pieces, and the pieces, by turns
        bounds = list(accumulate(map(len, parts)))
        self.starts = bounds[:-1:2]
        self.ends = bounds[1::2]
        self.raw = parts[1::2]
        if "\n" in text:
            self.raw = [piece if piece[0] != "\n" else "\n" for piece in self.raw]
        self.low = [*map(words.lower.__getitem__, self.raw)]
        if words.glued:
            self._cut_glued()
        self.masks = [*map(words.mask.__getitem__, self.low)]
        self.masks.append(ANY | words.bits.get("end", 0))
        people = words.people
        last = [i for i, word in enumerate(self.low) if word in people] if people else []
        self.people = {i for i in last if self._followed(people, i + 1)}
        self.surnames = {self.low[i] for i in self.people}
        self.items: dict[int, Item] = {}
        self._fits: list[tuple[Fit, ...] | None] = [None] * len(self.low)
        self._bits: dict[tuple[str, ...], int] = {}  # by the categories of an expression: their bits
        self._follow: tuple[dict[tuple[str, ...], int], ...] = {}, {}  # and what may follow it, inside and outside
        self._ops: dict[Op, Op] = {}
        self._seen = 0  # the furthest piece that a rule has been tried on
        self._read: dict[tuple[str, int], tuple[int, Item | None]] = {}  # what was made of the same words before

    def _cut_glued(self) -> None:
        """Cut the words that are two in one, "Montagabend"."""
        glued = self.words.glued
        places = [i for i, word in enumerate(self.low) if word in glued]
        if not places:
            return
        starts, ends, raw, low = self.starts, self.ends, self.raw, self.low
        self.starts, self.ends, self.raw, self.low = [], [], [], []
        done = 0
        for i in [*places, len(low)]:
            for whole, cut in ((starts, self.starts), (ends, self.ends), (raw, self.raw), (low, self.low)):
                cut += whole[done:i]
            if i < len(low):
                at = glued[low[i]]
                self.starts += starts[i], starts[i] + at
                self.ends += starts[i] + at, ends[i]
                self.raw += raw[i][:at], raw[i][at:]
                self.low += low[i][:at], low[i][at:]
            done = i + 1

    def at(self, i: int) -> tuple[Fit, ...]:
        """The categories that fit at piece i; after the last piece it is "end"."""
        if i >= len(self.low):
            return END
        fits = self._fits[i]
        if fits is None:
            fits = self._fits[i] = self._fitting(i)
        return fits

    def _fitting(self, i: int) -> tuple[Fit, ...]:
        word = self.low[i]
        if word.isdecimal() and word.isascii():
            fits = list(self._figure(i, word))
        elif word in ROMANS and self.raw[i].isupper():
            fits = [("roman", ROMANS[word], 1)]
        else:
            fits = []
        entry = self.words.lexicon.get(word)
        if entry is None:
            return tuple(fits)
        if entry.phrases and i + 1 < len(self.low):
            for phrase, category, value, asks in entry.phrases.get(self.low[i + 1], ()):
                size = len(phrase)
                if (size == 2 or tuple(self.low[i : i + size]) == phrase) and (
                    not asks or self._granted(i, size, asks)
                ):
                    fits.append((category, value, size))
        if not fits and not entry.asking:
            return entry.words
        fits += entry.words
        fits += [(category, value, 1) for category, value, asks in entry.asking if self._granted(i, 1, asks)]
        return tuple(fits)

    def _granted(self, i: int, size: int, asks: int) -> bool:
        """Whether a word has what it asks for to be one of time: a capital letter, or a figure beside it."""
        if asks == CAPITAL and size == 1 and self.low[i] in self.surnames and not self._dates(i):
            return False
        if asks == CAPITAL:
            return not self.raw[i].islower()
        beside = (*self.low[max(i - BESIDE, 0) : i], *self.low[i + size : i + size + BESIDE])
        return asks != FIGURE or any(word.isdecimal() for word in beside)

    def _dates(self, i: int) -> bool:
        """Whether a word that is somebody's name in this text is one of time here: "in May", "May 5"."""
        if i in self.people or "".join(self.low[i + 1 : i + 3]) == "'s":
            return False
        before, after = self.low[i - 1] if i else "", self.low[i + 1] if i + 1 < len(self.low) else ""
        figure = before.isdecimal() or after.isdecimal() or before in self.words.suffixes
        return figure or before in self.words.dating

    def _figure(self, i: int, word: str) -> Iterator[tuple[str, Any, int]]:
        number = int(word[:9])
        before = self.low[i - 1] if i and self.ends[i - 1] == self.starts[i] else ""
        if before in (".", ",") and i > 1 and self.low[i - 2].isdecimal() and len(word) == 3:
            return  # the tail of 6,700
        glued = self.after(i)
        grouped = self._grouped(i, word)
        if grouped:
            yield "number", grouped, 2
        if glued in (".", ",") and (tail := self.after(i + 1)).isdecimal():
            if len(tail) == 3:
                yield "number", float(word[:9] + tail), 3
                return
            yield "number", float(f"{number}.{tail[:4]}"), 3
        elif i + 3 < len(self.low) and self.low[i + 2] == "/" and self.low[i + 1 : i + 4] == ["1", "/", "2"]:
            yield "number", number + 0.5, 4
        if i + 1 < len(self.low) and self.low[i + 1] in self.words.amounts:
            if len(word) <= 4:
                yield "number", float(number), 1
            return  # "febbraio 1026 miliardi"
        yield "int", number, 1
        if self._is_name(i, before):
            return
        decimals = glued in POINTS and self.after(i + 1).isdecimal()
        if (
            len(word) <= 2
            and not decimals
            and glued != "%"
            and not (glued.isalpha() and glued in self.words.suffixes)
            and not (before in POINTS and self.low[i - 2].isdecimal())
        ):
            yield "short", number, 1
            if 1 <= number <= 31 and (not glued or glued in CLOSING):
                yield "lone_day", number, 1
        if len(word) <= 2 and 1 <= number <= 31 and not self._is_decimals(i, before):
            yield "day", number, 1
        if glued in self.words.suffixes and 1 <= number <= 100:
            yield "ordinal", number, 2
        if len(word) == 4 and 1000 <= number <= 2999:
            yield "year", number, 1
            if number in PLAUSIBLE_YEARS and before not in CURRENCIES and glued not in MEASURES:
                yield "likely_year", number, 1
        if len(word) == 4 and 1000 <= number < PLAUSIBLE_YEARS.start and not decimals and self._stands_alone(i):
            yield "year_alone", number, 1
        if len(word) == 4 and number // 100 < 24 and number % 100 < 60:
            yield "hhmm", number, 1
        if len(word) <= 4:
            yield "number", float(number), 1

    def _stands_alone(self, i: int) -> bool:
        """Whether no noun that it could count follows the figure at piece i: "in 1815, …", not "1500 men"."""
        if i + 1 >= len(self.raw):
            return True
        after = self.raw[i + 1]
        return not after[0].isalnum() or after in self.words.after_year

    def _is_name(self, i: int, before: str) -> bool:
        """Whether the figure at i is part of a name and no day: "G20", "Covid-19 in May", but not "May-19", "15H30"."""
        if len(before) == 1 and before.isalpha() and self.raw[i - 1].isupper():
            return i < 2 or self.ends[i - 2] != self.starts[i - 1]
        if before != "-" or i < 2 or self.ends[i - 2] != self.starts[i - 1]:
            return False
        return self.raw[i - 2].isalpha() and self.low[i - 2] not in self.words.lexicon

    def _grouped(self, i: int, word: str) -> float | None:
        """A number whose thousands a space sets apart, "1 329"."""
        if len(word) > 3 or i + 1 >= len(self.low) or self.starts[i + 1] - self.ends[i] != 1:
            return None
        tail = self.low[i + 1]
        return float(word + tail) if len(tail) == 3 and tail.isdecimal() else None

    def _is_decimals(self, i: int, before: str) -> bool:
        """Whether the figure at i is what follows a decimal point: "6.4" """
        return before in (".", ",") and i > 1 and self.low[i - 2].isdecimal() and self.ends[i - 2] == self.starts[i - 1]

    def after(self, i: int) -> str:
        """The piece that follows piece i without a space, or ""."""
        if i + 1 < len(self.low) and self.ends[i] == self.starts[i + 1]:
            return self.low[i + 1]
        return ""

    def find(self) -> None:
        """Find all items: what the words make, what is made of that, and what sets it between words."""
        self.scan(self.words.base)
        for _ in range(PASSES):
            if not self.scan(self.words.composed):
                break
        self.scan(self.words.outer)
        self.fill_lists()
        self.with_articles()

    def match(self, root: Root, i: int) -> list[tuple[int, Rule, tuple[Fit, ...]]]:
        """The rules that fit from piece i on, longest first: the end, the rule and what its categories matched."""
        found: list[tuple[int, int, Rule, tuple[Fit, ...]]] = []
        items = self.items if root.composed else {}
        fitting, size = self._fits, len(self.low)
        stack: list[tuple[Node, int, tuple[Fit, ...]]] = [(root.node, i, ())]
        while stack:
            node, at, bound = stack.pop()
            if at > self._seen:
                self._seen = at
            if node.rule:
                found.append((-at, node.rule.order, node.rule, bound))
            if not node.next:
                continue
            if at in items:
                item = items[at]
                for category in item.categories:
                    if category in node.next:
                        stack.append((node.next[category], item.end, (*bound, (category, item.op, item.end - at))))
            for fit in fitting[at] or self.at(at) if at < size else END:
                if fit[0] in node.next:
                    stack.append((node.next[fit[0]], at + fit[2], (*bound, fit)))
        if len(found) > 1:
            found.sort(key=lambda fit: fit[:2])
        return [(-at, rule, bound) for at, _, rule, bound in found]

    def _candidates(self, root: Root) -> list[int]:
        """The pieces where a rule may begin."""
        low, enter, follow = self.low, root.enter, root.follow
        if not root.composed:
            return [
                i
                for i, (mask, after) in enumerate(pairwise(self.masks))
                if mask & enter
                and after & (follow[low[i]] if not low[i][0].isdigit() else self._follow_figure(root, i))
            ]
        places, done = [], 0
        masks, items, follows = self.masks, self.items, self._follow[root.outer]
        known = 0
        categories: tuple[str, ...] = ()
        for at in sorted(items):
            item = items[at]
            if at > done:
                for i in range(max(at - root.before, done), at):  # what stands before an expression
                    if low[i] in root.words and follow[low[i]] & self._mask(i + 1):
                        places.append(i)
            done = item.end
            if item.categories is not categories:  # one like the one before it needs no look into the table
                categories = item.categories
                known = follows.get(categories, -1)
                if known < 0:
                    known = follows[categories] = union(root.follow_item, categories)
            mask = masks[done]
            if done in items:
                mask |= items[done].mask
            if known & mask or (masks[at] & enter and self._begins_rule(root, at)):
                places.append(at)
        return places

    def _follow_figure(self, root: Root, i: int) -> int:
        """The bits of what may come behind a figure at piece i, and behind a phrase that begins with it."""
        word = self.low[i]
        figure = root.follow_year if len(word) == YEAR_FIGURES else root.follow_figure
        return figure | root.follow.get(word, 0) if word[0].isdigit() else 0

    def _mask(self, i: int) -> int:
        """The bits of what may begin at piece i, the expressions found so far among them."""
        return self.masks[i] | self.items[i].mask if i in self.items else self.masks[i]

    def _begins_rule(self, root: Root, i: int) -> bool:
        """Whether a rule may begin with the word that an expression begins with."""
        follow = root.follow.get(self.low[i], 0) | self._follow_figure(root, i)
        return bool(follow & self._mask(i + 1))

    def scan(self, root: Root) -> bool:
        """Find what the rules fit, left to right; returns whether anything was found."""
        found = False
        reached = 0
        for i in self._candidates(root):
            if i < reached:
                continue
            item = self.items.get(i)
            made = self._reading(root, i) if root.composed else self._remembered(root, i)
            if made and made.start > i:
                item = self.items.get(made.start) or item
            if made is None or (item is not None and made.reach <= item.reach):
                reached = item.end if item else i + 1
                continue
            if root.composed:
                for inner in range(made.start, made.end):
                    self.items.pop(inner, None)
            self.items[made.start] = made
            found = True
            reached = made.end
        return found

    def _reading(self, root: Root, i: int) -> Item | None:
        """What the rules make of the pieces from i on; None where what they make belongs to something longer."""
        made = self._best(root, i)
        if made and made.start > i:
            within = self._best(root, made.start)
            if within and within.end > made.end:
                return None  # "on | the 1st of July": without its context it is part of something longer
        return made

    def _remembered(self, root: Root, i: int) -> Item | None:
        """What the rules make of the words from piece i on, read once for all places where the same words stand.

        A text that says the same thing over and over is read in no time.
        """
        behind = i + AROUND
        if i < BESIDE or behind >= len(self.low):
            return self._first_reading(root, i)
        first = self.starts[i - BESIDE]
        key = self.text[first : self.ends[behind - 1]], self.starts[i] - first
        known = self._read.get(key)
        if known is not None:
            at, made = known
            if made is None:
                return None
            end, move = made.end, i - at
            self._fits[i : end + move] = self._fits[at:end]  # they are the same there
            ends = made.ends
            if ends:
                (a, b), (c, d) = ends
                ends = (a + move, b + move), (c + move, d + move)
            first, seen = made.first + move, made.seen + move
            return Item(made.start + move, end + move, made.op, ends, first, seen, made.categories, made.mask)
        self._seen = i + 1
        made = self._first_reading(root, i)
        if self._seen + self.words.look <= behind:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[key] = i, made
        return made

    def _first_reading(self, root: Root, i: int) -> Item | None:
        return self._reading(root, i) if not self.low[i][0].isdigit() or self._goes_on(root, i) else None

    def _goes_on(self, root: Root, i: int) -> bool:
        """Whether a rule that begins with the figure at piece i can go on; most figures are no dates."""
        for category, _, size in self.at(i):
            if size > 1 or category in root.figure_rules:
                return True
        return any(fit[0] in root.after_figure for fit in self.at(i + 1))

    def _best(self, root: Root, i: int) -> Item | None:
        """What the longest rule that makes something reads from piece i on."""
        for end, rule, bound in self.match(root, i):
            made = self._make(i, end, rule, bound)
            if made:
                return made
        return None

    def _make(self, first: int, end: int, rule: Rule, bound: tuple[Fit, ...]) -> Item | None:
        sizes = [size for _, _, size in bound]
        slots = _slots(bound)
        start = first + sum(sizes[: rule.before]) if rule.before else first
        if rule.categories[rule.before].endswith("expr") and start in self.items:
            start = self.items[start].start  # without the context that the expression itself asked for
        stop = end - sum(sizes[len(sizes) - rule.after :]) if rule.after else end
        if rule.written:
            slots["text"] = self.text[self.starts[start] : self.ends[stop - 1]]
            slots["order"] = self.words.pack.time.get("date_order", "DMY")
        made = rule.make(slots)
        if made is None:
            return None
        op = self._same(made)
        ends = None
        if rule.joiner is not None and isinstance(op, Range):
            middle = first + sum(sizes[: rule.joiner])
            after = middle + sizes[rule.joiner]
            while after < stop - 1 and "the" in {category for category, _, _ in self.at(after)}:
                after += 1
            if start < middle and after < stop:
                ends = (start, middle), (after, stop)
        # what follows as context may be an expression itself
        return Item(start, stop, op, ends, first, end, *self._categories(op))

    def _same(self, op: Op) -> Op:
        """The operator of this text that is equal to one, so that what it means is worked out once."""
        return self._ops.setdefault(op, op)

    def _categories(self, op: Op) -> tuple[tuple[str, ...], int]:
        categories = categories_of(op)
        known = self._bits.get(categories)
        if known is None:
            known = self._bits[categories] = union(self.words.bits, categories)
        return categories, known

    def fill_lists(self) -> None:
        """Give days that stand in a list before a full date its month and year: "on the 3rd, 4th and 5th of June"."""
        following: Item | None = None
        for first in sorted(self.items, reverse=True):
            item = self.items[first]
            last = following.op.last if following and isinstance(following.op, Range) else following and following.op
            if (
                isinstance(item.op, DayInList | Date)
                and item.op.day
                and (isinstance(item.op, DayInList) or not item.op.month)
                and following
                and following.start - item.end <= LIST_GAP
                and isinstance(last, Date)
                and last.month
                and last.day
                and item.op.day < last.day
            ):
                day = self._same(replace(last, day=item.op.day))
                categories, mask = self._categories(day)
                item = replace(item, op=day, categories=categories, mask=mask)  # all rules have been tried
                self.items[first] = item
            following = item

    def with_articles(self) -> None:
        """Let expressions begin with the article before them, where a pack counts it in ("del 5 de enero")."""
        articles, free = self.words.articles, 0
        if not articles:
            return

        def widened(start: int, free: int) -> int:
            return start - 1 if start > free and self.low[start - 1] in articles else start

        for first, item in sorted(self.items.items()):
            start = item.start if item.op.grain == "ref" else widened(item.start, free)
            ends = item.ends
            if ends:
                ends = (start, ends[0][1]), (widened(ends[1][0], ends[0][1]), ends[1][1])
            if start != item.start or ends:
                self.items[first] = replace(item, start=start, ends=ends)
            free = item.end

    def tenses(self) -> Tenses:
        """Where verbs tell the time, and which way; where sentences end, and where clauses do."""
        marks = Tenses([], [], [], [])
        words, low = self.words, self.low
        tense, endings = words.tense, words.any_ending
        # where a participle belongs to a verb before it, and that one's sign: "will have been named", "had named"
        participle, passed_on = -1, 0
        reached = 0
        dull = words.dull
        last = len(low) - 1
        for i, word in enumerate(low):
            if word in dull and (i == last or low[i + 1] != "'"):
                continue
            if len(word) == 1 and not word.isalnum():
                if word == ",":
                    marks.commas.append(i)
                elif word == ":" and not (i < last and low[i + 1].isdecimal()):  # not in "10:30"
                    marks.commas.extend((i,) * COLON)
                elif word in STOPS and self._ends_sentence(i):
                    marks.stops.append(i)
                continue
            if i < reached:
                continue
            intends = word in words.intends
            if not intends and word not in tense and word not in words.carriers and not word.endswith(endings):
                if len(dull) >= WORDS_REMEMBERED:
                    dull.clear()
                dull.add(word)
            if words.capital_nouns and self.raw[i][0].isupper() and not self._begins(i):
                continue  # "das Treffen", but "sie treffen"
            sign, length = 0, 1
            if word in tense or (i + 1 < len(low) and low[i + 1] == "'"):
                sign, length = self._told(i)
                if sign == -1 and i and low[i - 1] in words.before_infinitive:
                    sign = 0
            if not sign and length == 1 and len(word) >= SHORTEST_ENDING - 1:
                if i + 1 < len(low) and low[i + 1] == "'" and self.after(i):
                    word += "'"  # "avverra'", where an apostrophe stands for the accent
                if len(word) >= SHORTEST_ENDING and word.endswith(endings) and self._may_be_verb(i, word):
                    sign = next(sign for ending, sign in words.endings if word.endswith(ending))
            if sign < 0 and i == participle:
                sign = passed_on
            if intends and (meant := self._meant(i)):
                marks.at.extend((i, meant))  # "decided on Monday", but "decided to go on Monday"
                marks.signs.extend((-1, 1))
                sign, length = 0, meant - i + 1
            if sign:
                marks.at.append(i + length - 1)
                marks.signs.append(sign)
            if sign > 0 or sign == PLUPERFECT:
                participle, passed_on = i + length, sign
            elif i == participle and word in words.carriers:
                participle = i + length
            reached = i + length
        return marks

    def _meant(self, i: int) -> int:
        """The piece that begins what the verb at piece i means to do, there or behind a date; 0 where there is none.

        "decided to go", "agreed on Monday to go".
        """
        near = (self.items.get(at) for at in range(i + 1, i + NEAR))
        for at in (i + 1, *(item.end for item in near if item)):
            if at < len(self.low) and (
                self.low[at] in self.words.intended or self.low[at].endswith(self.words.intended_endings)
            ):
                return at
        return 0

    def _may_be_verb(self, i: int, word: str) -> bool:
        """Whether a word that ends like a verb may be one: no weekday ("sábado"), name ("United") or "an armed man"."""
        entry = self.words.lexicon.get(word)
        if word in self.words.no_verbs or (entry and any(category == "weekday" for category, _, _ in entry.words)):
            return False
        if i == 0:
            return True
        before = self.low[i - 1]
        begins = not before[-1].isalnum() and before not in (",", "-", "'")
        return before not in self.words.determiners and (begins or not self.raw[i][0].isupper())

    def _told(self, i: int) -> tuple[int, int]:
        """The sign of the phrase that tells a tense at piece i and its length in pieces; 0 where there is none."""
        word = self.low[i]
        accented = self.words.tense.get(word + "'", ()) if self.after(i) == "'" else ()
        for phrase, sign in (*accented, *self.words.tense.get(word, ())):
            if len(phrase) == 1 or tuple(self.low[i : i + len(phrase)]) == phrase:
                return sign, len(phrase)
        return 0, 1

    def _ends_sentence(self, i: int) -> bool:
        """Whether the stop at piece i ends a sentence, and not an abbreviation, an ordinal or a decimal."""
        if self.low[i] != "." or i + 1 >= len(self.low):
            return True
        before, after = self.raw[i - 1] if i else "", self.raw[i + 1]
        glued = self.ends[i] == self.starts[i + 1]
        if after[0].islower() or (glued and not after[0].isalpha() and after not in QUOTES):
            return False
        if before.isdecimal():
            return len(before) > 2 or not (self.words.points_number or glued)
        return len(before) > LONGEST_ABBREVIATION or before.islower() or before.lower() in self.words.lexicon

    def may_be_day(self, item: Item, nouns: bool) -> bool:
        """Whether nothing that a figure could count or belong to follows it: "le 14 on prit", not "le 20 heures"."""
        if item.end >= len(self.raw):
            return True
        after = self.raw[item.end]
        if not after.isalpha():
            return after in CLOSING and not self.after(item.end).isdecimal()
        if nouns and not after.islower():
            return False
        return not any(category in ("unit", "units") for category, _, _ in self.at(item.end))

    def is_a(self, category: str, i: int) -> bool:
        """Whether the piece i may be the word of a category."""
        return any(c == category for c, _, _ in self.at(i))

    def is_present(self, item: Item, opens: bool) -> bool:
        """Whether a verb of the present stands right beside an expression: "is today", "oggi ospita".

        Behind one that opens its sentence its subject may come first: "Today, it is".
        """
        first, last = max(item.start - 1, 0), item.end + (NEAR if opens else 1)
        beside = {*self.low[first : item.start], *self.low[item.end : last]}
        accented = {self.low[i] + "'" for i in range(item.end, min(last, len(self.low) - 1)) if self.after(i) == "'"}
        return not self.words.present.isdisjoint(beside | accented)

    def is_nowadays(self, item: Item) -> bool:
        """Whether a verb of how things are stands right beside an expression: "as we know today", "heute leben"."""
        beside = (*self.low[max(item.start - 1, 0) : item.start], *self.low[item.end : item.end + 1])
        return not self.words.nowadays.isdisjoint(beside)

    def is_habit(self, item: Item) -> bool:
        """Whether a word in the sentence beside an expression says that it recurs: "usually opens in June"."""
        low, habits = self.low, self.habits
        first = bisect_left(habits, item.start - HABIT)
        if first == len(habits) or habits[first] >= item.end + HABIT:
            return False  # as nearly always: what stands between need not be looked at
        near = habits[first : bisect_left(habits, item.end + HABIT, first)]
        before = [i for i in reversed(near) if i < item.start and STOPS.isdisjoint(low[i : item.start])]
        behind = [i for i in near if i >= item.end and STOPS.isdisjoint(low[item.end : i])]
        for i in (*before, *behind):
            return not (i and low[i - 1] in self.words.determiners)  # not "the usually quiet town"
        return False

    def goes_on(self, item: Item) -> bool:
        """Whether a verb of the present in the clause before "há trinta anos" says that it lasts: "vive em"."""
        first = max(item.start - CLAUSE, 0) if self.words.durative else item.start
        for i in range(item.start - 1, first - 1, -1):
            word = self.low[i]
            if not word[0].isalnum() or word in self.words.tense:
                return word in self.words.durative
            if word in self.words.durative:
                return True
        return False

    def is_title(self, item: Item) -> bool:
        """Whether capitals inside a sentence make a name of an expression: "Russia Today", but not in a headline."""
        names, raw = self.words.names, self.raw
        if not names:
            return False
        capital = [i for i in range(item.start, item.end) if raw[i].istitle() and self.low[i] not in names]
        if not capital or (capital == [item.start] and self._begins(item.start)):
            return False
        first, last = self.starts[item.start], self.ends[item.end - 1]
        a = max(self.text.rfind("\n", 0, first) + 1, first - LINE)
        b = self.text.find("\n", last, last + LINE)
        line = self.text[a : b if b >= 0 else last + LINE].rstrip()
        if line.endswith(CLOSED):
            return True
        words = [word for word in line.split() if word[0].isalpha()]
        return 2 * sum(word[0].isupper() for word in words) < len(words)

    def _begins(self, i: int) -> bool:
        """Whether a sentence, a quotation or a line may begin with piece i."""
        return i == 0 or not self.raw[i - 1].isalnum() or "\n" in self.text[self.ends[i - 1] : self.starts[i]]

    @cached_property
    def habits(self) -> list[int]:
        """The pieces that say of a date beside them that it recurs: "usually"."""
        habit = self.words.habit
        return [i for i, word in enumerate(self.low) if word in habit]

    def is_led(self, i: int) -> bool:
        """Whether the piece before piece i may belong to words that say which way the date lies; most do not."""
        return i > 0 and self.low[i - 1] in self.words.leading

    def looks_ahead(self, i: int) -> bool:
        """Whether the words before piece i say that what follows lies ahead: "until", "as early as"."""
        known = self._followed(self.words.ahead, i)
        return bool(known) and not (len(known) < i and self.low[i - len(known) - 1] in self.words.lasted)

    def may_look_ahead(self, i: int) -> bool:
        """Whether the words before piece i say so where no verb tells otherwise: "by", "through"."""
        return bool(self._followed(self.words.perhaps_ahead, i))

    def joined(self, before: Item, item: Item, points: bool = True) -> bool:
        """Whether only "and" or a comma, and a word like "on", stands between two expressions.

        Without `points` no comma does, but a short word of any kind: "9 to 11 a.m.", "dalle 9 alle 12 di domani".
        """
        between = range(before.end, item.start)
        if not 0 < len(between) <= NEAR:
            return False
        if not points:
            return all(self.low[i].isalpha() and len(self.low[i]) <= NEAR + 2 for i in between) or (
                len(between) == 1 and self.low[before.end] in ("-", "–")
            )
        joins = any(self.low[i] == "," or "and" in {fit[0] for fit in self.at(i)} for i in between)
        return joins and all(len(self.low[i]) <= NEAR for i in between)

    def led(self, before: Item, item: Item) -> bool:
        """Whether only a word like "on" stands between two expressions: "um 9 Uhr am Samstag"."""
        i = before.end
        return (
            i + 1 == item.start
            and len(self.low[i]) <= NEAR
            and self.low[i].isalpha()
            and not any(fit[0] == "and" for fit in self.at(i))
        )

    def is_aside(self, item: Item) -> bool:
        """Whether "of" stands between a noun and an expression, which only says which one is meant."""
        i = item.start - 1
        return i > 0 and self.raw[i - 1].isalpha() and self.low[i] in self.words.aside

    def leads_either_way(self, i: int) -> bool:
        """Whether the words before piece i lead up to a month that a verb of the past may leave ahead: "through"."""
        return bool(self._followed(self.words.either_way, i))

    def is_behind(self, i: int) -> bool:
        """Whether the words before piece i say that what follows is past, whatever the verb: "since"."""
        return bool(self._followed(self.words.behind, i))

    def _followed(self, phrases: Mapping[str, list[tuple[str, ...]]], i: int) -> tuple[str, ...]:
        """Which of the phrases stands right before piece i; () if none does."""
        if not i or self.low[i - 1] not in phrases:
            return ()
        for phrase in phrases[self.low[i - 1]]:
            size = len(phrase)
            if size == 1 or (size <= i and self.low[i - 2] == phrase[-2] and tuple(self.low[i - size : i]) == phrase):
                return phrase
        return ()


@dataclass(frozen=True, slots=True)
class Tenses:
    """The pieces that tell a tense with their signs, the ends of sentences, and of clauses."""

    at: list[int]
    signs: list[int]
    stops: list[int]
    commas: list[int]

    def of(self, item: Item) -> tuple[int, bool]:
        """The tense of the verb nearest to an expression in its sentence, -1, 0, +1 or DUE, and whether it looks back.

        A verb beyond several commas tells of the future only: a bare date is past unless something says otherwise.
        """
        at, stops, start, end = self.at, self.stops, item.start, item.end
        if not at:
            return 0, False
        j = k = bisect_left(at, start)
        before = at[j - 1] if j and at[j - 1] > start - REACH else -1
        last = min(len(at), j + 4)
        while k < last and at[k] < end:
            k += 1
        behind = at[k] if k < last and at[k] < end + REACH else -1
        if before == behind:  # there is none
            return 0, False
        stop = bisect_left(stops, start)
        best, sign = ANY_GAP, 0
        if before >= 0 and not (stop and before <= stops[stop - 1]):
            gap = start - before + COMMA * self.commas_in(before, start)
            if gap <= REACH or self.signs[j - 1] > 0:
                best, sign = gap, self.signs[j - 1]
        if behind >= 0 and not (stop < len(stops) and behind >= stops[stop]):
            gap = behind - end + 1 + BEHIND + COMMA * self.commas_in(end, behind)
            if gap < best and (gap <= REACH or self.signs[k] > 0):
                sign = self.signs[k]
        return max(sign, -1), sign == PLUPERFECT

    def sentence(self, i: int) -> int:
        """Which sentence piece i stands in, counted from 0."""
        return bisect_left(self.stops, i)

    def tells(self, i: int) -> bool:
        """Whether the sentence of piece i has a word that tells a tense."""
        stop, verb = bisect_left(self.stops, i), bisect_left(self.at, i)
        first = self.stops[stop - 1] if stop else -1
        last = self.stops[stop] if stop < len(self.stops) else None
        before = verb > 0 and self.at[verb - 1] > first
        return before or (verb < len(self.at) and (last is None or self.at[verb] < last))

    def opens(self, item: Item) -> bool:
        """Whether an expression begins its sentence, but for a word: "In 2011 …", "Last year …"."""
        stop = bisect_left(self.stops, item.start)
        return item.start - (self.stops[stop - 1] + 1 if stop else 0) <= OPENING

    def commas_in(self, first: int, last: int) -> int:
        """How many commas stand at the pieces first…last-1."""
        return bisect_left(self.commas, last) - bisect_left(self.commas, first)


def _slots(bound: tuple[Fit, ...]) -> dict[str, Any]:
    """What the categories of a rule matched, by their names; a category that stands there twice is `x` and `x2`."""
    slots: dict[str, Any] = {}
    for name, value, _ in bound:
        count = 1
        while (key := name if count == 1 else f"{name}{count}") in slots:
            count += 1
        slots[key] = value
    return slots
