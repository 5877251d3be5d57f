"""The pieces of a text, the categories that fit at each, and the items found among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from timeline.temporal.grammar import (
    ANY,
    BESIDE,
    CAPITAL,
    FIGURE,
    PIECE,
    ROMANS,
    Grammar,
)
from timeline.temporal.operators.base import Op

POINTS = frozenset(".,:/")  # what may stand between the figures of one number, time or date
CURRENCIES, MEASURES = frozenset("$€£#"), frozenset("%€$°")  # what makes of the figure behind, or before it, no year
STOPS = frozenset(".!?;\n")
CLOSING = frozenset(".,;:)\n")  # what may follow a figure that is a day
NEAR = 3  # pieces between two expressions that "and" joins, and letters of a word among them
PLAUSIBLE_YEARS = range(1900, 2051)  # a bare number in this range reads as a year
END: tuple[tuple[str, Any, int], ...] = (("end", None, 0),)  # what fits after the last piece
Fit = tuple[str, Any, int]  # a category that fits at a piece, its value, and how many pieces it takes


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


class Pieces:
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
        if i in self.people or any(
            tuple(self.low[i + 1 : i + 1 + len(ending)]) == ending for ending in self.words.possessive
        ):
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

    def _begins(self, i: int) -> bool:
        """Whether a sentence, a quotation or a line may begin with piece i."""
        return i == 0 or not self.raw[i - 1].isalnum() or "\n" in self.text[self.ends[i - 1] : self.starts[i]]

    def _followed(self, phrases: Mapping[str, list[tuple[str, ...]]], i: int) -> tuple[str, ...]:
        """Which of the phrases stands right before piece i; () if none does."""
        if not i or self.low[i - 1] not in phrases:
            return ()
        for phrase in phrases[self.low[i - 1]]:
            size = len(phrase)
            if size == 1 or (size <= i and self.low[i - 2] == phrase[-2] and tuple(self.low[i - size : i]) == phrase):
                return phrase
        return ()
