"""What each name of a sentence stands for: a person, a state that acts, a place, or only something spoken of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from timeline.events.clauses import STOPS, Clauses
from timeline.events.text import Name, Sentence
from timeline.events.vocabulary import Words
from timeline.gazetteer import Entry, summits
from timeline.values import value

BACK = 8  # tokens before a name in which its preposition stands
TITLE = 4  # tokens between an adjective of a country and the title it goes with
TOPIC = 7  # tokens in which what is spoken of goes on ("on the dispute and the deal with Iran")
LISTED = 6  # tokens after a stop in which the date of the stops listed together stands
SUMMIT = 3  # tokens between a summit and the body whose it is
UNKNOWN = 2  # words of no list between a preposition and its name ("in nearby Sochi")
ENDS = STOPS | {",", "."}
HYPHENS = frozenset("-‐‑–")
SPATIAL = frozenset({"country", "city", "seat", "region"})
INHERITED = frozenset({"place", "origin", "about", "person"})  # what holds for all of names listed together
ACTING = frozenset({"person", "state", "body"})


@value
class Party:
    """A name and what it stands for: person, state, body, place, origin, about, or attribute ("Russian oil")."""

    at: int
    end: int
    entry: Entry
    role: str
    prep: int = -1  # where its preposition stands; -1 without one

    @property
    def acts(self) -> bool:
        """Whether it can do something."""
        return self.role in ACTING


Governor = tuple[str | None, int]  # the role that what stands before a name gives it, and where that stands
NOTHING: Governor = (None, -1)


@dataclass(slots=True)
class Way:
    """What has been passed on the way back from a name to what governs it."""

    name: Name
    before: Sequence[Party]  # the parties before it, whose roles are known
    genitive: bool = False
    joined: bool = False  # whether a comma or an "and" joins it to what stands before
    unknown: int = 0  # words of no list


class Parties:
    """Tells what the names of one sentence stand for."""

    def __init__(
        self,
        sentence: Sentence,
        words: Words,
        clauses: Clauses,
        told: Collection[int],
        spans: Collection[int],
        convened: Collection[int] = (),
    ) -> None:
        self.summits = convened  # the nouns for summits
        self.tokens, self.words, self.lists, self.verbs = sentence.tokens, words, words.lists, clauses.verbs
        kept = set(clauses.of)  # those without a verb or a trigger are no clauses of their own: "after midnight"
        self.openers = {c.first for k, c in enumerate(clauses.clauses) if c.kind != "main" and k in kept}
        self.spans = frozenset(spans)  # all the tokens of triggers
        self.told = frozenset(told)  # where triggers stand: a name that belongs to one is governed by nothing before it
        self.names, self.dated = sentence.names, sentence.dated
        self.taken: dict[int, Name] = {i: n for n in self.names for i in range(n.at, n.end)}

    def read(self) -> list[Party]:
        """All names with what they stand for, left to right."""
        found: list[Party] = []
        for name in self.names:
            role, prep = self.role(name, found)
            introduced = self.introduced(name) if name.entry.kind == "demonym" and role == "person" else None
            found.append(Party(name.at, name.end, introduced or name.entry, role, prep))
        return found

    def role(self, name: Name, before: Sequence[Party]) -> tuple[str, int]:
        kind = name.entry.kind
        if kind == "other" or self.prefixed(name):
            return "attribute", -1
        governed, prep = self.governor(name, before)
        if governed == "about" or self.subject(name) or self.neighbour(name):
            return "about", prep
        if kind == "leader":
            return "person", prep
        if kind == "body":
            return "body", prep
        if kind == "demonym":
            return self.adjective(name, governed), prep
        if governed == "place" and self.entitles(name):
            return "person", prep
        if governed in ("place", "origin"):
            return governed, prep
        if kind == "city" and self.apposed(name):
            return "place", prep
        if self.beside(name, "persons") or governed == "person":
            return "person", prep
        return "state", prep

    def apposed(self, name: Name) -> bool:
        """Whether "capital" or the like stands right before the name of a city, with a comma at most between: "in the
        capital, Bamako, he"."""
        at = name.at - 1
        at -= at > 0 and self.tokens[at].low == ","
        return at >= 0 and self.tokens[at].low in self.lists["soil"] and not self.verbs[at]

    def prefixed(self, name: Name) -> bool:
        """Whether a name stands behind a prefix that makes it a description: "an anti-Iraq blockade", "pro-Russian"."""
        at = name.at - 1
        if at < 1 or self.tokens[at].low not in HYPHENS or self.tokens[at].end != self.tokens[name.at].start:
            return False
        return self.tokens[at - 1].low in self.lists["prefixes"]

    def neighbour(self, name: Name) -> bool:
        """Whether only the border of a state is named: "near the Myanmar border", "vicino al confine austriaco", "das
        an Slowenien grenzt"."""
        if name.entry.kind not in ("country", "demonym"):
            return False
        near = [*self.tokens[name.end : name.end + 1]]
        near += self.tokens[name.at - 1 : name.at] if name.entry.kind == "demonym" and name.at else []
        near += self.tokens[name.end + 1 : name.end + 3] if self.words.verb_final else []
        return any(t.low in self.lists["bordering"] or t.text in self.lists["bordering"] for t in near)

    def entitles(self, name: Name) -> bool:
        """Whether a title stands right after the name of a country, which says whose it is: "spoke to US Secretary of
        State Mike Pompeo"."""
        after = self.tokens[name.end] if name.end < len(self.tokens) else None
        if after is None or name.entry.kind != "country" or self.words.verb_final:
            return False
        near = self.tokens[name.end : name.end + 2]  # "UK Prime Minister"
        return after.text[:1].isupper() and any(t.low in self.lists["persons"] for t in near)

    def governor(self, name: Name, before: Sequence[Party]) -> Governor:
        """What stands before a name: "place", "origin" or "about", "person" for "president of", or None."""
        way = Way(name, before)
        for j in range(name.at - 1, max(-1, name.at - 1 - BACK), -1):
            if (found := self.step(way, j)) is not None:
                return found
        return NOTHING

    def step(self, way: Way, j: int) -> Governor | None:
        """What the token before those looked at says of a name; None where one must look further back."""
        lists, low, lemma = self.lists, self.tokens[j].low, self.tokens[j].lemma
        if j in self.dated or j in self.told or j in self.taken:
            return self.behind_another(way, j)
        if low in lists["relative"] and j in self.openers:
            return NOTHING  # "the conference, at which Ankara promised"
        if low in lists["about"] or lemma in lists["about"]:
            return self.behind_about(way, j)
        if low in lists["place"] and not (low in lists["articles"] and way.name.entry.kind == "country"):
            # the war in Ukraine is not where they meet; where "a" is an article too, countries have it: "a China"
            return ("about" if self.topic(way.name, j) else "place"), j
        if low in lists["origin"]:
            from_ = self.tokens[j - 1] if j and low not in lists["genitive"] else None
            people = from_ and way.name.entry.kind == "country" and from_.lemma in lists["persons"]
            return ("person" if people else "origin"), j  # "ministers from the two Koreas"
        if low in STOPS or self.for_the_first_time(way.name, j):
            return NOTHING
        return self.behind_opener(way.name, j) or self.behind_word(way, j)

    def behind_another(self, way: Way, j: int) -> Governor | None:
        """What a date or a name at a token says of the name after it: one joined to it stands where it stands."""
        if j in self.dated and way.joined and (stop := self.stop_before(way.name, j, way.before)):
            return stop
        if j in self.dated or j in self.told:
            return NOTHING
        other = next((p for p in way.before if p.at <= j < p.end), None)
        if way.joined and other and (other.entry.kind in SPATIAL) == (way.name.entry.kind in SPATIAL):
            return (other.role if other.role in INHERITED else None), other.prep
        if other and other.entry.kind == "demonym" and not way.joined:
            return None  # "in the Russian city of Kazan"
        return NOTHING

    def behind_about(self, way: Way, j: int) -> Governor:
        """What "on" at a token says of the name after it: "on Libya" is about it, "on the island of Bali" a place."""
        name, leader = way.name, way.name.entry.kind == "leader"
        opening = not any(self.verbs[:j]) and all(t.low != "," for t in self.tokens[:j])
        aside = j == name.at - 1 and j > 0 and self.noun(j) and leader and self.acts(name)
        if opening and (aside or (way.unknown and leader and self.heads(name))):
            return NOTHING  # "On the flight home Trump phoned", "On the sidelines of the forum Clinton met"
        soil = any(self.tokens[k].low in self.lists["soil"] for k in range(j + 1, name.at))
        return ("place" if soil else "about"), j

    def topic(self, name: Name, j: int) -> bool:
        """Whether a preposition of place only belongs to a word before it for what is spoken of: "the war in
        Ukraine"; not "seit Beginn des Kriegs in der syrischen Hauptstadt", nor behind a name ("en La Paz a")."""
        lists, before = self.lists, self.tokens[j - 1] if j else None
        if before is None or {before.low, before.lemma}.isdisjoint(lists["about"]):
            return False
        after = self.tokens[name.end] if name.end < len(self.tokens) and self.words.cased else None
        soil = name.entry.kind == "demonym" and after and not lists["soil"].isdisjoint((after.low, after.lemma))
        return j - 1 not in self.spans and j - 1 not in self.taken and not soil

    def for_the_first_time(self, name: Name, j: int) -> bool:
        """Whether "as the first" stands before a name that is the object of a verb at the end of its clause: "hat als
        erster Regierungschef Bahrain besucht"."""
        return self.words.verb_final and j + 1 < name.at and self.tokens[j + 1].low in self.lists["first"]

    def behind_opener(self, name: Name, j: int) -> Governor | None:
        """What a word that opens a clause, a border or another preposition at a token says of the name after it."""
        lists, low = self.lists, self.tokens[j].low
        before = self.tokens[j - 1] if j else None
        first = before is not None and before.low in lists["determiners"]  # "per la prima volta"
        opens = low in lists["clause"] and not (first and low in lists["history"])
        if opens and low not in lists["coordinators"] and low not in lists["relative"]:
            apart = j not in self.openers or (low in lists["prepositions"] and self.other_acts(name))
            return ("about" if apart else None), j  # "After North Korea, …"
        spatial = name.entry.kind in SPATIAL
        border = before is not None and not lists["bordering"].isdisjoint((before.low, before.text))
        if border and spatial and j - 1 not in self.spans:
            return "about", j  # "Misiones, fronteriza con Brasil", "an der Grenze zu Polen"
        if low not in lists["prepositions"]:
            return None
        whose = before is not None and not lists["persons"].isdisjoint((before.low, before.lemma))
        if whose and spatial and low in lists["purpose"]:
            return "about", j  # "the envoy for North Korea"
        met = name.entry.kind == "leader" and low in lists["with"]  # "talked about the crisis with Putin"
        return ("about" if not met and self.inside(j) else None), j

    def behind_word(self, way: Way, j: int) -> Governor | None:
        """What a word at a token that is no preposition says of the name after it, and what to keep in mind of it."""
        lists, token = self.lists, self.tokens[j]
        low = token.low
        if self.verbs[j]:
            return NOTHING
        if low in lists["genitive"]:
            way.genitive = True
            return self.behind_genitive(way, j)
        if low == "," or low in lists["coordinators"]:
            return self.behind_joint(way, j)
        if low in lists["persons"] or token.lemma in lists["persons"]:
            if not way.genitive:
                return None
            reach = range(j - 1, max(-1, j - 1 - UNKNOWN), -1)  # "with the ministers of Egypt"
            return "person", next((k for k in reach if self.tokens[k].low in lists["prepositions"]), -1)
        if low in lists["determiners"] or token.text[:1].isupper():
            return None
        way.unknown += 1
        return NOTHING if not low.isalnum() or way.unknown > UNKNOWN else None

    def behind_genitive(self, way: Way, j: int) -> Governor | None:
        """What "of" at a token says of the name after it, where it says more than whose something is."""
        name = way.name
        if name.entry.kind == "city" and not way.joined and self.convened(j):
            return "place", j  # "il G7 di Biarritz", "le sommet de l'Otan de Vilnius"
        alone = j == 0 or self.verbs[j - 1] or self.tokens[j - 1].low == ","
        if name.entry.kind in SPATIAL and alone and not self.words.verb_final:
            return "origin", j  # "chega do Peru", but "stattete der Ukraine einen Besuch ab"
        return None

    def behind_joint(self, way: Way, j: int) -> Governor | None:
        """What a comma or an "and" at a token says of the name after it."""
        name, low, coordinators = way.name, self.tokens[j].low, self.lists["coordinators"]
        if low == "," and ((not self.words.verb_final and self.opens(name)) or self.leads(name)):
            return NOTHING  # "At the invitation of Modi, Putin will visit", "After a dinner with Livni, Rice went on"
        way.joined = True
        k = j - 1
        while k > 0 and (self.tokens[k].low == "," or self.tokens[k].low in coordinators):
            k -= 1
        if k in self.dated and (stop := self.stop_before(name, k, way.before)):
            return stop
        if j and j - 1 not in self.taken and not self.tokens[j - 1].text[:1].isupper():
            return self.listed(name, j)
        return None

    def stop_before(self, name: Name, at: int, before: Sequence[Party]) -> tuple[str, int] | None:
        """Where a name stands that "and" joins to a place whose date ends at a token, with a date of its own: "to
        Cairo on Tuesday and Amman on Wednesday"; None where it is no such stop."""
        if name.entry.kind not in SPATIAL or not self.dated_behind(name):
            return None
        while at >= 0 and (
            at in self.dated or self.tokens[at].low == ","
            or any(self.tokens[at].low in self.lists[k] for k in ("about", "place"))
        ):  # fmt: skip
            at -= 1
        other = next((p for p in before if p.at <= at < p.end), None)
        if other is None or other.role != "place" or other.entry.kind not in SPATIAL:
            return None
        return other.role, other.prep

    def dated_behind(self, name: Name) -> bool:
        """Whether a date follows a place, or other places joined to it: "San Salvador and Port-au-Prince on Friday"."""
        small = [self.lists[k] for k in ("coordinators", "place", "determiners", "genitive")]
        for i in range(name.end, min(name.end + LISTED, len(self.tokens))):
            if i in self.dated:
                return True
            low = self.tokens[i].low
            other = self.taken.get(i)
            if low != "," and not (other and other.entry.kind in SPATIAL) and all(low not in words for words in small):
                return False
        return False

    def subject(self, name: Name) -> bool:
        """Whether a country only says what an encounter is about: "zur Syrien-Konferenz", "to the Libya talks in Rome".

        Those of a pair take part: "the US-China talks"; and "China-Reise" says where to.
        """
        tokens, at = self.tokens, name.end
        if name.entry.kind != "country" or at >= len(tokens) or HYPHENS & set(tokens[name.at].low):
            return False
        if name.at and tokens[name.at - 1].low in HYPHENS:
            return False
        hyphen = tokens[at].low in HYPHENS and tokens[at].start == tokens[at - 1].end
        if not hyphen and (self.words.cased or self.verbs[at] or not self.led(name.at)):
            return False  # "in China Gespräche führen", "Iran talks to Russia"
        at += hyphen
        if at >= len(tokens) or at in self.taken:
            return False
        keys = (tokens[at].low, tokens[at].lemma)
        phrases = (phrase for key in keys for phrase in self.words.phrases.get(key, ()) if phrase.weight == 1)
        types = {phrase.type for phrase in phrases if phrase.kind == "noun"}
        return "meeting" in types or (hyphen and "summit" in types) or not self.lists["assemblies"].isdisjoint(keys)

    def led(self, at: int) -> bool:
        """Whether an article or a preposition stands right before a token."""
        low = self.tokens[at - 1].low if at else ""
        return any(low in self.lists[key] for key in ("determiners", "prepositions", "place", "about"))

    def convened(self, at: int) -> bool:
        """Whether the genitive at a token follows a summit, or a body that meets as one."""
        before = self.taken.get(at - 1)
        if before is None or before.entry.kind != "body":
            return at - 1 in self.summits or self.summit_on(at)
        near = range(max(0, before.at - SUMMIT), before.at)
        return before.entry.name in summits() or any(i in self.summits for i in near)

    def summit_on(self, at: int) -> bool:
        """Whether what a summit is about stands between it and the genitive at a token: "au sommet sur la sécurité
        nucléaire de Séoul"."""
        for j in range(at - 1, max(-1, at - 1 - TOPIC), -1):
            if j in self.summits:
                return any(self.tokens[i].low in self.lists["about"] for i in range(j + 1, at))
            if j in self.taken or self.verbs[j] or self.tokens[j].low in ENDS or not self.tokens[j].text[:1].islower():
                return False
        return False

    def opens(self, name: Name) -> bool:
        """Whether a verb follows a name, or the name of its state, at once: then it is listed with nothing before."""
        after = name.end
        passed = self.lists["genitive"] | self.lists["coordinators"]
        while after < len(self.tokens) and (self.tokens[after].low in passed or after in self.taken):
            after += 1
        return after < len(self.tokens) and self.verbs[after]

    def leads(self, name: Name) -> bool:
        """Whether a verb follows a person at once, or after one small word: "Rice went", "la Rice si è recata"."""
        near = range(name.end, min(name.end + 2, len(self.tokens)))
        verb = next((i for i in near if self.verbs[i]), None)
        between = () if verb is None else self.tokens[name.end : verb]
        small = all(t.text.islower() and t.low not in self.lists["coordinators"] for t in between)
        return name.entry.kind == "leader" and verb is not None and small and not self.words.verb_final

    def heads(self, name: Name) -> bool:
        """Whether a verb follows a name at once, and what is right before it is neither a title nor an article."""
        before = self.tokens[name.at - 1]
        bare = before.text.islower() and before.low.isalpha()
        known = any(before.low in self.lists[key] for key in ("persons", "determiners", "place", "about", "genitive"))
        return bare and not known and name.end < len(self.tokens) and self.verbs[name.end]

    def noun(self, i: int) -> bool:
        """Whether an article or a preposition before a word shows that it is a noun: "on the sidelines"."""
        before = self.tokens[i - 1].low
        return any(before in self.lists[key] for key in ("determiners", "place", "prepositions"))

    def acts(self, name: Name) -> bool:
        """Whether a verb follows a name at once."""
        return name.end < len(self.tokens) and self.verbs[name.end]

    def other_acts(self, name: Name) -> bool:
        """Whether another person follows a name at once: "Prima dell'Italia Obama aveva visitato Mosca", "Prima di
        Putin il presidente aveva incontrato Medvedev"."""
        other = self.taken.get(name.end)
        if other is not None or name.end + 1 >= len(self.tokens):
            return other is not None and other.entry.kind == "leader"
        article, title = self.tokens[name.end : name.end + 2]
        small = any(article.low in self.lists[key] for key in ("genitive", "place", "origin", "prepositions"))
        return article.low in self.lists["determiners"] and not small and title.low in self.lists["persons"]

    def inside(self, at: int) -> bool:
        """Whether a preposition belongs to what is spoken of: "on the deal with Iran"."""
        for j in range(at - 1, max(-1, at - 1 - TOPIC), -1):
            token = self.tokens[j]
            if j in self.taken or self.verbs[j] or token.low in ENDS or j in self.dated:
                return False
            if token.low in self.lists["about"]:
                return True
        return False

    def listed(self, name: Name, at: int) -> Governor:
        """Whether a comma or an "and" stands in a list of what is spoken of, and after which word: "on trade, North
        Korea and human rights"."""
        if name.entry.kind not in SPATIAL or self.opens(name):
            return None, -1
        joints = self.lists["coordinators"] | {","}
        last = self.tokens[at].low in self.lists["coordinators"]
        if not last and (name.end == len(self.tokens) or self.tokens[name.end].low not in joints):
            return None, -1  # what stands behind a comma only is beside the list or behind it
        for j in range(at - 1, max(-1, at - 1 - TOPIC), -1):
            low, lemma = self.tokens[j].low, self.tokens[j].lemma
            if low in self.lists["about"] or lemma in self.lists["about"]:
                return "about", j
            small = low.isalpha() or low == "," or low in self.lists["determiners"]
            if self.verbs[j] or j in self.dated or j in self.told or not small:
                return None, -1
        return None, -1

    def adjective(self, name: Name, governed: str | None) -> str:
        """What an adjective of a country stands for: "Chinese president" a person, "Serbian capital" a place."""
        soil, near = self.lists["soil"], self.tokens[max(0, name.at - 1) : name.at]
        after = self.tokens[name.end].low if name.end < len(self.tokens) else ""
        if near and near[0].low in soil and after in self.lists["determiners"] and governed in ("place", "origin"):
            return governed  # "nella capitale serba il ministro"
        sides = [i for i in (name.at - 1, name.end) if 0 <= i < len(self.tokens)]
        if any(self.words.has("public", self.tokens, i) == 1 for i in sides):
            return "attribute"  # "a delegation of German engineers"
        if self.beside(name, "persons"):
            return "person"
        if self.beside(name, "soil"):
            return governed if governed in ("place", "origin") else "place"
        next_ = self.tokens[name.end] if name.end < len(self.tokens) else None
        before = self.tokens[name.at - 1] if name.at else None
        nominal = before is not None and before.low in self.lists["determiners"]
        if nominal and (next_ is None or self.verbs[name.end] or not next_.text[0].isalpha()):
            return "state"  # "the Americans", "the Chinese have"
        return "attribute"

    def introduced(self, name: Name) -> Entry | None:
        """Who is meant by an adjective and a title, where the name follows: "British Prime Minister Keir Starmer"."""
        keys = ("coordinators", "determiners", "prepositions", "place")
        for j in range(name.end, min(name.end + TITLE, len(self.tokens))):
            if other := self.taken.get(j):
                own = other.entry.kind == "leader" and other.entry.country == name.entry.country
                return other.entry if own else None
            token = self.tokens[j]
            apposed = token.low == "," and j + 1 in self.taken  # "el primer ministro británico, Keir Starmer"
            stopping = any(token.low in self.lists[key] for key in keys) or not token.text[0].isalpha()
            if self.verbs[j] or (stopping and not apposed):
                return None
        return None

    def beside(self, name: Name, listed: str) -> bool:
        """Whether a word of a list goes with a name: after it as in "Chinese president", or before it."""
        words = self.lists[listed]
        for step, first in ((1, name.end), (-1, name.at - 1)):
            j, seen = first, 0
            while 0 <= j < len(self.tokens) and seen < TITLE:
                token = self.tokens[j]
                if token.low in words or token.lemma in words:
                    return True
                other = self.taken.get(j)
                if other and other.entry.kind not in ("demonym", "other") and not (step > 0 and self.adjectival(other)):
                    break
                comma = step < 0 and token.low == "," and name.entry.kind == "demonym" and self.demonym(j - 1)
                if self.verbs[j] or (token.low in ENDS and not comma) or token.low in self.lists["place"]:
                    break
                if step < 0 and token.low in self.lists["coordinators"] and not other:
                    if not self.demonym(j - 1) or name.entry.kind != "demonym":
                        break  # "les présidents congolais et rwandais"
                    comma = True
                if step > 0 and token.low in self.lists["genitive"]:
                    break
                seen += not (comma or other)
                j += step
        return False

    def adjectival(self, name: Name) -> bool:
        """Whether a state stands right before those who act for it: "US officials"."""
        after = self.tokens[name.end] if name.end < len(self.tokens) else None
        return name.entry.kind == "country" and after is not None and after.low in self.lists["persons"]

    def demonym(self, i: int) -> bool:
        """Whether a token is an adjective of a country."""
        name = self.taken.get(i)
        return name is not None and name.entry.kind == "demonym"


def parties(
    sentence: Sentence,
    words: Words,
    clauses: Clauses,
    told: Collection[int] = (),
    spans: Collection[int] = (),
    convened: Collection[int] = (),
) -> list[Party]:
    """The names of a sentence and what each stands for, left to right. `told` are the first tokens of its triggers,
    `spans` all of them, `convened` the nouns for summits."""
    return Parties(sentence, words, clauses, told, spans, convened).read()
