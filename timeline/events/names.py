"""Names in sentences: the gazetteer's, and people outside it by title and shape ("French Minister Jane Doe")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.events.clauses import QUOTES
from timeline.events.text import Name, Sentence
from timeline.events.trained import Spans
from timeline.events.vocabulary import Token, Words
from timeline.gazetteer import SURNAME_FIRST, Entry, lexicon, particles

ADJACENT = 4  # tokens between a title and the country that it belongs to
FAR = 8  # tokens in which a long title names its state
SHORT = 3  # letters of a word that is part of a name
PLACES = frozenset({"country", "city", "region", "seat", "demonym"})
OWNERS = frozenset({"country", "demonym", "seat", "city"})
# Whom news calls by the surname alone before, or without, naming them in full. Many share the surnames of the others.
HEADLINED = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "supreme_leader",
        "foreign_minister",
        "defence_minister",
        "pope",
        "body_head",
    }
)
ROMAN = re.compile(r"[IVX]+")  # the number of a monarch or a pope
LONGEST = 4  # words of a person's name
LONGEST_OFFICE = 7  # words of the title of an office
SIGNS = frozenset("-'’.")  # what may stand inside a name
PARTICLES = particles() | SIGNS


def _with_particles(name: Name, texts: Sequence[str]) -> Name:
    """A surname with the small words before it that belong to it: "riceve Van der Bellen", where "van" is no verb."""
    if (
        name.entry.kind != "leader"
        or name.end - name.at > 1
        or not name.at
        or texts[name.at - 1].lower() not in PARTICLES
    ):
        return name
    words = name.entry.name.lower().split()
    if texts[name.at].lower() not in words:
        return name
    at, before = name.at, words.index(texts[name.at].lower())
    while at and before > 1 and texts[at - 1].lower() == words[before - 1] and words[before - 1] in PARTICLES:
        at, before = at - 1, before - 1
    return replace(name, at=at)


@dataclass(slots=True)
class Names:
    """Finds names in the sentences of one article, and remembers who was named in full."""

    words: Words
    published: date | None
    known: dict[str, Entry]  # the last word of a full name -> who it was
    surnames: set[str] = field(default_factory=set)  # the last words of names of the gazetteer
    people: Spans | None = None  # where a trained pipeline found people, None without one
    strangers: set[str] = field(default_factory=set)  # first names of others who share the surname of somebody listed
    given: set[str] = field(default_factory=set)  # first words of other names: with a capital after them, of anybody
    full: set[str] = field(default_factory=set)  # who is named in more than one word, anywhere in the article

    def read(self, article: Sequence[Sentence]) -> None:
        """Fill in the names of all sentences, in the order of the text."""
        names = lexicon(self.words.lang)
        listed = [names.find([t.text for t in sentence.tokens]) for sentence in article]
        self.full.update(e.name for spans in listed for at, end, found in spans if end - at > 1 for e in found)
        for sentence, spans in zip(article, listed, strict=True):  # "Queen Elizabeth"
            crowned = [found for at, _, found in spans if at and self._is_title(sentence.tokens[at - 1].text)]
            self.full.update(e.name for found in crowned for e in found)
        for sentence, spans in zip(article, listed, strict=True):
            self._read(sentence, spans)

    def _read(self, sentence: Sentence, listed: Sequence[tuple[int, int, Sequence[Entry]]]) -> None:
        texts = [t.text for t in sentence.tokens]
        found: list[Name] = []
        free = set(range(len(texts)))
        starts = {at for at, _, _ in listed}
        for at, end, entries in listed:
            free.difference_update(range(at, end))
            if both := self._both(sentence, at, entries):
                found.extend(Name(at, end, entry) for entry in both)
                continue
            chosen = self.choose(entries, texts[at:end])
            if self._glued(sentence, at, end) or (chosen and self._of_a_site(sentence, at, chosen)):
                continue
            surname = chosen is not None and chosen.kind == "leader" and end - at == 1
            if chosen and surname and ROMAN.fullmatch(chosen.name.split()[-1]) and chosen.name not in self.full:
                continue  # "Elizabeth" is no queen where nobody calls her so
            if chosen and surname and self.another(sentence, listed, chosen, at):
                continue
            if chosen and not self._of_another(chosen, at, end, texts, starts):
                found.append(Name(at, end, chosen))
        for i in free:
            given = texts[i] in self.given and any(t[:1].isupper() for t in texts[i + 1 : i + 2])
            if texts[i][:1].isupper() and texts[i] in self.known and not given:
                found.append(Name(i, i + 1, self.known[texts[i]]))
        found = found if self.words.verb_final else self._whole(found)  # "hatte Scholz Selenskyj besucht"
        found = [_with_particles(name, texts) for name in found]
        spans = self._spans(sentence)
        sentence.names = [n for n in found if not any(self._only_part(n, span, texts) for span in spans)]
        self._titled(sentence, spans)
        self._apposed(sentence, spans)
        sentence.names.sort(key=lambda name: name.at)

    def _both(self, sentence: Sentence, at: int, entries: Sequence[Entry]) -> list[Entry]:
        """The states that one name means: "the two Koreas", "the inter-Korean summit"; [] where it means one."""
        states = [e for e in entries if e.kind in ("country", "demonym")]
        if len(states) < len(entries) or len({e.country for e in states}) < 2:
            return []
        adjective = all(e.kind == "demonym" for e in states)
        counted = at > 0 and sentence.tokens[at - 1].low in self.words.lists["two"]
        return states if adjective or counted else []

    def _of_another(self, chosen: Entry, at: int, end: int, texts: Sequence[str], starts: Collection[int]) -> bool:
        """Whether a name is the first name of somebody else ("Mahmud Dschibril", "Mohammed bin Sajid"), or the seat of
        a government that is the title of whoever follows it ("Bundesrat Cassis")."""
        if end - at > 1 or end >= len(texts):
            return False
        if chosen.kind == "seat":
            return end in starts and texts[at].lower() in {w.lower() for w in self.words.lists["persons"]}
        first = chosen.kind == "leader" and chosen.name.split()[0].lower() == texts[at].lower()
        if not first or chosen.country in SURNAME_FIRST or len(chosen.name.split()) < 2 or end in starts:
            return False
        after = end + 1 if texts[end].lower() in PARTICLES and end + 1 < len(texts) else end
        low = texts[after].lower()
        known = {low, texts[after]} & (set(self.words.phrases) | self.words.lists["persons"])
        return texts[after][:1].isupper() and texts[after][1:2].islower() and not known

    def _of_a_site(self, sentence: Sentence, at: int, chosen: Entry) -> bool:
        """Whether a city's name is that of what the word right before it says: "la mina San José", "hotel Granada"."""
        return chosen.kind == "city" and at > 0 and sentence.tokens[at - 1].low in self.words.lists["sites"]

    @staticmethod
    def _glued(sentence: Sentence, at: int, end: int) -> bool:
        """Whether letters stand right before or behind a name, so that it is part of a word: "PetroChina"."""
        tokens = sentence.tokens
        before = at > 0 and tokens[at - 1].end == tokens[at].start and tokens[at - 1].text[-1:].isalpha()
        behind = end < len(tokens) and tokens[end - 1].end == tokens[end].start and tokens[end].text[:1].isalpha()
        inside = tokens[at].text[:1].isupper() and tokens[end - 1].text[-1:].isalpha()
        return inside and (
            (before and tokens[at - 1].text[:1].isupper()) or (behind and tokens[end].text[:1].isupper())
        )

    def another(
        self, sentence: Sentence, listed: Sequence[tuple[int, int, Sequence[Entry]]], entry: Entry, at: int
    ) -> bool:
        """Whether a surname belongs to somebody of another first name: "Juanita Castro", "Tarcísio de Freitas"; or a
        first name to somebody of another surname: "Salman Rushdie"."""
        tokens = sentence.tokens
        taken = {i for first, last, _ in listed for i in range(first, last)}
        own = {w.lower() for w in entry.name.replace("-", " ").split()}
        given = tokens[at].low == entry.name.split()[0].lower() and len(own) > 1
        if at + 1 < len(tokens) and (given or not self.words.cased):
            follows, phrases = tokens[at + 1], self.words.phrases
            alone = not at or not self._is_title(tokens[at - 1].text)
            if alone and self._bare(follows, own) and at + 1 not in taken and at + 1 not in sentence.dated:
                return follows.low not in phrases and follows.lemma not in phrases
        before = at - 1
        while before > 0 and tokens[before].low in PARTICLES and tokens[before].low.isalpha() and at - before < SHORT:
            before -= 1
        if self.words.cased or before in taken or before in sentence.dated:
            return False
        if before < 1:  # "Juanita Castro" opens a sentence, as "Meanwhile Castro" may
            return before == 0 and at == 1 and tokens[0].text in self.strangers
        first, prior = tokens[before], tokens[before - 1]
        if not self._bare(first, own) or not (prior.low.isalpha() or prior.low == ",") or prior.text[:1].isupper():
            return False
        if first.text[0].lower() in {w[0] for w in own}:
            return False
        self.strangers.add(first.text)
        return True

    def _bare(self, token: Token, own: Collection[str]) -> bool:
        """Whether a token may be a name that nobody knows: a capital, and no word of the pack."""
        low = token.low
        if (
            not token.text.istitle()
            or not low.isalpha()
            or len(low) < SHORT
            or low in own
            or self._is_title(token.text)
        ):
            return False
        words = self.words
        return low not in words.known and not any(low in office.split() for office in (*words.offices, *words.own))

    @staticmethod
    def _whole(found: Sequence[Name]) -> list[Name]:
        """Names with those that are only the first name of the one right after them made part of it: "Mahmud Abás"."""
        kept: list[Name] = []
        for name in sorted(found, key=lambda n: n.at):
            before = kept[-1] if kept else None
            first = before is not None and before.end == name.at and before.end - before.at == 1
            if before and first and before.entry.kind == name.entry.kind == "leader" and before.entry != name.entry:
                kept[-1] = replace(name, at=before.at)
            else:
                kept.append(name)
        return kept

    def choose(self, entries: Sequence[Entry], texts: Sequence[str]) -> Entry | None:
        """Of the readings of a name, the one that the article and its day speak for."""
        leaders = [e for e in entries if e.kind == "leader"]
        if len(texts) == 1 and texts[0] in self.surnames:
            return self.known[texts[0]]  # "Montenegro", where "Luís Montenegro" was named in full
        if len(leaders) < len(entries):
            return next(e for e in entries if e.kind != "leader")
        day = self.published
        in_office = [
            e for e in leaders if day and (e.start is None or e.start <= day) and (e.end is None or day <= e.end)
        ]
        for text in texts:
            if len(texts) == 1 and text in self.known:
                return self.known[text]
        if len(texts) == 1 and day:
            named = [e for e in in_office if e.name in self.full]
            in_office = named or [e for e in in_office if e.role in HEADLINED]
            if not in_office:
                return None  # a surname alone is believed only of somebody in office
        best = in_office or leaders
        if len(texts) == 1 and len({e.name for e in best}) > 1:
            tiers = ({"head_of_state"}, {"head_of_government"}, {"foreign_minister"})  # who is named most
            heads = next((found for tier in tiers if (found := [e for e in best if e.role in tier])), best)
            if len({e.country for e in heads}) > 1:
                return None
            best = heads
        best = [e for e in best if e.country] or best  # once at the head of a body, but of a state as well
        chosen = best[-1]
        if len(texts) > 1:
            for text in (texts[0], texts[-1]):
                if len(text) > 1 and text.lower() not in PARTICLES:
                    self.known[text] = chosen
            self.surnames.add(texts[-1])
        return chosen

    def _spans(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The tokens of the people that a trained pipeline found in a sentence."""
        people = self.people or ()
        found = []
        for start, end in people[bisect_left(people, (sentence.start, 0)) : bisect_left(people, (sentence.end, 0))]:
            inside = [i for i, t in enumerate(sentence.tokens) if t.start < end and t.end > start]
            if inside:
                found.append((inside[0], inside[-1] + 1))
        return found

    def _only_part(self, name: Name, span: tuple[int, int], texts: Sequence[str]) -> bool:
        """Whether a name is only part of somebody else's: "Jordan Bardella", "Michelle Obama"."""
        at, end = span
        rest = [texts[i] for i in range(at, end) if not name.at <= i < name.end]
        if not (at <= name.at and name.end <= end) or not rest:
            return False
        if any(not text[:1].isupper() or len(text) < SHORT or "." in text or self._is_title(text) for text in rest):
            return False  # "Mr Macron", "President Xi"
        if name.entry.kind in PLACES:
            return True
        first = name.entry.name.split()[0]
        alone = name.entry.kind == "leader" and name.end - name.at == 1
        return alone and all(text[:1].lower() != first[:1].lower() for text in rest)  # "Wolodymyr Selenskij" is he

    def _is_title(self, text: str) -> bool:
        return not {text, text.lower()}.isdisjoint(self.words.lists["persons"])

    def _apposed(self, sentence: Sentence, spans: Sequence[tuple[int, int]]) -> None:
        """People whom the gazetteer does not know and whose title comes after: "Jane Doe, the French minister"."""
        tokens = sentence.tokens
        taken = {i: name for name in sentence.names for i in range(name.at, name.end)}
        for at, end in spans:
            if any(i in taken for i in range(at, end)) or end >= len(tokens) or tokens[end].low != ",":
                continue
            until = next((i for i in range(end + 1, len(tokens)) if tokens[i].low in (",", ".")), len(tokens))
            near = range(end + 1, min(until, end + 1 + FAR))
            titled = any(self._is_title(tokens[i].text) for i in near)
            owner = next((taken[i].entry for i in near if i in taken and taken[i].entry.kind in OWNERS), None)
            if not titled or owner is None or owner.country is None:
                continue
            text = sentence.text[tokens[at].start - sentence.start : tokens[end - 1].end - sentence.start]
            entry = Entry("leader", text, owner.country, role="person")
            sentence.names.append(Name(at, end, entry))
            self.known.setdefault(tokens[end - 1].text, entry)

    def _titled(self, sentence: Sentence, spans: Sequence[tuple[int, int]] = ()) -> None:
        """People whom the gazetteer does not know: a title beside a country and a name in capitals."""
        tokens, persons = sentence.tokens, self.words.lists["persons"]
        taken = {i: name for name in sentence.names for i in range(name.at, name.end)}
        for i, token in enumerate(tokens):
            if token.low not in persons and token.lemma not in persons:
                continue
            beside = self._state_beside(tokens, i, taken)
            far = None if beside else self._state_after(sentence, i, taken)
            state = far.entry if far else beside
            if state is None or state.country is None:
                continue
            first = far.end if far else i + self._office(tokens, i)
            start = self._name_start(sentence, i, first, far.end if far else first + ADJACENT + 1, taken)
            end = -1 if start is None else self._name_end(sentence, start, taken)
            if start is None or start == end or end - start > LONGEST + 2:
                continue
            if end == start + 1 and end < len(tokens) and tokens[end].low in persons and tokens[end].text[:1].isupper():
                continue  # the first half of another title: "President Macron and Foreign Minister …"
            if self.people is not None and not any(at < end and start < last for at, last in spans):
                continue  # what a trained pipeline takes for nobody's name
            self._bearer(sentence, start, end, state.country, taken)

    def _state_beside(self, tokens: Sequence[Token], i: int, taken: dict[int, Name]) -> Entry | None:
        """The state, or its city, that stands beside a title: "the French minister", "France's minister"."""
        lists = self.words.lists
        for step in range(1, ADJACENT + 1):
            for j in (i - step, i + step):
                if j not in taken or taken[j].entry.kind not in OWNERS:
                    continue
                if j < i or tokens[j - 1].low not in lists["purpose"]:  # "Trump's envoy for North Korea"
                    return taken[j].entry
        if i > 1 and tokens[i - 1].low in lists["possessive"] and i - 2 in taken:
            return taken[i - 2].entry
        return None

    def _name_start(self, sentence: Sentence, title: int, first: int, last: int, taken: dict[int, Name]) -> int | None:
        """The token from `first` on, up to `last`, at which the name of a title's bearer begins; None where what stands
        between is no part of the title, or names its bearer already."""
        tokens, lists = sentence.tokens, self.words.lists
        genitive = lists["genitive"]
        stops = lists["auxiliaries"] | lists["clause"] | lists["place"] | lists["about"] | lists["prepositions"]
        unknown, borne, start = 0, False, first
        while start < len(tokens) and start <= last:
            low = tokens[start].low
            if start in taken:
                borne = borne or taken[start].entry.kind == "leader"
            elif borne and low not in lists["coordinators"]:
                return None  # the title has its bearer: "President Macron met British Prime …"
            if tokens[start].text in QUOTES or self._institution(tokens, start, title, taken):
                return None  # "the Cuban government," Estefan said; "chief of the Cuban Interests Section"
            owner = start - 1
            while owner > title and tokens[owner].low in lists["determiners"] and tokens[owner].low not in genitive:
                owner -= 1
            if self._capital(tokens[start].text, start, taken) and tokens[owner].low not in genitive:
                return start  # not the "State" of "Secretary of State", "chef de l'État"
            if not self._passed(low, start, taken) or low in stops or start in sentence.dated:
                return None
            if start not in taken and tokens[start].text.islower() and low not in genitive:
                unknown += low not in lists["determiners"]
            if unknown > 1:
                return None
            start += 1
        return start

    def _name_end(self, sentence: Sentence, start: int, taken: dict[int, Name]) -> int:
        """The token after the capitals, and the small words between them, that a name is made of."""
        tokens, end = sentence.tokens, start
        while end < len(tokens) and end < start + LONGEST + 2:
            capital = self._capital(tokens[end].text, end, taken) and end not in sentence.dated
            follows = start < end < len(tokens) - 1 and self._capital(tokens[end + 1].text, end + 1, taken)
            if not capital and not (follows and tokens[end].low in PARTICLES):
                break
            end += 1
        return end

    def _bearer(self, sentence: Sentence, start: int, end: int, country: str, taken: dict[int, Name]) -> None:
        """Note whom the tokens after a title name: somebody listed whose first name is spelled anew, or a stranger."""
        tokens = sentence.tokens
        bearer = taken.get(end)  # "the minister Serghiei Lavrov": a first name spelled as no list has it
        known = bearer and bearer.entry.kind == "leader" and bearer.entry.country == country
        if bearer and known and end - start == 1:
            sentence.names[sentence.names.index(bearer)] = grown = replace(bearer, at=start)
            taken.update(dict.fromkeys(range(start, grown.end), grown))
            return
        text = sentence.text[tokens[start].start - sentence.start : tokens[end - 1].end - sentence.start]
        entry = Entry("leader", text, country, role="person")
        name = Name(start, end, entry)
        sentence.names.append(name)
        taken.update(dict.fromkeys(range(start, end), name))
        if end - start > 1:
            self.known.setdefault(tokens[end - 1].text, entry)
            if self.known.setdefault(tokens[start].text, entry) is entry:
                self.given.add(tokens[start].text)

    def _institution(self, tokens: Sequence[Token], at: int, title: int, taken: dict[int, Name]) -> bool:
        """Whether what has a capital at a token is a house of a state: "of the Cuban Interests Section"."""
        state, lists = taken.get(at - 1), self.words.lists
        if state is None or state.entry.kind != "demonym" or not self._capital(tokens[at].text, at, taken):
            return False
        before = state.at - 1
        before -= before > title and tokens[before].low in lists["determiners"] - lists["genitive"]
        return before > title and tokens[before].low in lists["genitive"] and not self.words.cased

    def _office(self, tokens: Sequence[Token], i: int) -> int:
        """How many words the office takes that a title begins: "Ministro degli Affari Esteri"; 1 where it is no more
        than the title."""
        lows = [t.low for t in tokens[i : i + LONGEST_OFFICE]]
        return next((n for n in range(len(lows), 1, -1) if " ".join(lows[:n]) in self.words.offices), 1)

    def _passed(self, low: str, at: int, taken: dict[int, Name]) -> bool:
        """Whether a word may stand between a title and its name; where every noun has a capital, few may."""
        lists = self.words.lists
        return not self.words.cased or at in taken or low in lists["genitive"] or low in lists["persons"]

    def _state_after(self, sentence: Sentence, i: int, taken: dict[int, Name]) -> Name | None:
        """The state that a long title ends with: "secretary for Foreign Relations of Mexico", "président du Conseil
        national de transition libyen, Moustapha Abdeljalil"."""
        tokens, lists = sentence.tokens, self.words.lists
        genitive = lists["genitive"]
        stops = lists["auxiliaries"] | lists["clause"] | lists["place"] | lists["relative"] | lists["with"]
        plain = True  # whether nothing but capitals and small words has come since the title
        for j in range(i + 1, min(i + FAR, len(tokens))):
            if j in taken:
                own = tokens[j - 1].low in genitive and taken[j].entry.kind == "country"
                end = taken[j].end
                apposed = end + 1 < len(tokens) and tokens[end].low == "," and end + 1 not in sentence.dated
                apposed = apposed and self._capital(tokens[end + 1].text, end + 1, taken)
                return taken[j] if (own and plain) or (apposed and taken[j].entry.kind in OWNERS) else None
            low = tokens[j].low
            if not (tokens[j].text[:1].isupper() or low in genitive or low in lists["coordinators"]):
                if low in stops or not low.isalpha() or self.words.cased:
                    return None
                plain = False
        return None

    def _capital(self, text: str, at: int, taken: dict[int, Name]) -> bool:
        return (
            at not in taken
            and text[:1].isupper()
            and text[1:2].islower()
            and text.lower() not in self.words.lists["persons"]
            and text.lower() not in self.words.offices  # "ministro de Asuntos Exteriores"
        )
