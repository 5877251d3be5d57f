"""The event words of a language, ready to be asked: tokens with their lemmas, lists, phrases that trigger events."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import simplemma

from timeline.values import value

GAP = "…"
GAP_TOKENS = 6  # how many words may stand in a gap
FREE = "↔"
FREE_TOKENS = 18  # the same where the order is free
# lemmas up to which the packed dictionary is asked: German unpacked takes half a second more, and answers in a fifth
FEW_WORDS = 20_000
HEAD, PREFIX = 4, 3  # letters that the head of a compound has in all its forms, letters before it
WORDS_REMEMBERED, LONGEST_REMEMBERED = 65536, 40  # words at most, of so many letters at most
MARKS = frozenset({GAP, FREE})
ELIDED = re.compile(r"(?<=\w)['’](?=\w)")


Cut = tuple[int, str, str, str]  # a part of a token: where it begins in it, as written, in small letters, its lemma


@value
class Token:
    """A word of the text, in small letters too, with its lemma."""

    start: int
    end: int
    text: str
    low: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A trigger phrase: its words (each a set of alternatives, None for a gap) and what it tells."""

    words: tuple[frozenset[str] | None, ...]
    type: str
    plover: str
    kind: str  # verb, motion, stay, host, ring, mutual or noun
    free: bool = False  # what follows the gap may stand before the phrase as well
    weight: int = field(init=False)  # how much it says: the more words, the more

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", sum(word is not None for word in self.words))


def remember(known: dict[str, Any], word: str, found: Any) -> None:
    """Keep what was found for a word, for as many words as memory is to hold."""
    if len(word) > LONGEST_REMEMBERED:
        return
    if len(known) >= WORDS_REMEMBERED:
        known.clear()
    known[word] = found


@dataclass(frozen=True, slots=True)
class Words:
    """The event words of a pack, made ready."""

    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[Phrase, ...]]  # first word -> phrases, those that say most first
    forms: Mapping[str, str]
    endings: tuple[tuple[str, int], ...]
    tenses: Mapping[str, int]  # forms of verbs that tell the tense: -1 past, +1 future
    offices: Mapping[str, frozenset[str]]  # title -> roles of the gazetteer
    own: Mapping[str, tuple[str, ...]]  # title -> countries whose own office it names
    home: Mapping[str, tuple[str, ...]]  # title -> countries whose it is where nobody is named
    several: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]  # list -> first word -> its phrases of many words
    lang: str
    cased: bool = False
    verb_final: bool = False
    inflections: tuple[tuple[str, str], ...] = ()  # ending -> ending of the lemma, the longest first
    known: frozenset[str] = frozenset()  # every word that the pack asks for
    ordinals: Mapping[str, int] = field(default_factory=dict)  # "third": 3
    days: frozenset[str] = frozenset()  # words for a day
    months: frozenset[str] = frozenset()  # names of months
    tods: frozenset[str] = frozenset()  # words for a time of day
    ends: tuple[str, ...] = ()  # the heads of compounds in small letters
    accents: Mapping[str, str] = field(default_factory=dict)  # letter -> what it may be before an apostrophe
    would: tuple[str, ...] = ()  # endings of verbs that tell the future in reported speech
    agreeing: Mapping[str, str] = field(default_factory=dict)  # last letter of a noun -> those of its participles
    capitals: Mapping[str, str] = field(default_factory=dict)  # "A" -> "à"
    lemmas: dict[str, str] = field(default_factory=dict, compare=False)  # what lemma() found before
    cuts: dict[str, tuple[Cut, ...]] = field(default_factory=dict, compare=False)  # and what tokens were cut into
    listings: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict, compare=False)  # and listed() found

    def lemma(self, word: str) -> str:
        """The lemma of a word: by the pack's forms, the dictionary, the pack's endings, or as the end of a compound."""
        found = self.lemmas.get(word)
        if found is None:
            found = self._lemma(word)
            remember(self.lemmas, word, found)
        return found

    def _lemma(self, word: str) -> str:
        low = word.lower()
        form = self.forms.get(low)
        if form:
            return form
        lemma = lemma_of(word, self.lang, self.cased)
        if lemma in self.known and lemma != low:
            return lemma
        for ending, other in self.inflections:
            if low.endswith(ending) and low[: -len(ending)] + other in self.known:
                return low[: -len(ending)] + other
        return self.head(word) or lemma

    def head(self, word: str) -> str | None:
        """The noun of the pack that a compound ends in, None where it is no such compound."""
        if not self.ends or not word[:1].isupper():
            return None
        lemma = lemma_of(word, self.lang, self.cased)
        if lemma in self.known:
            return None
        if lemma.endswith(self.ends):
            fitting = [h for h in self.lists["heads"] if len(lemma) > len(h) + 1 and lemma.endswith(h.lower())]
            return max(fitting, key=len, default=None)
        return self.inflected(word)

    def inflected(self, word: str) -> str | None:
        """The noun of the pack that ends a compound of which the dictionary knows no form ("Atomgesprächen")."""
        low = word.lower()
        for head in sorted(self.lists["heads"], key=len, reverse=True):
            at = low.rfind(head[:HEAD].lower())
            if at >= PREFIX and lemma_of(word[at:].capitalize(), self.lang, self.cased) == head:
                return head
        return None

    def listed(self, low: str, lemma: str) -> tuple[str, ...]:
        """The lists that hold a word in small letters or its lemma, or a phrase that begins with it."""
        found = self.listings.get((low, lemma))
        if found is None:
            asked = (low, lemma)
            found = tuple(
                name
                for name, held in self.lists.items()
                if not (held.isdisjoint(asked) and self.several[name].keys().isdisjoint(asked))
            )
            if len(low) <= LONGEST_REMEMBERED:
                if len(self.listings) >= WORDS_REMEMBERED:
                    self.listings.clear()
                self.listings[low, lemma] = found
        return found

    def has(self, name: str, tokens: Sequence[Token], i: int) -> int:
        """How many tokens a word or phrase of a list takes from token i on; 0 where none begins there."""
        low = tokens[i].low
        for phrase in self.several[name].get(low, ()):
            length = len(phrase)
            if i + length > len(tokens) or tokens[i + length - 1].low != phrase[-1]:
                continue  # seen at once, where most end otherwise
            if tuple(t.low for t in tokens[i : i + length]) == phrase:
                return length
        return int(low in self.lists[name] or tokens[i].lemma in self.lists[name])


