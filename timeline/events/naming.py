"""Whom a sentence itself names or refers to as taking part in what a trigger tells, and which places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from timeline.events.destinations import Destinations
from timeline.events.layout import places
from timeline.events.parties import SPATIAL, Party
from timeline.events.referring import PAIR
from timeline.events.scene import Scene, Subject
from timeline.events.story import ORDINAL
from timeline.events.triggers import Trigger
from timeline.events.turns import rounds
from timeline.events.vetoes import Vetoes

TALKS = ("meeting", "call")


@dataclass(slots=True)
class Named:
    """The parties of a trigger as its sentence has them: the subject, who acts, with whom, and where."""

    subject: Subject
    who: list[Party]
    whom: list[Party]
    beside: list[Party] = field(default_factory=list)  # who travels along
    spots: list[Party] = field(default_factory=list)
    visited: Party | None = None  # the place among the parties that is the goal of a visit

    def all(self) -> list[Party]:
        """Those who act and those whom it is done to."""
        return [*self.who, *self.whom]


class Naming(Destinations, Vetoes):
    """Answers whom a sentence names as taking part in what a trigger tells, and where."""

    def named(self, scene: Scene, trigger: Trigger, own_places: Sequence[Party]) -> Named | None:
        """The parties and places that the sentence names; None where it tells no encounter of states."""
        if trigger.kind == "noun":
            named = self.with_noun(scene, trigger)
        elif self.carries_private(scene, trigger):
            return None  # "the family takes him to Havana"
        else:
            named = self.with_verb(scene, trigger)
        self.locate(scene, trigger, named, own_places)
        return named

    # nouns

    def with_noun(self, scene: Scene, trigger: Trigger) -> Named:
        """The parties of a noun: those beside it, and the subject of its clause where they are too few."""
        left, right = scene.beside(trigger)
        mine, right = [p for p in left if p.acts], [p for p in right if p.acts]
        right = [] if self.talked_of(scene, trigger, right) else right
        subject = self.noun_subject(scene, trigger, right)
        whom = [*right, *self.bidden(scene, trigger, right)]
        who = mine
        if not self.enough(scene, trigger, mine, right):
            who = [*mine, *(p for p in subject.parties if p not in mine and p.at not in self.span(right))]
        if guests := self.guests(scene, trigger, right):
            who, subject = guests, Subject(refers="other")
            whom = [p for p in right if p not in guests]
        if own_states := self.compound(scene, trigger):
            who, whom = own_states, [p for p in right if p.entry.country not in self.states(own_states)]
        if trigger.stands:
            who = mine  # "the visit of A is off, that of B on Monday"
        held_by = [p for p in scene.parties if p.entry.kind == "body" and p.at <= trigger.at < p.end]
        who = [*held_by, *(p for p in who if p not in held_by)]  # "ahead of the G20": a body and its summit
        if guest := self.visiting(scene, trigger):
            who = [guest]
        whom = [*whom, *self.on_what(scene, trigger)]
        if (self.words.verb_final or trigger.type == "call") and len(self.states((*who, *whom)) - {None}) < PAIR:
            # verbs come last, or: "told Putin in a phone call"
            inside = scene.within(scene.clause(trigger))
            whom = [*whom, *(p for p in inside if p.acts and p not in who and p not in whom)]
        return Named(subject, who, whom)

    def talked_of(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> bool:
        """Whether the countries after talks are what was talked of, where no verb says so and nothing but an article
        or a comma joins them: "Al centro dell'incontro la Libia e la Siria", not "l'incontro Italia-Libia"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if not right or self.words.verb_final or scene.clauses.clauses[scene.clause(trigger)].verb is not None:
            return False
        between = range(trigger.end, right[0].at)
        article = bool(between) and (tokens[between[-1]].low in lists["determiners"] or tokens[between[0]].low == ",")
        small = lists["genitive"] | lists["place"] | lists["prepositions"] | lists["with"] | lists["between"]
        about = tokens[trigger.at - 1].low in lists["genitive"] if trigger.at else False
        bare = not any(tokens[i].low in small for i in between)
        return about and article and bare and all(p.entry.kind == "country" for p in right)

    def noun_subject(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> Subject:
        """The subject of a noun's clause, as far as it may take part in what the noun tells."""
        number = scene.clause(trigger)
        subject = scene.after_talks(trigger) or scene.subject(number, trigger.at)
        clause = scene.clauses.clauses[number]
        if clause.prospect and not self.joined_by(scene, trigger, right):
            subject = Subject(refers="other")  # "met Sunak ahead of the NATO summit"
        if subject.refers != "other" or clause.kind != "main":
            return subject
        verbless = clause.verb is None and right  # "Yesterday the talks with Hollande"
        if verbless or self.talks_with(scene, trigger, right):
            return replace(subject, refers="none")
        return subject

    def talks_with(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> bool:
        """Whether talks are the subject of their clause and name only those with whom they are: "L'udienza con papa
        Francesco è durata mezz'ora", "The meeting with Putin lasted an hour"."""
        verb = scene.clauses.clauses[scene.clause(trigger)].verb
        if trigger.type != "meeting" or verb is None or not right or not trigger.at < right[0].at < verb:
            return False
        prep = right[0].prep
        joined = prep >= trigger.end and scene.sentence.tokens[prep].low in self.words.lists["with"]
        return joined and not any(p.acts and p.end <= trigger.at for p in scene.parties)

    def enough(self, scene: Scene, trigger: Trigger, mine: Sequence[Party], right: Sequence[Party]) -> bool:
        """Whether a noun names all who take part, so that the subject of its clause does not: "talks of A and B", not
        "talks with the ministers of Egypt and Cyprus"."""
        if any(p.prep >= 0 and scene.sentence.tokens[p.prep].low in self.words.lists["with"] for p in right):
            return False
        several = len({p.entry.country for p in (*mine, *right) if p.entry.country}) > 1
        return several or self.possessed(scene, trigger, right)

    @staticmethod
    def on_what(scene: Scene, trigger: Trigger) -> list[Party]:
        """The countries that a summit is about, right after it: "a peace conference on Ukraine"."""
        if trigger.type != "summit":
            return []
        near = range(trigger.end - 1, trigger.end + ORDINAL + 1)
        first = near if trigger.end > trigger.at + 1 else (trigger.end,)
        about = [p for p in scene.parties if p.role == "about" and p.entry.kind == "country"]
        return [p for p in about if p.at in near and p.prep in first]

    # verbs

    def with_verb(self, scene: Scene, trigger: Trigger) -> Named:
        """The parties of a verb: its subject, and those that its clause names after it."""
        number, talks = scene.clause(trigger), trigger.type in TALKS
        subject = self.verb_subject(scene, trigger)
        who = [p for p in subject.parties if not trigger.at <= p.at < trigger.stop]
        whom = [p for p in scene.within(number) if self.governed(p, trigger) and p.acts and p not in who]
        if talks:
            whom = [p for p in whom if not (self.owned(scene, p) or self.of_summit(scene, trigger, p))]
            whom += [p for p in scene.fronted(number) if p not in who and p not in whom]
        if predicate := self.predicate(scene, trigger, whom):
            home = self.states(predicate)
            behind = [p for p in who if p.at >= trigger.end]
            who = [*predicate, *(p for p in who if p.entry.country not in home and p not in behind)]
            whom = [p for p in (*behind, *whom) if p not in predicate]
        whom = whom or (self.before_relative(scene, trigger, who) if talks else [])
        if self.taken_along(scene, trigger, subject):
            subject, who = Subject(refers="one"), []  # "the programme takes her to Honiara"
        named = Named(subject, who, whom)
        if trigger.kind in ("motion", "stay"):
            named.beside = self.companions(scene, trigger, whom)
            # "flew to Cairo to see the king"
            named.whom = [p for p in whom if p.entry.kind in SPATIAL and p not in named.beside]
            named.who = who or self.after(scene, trigger, subject)
        self.fill_in(scene, trigger, named)
        if self.passive(scene, trigger) and trigger.kind in ("host", "verb"):
            named.who, named.whom = named.whom, named.who
        elif hosts := self.hosts(scene, trigger):
            named.who, named.whom = hosts, named.who
        return named

    def hosts(self, scene: Scene, trigger: Trigger) -> list[Party]:
        """Who received the person of whom a participle tells without saying by whom, the subject of the sentence:
        "Obama ha elogiato Letta, ricevuto oggi nello Studio Ovale"; [] where it was elsewhere than with them."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        parent = scene.clauses.clauses[number].parent
        if trigger.kind != "host" or parent is None or not (guests := scene.apposed(number)):
            return []
        by = self.words.lists["by"]
        if not tokens[trigger.at].low.endswith(tuple(self.words.lists["participles"] or ("\0",))) or any(
            tokens[i].low in by and i not in scene.sentence.dated for i in scene.clauses.own(number)
        ):
            return []
        found = [p for p in scene.subject(parent).parties if p.role == "person" and p.end <= guests[0].at]
        home = self.states(found)
        there = self.states(places(scene.within(number)))
        if len(home) != 1 or not there <= home or home & self.states(guests):
            return []
        return found

    def verb_subject(self, scene: Scene, trigger: Trigger) -> Subject:
        """The subject of a verb, or whom a journey carries along or a cleft sentence names."""
        told = self.carried_along(scene, trigger) or self.cleft(scene, trigger)
        return told or scene.subject(scene.clause(trigger), trigger.at)

    def before_relative(self, scene: Scene, trigger: Trigger, who: Sequence[Party]) -> list[Party]:
        """With whom a relative clause says that its subject talked, who stands before it: "Scholz, with whom he spoke",
        "Abbas, whom she met"."""
        number = scene.clause(trigger)
        clause = scene.clauses.clauses[number]
        companion = scene.companion(number) if clause.kind == "relative" else None
        if companion and companion not in who:
            return [companion]
        if trigger.type == "meeting" and clause.word in self.words.lists["met"]:
            return [p for p in scene.antecedent(number).parties if p.entry.kind == "leader" and p not in who]
        return []

    def taken_along(self, scene: Scene, trigger: Trigger, subject: Subject) -> bool:
        """Whether somebody is the object of a journey: "the programme takes her to Honiara"."""
        tokens, whom = scene.sentence.tokens, self.words.lists["whom"]
        inside = range(trigger.at + 1, trigger.end)
        taken = trigger.kind == "motion" and subject.refers in ("other", "title")
        return taken and any(tokens[i].low in whom for i in inside)

    def carries_private(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether it is somebody who acts for no state that takes somebody along: "the family takes him to Havana"."""
        if trigger.kind != "motion" or not self.taken_along(scene, trigger, self.verb_subject(scene, trigger)):
            return False
        tokens, private = scene.sentence.tokens, self.words.lists["private"]
        own = [tokens[i] for i in scene.clauses.own(scene.clause(trigger)) if i < trigger.at]
        return any(not private.isdisjoint((t.low, t.lemma)) for t in own)

    def fill_in(self, scene: Scene, trigger: Trigger, named: Named) -> None:
        """Fill in who acts by what was told before, where a verb names two states or more as its objects: "on Tuesday
        he will see A and on Wednesday B"."""
        subject, whom = named.subject, named.whom
        if named.who or len({p.entry.country for p in whom}) <= 1:
            return
        elided = subject.refers == "none" and trigger.type == "meeting" and trigger.kind != "host"
        turns = elided and rounds(scene, trigger, whom, [])
        theirs = self.states(whom)
        if subject.refers in ("one", "both") or turns:
            both = subject.refers == "both"
            meant = self.both(scene, trigger) if both else self.one(scene, trigger, theirs)
            named.who = [Party(-1, -1, e, "person") for e in meant if e.country not in theirs]
        elif subject.refers == "title" and not self.passive(scene, trigger):
            meant = self.memory.titled(scene.sentence.tokens, subject.title, theirs)
            named.who = [Party(-1, -1, e, "person") for e in meant]

    # places

    @staticmethod
    def own_places(scene: Scene, trigger: Trigger) -> list[Party]:
        """The places that a trigger's clause names, and those of the clause that goes on with it."""
        hanging = scene.hanging(trigger)
        if trigger.type == "summit" and trigger.kind != "noun":
            hanging = scene.held_after(trigger)
        return places(scene.within(scene.clause(trigger)) + (scene.within(hanging) if hanging is not None else []))

    def locate(self, scene: Scene, trigger: Trigger, named: Named, own_places: Sequence[Party]) -> None:
        """Fill in where it is: the places of the clause, else the country visited, else "there"."""
        after = [p for p in own_places if self.governed(p, trigger)]
        spots = after + [p for p in reversed(own_places) if p not in after]
        if named.subject.place:
            spots.append(named.subject.place)
        if trigger.type == "summit" and not spots:
            spots = self.goal(scene, trigger)
        if not spots and (visited := self.visited(scene, trigger, named.whom)):
            self.visit_of(scene, trigger, named, visited)
            spots = [visited]
        named.spots = spots or self.gone_too(scene, trigger) or self.there(scene, trigger)

    def visit_of(self, scene: Scene, trigger: Trigger, named: Named, visited: Party) -> None:
        """Take a country that is visited out of those who act."""
        named.visited, named.who = visited, [p for p in named.who if p.at != visited.at]
        if self.words.verb_final and not named.who and (leading := scene.leading(scene.clause(trigger))):
            named.subject, named.who = leading, leading.parties  # "Brasilien, das die Kanzlerin besucht hatte"
            named.whom = [p for p in named.whom if p not in named.who]
        subject = named.subject
        left = [p for p in subject.parties if p.at != visited.at]
        refers = subject.refers or ("" if left else "none")
        named.subject = replace(subject, parties=left, refers=refers, place=None)

    def there(self, scene: Scene, trigger: Trigger) -> list[Party]:
        """The place that "there" means: one named before it in the sentence, else the last one told."""
        number = scene.clause(trigger)
        at = next((i for i in scene.index.begins("there") if scene.clauses.of[i] == number), None)
        if at is None:
            return []
        before = [p.entry for p in scene.parties if p.end <= at and scene.located(p)]
        place = before[-1] if before else self.memory.place
        return [Party(-1, -1, place, "place")] if place else []
