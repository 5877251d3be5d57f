"""Who was spoken of: what "he", "the president" and "the two leaders" refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from timeline.events.parties import TITLE, Party
from timeline.events.text import Name, Sentence
from timeline.events.vocabulary import Token, Words
from timeline.gazetteer import Entry, country_name, holders, lexicon, women

LONG = 12  # tokens of the longest title before a name
KEPT = 16  # names that are remembered
TITLES = 5  # words of a title
DEPUTY = 2  # words before a title among which one says that it is a deputy's: "Deputy Foreign Minister"
NOBODY: tuple[int, frozenset[str]] = (0, frozenset())

in_office = lru_cache(maxsize=4096)(holders)


def fitting(people: Sequence[Entry], sex: str) -> list[Entry]:
    """Those of some people whom "he" or "she" (`sex`) may mean; all where none is known to fit."""
    known = [p for p in people if p.kind != "leader" or (p.name in women()) == (sex == "she")]
    if sex == "she":
        known = [p for p in known if p.kind == "leader"]
    return known if sex and known else list(people)


@dataclass(slots=True)
class Memory:
    """The people and places of the sentences before, latest last."""

    words: Words
    published: date | None
    people: list[Entry] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  # how often the article names people
    states: Counter[str] = field(default_factory=Counter)  # and states
    titles: dict[str, set[str]] = field(default_factory=dict)  # the titles by which the article calls people
    bare: set[str] = field(default_factory=set)  # who is called so without his state at first: "President Bush"
    house: str | None = None  # the state whose people the article calls so before it has named any others
    topic: Entry | None = None  # the subject of the last main clause
    pair: list[Entry] = field(default_factory=list)  # the parties of the last encounter
    two: list[Entry] = field(default_factory=list)  # the parties of the last encounter of two
    just: bool = False  # whether the sentence before named two leaders of two states, and no others
    several: list[Entry] = field(default_factory=list)  # the last subject of several
    vetoing: list[Entry] = field(default_factory=list)  # who vetoed last
    place: Entry | None = None
    latest: Entry | None = None  # the leader named last, in whatever role
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
        self.just = len(leaders) == len({e.country for e in leaders.values()}) == 2
        if self.just:
            self.pair = list(leaders.values())
        acting = [p.entry for p in subject if p.entry.country]
        if len({e.country for e in acting}) > 1:
            self.several = acting
        for party in subject:
            if party.role == "person" and party.entry.kind == "leader":
                self.topic = party.entry
                break

    def recall(self, people: Sequence[Entry]) -> None:
        """Remember who was only meant by a title: "the Chancellor flies to Paris. There she …"."""
        self.people += [p for p in people if p.kind == "leader" and p not in self.people]

    def address(self, sentence: Sentence) -> None:
        """Note the titles right before or in names: "le roi Charles III"."""
        tokens, persons = sentence.tokens, self.words.lists["persons"]
        after = 0
        for name in sentence.names:
            entry = name.entry
            if entry.kind != "leader":
                continue
            first = self.opening(tokens, name.at, after)
            near = tokens[first : name.end]
            said = {t.low for t in near if t.low in persons}
            said |= {f"{a.low} {b.low}" for a, b in pairwise(near) if b.low in said}  # "foreign secretary"
            office = any(t.low in persons and self.roles(tokens, first + k) for k, t in enumerate(near))
            if office and not self.titles.get(entry.name) and self.stateless(name, first, sentence):
                self.bare.add(entry.name)
                self.house = self.house or (None if self.titles else entry.country)
            self.titles.setdefault(entry.name, set()).update(said)
            after = name.end

    @staticmethod
    def stateless(name: Name, first: int, sentence: Sentence) -> bool:
        """Whether the title before a name, from token `first` on, names no state: "President Bush"."""
        states = [n for n in sentence.names if n.entry.country == name.entry.country and n.entry.kind != "leader"]
        return not any(first <= n.at < name.at or n.end == first for n in states)

    def introduce(self, person: Entry, title: str) -> None:
        """Remember somebody whom an article has spoken of by a title alone: the publisher's own president."""
        if person not in self.people:
            self.people.append(person)
        if not self.titles:
            self.house = person.country
        self.counts[person.name] += 1
        self.bare.add(person.name)
        self.titles.setdefault(person.name, set()).add(title)

    def opening(self, tokens: Sequence[Token], at: int, after: int = 0) -> int:
        """Where the title before a name may begin, however long: "Ministro degli Affari Esteri e della Difesa, X"; not
        before token `after`, where another's name ends."""
        first = max(after, at - TITLE)
        lists = self.words.lists
        while first > after and at - first < LONG and (
            tokens[first].text[:1].isupper() or tokens[first].low == ","
            or any(tokens[first].low in lists[k] for k in ("genitive", "coordinators"))
        ):  # fmt: skip
            first -= 1
        return first

    def called(self, people: Sequence[Entry], title: str) -> list[Entry]:
        """Those of some people whom the article has called by a title, else all of them."""
        return [p for p in people if title in self.titles.get(p.name, ())] or list(people)

    def one(self, without: Collection[str | None] = (), sex: str = "") -> list[Entry]:
        """Whom "he" means: the subject before, else whoever was named last; nobody of the countries `without`.

        `sex` is "he" or "she" where the pronoun tells; "" where it does not.
        """
        candidates = ([self.topic] if self.topic else []) + [p for p in reversed(self.people) if p.kind == "leader"]
        candidates += self.people[::-1]
        candidates = [p for p in candidates if p.country not in without]
        return fitting(candidates, sex)[:1]

    def last(self) -> list[Entry]:
        """Whom "the latter" means: whoever was named last."""
        return [self.latest] if self.latest else self.people[-1:]

    def both(self, roles: Collection[str] = ()) -> list[Entry]:
        """Whom "the two leaders" means: the parties of the last encounter, else the last two people of two states;
        of `roles`, if any of those named have them ("the two ministers")."""
        able = {p.name for p in self.people if p.role in roles}
        apart = len({p.country for p in self.people if p.name in able}) > 1
        if len({p.country for p in self.pair}) > 2 and self.two and not roles:
            return self.two  # after one met two others in turn
        if len({p.country for p in self.pair}) > 1 and (not apart or any(p.name in able for p in self.pair)):
            return self.pair
        found: list[Entry] = []
        for person in reversed(self.people):
            if all(p.country != person.country for p in found) and (not apart or person.name in able):
                found.insert(0, person)
            if len(found) == 2:
                break
        return found

    def group(self, size: int) -> list[Entry]:
        """Whom "the three" means: a subject of as many states, else as many leaders of as many states named last; []
        where fewer were named."""
        states = {p.country: p for p in self.several}
        if len(states) == size:
            return list(states.values())
        found: list[Entry] = []
        for person in reversed(self.people):
            if person.kind == "leader" and all(p.country != person.country for p in found):
                found.insert(0, person)
            if len(found) == size:
                return found
        return []

    def roles(self, tokens: Sequence[Token], i: int) -> frozenset[str]:
        """The offices that the title at token i means, the longest words first: "prime minister" before "minister"."""
        for first, last in ((i - 1, i + 1), (i, i + 4), (i, i + 3), (i, i + 2), (i, i + 1)):
            title = " ".join(t.low for t in tokens[max(0, first) : last])
            if title in self.words.offices:
                return self.words.offices[title]
        return self.words.offices.get(tokens[i].lemma.lower(), frozenset())

    def office(self, tokens: Sequence[Token], i: int) -> Entry | None:
        """Who of those named holds the office of the title at token i, the most named; None where nobody does."""
        if i and tokens[i - 1].low in self.words.lists["deputy"]:
            long = f"{tokens[i - 1].low} {tokens[i].low}"  # "the vice president" is not the president
            return next((p for p in reversed(self.people) if long in self.titles.get(p.name, ())), None)
        if mine := self.mine(tokens, i):
            return mine
        able = self.able(tokens, i)
        return self.meant(able, tokens, i) or self.own(tokens, i)

    def able(self, tokens: Sequence[Token], i: int) -> list[Entry]:
        """Who of those named has the office of the title at token i, or is called by it; the latest first."""
        roles, title = self.roles(tokens, i), tokens[i].low
        leaders = [p for p in reversed(self.people) if p.kind == "leader"]
        able = [p for p in leaders if p.role in roles]
        if countries := self.words.own.get(title):  # "die Kanzlerin" is nobody else's
            return [p for p in able if p.country in countries]
        return able or [p for p in leaders if not roles and title in self.titles.get(p.name, ())]  # "der Vizekanzler"

    def meant(self, able: Sequence[Entry], tokens: Sequence[Token], i: int) -> Entry | None:
        """Whom of some people the title at token i means: the one at home, whom the article calls so without his state;
        else the most named. Where nobody at home is named by it, who has the office there, if only foreigners are
        called so without their states: "The Prime Minister" of a ministry's own."""
        title = tokens[i].low
        called = self.called(able, title)
        if self.published:
            day = self.published
            called = [p for p in called if any(p.name == h.name for h in in_office(p.country, p.role, day))] or called
        home = [p for p in called if p.country == self.house and p.name in self.bare]
        if self.house and home:
            return max(home, key=lambda p: self.counts[p.name])
        mine = [p for p in able if p.country in self.words.home.get(title, ()) and p not in called]
        if mine and called and not any(p.name in self.bare for p in called):
            best = max(mine, key=lambda p: self.counts[p.name])
            if all(self.counts[best.name] > self.counts[p.name] for p in called):
                return best  # "il premier" beside "il premier palestinese"
        if self.house and self.published and all(p.name in self.bare for p in called):
            roles = self.roles(tokens, i)
            held = [h for role in roles for h in in_office(self.house, role, self.published)]
            if len(roles) == 1 and held and "head_of_state" not in roles:  # that may be a king
                return held[0]
        own = self.words.home.get(title, ())  # of two premiers named as often, the publisher's own
        topic = self.topic.name if self.topic else ""
        return max(called, key=lambda p: (p.name == topic, self.counts[p.name], p.country in own), default=None)

    def offices(self, tokens: Sequence[Token], i: int, length: int) -> frozenset[str]:
        """The offices that the words for several from token i on may mean: "the two ministers" foreign ministers."""
        words = {w for t in tokens[i : i + length + 1] for w in (t.low, t.lemma.lower())} & self.words.lists["persons"]
        return frozenset(
            role for title, roles in self.words.offices.items() if not words.isdisjoint(title.split()) for role in roles
        )

    def proper(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a title at token i is one that only the publisher's own has: "Président de la République"."""
        lasts = range(i + 2, min(i + TITLES, len(tokens)) + 1)
        return any(" ".join(t.low for t in tokens[i:last]) in self.words.own for last in lasts)

    def mine(self, tokens: Sequence[Token], i: int) -> Entry | None:
        """The publisher's own office holder whom an article has spoken of by such a title: "le Président de la
        République" beside "le Président américain"."""
        meant = self.own(tokens, i) if self.proper(tokens, i) else None
        if meant and meant.kind == "leader" and self.house in (None, meant.country):
            return meant
        return meant if meant in self.people else None

    def own(self, tokens: Sequence[Token], i: int) -> Entry | None:
        """Whom a title at token i means that nobody named has: the publisher's own "Bundeskanzler", "ministro degli
        Esteri"; None where it may be anybody's."""
        if i and tokens[i - 1].low in self.words.lists["deputy"]:
            return None
        for first in range(max(0, i - 1), i + 1):
            for last in range(min(i + TITLES, len(tokens)), i, -1):
                title = " ".join(t.low for t in tokens[first:last])
                here = {p.country for p in self.people}
                home = tuple(c for c in self.words.home.get(title, ()) if not here or c in here)
                countries = self.words.own.get(title, ()) or home
                if not countries or not self.published:
                    continue
                country = max(countries, key=lambda c: self.states[c])
                held = [h for role in self.roles(tokens, i) for h in in_office(country, role, self.published)]
                if len({h.role for h in held}) == 1:
                    return held[0]
                return Entry("demonym", country_name(country), country)
        return None

    def titled(self, tokens: Sequence[Token], i: int, without: Collection[str | None] = ()) -> list[Entry]:
        """Whom "the president" means: of those named with that office the most named, else the subject before."""
        mine = self.mine(tokens, i)
        if mine and mine.country not in without:
            return [mine]
        able = [p for p in self.able(tokens, i) if p.country not in without]
        if i and tokens[i - 1].low in self.words.lists["deputy"]:
            able = []  # "the vice president" is not the president
        feminine = tokens[i].low in self.words.lists["feminine"] or (
            i > 0 and f"{tokens[i - 1].low} {tokens[i].low}" in self.words.lists["feminine"]
        )  # "la premier"
        masculine = not feminine and i > 0 and tokens[i - 1].low in self.words.lists["masculine"]
        if feminine or masculine:  # "la presidenta", "el mandatario"
            able = [p for p in able if (p.name in women()) == feminine] or able
        article = (
            i > 0 and tokens[i - 1].low in self.words.lists["determiners"]
        )  # "il presidente" is nobody's own title
        long = f"{tokens[i - 1].low} {tokens[i].low}" if i and not article else ""
        named = [p for p in reversed(self.people) if long in self.titles.get(p.name, ()) and p.country not in without]
        if named:
            return named[:1]
        if not able:
            own = self.own(tokens, i)
            lemma = tokens[i].lemma.lower()
            endings = lexicon(self.words.lang).genitive
            genitive = any(tokens[i].low == lemma + ending for ending in endings)  # "des SPD-Politikers"
            several = tokens[i].low != lemma and not genitive
            if several and own is None and not self.roles(tokens, i):
                return []  # "the diplomats" are nobody named
            sex = "she" if feminine else "he" if masculine else ""
            return [own] if own and own.country not in without else self.one(without, sex)
        meant = self.meant(able, tokens, i)
        return [meant] if meant and meant.country not in without else []

    def identify(self, party: Party, sentence: Sentence) -> Entry:
        """The person behind "the Chinese president": one that the article names, else who was in office."""
        entry = party.entry
        tokens = sentence.tokens
        alone = entry.kind == "demonym" and party.role == "state" and party.at > 0 and party.end == party.at + 1
        if alone and tokens[party.at - 1].low in self.words.lists["the_one"]:
            named = [p for p in self.people if p.kind == "leader" and p.country == entry.country]
            return named[-1] if named else entry  # "el iraní", "l'Américain"
        if entry.kind == "leader" or party.role != "person" or not entry.country:
            return entry
        near = [*range(party.end, min(party.end + TITLE, len(tokens))), *range(max(0, party.at - TITLE), party.at)]
        near.sort(key=lambda i: i - party.end if i >= party.end else party.at - 1 - i)  # the title that is its own
        persons = self.words.lists["persons"]
        deputies = self.words.lists["deputy"]  # "China's Vice Premier Zhang Gaoli" is not the premier
        at, roles = next(((i, r) for i in near if tokens[i].low in persons and (r := self.roles(tokens, i))), NOBODY)
        if any(t.low in deputies for t in tokens[max(0, at - DEPUTY) : at]):
            return entry
        said = {tokens[i].low for i in near if tokens[i].low in persons}
        for person in reversed(self.people):
            if person.kind == "leader" and person.country == entry.country and person.role in roles:
                self.titles.setdefault(person.name, set()).update(said)  # "the German chancellor": he is a chancellor
                return person
        if self.published:
            for role in sorted(roles, reverse=True):
                found = in_office(entry.country, role, self.published) if len(roles) == 1 else ()
                if found:
                    return found[0]
        return entry
