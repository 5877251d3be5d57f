"""What stands beside an expression and says how it is meant: which way it lies, whether it recurs, or is a name."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from timeline.temporal.pieces import CLOSING, NEAR, STOPS, Item, Pieces

HABIT = 8  # pieces between an expression and the word that makes it recur
CLAUSE = 8  # pieces before an expression that a verb of its clause is looked for in
LINE = 400  # characters of a line, on either side, that tell whether it is a headline
CLOSED = (".", "!", "?", '"', "”", "''")  # what the line of a headline does not end with


class Beside(Pieces):
    """A text that is asked what stands beside an expression."""

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
