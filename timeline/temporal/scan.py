"""Find what the rules of a pack fit in a text: the items found, from the words up."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from timeline.temporal.beside import Beside
from timeline.temporal.grammar import (
    BESIDE,
    YEAR_FIGURES,
    Node,
    Root,
    Rule,
    union,
)
from timeline.temporal.operators.base import Op
from timeline.temporal.operators.combined import Range
from timeline.temporal.operators.dates import Date, Weekday
from timeline.temporal.operators.forms import DayInList
from timeline.temporal.pieces import END, Fit, Item
from timeline.temporal.verbs import Verbs

LIST_GAP = 4  # pieces that may stand between the days of a list: ", and on the"
AROUND = 20  # pieces behind one whose reading is remembered, so that the same words are not read again
REMEMBERED = 4096  # readings at most
PASSES = 3  # how deep expressions nest: "early" + "September" + "last year"


def categories_of(op: Op) -> tuple[str, ...]:
    """What rules may call an expression: `expr`, and what it is known to."""
    if isinstance(op, Weekday):
        return "expr", f"{op.grain}_expr", "weekday_expr"
    return "expr", f"{op.grain}_expr"


class Text(Verbs, Beside):
    """A text in which expressions are found, by the rules of a pack."""

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


def _slots(bound: tuple[Fit, ...]) -> dict[str, Any]:
    """What the categories of a rule matched, by their names; a category that stands there twice is `x` and `x2`."""
    slots: dict[str, Any] = {}
    for name, value, _ in bound:
        count = 1
        while (key := name if count == 1 else f"{name}{count}") in slots:
            count += 1
        slots[key] = value
    return slots
