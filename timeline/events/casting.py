"""Who takes part in what a trigger tells, and where: by roles in the sentence, else by what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.events.around import HELD, STAYS
from timeline.events.dates import dated
from timeline.events.journeys import carrying
from timeline.events.layout import places
from timeline.events.marks import Marks
from timeline.events.parties import SPATIAL, Party
from timeline.events.referring import PAIR, PASSIVE, Referring
from timeline.events.scene import Scene, Subject
from timeline.events.story import ORDINAL, Cast
from timeline.events.text import Name, Sentence
from timeline.events.triggers import TOLD, Trigger
from timeline.events.turns import rounds
from timeline.gazetteer import Entry, country_name, meets
from timeline.model import Status

COUNCIL = "UN Security Council"  # where vetoes are cast
SIDES = 14  # tokens on either side of a trigger in which its parties stand
CITY_STATES = frozenset({"VA"})  # who goes there sees its head, and no more
CLEFT = 10  # tokens before an infinitive in which the verb of being stands that puts it behind a person
SAID = 6  # tokens between a verb and the veto that is its object
HEADED = 5  # tokens after a body in which its head is named
GIVEN = 4  # tokens around "visit" in which it is given back
NEXT = 3  # characters between a sentence and the one after it
RECENT = 4  # mentions among which is a plan that is called off


class Casting(Referring):
    """Answers who takes part in what a trigger tells, and where."""

    def cast(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who takes part in an encounter or a call: named in its clause, or named before and referred to."""
        if trigger.stage:
            return self.stage(scene, trigger)
        number = scene.clause(trigger)
        if trigger.kind == "motion" and self.accompanied(scene, trigger):
            return None
        if trigger.kind == "host" and self.thing(scene, trigger):
            return None
        subject = scene.subject(number, trigger.at)
        beside: list[Party] = []
        tokens = scene.sentence.tokens
        if trigger.kind == "noun":
            subject = scene.after_talks(trigger) or subject
            left, right = scene.beside(trigger)
            right = [p for p in right if p.acts]
            clause = scene.clauses.clauses[number]
            if clause.prospect and not self.joined_by(scene, trigger, right):
                subject = Subject(refers="other")  # "met Sunak ahead of the NATO summit"
            if subject.refers == "other" and clause.kind == "main" and clause.verb is None and right:
                subject = replace(subject, refers="none")  # no verb at all: "Yesterday the talks with Hollande"
            mine = [p for p in left if p.acts]
            enough = len({p.entry.country for p in (*mine, *right) if p.entry.country}) > 1
            enough = enough or self.possessed(scene, trigger, right)
            if any(p.prep >= 0 and scene.sentence.tokens[p.prep].low in self.words.lists["with"] for p in right):
                enough = False  # "talks with the ministers of Egypt and Cyprus"
            who = (
                mine
                if enough
                else [*mine, *(p for p in subject.parties if p not in mine and p.at not in self.span(right))]
            )
            whom = right
            if own_states := self.compound(scene, trigger):
                who, whom = own_states, [p for p in right if p.entry.country not in self.states(own_states)]
            if trigger.stands:
                who = mine  # "the visit of A is off, that of B on Monday"
            held_by = [p for p in scene.parties if p.entry.kind == "body" and p.at <= trigger.at < p.end]
            who = [*held_by, *(p for p in who if p not in held_by)]  # "ahead of the G20": a body and its summit
            if guest := self.visiting(scene, trigger):
                who = [guest]
            if trigger.type == "summit":  # "a peace conference on Ukraine" is about it
                near = range(trigger.end - 1, trigger.end + ORDINAL + 1)
                first = near if trigger.end > trigger.at + 1 else (trigger.end,)
                whom = [*right, *(p for p in scene.parties if p.role == "about" and p.at in near and p.prep in first
                                  and p.entry.kind == "country")]  # fmt: skip
            if (self.words.verb_final or trigger.type == "call") and len(self.states((*who, *whom)) - {None}) < PAIR:
                # verbs come last, or: "told Putin in a phone call"
                whom = [*whom, *(p for p in scene.within(number) if p.acts and p not in who and p not in whom)]
        else:
            subject = self.carried_along(scene, trigger) or self.cleft(scene, trigger) or subject
            who = [p for p in subject.parties if not trigger.at <= p.at < trigger.stop]
            whom = [p for p in scene.within(number) if self.governed(p, trigger) and p.acts and p not in who]
            if trigger.type in ("meeting", "call"):
                whom = [p for p in whom if not self.owned(scene, p)]
            if trigger.type in ("meeting", "call"):
                whom += [p for p in scene.fronted(number) if p not in who and p not in whom]
            if predicate := self.predicate(scene, trigger, whom):
                home = self.states(predicate)
                behind = [p for p in who if p.at >= trigger.end]
                who = [*predicate, *(p for p in who if p.entry.country not in home and p not in behind)]
                whom = [p for p in (*behind, *whom) if p not in predicate]
            companion = scene.companion(number) if scene.clauses.clauses[number].kind == "relative" else None
            if companion and trigger.type in ("meeting", "call") and companion not in who and not whom:
                whom = [companion]
            if trigger.kind == "motion" and subject.refers in ("other", "title") and any(
                tokens[i].low in self.words.lists["whom"] for i in range(trigger.at + 1, trigger.end)
            ):  # fmt: skip
                subject, who = Subject(refers="one"), []  # "the programme takes her to Honiara"
            if trigger.kind in ("motion", "stay"):
                beside = self.companions(scene, trigger, whom)
                whom = [
                    p for p in whom if p.entry.kind in SPATIAL and p not in beside
                ]  # "flew to Cairo to see the king"
                who = who or self.after(scene, trigger, subject)
            elided = subject.refers == "none" and trigger.type == "meeting" and trigger.kind != "host"
            turns = elided and rounds(scene, trigger, whom, [])  # "martedì vedrà A e mercoledì B"
            if not who and (subject.refers in ("one", "both") or turns) and len({p.entry.country for p in whom}) > 1:
                meant = (
                    self.both(scene, trigger)
                    if subject.refers == "both"
                    else self.one(scene, trigger, self.states(whom))
                )
                who = [Party(-1, -1, e, "person") for e in meant if e.country not in self.states(whom)]
            elif not who and subject.refers == "title" and len({p.entry.country for p in whom}) > 1:
                meant = self.memory.titled(scene.sentence.tokens, subject.title, self.states(whom))
                who = [Party(-1, -1, e, "person") for e in meant if not self.passive(scene, trigger)]
            if self.passive(scene, trigger):
                who, whom = (whom, who) if trigger.kind in ("host", "verb") else (who, whom)
        hanging = scene.hanging(trigger)
        own_places = places(scene.within(number) + (scene.within(hanging) if hanging is not None else []))
        after = [p for p in own_places if self.governed(p, trigger)]
        spots = after + [p for p in reversed(own_places) if p not in after]
        if subject.place:
            spots.append(subject.place)
        visited = self.visited(scene, trigger, whom) if not spots else None
        if visited:
            spots, who = [visited], [p for p in who if p.at != visited.at]
            if self.words.verb_final and not who and (leading := scene.leading(number)):
                subject, who = leading, leading.parties  # "Brasilien, das die Kanzlerin besucht hatte"
                whom = [p for p in whom if p not in who]
            left = [p for p in subject.parties if p.at != visited.at]
            subject = replace(subject, parties=left, refers=subject.refers or ("" if left else "none"), place=None)
        there = next((i for i in scene.index.begins("there") if scene.clauses.of[i] == number), None)
        if not spots and there is not None:
            before = [p.entry for p in scene.parties if p.end <= there and scene.located(p)]
            place = before[-1] if before else self.memory.place
            spots = [Party(-1, -1, place, "place")] if place else []
        cast = Cast(
            [self.memory.identify(p, scene.sentence) for p in who],
            [self.memory.identify(p, scene.sentence) for p in whom],
            spots,
            official=any(p.role == "person" for p in (*who, *whom)),
            people=any(p.role == "person" or self.headed(scene, p) for p in who),
        )
        if subject.parties and subject.title >= 0 and trigger.kind != "noun":
            states = self.states([*who, *whom])
            cast.who = [*self.memory.titled(scene.sentence.tokens, subject.title, states), *cast.who]
        cast.hosted = trigger.kind == "host" and bool(whom) and self.passive(scene, trigger)
        groups = self.one_by_one(scene, trigger, who if cast.hosted else whom)
        cast.apart = [[self.memory.identify(p, scene.sentence) for p in group] for group in groups]
        if trigger.type in ("meeting", "call"):
            cast.turns = [
                (timex, [self.memory.identify(p, scene.sentence) for p in group], stop)
                for timex, group, stop in rounds(scene, trigger, whom, own_places)
            ]
        ends = [group[0].prep for group in groups[1:]] + [len(scene.sentence.tokens)]
        apart = all(start < end for start, end in pairwise(ends))  # else "separate meetings with A, B and C in Rome"
        if cast.hosted:  # "at the Quirinal by A and in the Vatican by B"
            starts = [trigger.end, *(group[-1].end for group in groups[:-1])]
            cast.sites = [[p for p in spots if s <= p.at < g[0].at] for s, g in zip(starts, groups, strict=False)]
            cast.apart = cast.apart if all(cast.sites) else []  # "by A and by B" alone may be one reception
        elif groups and apart:
            cast.sites = [[p for p in spots if g[0].at < p.at < end] for g, end in zip(groups, ends, strict=True)]
        cast.person = visited is None and self.called_on(scene, trigger, whom)
        if trigger.type == "visit" and not cast.person:
            self.destination(scene, trigger, cast, whom if trigger.kind != "noun" else [*who, *whom])
            if trigger.kind == "noun" and not cast.who:
                cast.who, cast.whom = cast.whom, []  # "a trip by Putin to China"
                hosts = {s.entry.country for s in cast.spots}
                alone = [p for p in whom if p.prep >= 0 and tokens[p.prep].low in self.words.lists["with"]]
                if cast.who and alone == whom and all(e.country in hosts for e in cast.who):
                    cast.who = self.memory.guests or self.memory.one(hosts)  # "the stop in Zagreb with Plenković"
        cast.named = any(e.country for e in cast.whom)
        cast.lone = self.lone(scene, trigger, cast)
        self.refer(scene, trigger, subject, cast)
        if (
            cast.apart and not any(e.country for e in cast.who) and not cast.hosted
        ):  # "talks with A and with B are planned"
            cast.who = self.one(scene, trigger, {e.country for e in cast.whom})
        hosts = {s.entry.country for s in spots}
        if cast.who:
            cast.who += [self.memory.identify(p, scene.sentence) for p in beside if p.entry.country not in hosts]
        if trigger.type == "visit" and not cast.person:
            self.goes(scene, trigger, cast)
        elif len(set(cast.countries())) > 1 and trigger.type != "call":
            self.memory.pair = [e for e in (*cast.who, *cast.whom) if e.country]
            if len({e.country for e in self.memory.pair}) == PAIR:
                self.memory.two = self.memory.pair
        return cast

    @staticmethod
    def headed(scene: Scene, party: Party) -> bool:
        """Whether who speaks for a body follows its name: "EU foreign policy chief Catherine Ashton"."""
        near = range(party.end, party.end + HEADED)
        alone = party.entry.kind == "body"
        return alone and any(p.at in near and p.entry.kind == "leader" and not p.entry.country for p in scene.parties)

    def given_back(self, scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether a visit is given back, and where it goes then: where the guest of the one told before came from, "la
        visita fu ricambiata da Peña Nieto a giugno"; the cast is made so."""
        tokens, words = scene.sentence.tokens, self.words.lists["returning"]
        number = scene.clause(trigger)
        near = range(max(0, trigger.at - GIVEN), min(trigger.end + GIVEN, len(tokens)))
        if trigger.type != "visit" or not words or scene.hanging(trigger) is not None or all(
            words.isdisjoint((tokens[i].low, tokens[i].lemma)) or scene.clauses.of[i] != number for i in near
        ):  # fmt: skip
            return False
        home = {e.country for e in cast.who if e.country}
        if not home or any(s.entry.country not in home for s in cast.spots):
            return False
        for mention in reversed(self.mentions):
            states = [c for c in mention.countries if c not in home]
            if not home & set(mention.countries) or not states or mention.type not in ("visit", "meeting"):
                continue
            cast.whom, cast.known = [], True
            cast.spots = [Party(-1, -1, Entry("country", country_name(states[0]), states[0]), "place")]
            return True
        return False

    def carried_along(self, scene: Scene, trigger: Trigger) -> Subject | None:
        """Whom a journey takes somewhere: "a tour that will take him to Spain", "un viaje que llevará a Sánchez a
        Senegal"; None where the verb is another."""
        if not carrying(scene, trigger):
            return None
        number = scene.clause(trigger)
        clause = scene.clauses.clauses[number]
        if named := [p for p in scene.within(number) if p.role == "person" and p.at >= trigger.end][:1]:
            return Subject(named)
        if clause.parent is None:
            return None
        owners = [p for p in scene.within(clause.parent) if p.role == "person" and p.end <= clause.first]
        subject = scene.subject(clause.parent)
        if any(p.role == "person" for p in subject.parties) or subject.refers in ("one", "title"):
            return subject
        return Subject(owners[-1:]) if owners else Subject(refers="one")

    def possessed(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> bool:
        """Whether it is said right after "visit" whose it is: "a week after the visit of Zelensky"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.type != "visit" or trigger.stands or not right or right[0].role != "person" or self.words.verb_final:
            return False
        of = trigger.end < len(tokens) and tokens[trigger.end].low in lists["genitive"]
        between = tokens[trigger.end : right[0].at]
        return of and all(t.low != "," and t.low not in lists["place"] for t in between)

    def cleft(self, scene: Scene, trigger: Trigger) -> Subject | None:
        """Who is named right before the infinitive that a verb of being or of turns puts behind him: "era stato
        Medvedev a recarsi a Caracas", "toccherà a Scholz volare a Pechino"; None where nobody is."""
        tokens, lists, at = scene.sentence.tokens, self.words.lists, trigger.at
        if (
            trigger.type not in TOLD
            or not lists["turn"]
            or tokens[at].low.endswith(tuple(lists["participles"] or "\0"))
        ):
            return None
        to = at > 0 and tokens[at - 1].low in lists["infinitive"]
        person = next((p for p in scene.parties if p.end == at - to and p.role == "person"), None)
        first = at - to - CLEFT
        if person is None or at in scene.sentence.dated:
            return None
        for i in range(person.at - 1, max(-1, first), -1):
            if scene.clauses.verbs[i] or not lists["turn"].isdisjoint((tokens[i].low, tokens[i].lemma)):
                turn = not lists["turn"].isdisjoint((tokens[i].low, tokens[i].lemma))
                being = to and person.prep < 0 and (tokens[i].low in lists["passive"] or self.is_one(tokens[i].low))
                return Subject([person]) if turn or being else None
            if tokens[i].low == ",":
                return None
        return None

    def is_one(self, low: str) -> bool:
        """Whether a word is a form of to be that stands alone: "è", "era", "fu"."""
        lists = self.words.lists
        return low in lists["auxiliaries"] and (low in lists["present"] or low in lists["pluperfect"])

    def compound(self, scene: Scene, trigger: Trigger) -> list[Party]:
        """The states that the adjective of an encounter joins: "the Franco-German summit", "il vertice italo-tedesco";
        [] where it has none."""
        if trigger.type not in ("summit", "meeting", "call"):
            return []
        tokens, lists = scene.sentence.tokens, self.words.lists
        keys = ("prepositions", "genitive", "place", "with", "relative", "coordinators")
        adjectives = [p for p in scene.parties if p.entry.kind == "demonym"]
        for one, two in pairwise(adjectives):
            hyphen = one.end <= two.at <= one.end + 1 and tokens[one.end - 1 if one.at == two.at else one.end].text
            if one.entry.country == two.entry.country or (one.at != two.at and hyphen not in ("-", "–")):
                continue
            between = range(trigger.end, one.at) if one.at >= trigger.end else range(max(two.end, one.end), trigger.at)
            small = all(tokens[i].low != "," and all(tokens[i].low not in lists[k] for k in keys) for i in between)
            if (two.end <= trigger.at or one.at >= trigger.end) and len(between) <= 2 and small:
                return [one, two]
        return []

    def joined_by(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> bool:
        """Whether the subject of a sentence takes part in the summit that it looks ahead to: "ahead of his summit with
        Kim"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        with_whom = any(p.prep >= 0 and tokens[p.prep].low in lists["with"] for p in right)
        return with_whom or any(t.low in lists["pronouns"] for t in tokens[max(0, trigger.at - ORDINAL) : trigger.at])

    @staticmethod
    def visited(scene: Scene, trigger: Trigger, whom: Sequence[Party]) -> Party | None:
        """The state before a relative clause that is the object of its verb: "Brazil, which he visited in May"."""
        clause = scene.clauses.clauses[scene.clause(trigger)]
        if (trigger.type, trigger.kind, clause.kind) != ("visit", "verb", "relative") or any(
            p.entry.kind in SPATIAL for p in whom
        ):
            return None
        near = [p for p in scene.parties if p.end <= clause.first and clause.first - p.end <= 1]
        found = near[-1] if near and near[-1].entry.kind in ("country", "city") else None
        return replace(found, role="place") if found and clause.word not in scene.words.lists["where"] else None

    def stage(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who comes to the stop that a clause tells of a journey begun in the sentences before: "the last stop is
        Budapest", "on Monday follow Rome and Madrid"; None where it names no place, or somebody who might be meant."""
        guests, topic = self.memory.guests, self.memory.topic
        if topic and topic.kind == "leader" and all(e.country == topic.country for e in guests):
            guests = [topic]
        home = {e.country for e in guests}
        own = scene.within(scene.clause(trigger))
        spots = [p for p in own if p.entry.kind in SPATIAL and p.entry.country not in home and p.role != "about"]
        if trigger.end - trigger.at == 1:  # "follow": places are its subject
            spots = [p for p in spots if p.role == "state"]
            clause = scene.clauses.clauses[scene.clause(trigger)]
            small = scene.sentence.tokens[trigger.at].low in self.words.lists["adverbs"] | self.words.lists["then"]
            if small and (clause.verb is not None or not dated(scene, scene.clause(trigger))):
                return None  # "on Sunday, finally, Rio de Janeiro", but no "finally, Rio has won"
        others = any(t.type in TOLD and t.type != "visit" and scene.clause(t) == scene.clause(trigger)
                     for t in scene.triggers)  # fmt: skip
        people = any(p.role in ("person", "body") and p.entry.country not in home for p in own)
        if not guests or not spots or others or people:
            return None
        spots = self.together(scene, [replace(p, role="place") for p in spots])
        self.memory.stops, self.went = [replace(p, at=-1, end=-1) for p in spots], spots[-1].entry
        return Cast(list(guests), [], spots, known=True, official=True, people=True)

    def visiting(self, scene: Scene, trigger: Trigger) -> Party | None:
        """The person right before "on a visit": "received Erdogan, en visite à Paris", whoever received him."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        at = trigger.at - 1
        if trigger.type != "visit" or at < 1 or not any(tokens[at].low in lists[key] for key in ("place", "genitive")):
            return None
        while at and (tokens[at - 1].low in lists["adverbs"] or at - 1 in scene.sentence.dated):
            at -= 1
        if tokens[at - 1].low != ",":
            return None
        return next((p for p in scene.parties if p.end == at - 1 and p.role == "person"), None)

    def thing(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether what is received or welcomed is no guest but something of theirs: "welcomed the accord between the
        two countries", "received a letter from both presidents"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if self.words.verb_final or trigger.stop > trigger.end or self.passive(scene, trigger):
            return False
        noun = False
        for i in range(trigger.end, len(tokens)):
            token = tokens[i]
            keys = {token.low, token.lemma}
            if i in scene.sentence.dated or token.low in lists["adverbs"] or token.low in lists["determiners"]:
                continue
            guests = any(p.at <= i < p.end for p in scene.parties) or not keys.isdisjoint(lists["persons"])
            if guests or not token.low.isalpha() or scene.clauses.verbs[i] or i in scene.index.begins("two"):
                return False
            if any(token.low in lists[key] for key in ("genitive", "origin", "prepositions")):
                return noun and token.low not in lists["with"]
            if any(token.low in lists[key] for key in ("place", "clause", "coordinators", "him", "them")):
                return False
            noun = noun or token.text.islower()
        return False

    def accompanied(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a participle with its agent right after it tells of no journey: "accompanied by his wife"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if self.words.verb_final:
            return False  # "war aus Rom gereist"
        after = tokens[trigger.end].low if trigger.end < len(tokens) else ""
        own = tokens[trigger.at].low != tokens[trigger.at].lemma
        if not own or after not in lists["by"] | lists["genitive"] or trigger.end + 1 in scene.sentence.dated:
            return False
        near = range(trigger.end + 1, trigger.end + SIDES)
        agents = [p for p in scene.parties if p.role == "person" and p.at in near]
        return bool(agents) and not any(t.low == "," for t in tokens[trigger.end : agents[0].at])

    def companions(self, scene: Scene, trigger: Trigger, found: Sequence[Party]) -> list[Party]:
        """Those who go together with the subject of a journey: "arrived in Kyiv with the secretary of state"."""
        kept: list[Party] = []
        others = [t.at for t in scene.triggers if t.at > trigger.at]
        for party in found:
            if party.role != "person" or party.at < trigger.end or any(at < party.at for at in others):
                continue
            together = party.prep >= 0 and scene.sentence.tokens[party.prep].low in self.words.lists["with"]
            beside = scene.sentence.tokens[party.prep - 1].low if party.prep > trigger.at + 1 else ""
            together = together or beside in self.words.lists["together"]  # "insieme al presidente"
            near = bool(kept) and party.at - kept[-1].end <= ORDINAL + 1
            if together or (near and (party.entry.country == kept[-1].entry.country or scene.joined(kept[-1], party))):
                kept.append(party)
        return kept

    def after(self, scene: Scene, trigger: Trigger, subject: Subject) -> list[Party]:
        """The people whom a clause names only after its verb: "era a Damasco la ministra Baerbock"."""
        if subject.refers not in ("none", "other"):
            return []
        number = scene.clause(trigger)
        own = scene.within(number)
        tokens, genitive = scene.sentence.tokens, self.words.lists["genitive"]
        return [
            p for p in own if p.role == "person" and p.entry.kind == "leader" and p.prep < 0 and p.at >= trigger.end
            and tokens[p.at - 1].low not in genitive  # not "viajará a Managua para la investidura de Ortega"
        ]  # fmt: skip

    def predicate(self, scene: Scene, trigger: Trigger, whom: Sequence[Party]) -> list[Party]:
        """Who is named only after the verb of being: "the last president to visit the island was Calvin Coolidge"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.type != "visit" or not trigger.at or tokens[trigger.at - 1].low not in lists["infinitive"]:
            return []
        is_ = next((i for i in scene.clauses.own(scene.clause(trigger))
                    if i >= trigger.end and tokens[i].low in lists["passive"]), None)  # fmt: skip
        counted = any(t.low in lists[key] for t in tokens[: trigger.at] for key in ("history", "first"))
        if is_ is None or not counted:
            return []
        return [p for p in whom if p.role == "person" and p.at > is_ and p.prep < 0][:1]

    def called_on(self, scene: Scene, trigger: Trigger, whom: Sequence[Party]) -> bool:
        """Whether the object of "visit" is a person: "visited the pope", not "visited China with the pope"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if (trigger.type, trigger.kind, trigger.stop) != ("visit", "verb", trigger.end) or not whom:
            return False
        first = min(whom, key=lambda p: p.at)
        objects = [first] if not self.words.verb_final else whom
        person = all(p.entry.kind == "leader" and (p.prep < 0 or tokens[p.prep].low in lists["place"]) for p in objects)
        if not person or self.passive(scene, trigger) or self.soil(scene, trigger):
            return False  # "visited that country at the invitation of its president"
        between = (t.low for t in tokens[trigger.end : first.at])
        if any(low in lists["prepositions"] or low in lists["clause"] for low in between):
            return False  # "the third to visit since the war, after Bill Clinton"
        home = first.entry.country  # "visits Biden at the White House" goes there
        return home in CITY_STATES or all(p.entry.country != home for p in scene.parties if p.role == "place")

    def one_by_one(self, scene: Scene, trigger: Trigger, whom: Sequence[Party]) -> list[list[Party]]:
        """Whom somebody met each by himself: "talks with A and with B", but not "a meeting with A and with B"."""
        tokens, alone = scene.sentence.tokens, self.words.lists["with"]
        noun = tokens[trigger.stop - 1]
        if alone_each := self.singly(scene, trigger, whom):
            return alone_each
        if (trigger.kind == "noun" or (trigger.stop > trigger.end and trigger.type != "call")) and (
            noun.low == noun.lemma or not self.words.known.isdisjoint((noun.low, noun.text))
        ):
            several = trigger.end > trigger.at + 1 and tokens[trigger.at - 1].low not in self.words.lists["determiners"]
            if trigger.kind != "noun" or not several:  # "faccia a faccia con Hu e con Merkel"
                return []
        if trigger.kind == "host" and self.passive(scene, trigger):
            alone = self.words.lists["by"]
        groups: list[list[Party]] = []
        prep = -1
        for party in sorted(whom, key=lambda p: p.at):
            if party.prep >= 0 and party.prep != prep and tokens[party.prep].low in alone:
                groups.append([])
                prep = party.prep
            if groups:
                groups[-1].append(party)
        return groups if len(groups) > 1 and all(any(p.entry.country for p in group) for group in groups) else []

    def singly(self, scene: Scene, trigger: Trigger, whom: Sequence[Party]) -> list[list[Party]]:
        """The same where a clause says that they were met one by one: "separate meetings with A, B and C"."""
        if trigger.type not in ("meeting", "call"):
            return []
        if not scene.index.any("singly", scene.clauses.own(scene.clause(trigger))):
            return []
        groups: dict[str, list[Party]] = {}
        for party in sorted(whom, key=lambda p: p.at):
            if party.entry.country and party.at >= trigger.end:
                groups.setdefault(party.entry.country, []).append(party)
        return list(groups.values()) if len(groups) > 1 else []

    def governed(self, party: Party, trigger: Trigger) -> bool:
        """Whether a party stands where a trigger may govern it: after it, or anywhere where verbs come last."""
        return party.at >= trigger.end or (self.words.verb_final and trigger.kind != "noun")

    def goes(self, scene: Scene, trigger: Trigger, cast: Cast) -> None:
        """Fill in where a visit goes that says no more than "the trip", and remember one that says where."""
        home = {e.country for e in cast.who if e.country}
        if cast.spots and home and any(s.entry.country not in home for s in cast.spots):
            self.memory.guests = cast.who
            self.memory.stops = [replace(spot, at=-1, end=-1) for spot in cast.spots]
            stop = cast.spots[0].entry.country
            leaders = [e for e in cast.who if e.kind == "leader"]
            hosts = [e for e in reversed(self.memory.people) if e.kind == "leader" and e.country == stop]
            if len(leaders) == len(cast.who) == len(cast.spots) == 1 and hosts:
                self.memory.pair = [leaders[0], hosts[0]]  # "Macron was in China in April. The two also met in Bali"
        elif not cast.spots and home and any(e.country not in home for e in cast.whom if e.country):
            self.memory.guests, self.memory.stops = cast.who, []  # "ended the trip with a visit to the president"
        elif not cast.spots and trigger.kind in ("verb", "stay", "motion") and self.soil(scene, trigger):
            # "visited the island", "was in the country": where the trip went, else where the article was written
            line = [Party(-1, -1, self.dateline, "place")] if self.dateline else []
            cast.spots = self.memory.stops or places(scene.parties)[-1:] or line
        elif not cast.spots and trigger.stands and self.memory.stops and home:
            away = [spot for spot in self.memory.stops if spot.entry.country not in home]
            cast.spots = away  # "Obama's visit to Paris was in June, that of Xi is set for July"
        elif not cast.spots and not cast.whom and trigger.kind == "noun":
            guests = {e.country for e in self.memory.guests}
            before = [p for p in places(scene.parties) if p.end <= trigger.at and p.entry.country not in home]
            others = [p for p in scene.parties if p.acts and p.entry.country and p.entry.country not in home]
            if self.memory.stops and (not home or home & guests):
                cast.who, cast.spots = cast.who or self.memory.guests, self.memory.stops
            elif before:
                cast.spots = before[-1:]
            elif home and len({p.entry.country for p in others}) == 1 and all(t.type != "call" for t in scene.triggers):
                cast.whom = [others[0].entry]  # "met the Algerian president on his visit"

    @staticmethod
    def states(found: Sequence[Party]) -> set[str | None]:
        return {p.entry.country for p in found}

    @staticmethod
    def span(found: Sequence[Party]) -> set[int]:
        return {p.at for p in found}

    def call_off(self, scene: Scene) -> None:
        """Note that a sentence says of the plan that the one before told that it was called off: "It was cancelled"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        number = scene.opening()
        own = scene.clauses.own(number)
        off = next((i for i in scene.index.begins("cancelled") if scene.clauses.of[i] == number), 0)
        passive = any(tokens[i].low in lists["passive"] for i in range(max(0, off - PASSIVE), off))
        plan = self.mentions[-1] if self.mentions else None
        if not off or not passive or plan is None or plan.status is not Status.PLANNED or plan.type not in TOLD:
            return
        near = 0 <= scene.sentence.start - plan.sentence_end <= NEXT and plan.sentence_start >= self.opened
        denied = any(tokens[i].low in lists["negation"] or tokens[i].low in lists["modal"] for i in own if i < off)
        if near and not denied and scene.subject(number).refers == "one":
            self.mentions[-1] = replace(plan, status=Status.CANCELLED)

    def withdrawn(self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks) -> bool:
        """Whether what is called off or refused without a date is a plan told just before; it is cancelled then."""
        if trigger.kind != "noun" or not (marks.cancelled or marks.negated) or marks.modal:
            return False
        number = scene.clause(trigger)
        verb = scene.clauses.clauses[number].verb
        if verb is not None and verb < trigger.at and scene.headed(number):
            return False  # "Ein Bündnis junger Aktivisten lehnte ein Treffen ab"
        named = set(cast.countries()) | {s.entry.country for s in cast.spots}
        for k in range(len(self.mentions) - 1, max(-1, len(self.mentions) - 1 - RECENT), -1):
            mention = self.mentions[k]
            if mention.type == trigger.type and mention.status is Status.PLANNED and named <= set(mention.countries):
                self.mentions[k] = replace(mention, status=Status.CANCELLED)
                return True
        return False

    def destination(self, scene: Scene, trigger: Trigger, cast: Cast, objects: Sequence[Party]) -> None:
        """Where a visit goes: a place after its words, or the country that is visited itself."""
        after = [s for s in cast.spots if self.governed(s, trigger)]
        states = [p for p in objects if p.role == "state" and p.entry.kind in SPATIAL]
        if described := [p for p in states if self.describing(scene, trigger, p)]:
            states = [p for p in states if p not in described]
            cast.whom = [e for e in cast.whom if all(e is not p.entry for p in described)]
        if trigger.kind == "noun" and (after or not any(p.role == "person" for p in objects)):
            states = [p for p in states if p.at >= trigger.end]
        if trigger.kind in ("motion", "stay") and after:
            joint = scene.words.lists["coordinators"]
            listed = any(t.low in joint for t in scene.sentence.tokens[trigger.end : after[0].at])
            beside = [p for p in states if p not in after and trigger.end <= p.at <= trigger.end + 1 and listed]
            cast.spots = self.together(scene, [*beside, *after])  # "foi a Portugal e à Espanha"
            cast.who = [e for e in cast.who if all(e is not p.entry for p in beside)]
            cast.whom = []
            return
        gone = [p for p in states if self.governed(p, trigger) or trigger.kind == "noun"]
        if gone and trigger.kind in ("verb", "noun", "motion", "stay"):
            first = gone[0]
            if not after or first.at < after[0].at:
                taken = {id(p.entry) for p in gone}
                cast.who = [e for e in cast.who if id(e) not in taken]
                cast.whom = [e for e in cast.whom if id(e) not in taken]
                cast.spots = self.together(scene, sorted([*gone, *after], key=lambda p: p.at))
                return
        if after:
            cast.spots = self.together(scene, after)

    def owned(self, scene: Scene, party: Party) -> bool:
        """Whether a state only says whose something is that nobody can meet: "los ganaderos, preocupados por la carne
        de Argentina"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if self.words.verb_final or party.role != "state" or party.at < STAYS or party.entry.kind != "country":
            return False
        at = party.at - 1
        at -= tokens[at].low in lists["determiners"] and tokens[at].low not in lists["genitive"]
        noun = tokens[at - 1]
        thing = noun.text.islower() and noun.low.isalpha() and noun.low not in self.words.known
        return tokens[at].low in lists["genitive"] and thing and noun.lemma not in self.words.known

    def describing(self, scene: Scene, trigger: Trigger, party: Party) -> bool:
        """Whether a country after a verb of visiting only tells of what is visited: "un centro para menores llegados de
        Senegal", "le sous-marin vendu à l'Australie"."""
        if trigger.kind != "verb" or party.at < trigger.end or self.words.verb_final:
            return False
        tokens, lists = scene.sentence.tokens, self.words.lists
        at = party.at - 1
        other = next((p for p in scene.parties if p.end == at and p.role == "state"), None)
        if other and tokens[at].low in lists["coordinators"]:
            return self.describing(scene, trigger, other)
        small = lists["determiners"] | lists["place"] | lists["genitive"]
        linking = lists["place"] | lists["genitive"]
        while at > trigger.end and tokens[at].low in small:
            at -= 1
        linked = any(tokens[k].low in linking for k in range(at + 1, party.at))
        word = tokens[at].low
        return linked and at > trigger.end and word.endswith(tuple(lists["participles"] or ("\0",)))

    def together(self, scene: Scene, spots: Sequence[Party]) -> list[Party]:
        """All the stops of a journey, a city and its country once."""
        kept: list[Party] = []
        for spot in spots:
            if all(spot.entry.country != k.entry.country for k in kept):
                kept.append(spot)
        return kept

    def spot(self, trigger: Trigger, cast: Cast) -> list[Party]:
        """The place of an event with one date: all stops of a visit, else the nearest place."""
        return cast.spots if trigger.type == "visit" else cast.spots[:1]

    def journey(self, trigger: Trigger, cast: Cast, countries: list[str]) -> bool:
        """Whether a visit has a guest who is not at home where it goes."""
        if not cast.who and (trigger.kind != "noun" or len(countries) < 2):
            return False
        people = cast.people or any(e.kind in ("leader", "demonym") or e.role for e in cast.who)
        if trigger.kind in ("motion", "stay") and not people:
            return False
        if cast.spots:
            home = {e.country for e in cast.who if e.country}
            return not home or any(s.entry.country not in home for s in cast.spots)
        if trigger.kind in ("motion", "stay"):
            return False
        return len(countries) > 1

    def lone(self, scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether somebody is said to be received in a state by nobody who is named: "was received with military
        honours in Jeddah"; what else stands there ("with trade on the agenda") receives nobody."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        suffered = trigger.kind == "verb" and tokens[trigger.at].low in self.words.lists["passive"]  # "wurde empfangen"
        if trigger.type != "meeting" or not (suffered or trigger.kind == "host"):
            return False
        if cast.hosted or self.passive(scene, trigger):
            return False
        own = scene.clauses.own(number)
        near = own if self.words.verb_final else [i for i in own if trigger.at - PASSIVE <= i <= trigger.at]
        if not any(tokens[i].low in self.words.lists["passive"] for i in near) or not cast.spots:
            return False
        cast.whom = [e for e in cast.whom if e.kind == "leader"]
        guests = {e.country for e in (*cast.who, *cast.whom)}
        return cast.spots[0].entry.country not in guests

    def passive(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a verb stands in the passive, with its agent after it."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.kind == "noun":
            return False
        number = scene.clause(trigger)
        first = trigger.stop if trigger.type == "call" else trigger.end  # "s'est entretenu par téléphone"
        own = range(first, min(first + SIDES, len(tokens)))
        before = range(max(0, trigger.at - PASSIVE), trigger.at)
        if self.words.verb_final:
            before = own = range(len(tokens))
        bare = (
            trigger.at > 0
            and tokens[trigger.at - 1].low == ","
            and trigger.kind == "host"
            and any(tokens[trigger.at].low.endswith(ending) for ending in lists["participles"])
        )  # "landed on Sunday, welcomed by the king"
        suffered = any(tokens[i].low in lists["passive"] and scene.clauses.of[i] == number for i in before)
        if not (suffered or bare):
            return False
        return any(
            tokens[i].low in lists["by"] and any(i < p.at <= i + HELD and p.acts for p in scene.parties)
            for i in own
            if scene.clauses.of[i] == number
        )

    def veto(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who vetoed, and whom the resolution was about. Who vetoes stands right before it; others abstained."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        near = scene.clauses.own(number) if self.words.verb_final else range(max(0, trigger.at - SAID), trigger.at)
        bare = trigger.kind == "noun" or tokens[trigger.at].low == tokens[trigger.at].lemma
        if bare and any(
            not self.words.lists["lifted"].isdisjoint((tokens[i].low, tokens[i].lemma)) for i in near
        ):  # fmt: skip
            return None  # "lifted its veto on the accession"
        before = [p for p in scene.within(number) if p.acts and p.end <= trigger.at]
        before = [p for p in before if p.entry.country]  # "Russia, which at the Security Council vetoed"
        who = self.group(before) or scene.subject(number, trigger.at).parties
        who = [p for p in who if p.entry.country]
        if not who and scene.clauses.clauses[number].kind == "relative":
            who = [p for p in scene.antecedent(number).parties if p.entry.country]
        if not who and trigger.kind != "noun" and self.memory.vetoing:
            return Cast(self.memory.vetoing, self.vetoed(scene, trigger, []), [], known=True)  # "it vetoed"
        if trigger.kind == "noun" and not who:
            left, right = scene.beside(trigger)
            who = [p for p in (*left, *right) if p.entry.country and p.role != "about"][:1]
        if not who:
            return None
        acting = [self.memory.identify(p, scene.sentence) for p in who]
        self.memory.vetoing = acting
        return Cast(acting, self.vetoed(scene, trigger, who), [], known=True)

    def vetoed(self, scene: Scene, trigger: Trigger, who: Sequence[Party]) -> list[Entry]:
        """Whom a resolution was about, or who put it forward: the names after the words of the veto."""
        reported = self.reported(scene.sentence)
        taken = {p.at for p in who}
        return [
            n.entry for n in scene.sentence.names
            if n.entry.country and trigger.end <= n.at <= trigger.end + 2 * SIDES and n.at not in reported
            and n.at not in taken and not (n.entry.kind == "city" and n.entry.name in meets(COUNCIL))
            and scene.clauses.clauses[scene.clauses.of[n.at]].kind in ("main", "relative", "sub")
            and scene.clauses.root(scene.clauses.of[n.at]) == scene.clauses.root(scene.clause(trigger))
            and not self.sponsor(scene, n)
        ]  # fmt: skip

    def sponsor(self, scene: Scene, name: Name) -> bool:
        """Whether a state only put a resolution forward: "the text drafted by France", "presentata da Francia"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        party = next((p for p in scene.parties if p.at == name.at), None)
        prep = party.prep if party else -1
        if prep < 1 or tokens[prep].low not in lists["by"]:
            return False
        return any(tokens[prep - 1].low.endswith(ending) for ending in lists["participles"])

    @staticmethod
    def group(before: Sequence[Party]) -> list[Party]:
        """The parties that stand together right before a verb: "Russia and China"."""
        kept: list[Party] = []
        for party in reversed(before):
            if kept and kept[-1].at - party.end > 2:
                break
            kept.append(party)
        return kept[::-1]

    def reported(self, sentence: Sentence) -> range:
        """The tokens of ", an official said" at the end of a sentence: who says it is no party to it."""
        tokens, report = sentence.tokens, self.words.lists["report"]
        comma = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].low == ","), None)
        if comma is not None and any(t.lemma in report or t.low in report for t in tokens[comma:]):
            return range(comma, len(tokens))
        return range(0)