def pieces(text: str) -> list[str]:
    """The words of a phrase, as the tokenizers cut them: "chef de l'état" has four.

    >>> pieces("chef de l'état")
    ['chef', 'de', "l'", 'état']
    """
    return (ELIDED.sub("' ", text) if " " in text else text).split()


@lru_cache(maxsize=200_000)
def lemma_of(word: str, lang: str, cased: bool = False) -> str:
    """The lemma of a word from simplemma's dictionaries, in small letters but for the nouns of a cased language.

    >>> lemma_of("incontrò", "it")
    'incontrare'
    >>> lemma_of("Besuche", "de", cased=True)
    'Besuch'
    """
    few = lemma_of.cache_info().misses < FEW_WORDS
    if cased:
        return str(simplemma.lemmatize(word, lang=lang, low_memory=few))
    return str(simplemma.lemmatize(word.lower(), lang=lang, low_memory=few)).lower()


def matches(
    phrase: Phrase, tokens: Sequence[tuple[str, str]], at: int, stops: frozenset[str], places: Collection[int] = ()
) -> tuple[int, int] | None:
    """Where a phrase that begins at token `at` ends, before its first gap and in all; None where it does not fit.

    `tokens` are (small letters, lemma); a gap crosses none of `stops`, and the tokens of `places` do not fill it.
    """
    i, head = at, 0
    words = phrase.words
    reach = FREE_TOKENS if phrase.free else GAP_TOKENS
    k = 0
    while k < len(words):
        word = words[k]
        if word is None:
            head = head or i
            following = words[k + 1]
            assert following is not None
            last = i + reach + 1
            last += sum(i <= k < last for k in places)
            found = _seek(following, tokens, range(i, min(last, len(tokens))), stops)
            if found is None and phrase.free and len(words) == k + 2:
                back = _seek(following, tokens, range(at - 1, max(-1, at - 2 - reach), -1), stops)
                return None if back is None else (head, head)
            if found is None:
                return None
            i = found + 1
            k += 2
            continue
        if i >= len(tokens) or word.isdisjoint(tokens[i]):
            return None
        i += 1
        k += 1
    return head or i, i


def _seek(word: frozenset[str], tokens: Sequence[tuple[str, str]], where: range, stops: frozenset[str]) -> int | None:
    """The first token of a range that is one of the words, before a stop; None where there is none."""
    for j in where:
        if tokens[j][0] in stops:
            return None
        if not word.isdisjoint(tokens[j]):
            return j
    return None
