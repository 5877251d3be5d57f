"""One sentence, read: its clauses, its parties, its triggers, and who is the subject of what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from timeline.events.clauses import BEFORE, QUOTES, STOPS, Clause, Clauses, split
from timeline.events.index import Index
from timeline.events.parties import SPATIAL, Party, parties
from timeline.events.text import Sentence
from timeline.events.triggers import TOLD, Trigger, Triggers
from timeline.events.words import Words

LIMIT = 3  # tokens between "until" and the "after" or the date that it goes with
TITLED = 4  # tokens between a title and its name, an article and its noun
LONG_TITLE = 5  # words of a title that only the publisher's own has
DESCRIBED = 7  # tokens that describe a noun before its relative clause
WHERE = 6  # tokens between a place and the "wo" after the verb of its clause
POSSESSIVE = 4  # tokens before a noun in which its possessor stands ("Putin's first official visit")
PARTICIPLE = 5  # letters of a participle at the head of a sentence
HELD = 4  # tokens from a relative to "be held"
CHIEFS = frozenset({"head_of_state", "head_of_government"})  # offices whose titles heads of anything have
PAIR = 2  # words of a plain name
SAID = 12  # tokens between a verb of saying and who says: "said the Norwegian minister of foreign affairs, Brende"


@dataclass(slots=True)
class Subject:
    """Who acts in a clause: parties named, or words that refer to somebody named before."""

    parties: list[Party] = field(default_factory=list)
    refers: str = ""  # "", "one" ("he"), "both" ("the two leaders"), "title" ("the president"), "none" (no subject)
    title: int = -1  # where the title stands
    place: Party | None = None  # the place that "where" refers to


@dataclass(slots=True)
class Scene:
    """A sentence with what stands in it."""

    sentence: Sentence
    words: Words
    triggers: list[Trigger]
    clauses: Clauses
    parties: list[Party]
    index: Index
    _within: dict[int, list[Party]] = field(default_factory=dict)  # what has been asked for, worked out once
    _subjects: dict[tuple[int, int | None], Subject] = field(default_factory=dict)
    _speakers: list[Party] | None = None

    @classmethod
    def of(
        cls, sentence: Sentence, words: Words, before: Trigger | None = None, gathering: Trigger | None = None
    ) -> Scene:
        """Read a sentence whose names are known; `before` is the last noun that "quella di" may stand for, `gathering`
        the last summit or meeting, of which "the next" may be another."""
        triggers = list(Triggers(sentence, words, before, gathering).find())
        verbs = [t.at for t in triggers if t.kind != "noun"]
        summits = [t.at for t in triggers if t.kind == "noun" and t.type == "summit"]
        clauses = split(sentence, [t.at for t in triggers], verbs, words, summits)
        told = [t.at for t in triggers]
        about = words.lists["about"]
        told += [
            t.end - 1 for t in triggers if t.kind != "noun" and sentence.tokens[t.end - 1].low in about
        ]  # "call on"
        spans = [i for t in triggers for i in range(t.at, t.end)]
        return cls(
            sentence,
            words,
            triggers,
            clauses,
            parties(sentence, words, clauses, told, spans, summits),
            sentence.index(words),
        )

    def opening(self) -> int:
        """The first main clause that says something: a dateline says nothing."""
        for number, clause in enumerate(self.clauses.clauses):
            if clause.parent is None and clause.verb is not None:
                return number
        return 0

    def clause(self, trigger: Trigger) -> int:
        """The number of the clause that a trigger stands in."""
        return self.clauses.of[trigger.at]

    def limit(self, trigger: Trigger) -> str:
        """What "until" or "only" in a trigger's clause goes with: "date", "after", or "" where there is neither."""
        tokens, lists = self.sentence.tokens, self.words.lists
        number = self.clause(trigger)
        for i, taken in self.index.begins("until").items():
            of = self.clauses.of[i]
            clause = self.clauses.clauses[of]
            inside = of == number or (clause.first == i and clause.parent == number)
            if clause.first == i and clause.kind == "relative" and i < trigger.at:
                continue  # "che venerdì ha sentito Gheddafi": no "non … che"
            if not inside or i in self.sentence.dated:
                continue
            plain = True  # whether nothing but small words has come since
            for j in range(i + taken, min(i + taken + LIMIT, len(tokens))):
                if tokens[j].low in lists["after"]:
                    return "after"
                if plain and any(at == j for at, _ in self.sentence.timexes):
                    return "date"
                plain = plain and any(tokens[j].low in lists[key] for key in ("place", "determiners", "prepositions"))
        return ""

    def within(self, number: int) -> list[Party]:
        """The parties in a clause."""
        if not self._within:
            for p in self.parties:
                self._within.setdefault(self.clauses.of[p.at], []).append(p)
        return self._within.get(number, [])

    def subject(self, number: int, until: int | None = None) -> Subject:
        """Who acts in a clause, before token `until` or its first verb; what is left out comes from other clauses."""
        clause = self.clauses.clauses[number]
        key = number, until if clause.verb is None else None
        known = self._subjects.get(key)
        if known is None:
            known = self._subjects[key] = self._subject(clause, number, until)
        return known

    def _subject(self, clause: Clause, number: int, until: int | None) -> Subject:
        found = self.acting(number, until)
        if clause.kind == "relative" and clause.word in self.words.lists["where"] and found.place is None:
            return replace(found, place=self.site(clause.first))
        return found

    def located(self, party: Party) -> bool:
        """Whether a party is where something happens: a place, or what a verb before it goes to or visits."""
        if party.role == "place":
            return True
        if any(t.stage and self.clause(t) == self.clauses.of[party.at] for t in self.triggers):
            return party.entry.kind in SPATIAL  # "last stop, on Monday, Kuwait City: there"
        verb = self.clauses.clauses[self.clauses.of[party.at]].verb
        return party.entry.kind in SPATIAL and verb is not None and verb < party.at

    def site(self, first: int) -> Party | None:
        """The place right before token `first`, which a "where" there refers to."""
        near = [p for p in self.parties if p.end <= first and first - p.end <= WHERE and p.entry.kind in SPATIAL]
        if self.words.verb_final or not near or first - near[-1].end <= BEFORE:
            return replace(near[-1], role="place") if near else None
        return None

    def apposed(self, number: int) -> list[Party]:
        """The person whom a participle right after a comma tells of: "Hollande, venu de Niamey"."""
        clause = self.clauses.clauses[number]
        tokens, first = self.sentence.tokens, clause.first
        colon = clause.kind == "main" and tokens[first].low == ":"
        if not colon and (clause.kind != "and" or tokens[first].low != ","):
            return []
        if clause.verb != first + 1:
            return []
        verb = tokens[first + 1]
        if verb.low in self.words.lists["auxiliaries"] or verb.low in self.words.lists["report"]:
            return []
        participle = any(t.at == first + 1 and t.kind == "motion" for t in self.triggers)
        before = [p for p in self.parties if p.end <= first and p.role == "person" and (colon or p.end == first)]
        return before[-1:] if participle else []  # after a colon too: "was not there: arrived on Sunday, he left"

    def speakers(self) -> list[Party]:
        """The person beside a verb of saying: "Kerry told reporters", "said the French minister, Laurent Fabius"; the
        names of one person that stand together; [] where nobody is named there."""
        if self._speakers is None:
            self._speakers = self._said_by()
        return self._speakers

    def _said_by(self) -> list[Party]:
        tokens, report, verbs = self.sentence.tokens, self.words.lists["report"], self.clauses.verbs
        articles, persons = self.words.lists["articles"], self.words.lists["persons"]
        people = [
            p for p in self.parties
            if p.role == "person" and (
                p.prep < 0  # "disse a presidenta Rousseff", where the article is a preposition too
                or (tokens[p.prep].low in articles and tokens[p.prep + 1].low in persons)
            )
        ]  # fmt: skip
        for i, token in enumerate(tokens):
            if not people or not verbs[i] or report.isdisjoint((token.low, token.lemma)):
                continue
            before = [p for p in people if p.end <= i and self.clauses.of[p.at] == self.clauses.of[i]]
            before = [p for p in before if not any(verbs[k] and not self.auxiliary(k) for k in range(p.end, i))]
            if before:
                return [p for p in before if p.entry.country == before[-1].entry.country]
            after = next((p for p in people if i < p.at <= i + SAID), None)
            if after is None or any(verbs[k] or tokens[k].low in STOPS | QUOTES for k in range(i + 1, after.at)):
                continue
            same = [p for p in people if after.at <= p.at <= i + SAID and p.entry.country == after.entry.country]
            return [p for p in same if not any(verbs[k] for k in range(after.end, p.at))]
        return []

    def after_talks(self, trigger: Trigger) -> Subject | None:
        """Who says something at the end of the talks that a noun tells: "said the prime minister after his meeting with
        Putin", "ha detto Renzi al termine del colloquio con Merkel"; None where nobody does."""
        tokens, lists, at = self.sentence.tokens, self.words.lists, trigger.at
        if self.words.verb_final or trigger.kind != "noun" or trigger.type != "meeting":
            return None
        behind = next((i for i in range(at - 1, max(-1, at - 1 - TITLED), -1)
                       if tokens[i].low in lists["after"] or tokens[i].low in lists["ending"]), None)  # fmt: skip
        if behind is None or any(self.clauses.verbs[i] for i in range(behind, at)):
            return None
        of = {self.clause(trigger), self.clauses.root(self.clause(trigger))}
        verb = next((i for i in range(behind - 1, -1, -1) if self.clauses.verbs[i] and self.clauses.of[i] in of), None)
        if verb is None or lists["report"].isdisjoint((tokens[verb].low, tokens[verb].lemma)):
            return None
        if any(t.low in STOPS | {","} for t in tokens[verb:behind]):
            return None
        if named := [p for p in self.parties if p.role == "person" and p.prep < 0 and verb < p.at < behind]:
            return Subject(named)
        titles = (
            i for i in range(verb + 1, behind) if not lists["persons"].isdisjoint((tokens[i].low, tokens[i].lemma))
        )
        if (title := next(titles, None)) is not None:
            return Subject(refers="title", title=title)
        before = [p for p in self.speakers() if p.at < verb]
        return Subject(before) if before else None

    def auxiliary(self, i: int) -> bool:
        """Whether a token is a form of to be, to have or will."""
        return self.sentence.tokens[i].low in self.words.lists["auxiliaries"]

    def first_person(self, number: int) -> Subject | None:
        """Who speaks of himself in a clause of what is quoted: "I will go to Kyiv on Tuesday", Kerry told reporters."""
        lists, tokens = self.words.lists, self.sentence.tokens
        verb = self.clauses.clauses[number].verb
        own = [i for i in self.clauses.own(number) if verb is None or i <= verb or self.words.verb_final]
        endings = tuple(lists["me_endings"])
        mine = next((i for i in own if tokens[i].low in lists["me"]
                     or (endings and self.clauses.verbs[i] and tokens[i].low.endswith(endings))), None)  # fmt: skip
        if mine is None or any(p.acts and p.prep < 0 and p.end <= mine for p in self.within(number)):
            return None
        if speakers := self.speakers():
            return Subject(speakers)
        return Subject(refers="one") if any(t.low in QUOTES for t in tokens) else None

    def acting(self, number: int, until: int | None = None) -> Subject:
        """Who acts in a clause, without where."""
        clause = self.clauses.clauses[number]
        if apposed := self.apposed(number):
            return Subject(apposed)
        if quoted := self.first_person(number):
            return quoted
        verb = clause.verb if clause.verb is not None else until
        verb = len(self.sentence.tokens) if verb is None else verb
        own = self.clauses.own(number)
        before = [i for i in own if i < verb]
        lists = self.words.lists
        if clause.kind == "relative" and self.companion(number) is not None and clause.parent is not None:
            return replace(self.subject(clause.parent), place=None)  # "Çavuşoğlu, con el que ya se había reunido"
        latter = next((i for i in before if self.latter(i)), None)
        if latter is not None and all(p.at > latter for p in self.within(number) if p.acts):
            return Subject(refers="one", title=latter)
        if clause.kind == "relative" and clause.word in lists["relative_articles"] - lists["objects"]:
            told = self.antecedent(number)
            if told.parties:
                return told  # "Scholz, der Erdogan empfangen hatte"
        if self.words.verb_final and self.goes_on(number) and clause.parent is not None:
            return replace(self.subject(clause.parent), place=None)  # "und besucht am Donnerstag Nigeria"
        if self.words.verb_final:
            leading = self.leading(number)
            if leading:
                return leading
            before = before or own
        if (comma := self.absolute(number, verb)) and verb < len(self.sentence.tokens):
            before = [i for i in before if i > comma]
        named = [p for p in self.within(number) if p.acts and p.end <= verb and not self.agent(p) and p.at >= comma]
        fronted = self.fronted(number)
        named = [] if fronted and fronted == named else self.unfronted(named)
        if not named and clause.kind == "main" and clause.verb is not None:
            inverted = [p for p in self.speakers() if self.clauses.of[p.at] == number and p.at > verb]
            quote = max((i for i in before if self.sentence.tokens[i].low in QUOTES), default=-1)
            own_words = [i for i in before[0 if number == 0 else 1 :] if i > quote]
            if inverted and not any(self.explicit(i) for i in own_words):
                return Subject(inverted)  # "…", said Kerry after talks with Lavrov
        before = [i for i in before if not any(p.prep <= i < p.end for p in fronted)]
        first = named[0].at if named else verb
        referring = any(i < first and (self.plural(i) or self.singular(i)) for i in before)
        together = len({p.entry.country for p in named}) > 1 and not any(self.singular(i) for i in before if i < first)
        if named and (together or not referring) and not self.words.verb_final:
            if first > 1 and self.sentence.tokens[first - 1].low in lists["coordinators"]:
                other = self.sentence.tokens[first - 2]
                if not lists["persons"].isdisjoint((other.low, other.lemma)) and not self.named_by(first - 2):
                    return Subject(named, title=first - 2)  # "the chancellor and Hollande flew"
            return Subject(
                named, title=self.listed_title(before, named[0])
            )  # "the two ministers, Blinken and Wang, met"
        for i in before:
            if self.plural(i):
                return Subject(refers="both")
        for i in before:
            token = self.sentence.tokens[i]
            if token.low in self.words.lists["singular"]:
                return Subject(refers="one")
            titled = not {token.low, token.lemma}.isdisjoint(self.words.lists["persons"])
            if titled and i not in self.sentence.dated and not self.somebodys(i):
                return Subject(refers="other") if self.agencys(i) else Subject(refers="title", title=i)
        if clause.verb is not None and self.peopled(number, verb):
            return Subject(refers="other")
        nouns = {t.at for t in self.triggers if t.kind == "noun"}  # "that the visit take place"
        own_subject = (self.explicit(i) and not self.cliticized(i) and i + 1 not in nouns for i in before[1:])
        if clause.kind == "relative" and not any(own_subject):
            return self.antecedent(number)
        bare = number == 0 or (clause.kind == "said" and clause.word not in lists["relative"])
        hangs = clause.kind == "sub" and clause.verb is None and clause.word in lists["offset"] | lists["after"]
        if not hangs and any(self.explicit(i) for i in before[0 if bare else 1 :]):  # "after a meeting" has no subject
            return Subject(refers="other")  # what is said begins with its subject: "Castro said the boy's father will"
        if clause.parent is not None:
            parent = clause.parent if clause.kind == "and" else self.clauses.root(number)
            if parent != number:
                return replace(self.subject(parent), place=None)
        return self.following(number) or Subject(refers="other" if self.headed(number) else "none")

    def headed(self, number: int) -> bool:
        """Whether a main clause begins with an article and a noun right before its verb, where nobody is left out:
        "Der Auswärtige Ausschuss kommt am Dienstag zusammen"."""
        clause, tokens, lists = self.clauses.clauses[number], self.sentence.tokens, self.words.lists
        first, verb = clause.first, clause.verb
        if not self.words.verb_final or clause.kind != "main" or verb is None or verb - first < PAIR:
            return False
        if verb - first == PAIR and all(self.unknown(i) for i in (first, first + 1)):
            return True  # "Heidi Reichinnek war zu Gast"
        if verb - first > TITLED:
            return False
        own = range(first, verb)
        article = tokens[first].low in lists["determiners"] and tokens[first].low not in lists["place"]
        plain = all(not self.taken(i) and i not in self.sentence.dated and tokens[i].low.isalpha() for i in own)
        small = lists["place"] | lists["prepositions"] | lists["objects"]
        return article and plain and all(tokens[i].low not in small for i in own)

    def unknown(self, i: int) -> bool:
        """Whether a token may be part of a name that nobody knows."""
        token, words = self.sentence.tokens[i], self.words
        plain = token.text.istitle() and token.low.isalpha() and not self.taken(i) and i not in self.sentence.dated
        return plain and words.known.isdisjoint((token.low, token.text, token.lemma))

    def absolute(self, number: int, verb: int) -> int:
        """The comma that ends a participle and its noun at the head of a sentence: "Finished the stop in Kyiv, the
        minister will go to Moscow"; 0 where none stands there."""
        tokens, ends = self.sentence.tokens, tuple(self.words.lists["participles"] or ("\0",))
        first = self.clauses.clauses[number].first
        if first or self.words.verb_final or not tokens[0].low.endswith(ends) or len(tokens[0].low) < PARTICIPLE:
            return 0
        noun = len(tokens) > 1 and tokens[1].low in self.words.lists["determiners"]
        comma = next((i for i in range(1, min(verb, len(tokens))) if tokens[i].low == ","), 0)
        return comma if noun and self.clauses.clauses[number].verb != 0 else 0

    def listed_title(self, before: Sequence[int], first: Party) -> int:
        """Where the title of the publisher's own stands that is listed before others: "il presidente del Consiglio, il
        presidente francese e il cancelliere tedesco"; -1 where none does."""
        tokens, lists = self.sentence.tokens, self.words.lists
        own = [i for i in before if i < first.at]
        for i in own:
            for last in range(min(i + LONG_TITLE, first.at - 1), i + 1, -1):
                if " ".join(t.low for t in tokens[i:last]) not in self.words.own:
                    continue
                joined = tokens[last].low == "," or tokens[last].low in lists["coordinators"]
                bearer = first.at == last + 1 and first.entry.kind == "leader"
                if joined and not bearer and not any(self.clauses.verbs[k] for k in range(last, first.at)):
                    return i
        return -1

    def goes_on(self, number: int) -> bool:
        """Whether a clause begins with "and" and its verb at once, so that its subject is that of the one before."""
        clause = self.clauses.clauses[number]
        first = self.sentence.tokens[clause.first]
        joined = clause.kind == "and" and first.low in self.words.lists["coordinators"]
        return joined and clause.verb == clause.first + 1

    def unfronted(self, named: list[Party]) -> list[Party]:
        """Parties without those that "with" puts in front of the subject: "After a dinner with Livni, Rice left"."""
        tokens, alone = self.sentence.tokens, self.words.lists["with"]
        bare = next((p for p in named if p.prep < 0 or tokens[p.prep].low not in alone), None)
        if bare is None or self.words.verb_final:
            return named
        return [p for p in named if p.at >= bare.at or all(t.low != "," for t in tokens[p.end : bare.at])]

    def fronted(self, number: int) -> list[Party]:
        """Those who stand before a verb only as whom it is done with: "con la ministra Payne avrà un colloquio"."""
        verb = self.clauses.clauses[number].verb
        if verb is None or self.words.verb_final or self.clauses.clauses[number].kind == "relative":
            return []
        before = [p for p in self.within(number) if p.acts and p.end <= verb and not self.agent(p)]
        alone = self.words.lists["with"]
        found = [p for p in before if p.prep >= 0 and self.sentence.tokens[p.prep].low in alone]
        opening = [p for p in found if p.prep == self.clauses.clauses[number].first]
        return (
            found if found == before else opening
        )  # "Con il presidente Lee il capo del governo ha avuto un colloquio"

    def following(self, number: int) -> Subject | None:
        """Who acts in the clause after an opening one that names nobody: "arrived on Sunday, the minister met"."""
        after = self.clauses.clauses[number + 1 : number + 2]
        if self.clauses.clauses[number].first > 0 or not after or after[0].parent != number or after[0].verb is None:
            return None
        verb = after[0].verb
        named = [p for p in self.within(number + 1) if p.acts and p.end <= verb and p.prep < 0]
        return Subject(named) if named and after[0].kind == "and" else None

    def leading(self, number: int) -> Subject | None:
        """Who acts in a clause whose verb may come last: the first party that no preposition or case makes an object,
        or a pronoun or title before it."""
        tokens = self.sentence.tokens
        opener = self.clauses.clauses[number].first
        if tokens[opener].low in self.words.lists["with"]:
            opener = -1  # "Mit Macron wurde er empfangen"
        acting = [p for p in self.within(number) if p.acts and p.prep in (-1, opener)]
        if opener < 0:  # "Mit ihm und Putin hatte die Kanzlerin telefoniert"
            first = self.clauses.clauses[number].first
            small = self.words.lists["pronouns"] | self.words.lists["coordinators"] | self.words.lists["determiners"]
            acting = [p for p in acting if not all(t.low in small for t in tokens[first + 1 : p.at])]
        named = [p for p in acting if not self.cased_object(p.at)] or (acting if len(acting) == 1 else [])
        first = named[0].at if named else len(tokens)
        for i in self.clauses.own(number):
            if i >= first:
                break
            if i in self.index.begins("plural") and tokens[i].low not in self.words.lists["singular"]:
                return Subject(refers="both")
            if tokens[i].low in self.words.lists["singular"]:
                return Subject(refers="both" if self.several(number, i) else "one")
            titled = not {tokens[i].low, tokens[i].lemma}.isdisjoint(self.words.lists["persons"])
            if titled and not self.named_by(i) and not self.cased_object(i):
                return Subject(refers="title", title=i)
        if not named:
            return None
        found = named[:1]
        for party in named[1:]:
            apart = found[-1].entry.kind != "leader" or found[-1].end < party.at  # "hatte Scholz Putin besucht"
            if apart and self.joined(found[-1], party):
                found.append(party)
        return Subject(found)

    def several(self, number: int, i: int) -> bool:
        """Whether a pronoun that may mean one or many ("sie") means many, by the ending of its verb."""
        verb = self.clauses.clauses[number].verb
        if verb is None or self.sentence.tokens[i].low not in self.words.lists["plural"]:
            return False
        return any(self.sentence.tokens[verb].low.endswith(e) for e in self.words.lists["plural_endings"])

    def named_by(self, i: int) -> bool:
        """Whether a title belongs to a name beside it: "Präsident Xi", "der chinesische Präsident"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        for p in self.parties:
            between = range(p.end, i) if p.end <= i else range(i + 1, p.at)
            if len(between) <= TITLED and all(
                tokens[k].text[:1].isupper() or tokens[k].low in lists["genitive"] or tokens[k].low in lists["persons"]
                or self.taken(k) for k in between
            ):  # fmt: skip
                return True
        return False

    def taken(self, i: int) -> bool:
        """Whether a token is part of a name."""
        return any(n.at <= i < n.end for n in self.sentence.names)

    def cased_object(self, at: int) -> bool:
        """Whether the words right before token `at` begin with an article that no subject has."""
        tokens, lists = self.sentence.tokens, self.words.lists
        for i in range(at - 1, max(-1, at - 1 - TITLED), -1):
            if tokens[i].low in lists["objects"]:
                return True
            if self.clauses.verbs[i] or tokens[i].low in lists["determiners"] or not tokens[i].text[0].isalpha():
                return False
        return False

    def plural(self, i: int) -> bool:
        """Whether "they" or "the presidents" begins at a token, not "the presidents of Egypt and Jordan"."""
        taken = self.index.begins("plural").get(i)
        if not taken:
            return False
        tokens, lists, after = self.sentence.tokens, self.words.lists, i + taken
        follows = tokens[after].low if after < len(tokens) else ""
        own = follows in lists["pronouns"] and follows in lists["determiners"]  # "met both his colleague and the king"
        return not own and follows not in lists["genitive"]

    def singular(self, i: int) -> bool:
        """Whether a token is "he", not that of "he and Lula"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        joined = i + 1 < len(tokens) and tokens[i + 1].low in lists["coordinators"]
        of = i > 0 and tokens[i - 1].low in lists["genitive"] and not self.words.cased  # "prima di lui"
        return tokens[i].low in lists["singular"] and not joined and not of

    def latter(self, i: int) -> int:
        """How many tokens "the latter" takes from a token on; 0 where none begins there.

        A single word means it only right before a verb: "dieser reist", not "dieser Minister".
        """
        tokens = self.sentence.tokens
        length = self.index.begins("latter").get(i, 0)
        if not length or tokens[i].low not in self.latters():
            return 0
        verb = i + 1 < len(tokens) and self.clauses.verbs[i + 1]
        return length if length > 1 or verb else 0

    def latters(self) -> Collection[str]:
        """The words that "the latter" may begin with."""
        return self.words.lists["latter"] | self.words.several["latter"].keys()

    def agent(self, party: Party) -> bool:
        """Whether a party is the agent of a passive: "accompanied by the minister"."""
        return party.prep >= 0 and self.sentence.tokens[party.prep].low in self.words.lists["by"]

    def subject_of_own(self, number: int) -> bool:
        """Whether a clause names its own subject."""
        clause = self.clauses.clauses[number]
        verb = clause.verb if clause.verb is not None else len(self.sentence.tokens)
        return any(p.acts and p.end <= verb for p in self.within(number)) or any(
            self.explicit(i) for i in self.clauses.own(number)[1:] if i < verb
        )

    def explicit(self, i: int) -> bool:
        """Whether a token before a verb shows a subject that is no party: "the bank", "Wood"."""
        token = self.sentence.tokens[i]
        if i in self.sentence.dated or (i == 0 and token.low in self.words.lists["place"]):
            return False
        low = token.low
        if any(p.at <= i < p.end for p in self.parties):
            return False
        clitic = low in self.words.lists["him"] or low in self.words.lists["them"]
        if clitic and i + 1 < len(self.clauses.verbs) and self.clauses.verbs[i + 1]:
            return False  # "Lo recibió en Madrid"
        capital = i > 0 and token.text[:1].isupper() and not self.words.cased
        spatial = i > 0 and self.sentence.tokens[i - 1].low in self.words.lists["place"]
        lists = self.words.lists
        prepositions = any(low in lists[key] for key in ("genitive", "place", "prepositions"))
        article = low in lists["determiners"] and not prepositions
        return (capital or article) and not spatial and low.rstrip("'’").isalpha()

    def somebodys(self, i: int) -> bool:
        """Whether a title only says whose somebody else is: "la moglie dell'ambasciatore", not "la visita del re"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        of = i - 1 if tokens[i - 1].low in lists["genitive"] else i - 2  # "de l'ambassadeur"
        if of < 2 or self.words.cased or tokens[of].low not in lists["genitive"]:
            return False
        if of < i - 1 and tokens[i - 1].low not in lists["determiners"]:
            return False
        head, article = tokens[of - 1], tokens[of - 2].low
        noun = any(t.at <= of - 1 < t.end for t in self.triggers) or head.low in lists["persons"]
        return head.text.islower() and head.text.isalpha() and article in lists["determiners"] and not noun

    def agencys(self, i: int) -> bool:
        """Whether a title is that of an agency or a firm, no name here: "the FBI chief", "il capo dell'FBI"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        if tokens[i].text.isupper():
            return False  # a headline in capitals
        near = [i - 1] if i else []
        if i + 2 < len(tokens) and tokens[i + 1].low in lists["genitive"]:
            near.append(i + 2)
        if self.firms(i) or self.worded(i):
            return True
        return any(
            tokens[k].text.isalpha() and tokens[k].text.isupper() and len(tokens[k].text) > 1
            and not self.taken(k) and tokens[k].low not in lists["persons"] for k in near
        )  # fmt: skip

    def peopled(self, number: int, verb: int) -> bool:
        """Whether people who act for no state stand right before a verb, without an article: "Cerca de 700 mil turistas
        argentinos visitaram o Brasil"."""
        lists, tokens = self.words.lists, self.sentence.tokens
        at = verb - 1
        while at > 0 and self.auxiliary(at):
            at -= 1
        if at > 0 and self.taken(at):
            at -= 1
        if self.words.verb_final or at < 0 or self.clauses.of[at] != number:
            return False
        plain = lists["private"] | lists["crowd"]
        return not plain.isdisjoint((tokens[at].low, tokens[at].lemma)) or self.words.has("public", tokens, at) == 1

    def firms(self, i: int) -> bool:
        """Whether the head of something that is no state, office or chamber is meant: "el presidente de la Repsol", "le
        patron de Stellantis"; where nouns have capitals a name cannot be told from a noun."""
        tokens, words = self.sentence.tokens, self.words
        owner = i > 1 and tokens[i - 1].low in ("'s", "’s") and not self.taken(i - 2)
        if owner and tokens[i - 2].text.istitle() and i - 2 not in self.sentence.dated:
            return True  # "Tata's chairman"
        chief = words.offices.get(tokens[i].low, frozenset()) & CHIEFS
        if words.cased or not (chief or tokens[i].low in words.lists["chiefs"]):
            return False
        at = i + 1
        if at >= len(tokens) or tokens[at].low not in words.lists["genitive"]:
            return False
        small = words.lists["genitive"] | words.lists["determiners"]
        while at < len(tokens) and tokens[at].low in small:
            at += 1
        if at >= len(tokens) or self.taken(at) or at in self.sentence.dated or not tokens[at].text[:1].isupper():
            return False
        title = " ".join(t.low for t in tokens[i : at + 1])
        known = title in words.offices or title in words.own or title in words.home
        return not known and tokens[at].low not in words.lists["chambers"]

    def worded(self, i: int) -> bool:
        """Whether a title is but a word in the name of something: "Confederación General del Trabajo"."""
        tokens, lists = self.sentence.tokens, self.words.lists
        if self.words.cased or i < 2 or i + 1 >= len(tokens) or not tokens[i].text.istitle():
            return False
        before, after = tokens[i - 1], tokens[i + 1]
        named = before.text.istitle() and not self.taken(i - 1) and before.low not in lists["persons"]
        return named and before.low not in lists["deputy"] and after.low in lists["genitive"]

    def cliticized(self, i: int) -> bool:
        """Whether a token is an object right before its verb, not an article: "che lo ha accolto"."""
        lists, low = self.words.lists, self.sentence.tokens[i].low
        return (low in lists["him"] or low in lists["them"]) and self.clauses.verbs[i + 1 : i + 2] == [True]

    def antecedent(self, number: int) -> Subject:
        """Whom or what a relative clause tells of: the names right before it."""
        first = self.clauses.clauses[number].first
        for k in range(len(self.parties) - 1, -1, -1):
            party = self.parties[k]
            between = sum(i not in self.sentence.dated for i in range(party.end, first))
            if party.end > first or between > BEFORE:
                continue
            where = self.clauses.clauses[number].word in self.words.lists["where"]
            if where and party.entry.kind == "body" and self.clauses.root(number) != number:
                spot = next((p for p in self.parties[:k][::-1] if first - p.end <= WHERE and p.role == "place"), None)
                return replace(self.subject(self.clauses.root(number)), place=spot)  # "in Davos for the Forum, where"
            if party.acts and not (party.entry.kind in SPATIAL and where):
                found = [party]
                while k and self.joined(self.parties[k - 1], found[0]):
                    found.insert(0, self.parties[k - 1])
                    k -= 1
                return Subject(found)
            if party.role in ("place", "origin") or party.acts:
                root = self.clauses.root(number)
                subject = self.subject(root) if root != number else Subject(refers="none")
                place = replace(party, role="place")
                return replace(subject, refers=subject.refers or ("" if subject.parties else "none"), place=place)
        for i in range(max(0, first - BEFORE - 1), first):
            token = self.sentence.tokens[i]
            if not {token.low, token.lemma}.isdisjoint(self.words.lists["persons"]):
                return Subject(refers="title", title=i)
        return Subject(refers="other")

    def companion(self, number: int) -> Party | None:
        """The person before a relative clause that begins with "with whom": no subject of it, but met in it."""
        first = self.clauses.clauses[number].first
        tokens, lists = self.sentence.tokens, self.words.lists
        at = next((i for i in range(first, max(-1, first - BEFORE), -1) if tokens[i].low in lists["with"]), None)
        if at is None or any(self.taken(i) or tokens[i].low == "," for i in range(at, first)):
            return None
        near = [p for p in self.parties if p.end <= at and at - p.end <= 1 and p.acts]
        own = self.clauses.own(number)
        named = any(p.acts and p.at in own and p.prep < 0 for p in self.parties)
        return near[-1] if near and not named and near[-1].role == "person" else None

    def joined(self, left: Party, right: Party) -> bool:
        """Whether two parties are named together: "Russia and China"."""
        between = self.sentence.tokens[left.end : right.at]
        return left.acts and len(between) <= 3 and all(
            t.low == "," or t.low in self.words.lists["coordinators"] or t.low in self.words.lists["determiners"]
            or t.low in self.words.lists["persons"]
            for t in between
        )  # fmt: skip

    def beside(self, trigger: Trigger) -> tuple[list[Party], list[Party]]:
        """The parties that belong to a noun: its possessors before it, what is said of it after it."""
        number = self.clause(trigger)
        own = self.within(number)
        left: list[Party] = []
        at = trigger.at
        for party in sorted((p for p in own if p.end <= trigger.at), key=lambda p: -p.at):
            if (
                self.governed_before(trigger, party)
                or at - party.end > POSSESSIVE
                or any(self.clauses.verbs[i] for i in range(party.end, at))
            ):
                break
            lists = self.words.lists
            if any(
                t.low == "," or t.low in lists["place"] or t.low in lists["about"] or t.low in lists["prepositions"]
                for t in self.sentence.tokens[party.end : at]
            ):
                break
            left.insert(0, party)
            at = party.at
        end = next(
            (i for i in range(trigger.end, len(self.clauses.of))
             if self.clauses.of[i] == number and self.clauses.verbs[i]),
            len(self.clauses.of),
        )  # fmt: skip
        end = next((t.at for t in self.triggers if t.stands and trigger.end <= t.at < end), end)
        left = left if not trigger.stands else []

        end = min(end, self.next_noun(trigger))
        hanging = self.hanging(trigger)
        right = [p for p in own if trigger.end <= p.at < end]
        return left, right + (self.within(hanging) if hanging is not None else [])

    def held(self, number: int) -> bool:
        """Whether a clause begins with a verb of taking place, so that it tells of an event and of nobody."""
        own = self.clauses.own(number)[:HELD]
        return self.index.any("occur", own)

    def governed_before(self, trigger: Trigger, party: Party) -> bool:
        """Whether a party before a noun belongs to another encounter: "an audience with the pope and talks"."""
        if party.prep < 0 or self.sentence.tokens[party.prep].low not in self.words.lists["with"]:
            return False
        return any(t.kind == "noun" and t.type in TOLD and t.at < party.prep <= t.stop for t in self.triggers)

    def next_noun(self, trigger: Trigger) -> int:
        """Where the next noun of an encounter begins that has parties of its own: "an audience with the pope and talks
        with Berlusconi"; the end of the sentence where none does."""
        tokens, lists, number = self.sentence.tokens, self.words.lists, self.clause(trigger)
        for t in self.triggers:
            if t.kind != "noun" or t.type not in TOLD or t.at <= trigger.stop or self.clauses.of[t.at] != number:
                continue
            before = tokens[max(trigger.stop, t.at - BEFORE) : t.at]
            joined = any(w.low == "," or w.low in lists["coordinators"] for w in before)
            if (
                joined
                and tokens[t.stop - 1 : t.stop]
                and any(w.low in lists["with"] for w in tokens[t.end - 1 : t.stop + 1])
            ):
                return t.at
        return len(tokens)

    def plain(self, between: range) -> bool:
        """Whether tokens only describe the noun before them: "a tour of five days through Africa that"."""
        tokens = self.sentence.tokens
        told = any(self.clauses.verbs[i] or tokens[i].low in STOPS or tokens[i].low == "," for i in between)
        return 0 < len(between) <= DESCRIBED and not told

    def hanging(self, trigger: Trigger) -> int | None:
        """The relative clause that tells of a noun right before it: "the visit that Biden was to make to Berlin"."""
        if trigger.kind != "noun":
            return None
        for number, clause in enumerate(self.clauses.clauses):
            between = range(trigger.end, clause.first)
            near = trigger.end <= clause.first <= trigger.end + BEFORE or (
                trigger.type == "visit" and self.plain(between)
            )
            if clause.kind == "relative" and near and clause.parent == self.clause(trigger):
                place = trigger.type == "visit"  # "the trip to Moscow that he was to make"
                own = [p for p in self.parties if p.at in between and not (place and p.role == "place")]
                return None if own else number
            held = clause.parent == self.clause(trigger) and clause.first > trigger.end and self.held(number)
            if held and not any(self.clauses.verbs[i] or self.sentence.tokens[i].low == "," for i in between):
                return number  # "the summit of Spain and Morocco that was to be held"
        return None


def places(found: Sequence[Party]) -> list[Party]:
    """Those of some parties that are places."""
    return [p for p in found if p.role == "place" and p.entry.kind in (*SPATIAL, "demonym")]
