"""Who was spoken of: what "he", "the president" and "the two leaders" refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from timeline.events.parties import TITLE, Party
from timeline.events.text import Sentence
from timeline.events.words import Token, Words
from timeline.gazetteer import Entry, holders

KEPT = 16  # names that are remembered

in_office = lru_cache(maxsize=4096)(holders)


@dataclass(slots=True)
class Memory:
    """The people and places of the sentences before, latest last."""

    words: Words
    published: date | None
    people: list[Entry] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  # how often the article names people
    titles: dict[str, set[str]] = field(default_factory=dict)  # the titles by which the article calls people
    topic: Entry | None = None  # the subject of the last main clause
    pair: list[Entry] = field(default_factory=list)  # the parties of the last encounter
    two: list[Entry] = field(default_factory=list)  # the parties of the last encounter of two
    several: list[Entry] = field(default_factory=list)  # the last subject of several
    vetoing: list[Entry] = field(default_factory=list)  # who vetoed last
    place: Entry | None = None
    guests: list[Entry] = field(default_factory=list)  # who made the visit that was spoken of last
    stops: list[Party] = field(default_factory=list)  # and where it went

    def note(self, found: Sequence[Party], subject: Sequence[Party]) -> None:
        """Remember the names of a sentence and who was its subject."""
        for party in found:
            if party.role == "person" and party.entry.country:
                entry = party.entry
                if entry.kind == "leader" or all(p.country != entry.country for p in self.people):
                    self.people.append(entry)
            elif party.role == "place":
                self.place = party.entry
        del self.people[:-KEPT]
        leaders = {p.entry.name: p.entry for p in found if p.role == "person" and p.entry.kind == "leader"}
        if len(leaders) == len({e.country for e in leaders.values()}) == 2:
            self.pair = list(leaders.values())
        acting = [p.entry for p in subject if p.entry.country]
        if len({e.country for e in acting}) > 1:
            self.several = acting
        for party in subject:
            if party.role == "person" and party.entry.kind == "leader":
                self.topic = party.entry
                break

    def address(self, found: Sequence[Party], sentence: Sentence) -> None:
        """Note the titles right before or in names: "le roi Charles III"."""
        for party in found:
            if party.entry.kind == "leader":
                near = sentence.tokens[max(0, party.at - TITLE) : party.end]
                said = {t.low for t in near if t.low in self.words.lists["persons"]}
                said |= {f"{a.low} {b.low}" for a, b in pairwise(near) if b.low in said}  # "foreign secretary"
                self.titles.setdefault(party.entry.name, set()).update(said)

    def called(self, fitting: Sequence[Entry], title: str) -> list[Entry]:
        """Those of some people whom the article has called by a title, else all of them."""
        return [p for p in fitting if title in self.titles.get(p.name, ())] or list(fitting)

    def one(self, without: Collection[str | None] = ()) -> list[Entry]:
        """Whom "he" means: the subject before, else whoever was named last; nobody of the countries `without`."""
        candidates = ([self.topic] if self.topic else []) + [p for p in reversed(self.people) if p.kind == "leader"]
        candidates += self.people[::-1]
        return next(([p] for p in candidates if p.country not in without), [])

    def both(self) -> list[Entry]:
        """Whom "the two leaders" means: the parties of the last encounter, else the last two people of two states."""
        if len({p.country for p in self.pair}) > 1:
            return self.pair
        found: list[Entry] = []
        for person in reversed(self.people):
            if all(p.country != person.country for p in found):
                found.insert(0, person)
            if len(found) == 2:
                break
        return found

    def roles(self, tokens: Sequence[Token], i: int) -> frozenset[str]:
        """The offices that the title at token i means, the longest words first: "prime minister" before "minister"."""
        for first, last in ((i - 1, i + 1), (i, i + 4), (i, i + 3), (i, i + 2), (i, i + 1)):
            title = " ".join(t.low for t in tokens[max(0, first) : last])
            if title in self.words.offices:
                return self.words.offices[title]
        return self.words.offices.get(tokens[i].lemma.lower(), frozenset())

    def office(self, tokens: Sequence[Token], i: int) -> Entry | None:
        """Who of those named holds the office of the title at token i, the most named; None where nobody does."""
        roles = self.roles(tokens, i)
        fitting = [p for p in reversed(self.people) if p.kind == "leader" and p.role in roles]
        return max(self.called(fitting, tokens[i].low), key=lambda p: self.counts[p.name], default=None)

    def titled(self, tokens: Sequence[Token], i: int, without: Collection[str | None] = ()) -> list[Entry]:
        """Whom "the president" means: of those named with that office the most named, else the subject before."""
        roles = self.roles(tokens, i)
        fitting = [p for p in reversed(self.people) if p.kind == "leader" and p.role in roles]
        fitting = [p for p in fitting if p.country not in without]
        long = f"{tokens[i - 1].low} {tokens[i].low}" if i else ""
        named = [p for p in reversed(self.people) if long in self.titles.get(p.name, ()) and p.country not in without]
        if named:
            return named[:1]
        if not fitting:
            return self.one(without)
        return [max(self.called(fitting, tokens[i].low), key=lambda p: self.counts[p.name])]

    def identify(self, party: Party, sentence: Sentence) -> Entry:
        """The person behind "the Chinese president": one that the article names, else who was in office."""
        entry = party.entry
        if entry.kind == "leader" or party.role != "person" or not entry.country:
            return entry
        tokens = sentence.tokens
        near = [*range(party.end, min(party.end + TITLE, len(tokens))), *range(max(0, party.at - TITLE), party.at)]
        near.sort(key=lambda i: i - party.end if i >= party.end else party.at - 1 - i)  # the title that is its own
        persons = self.words.lists["persons"]
        roles = next((r for i in near if tokens[i].low in persons and (r := self.roles(tokens, i))), frozenset())
        for person in reversed(self.people):
            if person.kind == "leader" and person.country == entry.country and person.role in roles:
                return person
        if self.published:
            for role in sorted(roles, reverse=True):
                found = in_office(entry.country, role, self.published) if len(roles) == 1 else ()
                if found:
                    return found[0]
        return entry
