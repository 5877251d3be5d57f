"""Where the verbs of a text tell a tense, and where its sentences and clauses end."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from timeline.temporal.grammar import (
    PLUPERFECT,
    WORDS_REMEMBERED,
)
from timeline.temporal.pieces import NEAR, STOPS, Item, Pieces

REACH = 25  # pieces: how far a verb's tense carries
COMMA = 8  # pieces: what a comma adds to the distance of a verb, for it often ends the clause
OPENING = 1  # pieces that may stand before what opens a sentence: "In 2011"
BEHIND = 4  # pieces: what a verb that follows the expression is further away than one before it
COLON = 2  # commas that a colon stands for: another clause begins there
QUOTES = frozenset("\"'”’»")
ANY_GAP = 1000  # pieces: further than any verb within reach, with all its commas
LONGEST_ABBREVIATION = 3  # letters: "Gen.", "Mr."; longer words before a full stop end a sentence
SHORTEST_ENDING = 5  # letters of a word whose ending may tell a tense


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


class Verbs(Pieces):
    """A text that is asked for its tenses."""

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
