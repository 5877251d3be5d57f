"""One sentence, read: who is the subject of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from timeline.events.clauses import BEFORE, QUOTES, STOPS, Clause
from timeline.events.layout import WHERE
from timeline.events.parties import SPATIAL, Party
from timeline.events.subject_words import TITLED, SubjectWords
from timeline.events.triggers import Trigger

SAID = 12  # tokens between a verb of saying and who says: "said the Norwegian minister of foreign affairs, Brende"


@dataclass(slots=True)
class Subject:
    """Who acts in a clause: parties named, or words that refer to somebody named before."""

    parties: list[Party] = field(default_factory=list)
    refers: str = ""  # "", "one" ("he"), "both" ("the two leaders"), "title" ("the president"), "none" (no subject)
    title: int = -1  # where the title stands
    place: Party | None = None  # the place that "where" refers to


@dataclass(slots=True)
class Scene(SubjectWords):
    """A sentence with what stands in it, and who acts in each of its clauses."""

    _subjects: dict[tuple[int, int | None], Subject] = field(default_factory=dict)  # asked for before
    _speakers: list[Party] | None = None

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

    def apposed(self, number: int) -> list[Party]:
        """The person whom a participle right after a comma tells of: "Hollande, venu de Niamey", "Letta, ricevuto a
        Washington"."""
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
        participle = any(t.at == first + 1 and t.kind in ("motion", "host") for t in self.triggers)
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
            before = [p for p in before if not any(
                (verbs[k] and not self.auxiliary(k)) or tokens[k].low in QUOTES for k in range(p.end, i))]  # fmt: skip
            if before:
                return [p for p in before if p.entry.country == before[-1].entry.country]
            after = next((p for p in people if i < p.at <= i + SAID), None)
            if after is None or any(verbs[k] or tokens[k].low in STOPS | QUOTES for k in range(i + 1, after.at)):
                continue
            same = [p for p in people if after.at <= p.at <= i + SAID and p.entry.country == after.entry.country]
            return [p for p in same if not any(verbs[k] for k in range(after.end, p.at))]
        return []

    def said_by_nobody(self) -> bool:
        """Whether a name that nobody knows stands beside a verb of saying after a quotation: "…," Estefan said."""
        report, tokens = self.words.lists["report"], self.sentence.tokens
        for i in range(1, len(tokens)):
            if not self.clauses.verbs[i] or report.isdisjoint((tokens[i].low, tokens[i].lemma)):
                continue
            quoted = any(t.low in QUOTES for t in tokens[:i])
            near = [k for k in (i - 1, i + 1) if k < len(tokens)]
            if quoted and not self.words.cased and any(self.unknown(k) for k in near):
                return True
        return False

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
        if self.said_by_nobody():
            return Subject(refers="other")
        return Subject(refers="one") if any(t.low in QUOTES for t in tokens) else None

    def acting(self, number: int, until: int | None = None) -> Subject:
        """Who acts in a clause, without where: named or referred to in it, else in the clause that it hangs on."""
        if apposed := self.apposed(number):
            return Subject(apposed)
        if quoted := self.first_person(number):
            return quoted
        clause, size = self.clauses.clauses[number], len(self.sentence.tokens)
        verb = clause.verb if clause.verb is not None else size if until is None else until
        own = self.clauses.own(number)
        before = [i for i in own if i < verb]
        if shared := self.carried_over(number, before):
            return shared
        if self.words.verb_final:
            before = before or own
        if (comma := self.absolute(number, verb)) and verb < size:
            before = [i for i in before if i > comma]
        named = [p for p in self.within(number) if p.acts and p.end <= verb and not self.agent(p) and p.at >= comma]
        fronted = self.fronted(number)
        named = [] if fronted and fronted == named else self.unfronted(named)
        if not named and (inverted := self.inverted(number, before)):
            return inverted
        before = [i for i in before if not any(p.prep <= i < p.end for p in fronted)]
        if named and (found := self.acting_by_name(before, named)):
            return found
        return self.acting_by_word(number, before, verb) or self.acting_elsewhere(number, before)

    def carried_over(self, number: int, before: Sequence[int]) -> Subject | None:
        """Who acts in a clause whose subject the clause around it tells, whatever stands before its verb; or who begins
        it, where verbs come last."""
        clause, parent = self.clauses.clauses[number], self.clauses.clauses[number].parent
        if clause.kind == "relative" and self.companion(number) is not None and parent is not None:
            return replace(self.subject(parent), place=None)  # "Çavuşoğlu, con el que ya se había reunido"
        latters = self.index.begins("latter")
        latter = next((i for i in before if i in latters and self.latter(i)), None) if latters else None
        if latter is not None and all(p.at > latter for p in self.within(number) if p.acts):
            return Subject(refers="one", title=latter)
        lists = self.words.lists
        if clause.kind == "relative" and clause.word in lists["relative_articles"] - lists["objects"]:
            told = self.antecedent(number)
            if told.parties:
                return told  # "Scholz, der Erdogan empfangen hatte"
        if not self.words.verb_final:
            return None
        if self.goes_on(number) and parent is not None:
            return replace(self.subject(parent), place=None)  # "und besucht am Donnerstag Nigeria"
        return self.leading(number)

    def inverted(self, number: int, before: Sequence[int]) -> Subject | None:
        """Who is named after the verb of saying that what is quoted ends with: "…", said Kerry after talks with
        Lavrov."""
        clause, tokens = self.clauses.clauses[number], self.sentence.tokens
        if clause.kind != "main" or clause.verb is None:
            return None
        verb = clause.verb
        behind = [p for p in self.speakers() if self.clauses.of[p.at] == number and p.at > verb]
        quote = max((i for i in before if tokens[i].low in QUOTES), default=-1)
        own_words = [i for i in before[0 if number == 0 else 1 :] if i > quote]
        return Subject(behind) if behind and not any(self.explicit(i) for i in own_words) else None

    def acting_by_name(self, before: Sequence[int], named: list[Party]) -> Subject | None:
        """The subject where names before the verb are it, with a title joined to them: "the chancellor and Hollande";
        None where a pronoun stands before them."""
        if self.words.verb_final:
            return None
        plurals, first = self.index.begins("plural"), named[0].at
        single = any(self.singular(i) for i in before if i < first)
        several = any(i < first and i in plurals and self.plural(i) for i in before)
        together = len({p.entry.country for p in named}) > 1 and not single
        if not together and (single or several):
            return None
        tokens, lists = self.sentence.tokens, self.words.lists
        if first > 1 and tokens[first - 1].low in lists["coordinators"]:
            other = tokens[first - 2]
            if not lists["persons"].isdisjoint((other.low, other.lemma)) and not self.named_by(first - 2):
                return Subject(named, title=first - 2)  # "the chancellor and Hollande flew"
        return Subject(named, title=self.listed_title(before, named[0]))  # "the two ministers, Blinken and Wang, met"

    def acting_by_word(self, number: int, before: Sequence[int], verb: int) -> Subject | None:
        """The subject where a pronoun, a title or a word for people before the verb is it: "he", "the two leaders"."""
        if self.relatives(before):
            return Subject(refers="other")
        plurals = self.index.begins("plural")
        if any(i in plurals and self.plural(i) for i in before):
            return Subject(refers="both")
        lists = self.words.lists
        for i in before:
            token = self.sentence.tokens[i]
            if token.low in lists["singular"]:
                return Subject(refers="one")
            titled = not {token.low, token.lemma}.isdisjoint(lists["persons"])
            if titled and i not in self.sentence.dated and not self.somebodys(i):
                return Subject(refers="other") if self.agencys(i) else Subject(refers="title", title=i)
        peopled = self.clauses.clauses[number].verb is not None and self.peopled(number, verb)
        return Subject(refers="other") if peopled else None

    def acting_elsewhere(self, number: int, before: Sequence[int]) -> Subject:
        """The subject of a clause that neither names nor refers to it: that of the clause it hangs on or is told of, if
        no other noun is its subject."""
        clause, lists = self.clauses.clauses[number], self.words.lists
        if clause.kind == "relative":
            nouns = {t.at for t in self.triggers if t.kind == "noun"}  # "that the visit take place"
            own_subject = (self.explicit(i) and not self.cliticized(i) and i + 1 not in nouns for i in before[1:])
            if not any(own_subject):
                if self.in_course(clause.first) and clause.parent is not None:
                    # "una visita en el curso de la cual será recibido"
                    return replace(self.subject(clause.parent), place=None)
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
            if self.plural(i) and tokens[i].low not in self.words.lists["singular"]:
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
                spot = next(
                    (p for p in self.parties[:k][::-1] if party.at - p.end <= WHERE and p.role == "place"), None
                )
                return replace(self.subject(self.clauses.root(number)), place=spot)  # "in Davos for the Forum, where"
            if party.acts and not (party.entry.kind in SPATIAL and where):
                found = [party]
                while k and self.joined(self.parties[k - 1], found[0]):
                    found.insert(0, self.parties[k - 1])
                    k -= 1
                return Subject(found)
            if party.role in ("place", "origin") or party.acts or (where and party.entry.kind in SPATIAL):
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
