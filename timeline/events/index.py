"""Where the words of a pack's lists stand in a sentence, looked up once for all that ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from timeline.events.vocabulary import Token, Words

NOWHERE: Mapping[int, int] = {}


class Index:
    """The places of the words of every list in one sentence."""

    __slots__ = ("_begins", "_lows", "_places", "tokens", "words")

    def __init__(self, tokens: Sequence[Token], words: Words) -> None:
        self.tokens, self.words = tokens, words
        places: dict[str, list[int]] = {}
        for i, token in enumerate(tokens):
            for name in words.listed(token.low, token.lemma):
                if name in places:
                    places[name].append(i)
                else:
                    places[name] = [i]
        self._places = places
        self._begins: dict[str, Mapping[int, int]] = {}
        self._lows: dict[str, Sequence[int]] = {}

    def begins(self, name: str) -> Mapping[int, int]:
        """Where a word or a phrase of a list begins, left to right: token -> how many tokens it takes."""
        places = self._places.get(name)
        if places is None:
            return NOWHERE
        found = self._begins.get(name)
        if found is None:
            taken = ((i, self.words.has(name, self.tokens, i)) for i in places)
            found = self._begins[name] = {i: length for i, length in taken if length}
        return found

    def lows(self, name: str) -> Sequence[int]:
        """Where the words of a list stand as they are written there, whatever their lemma, left to right."""
        places = self._places.get(name)
        if places is None:
            return ()
        found = self._lows.get(name)
        if found is None:
            listed = self.words.lists[name]
            found = self._lows[name] = [i for i in places if self.tokens[i].low in listed]
        return found

    def any(self, name: str, where: Iterable[int]) -> bool:
        """Whether a word or a phrase of a list begins at one of some tokens."""
        found = self.begins(name)
        return bool(found) and not found.keys().isdisjoint(where)

    def several(self, names: Iterable[str]) -> set[int]:
        """Where words or the first words of phrases of some lists stand, as they are written or by their lemma."""
        return {i for name in names for i in self._places.get(name, ())}
