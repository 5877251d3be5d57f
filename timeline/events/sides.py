"""Who does it to whom in an event that is no encounter: "condemned", "arrested", "the invasion of Kuwait".

Encounters ask for their parties one by one (`casting`); the words of the other types are said of companies, courts,
relatives and crowds as well, with states near them as places and adjectives. So the side that acts is the subject of
the clause, the agent of its passive or the possessor of a noun, and only where it may act for a state, a people or a
body; the other side is what the clause goes on to name. Whoever only suffers it is told as that.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from timeline.events.acting import REFERRING, SUFFERED, Acting, Sides
from timeline.events.nobodies import nobody
from timeline.events.parties import TITLE, Party
from timeline.events.scene import Scene
from timeline.events.triggers import Trigger

PAIR = 2  # states that agree
PASSIVE = 3  # tokens before a participle in which its auxiliary stands
AGENT = 12  # tokens after a participle in which its agent stands
OBJECT = 16  # tokens after a verb in which whom it is done to is named
POSSESSIVE = 4  # tokens between a noun and its possessor
LIGHT = 5  # tokens between a verb and the noun that tells what is done
FORCEFUL = frozenset(
    {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"}
)  # done somewhere, or to anybody there
TALK = frozenset({"THREATEN", "REJECT", "CONSULT", "REQUEST", "AGREE", "ACCUSE"})  # what is said has topics
DONE = frozenset({"sanction", "agreement", "threat", "mediation", "protest", "exercise", "weapon_test", "aid",
                  "invitation", "withdrawal", "election", "accusation", "arms_transfer"})  # fmt: skip


class Reading(Acting):
    """The sides of one trigger."""

    def read(self) -> Sides:
        """The sides, as far as the sentence says them."""
        voting = self.trigger.type in ("election", "vote")
        found = self.voting() if voting else self.noun() if self.trigger.kind == "noun" else self.verb()
        named = [*found.who, *found.whom, *found.spots]
        below = [k for k in range(len(self.scene.clauses.clauses)) if self.number in self.above(k)]
        if self.trigger.kind != "noun" and self.trigger.plover in TALK:
            found.topics = [
                p for p in self.parties
                if p not in named and (
                    self.trigger.type == "statement"
                    or (p.at >= self.trigger.end and self.scene.clauses.of[p.at] in (self.number, *below))
                )
            ]  # fmt: skip
        return found

    def voting(self) -> Sides:
        """The state that votes: the subject, or the one whose or where the election is."""
        found = self.noun() if self.trigger.kind == "noun" else self.verb()
        states = [p for p in self.own if p.entry.kind in ("country", "demonym", "city") and not nobody(self.scene, p)]
        where = [p for p in states if p.role == "place"]
        bodies = [p for p in found.who if p.entry.kind == "body"]
        acting = [p for p in found.who if p.entry.kind != "leader"]
        if self.trigger.type == "election":
            acting = where or acting or [p for p in found.whom if p in states]
        who = acting or (found.who if found.who and self.trigger.kind != "noun" else [])
        return Sides(who=self.first_group([*bodies, *(p for p in who if p not in bodies)]), spots=where, nobody=not who)

    def verb(self) -> Sides:
        """The sides of a verb."""
        token = self.tokens[self.trigger.at]
        if self.trigger.type == "request" and not {token.low, token.lemma}.isdisjoint(self.lists["bidding"]):
            return self.bidding()
        if self.passive():
            return self.suffering()
        return self.doing()

    # verbs

    def doing(self) -> Sides:
        """The subject of an active verb does it to what follows."""
        found = self.found
        self.subject(found)
        found.whom, found.spots = self.objects()
        if not found.whom and self.predicative():  # "sanctions on Burma are out of the question"
            found.whom = [p for p in self.own if p.end <= self.trigger.at and p not in found.who]
        if found.suffered:
            found.spots = [*found.spots, *(p for p in self.own if p.role == "place" and p.end <= self.trigger.at)]
        inside = [p for p in self.own if self.trigger.end <= p.at < self.trigger.stop]
        alone = not found.nobody or not self.named_before(self.number, self.trigger.at)
        if inside and not found.who and alone:
            found.who, found.whom, found.nobody = inside, [p for p in found.whom if p not in inside], False
        if not found.spots:  # "sent a team to Bosnia to investigate"
            before = [p for p in self.own if p.role == "place" and p.end <= self.trigger.at]
            found.spots = [p for p in before if not self.attacked(p)][-1:]
        if not found.spots and not found.whom and not self.words.verb_final:
            found.spots = self.further()
        return found

    def attacked(self, party: Party) -> bool:
        """Whether a place is where an attack told before it was: "a year after the attack of Russia on Ukraine"."""
        nouns = [t for t in self.scene.triggers if t.kind == "noun" and t.plover == "ASSAULT" and t is not self.trigger]
        return any(0 < party.at - t.at <= OBJECT for t in nouns)

    def further(self) -> list[Party]:
        """The place that a clause names which goes on with the same subject, or hangs on this one: "has established
        ties with and opened an embassy in Tehran"."""
        for number, clause in enumerate(self.scene.clauses.clauses):
            if clause.first < self.trigger.end or self.number not in self.above(number):
                continue
            inside = [p for p in self.parties if self.scene.clauses.of[p.at] == number]
            if clause.kind not in ("and", "sub") or any(p.acts for p in inside):
                continue
            if found := [p for p in inside if p.role == "place"][:1]:
                return found
        return []

    def objects(self) -> tuple[list[Party], list[Party]]:
        """Whom the verb's clause goes on to name, and the places in it."""
        trigger = self.trigger
        after = [p for p in self.own if p.at >= trigger.end and p.at - trigger.end <= OBJECT]
        if self.words.verb_final:
            subject = (*self.scene.subject(self.number, trigger.at).parties, *self.adjectives(self.number, trigger.at))
            who = {p.at for p in subject}
            after = [p for p in self.own if p.at not in who]
        mine = {p.entry.country for p in self.found.who if p.entry.country}
        spots = [p for p in after if p.role == "place"]
        itself = [p for p in after if p.acts and p.prep < 0 and p.at - trigger.end <= 1 and p.entry.country in mine]
        if itself and trigger.plover not in FORCEFUL:
            return [], self.first_group(spots)  # "commended Pakistan's forces"
        said = [p for p in after if p.role != "place" and p.entry.kind != "other" and p.entry.country not in mine]
        spots = self.first_group(spots)
        if trigger.plover in ("ACCUSE", "REJECT", "THREATEN", "REQUEST"):
            aside = self.lists["with"] | self.lists["between"]  # "condemned it in a call with Renzi"
            said = [p for p in said if p.prep < 0 or self.tokens[p.prep].low not in aside]
        if trigger.plover in FORCEFUL:
            others = [p for p in said if p.role != "about"] or said
            return (others if trigger.plover == "ASSAULT" else self.first_group(others)) or spots, spots
        if trigger.plover == "REQUEST":
            said = [p for p in said if p.prep < 0 or self.tokens[p.prep].low not in self.lists["purpose"] or p.acts]
        given = [p for p in spots if p.prep >= 0 and self.tokens[p.prep].low in self.lists["dative"]
                 and p.prep - trigger.end <= LIGHT]  # fmt: skip
        direct = [p for p in said if p.acts and p.prep < 0 and p.at - trigger.end <= PASSIVE]
        if given and not direct:
            return given, [p for p in spots if p not in given]
        if trigger.plover == "AGREE":
            keys = self.lists["with"] | self.lists["dative"] | self.lists["between"]
            asked = [p for p in said if p.prep >= 0 and self.tokens[p.prep].low in keys]
            near = self.first_group([p for p in said if p.acts and p.at - trigger.end <= PASSIVE])
            whom = self.first_group(asked) or near
            rest = [p for p in said if p not in whom and p.role != "about"] or self.content()
            return whom, spots or self.first_group(rest)
        if event := self.event_between(said):
            told = Reading(self.scene, event, self.aside).read()
            return ([] if told.suffered else told.who), told.spots or told.whom[:1]
        found = self.first_group([p for p in said if p.role not in ("about", "origin")] or said)
        if not any(p.entry.country for p in found) and trigger.plover not in ("CONSULT", "SUPPORT"):
            kinds = ("said",) if trigger.plover == "ACCUSE" else ("said", "sub", "relative", "aside")
            found = [*found, *(p for p in self.content(kinds) if p.entry.country not in mine)]
        if not any(p.entry.country for p in found) and trigger.plover in ("SANCTION", "CONCEDE", "THREATEN"):
            found = [*found, *spots]
        return found, spots

    def event_between(self, said: Sequence[Party]) -> Trigger | None:
        """The attack that stands between a verb and the first name after it: "condemned the bombing of the embassy"."""
        first = said[0].at if said else len(self.tokens)
        return next(
            (t for t in self.scene.triggers if t.kind == "noun" and t.plover == "ASSAULT"
             and self.trigger.end <= t.at < first and self.scene.clause(t) == self.number), None
        )  # fmt: skip

    def content(self, kinds: Collection[str] = ("said", "sub", "relative", "aside")) -> list[Party]:
        """The subject of what is demanded, threatened, refused or complained of, in clauses of some kinds: "demanded
        that the US cancel the sale"."""
        for number, clause in enumerate(self.scene.clauses.clauses):
            if clause.first < self.trigger.end or self.number not in self.above(number) or clause.kind not in kinds:
                continue
            inside = [
                p for p in self.parties if self.scene.clauses.of[p.at] == number and (p.acts or self.attributed(p))
            ]
            if inside:
                return self.first_group(inside)
        return []

    def bidding(self) -> Sides:
        """What somebody says that another must do: "Russia said that Sudan must return the helicopter"."""
        clause = self.scene.clauses.clauses[self.number]
        found = Sides()
        own = self.scene.subject(self.number, self.trigger.at)
        said = (*own.parties, *self.adjectives(self.number, self.trigger.at))
        found.whom = [p for p in said if p in self.own and not nobody(self.scene, p)]
        if clause.parent is None or clause.kind not in ("said", "relative") or not found.whom:
            found.nobody = True
            return found
        found.who = self.speaker(self.number)
        found.faction = not found.who
        return found

    # passives

    def passive(self) -> bool:
        """Whether the verb is a participle with the auxiliary of the passive, or with its agent right after it."""
        trigger, lists = self.trigger, self.lists
        token = self.tokens[trigger.at]
        if token.low == token.lemma and not self.words.verb_final and not lists["participles"]:
            return False
        if trigger.type == "agreement" and trigger.end > trigger.at + 1:
            return False  # "is prepared to"
        near = self.tokens[max(0, trigger.at - PASSIVE) : trigger.at]
        if self.words.verb_final:
            near = [self.tokens[i] for i in self.scene.clauses.own(self.number)]
        helped = [k for k, t in enumerate(near) if t.low in lists["passive"] and t is not token]
        reflexive = any(t.low in lists["themselves"] for t in near)
        if helped and not reflexive:
            past = self.participle(trigger.at) if not self.words.verb_final else token.low != token.lemma.lower()
            between = near[helped[-1] + 1 :]
            objects = any(t.low in lists["determiners"] and t.low not in lists["adverbs"] for t in between)
            return past and (self.words.verb_final or not objects)
        if not self.participle(trigger.at) or self.auxiliary_before():
            return False
        clause = self.scene.clauses.clauses[self.number]
        alone = clause.kind == "sub" and clause.first == trigger.at - 1  # "when asked"
        after = self.tokens[trigger.end].low if trigger.end < len(self.tokens) else ""
        asked = after in lists["clause"] and after not in lists["relative"]
        alone = alone or (
            asked and trigger.type == "request" and trigger.at > 0 and self.tokens[trigger.at - 1].low == ","
        )
        alone = alone or (bool(lists["participles"]) and after in lists["by"])  # "respaldada por casi todos"
        alone = alone or (bool(lists["participles"]) and trigger.at > 0 and self.tokens[trigger.at - 1].low == ",")
        return alone or any(self.right_behind(p) for p in self.doers())

    def right_behind(self, party: Party) -> bool:
        """Whether "by" follows the verb with nothing but a date or an adverb between: "kidnapped last week by"."""
        first = party.prep if party.prep >= 0 else self.by_before(party)
        return all(
            i in self.scene.sentence.dated or self.tokens[i].low in self.lists["adverbs"]
            for i in range(self.trigger.end, first)
        )  # fmt: skip

    def auxiliary_before(self) -> bool:
        """Whether an auxiliary of the active stands before a verb: "has arrested"."""
        near = range(max(0, self.trigger.at - PASSIVE), self.trigger.at)
        return any(self.scene.auxiliary(i) for i in near)

    def doers(self) -> list[Party]:
        """Those named after "by" in the clause."""
        by = [p for p in self.own if self.by(p)]
        if by:
            return by
        for p in self.own:
            start = self.by_before(p) if p.role not in ("place", "origin") else -1
            if start >= 0 and (self.words.verb_final or 0 <= start - self.trigger.end < AGENT):
                by.append(p)
        return by

    def suffering(self) -> Sides:
        """The subject of a passive suffers it, from its agent."""
        found = Sides()
        by = self.doers()
        found.who = [p for p in by if not nobody(self.scene, p)]
        found.nobody = bool(by) and not found.who
        subject = self.scene.subject(self.number, self.trigger.at)
        above = subject.parties or self.heading(self.number, self.trigger.at)
        before = [p for p in above if p in self.parties and p not in by]
        before += [p for p in self.own if p.end <= self.trigger.at and self.attributed(p) and p not in by]
        if not before and self.tokens[self.trigger.at - 1].low not in self.lists["passive"]:
            near = [p for p in self.own if p.end <= self.trigger.at and p.role not in ("place", "origin")]
            before = [p for p in near if self.trigger.at - p.end <= REFERRING][-1:]
        found.whom = sorted({p for p in before if p.role != "place"}, key=lambda p: p.at)
        rest = [p for p in self.own if p not in by and p not in found.whom and p.at >= self.trigger.end]
        found.spots = [p for p in self.own if p.role == "place" and p not in by]
        if not found.whom and self.trigger.plover not in SUFFERED:
            found.whom = self.first_group([p for p in rest if p.acts])
        if not found.whom and self.trigger.plover == "ASSAULT":
            found.whom = found.spots or [p for p in rest if p.role not in ("about", "other")]
        if self.trigger.plover not in FORCEFUL:
            found.whom = [p for p in found.whom if not nobody(self.scene, p)]
        found.suffered = not found.who
        return found

    # nouns

    def noun(self) -> Sides:
        """A noun has its agent before it or after "by", and whom it is done to after it."""
        trigger, lists = self.trigger, self.lists
        found = Sides()
        left, right = self.scene.beside(trigger)
        left = [p for p in left if p in self.parties and trigger.at - p.end <= POSSESSIVE]
        right = [p for p in right if p in self.parties and p.at - trigger.end <= OBJECT]
        by = [p for p in right if self.by(p) or self.by_before(p) >= trigger.end]
        beside = [
            p for p in right if p.role == "attribute" and p.at - trigger.end <= 1 and not by
        ]  # "l'invasione russa"
        genitive = [
            p for p in right
            if p not in beside and p not in by and p.at - trigger.end <= TITLE and self.genitive(p)
        ]  # fmt: skip
        between = [p for p in right if p.prep >= 0 and self.tokens[p.prep].low in lists["between"]]
        rest = [p for p in right if p not in by and p not in beside and p not in between]
        found.who = [p for p in (*left, *by, *beside, *between) if not nobody(self.scene, p)]
        found.nobody = not found.who and bool(left or by or beside or between)
        agentive = trigger.plover != "ASSAULT" or (lists["agentive"] and len(rest) > len(genitive))
        if trigger.type == "invitation" and self.at_invitation():
            found.who = [p for p in self.first_group(right) if not nobody(self.scene, p)]
            subject = self.scene.subject(self.number, trigger.at).parties
            found.whom = [p for p in subject if p in self.parties and p not in found.who]
            return found
        if not found.who and genitive and agentive:
            found.who, rest = genitive, [p for p in rest if p not in genitive]
            found.who = [p for p in found.who if not nobody(self.scene, p)]
        found.spots = [p for p in rest if p.role == "place"]
        said = [p for p in rest if p.role not in ("place", "attribute") or trigger.plover in FORCEFUL]
        found.whom = said or (found.spots if trigger.plover in FORCEFUL else [])
        if trigger.type == "agreement" and len({p.entry.country for p in found.who}) < PAIR:
            found.who = []  # "the Yalta accord", "i trattati di Roma"
        if not found.who and not found.nobody and trigger.type in DONE:
            self.done(found)
        if not found.who and trigger.plover == "ASSAULT":
            found.suffered = True
            found.whom = found.whom or [p for p in self.parties if p.role == "place"][:1]
        return found

    def at_invitation(self) -> bool:
        """Whether a preposition stands before a word for an invitation: "at the invitation of Modi"."""
        near = [t.low for t in self.tokens[max(0, self.trigger.at - 2) : self.trigger.at]]
        return any(low in self.lists[key] for low in near for key in ("place", "about", "prepositions"))

    def genitive(self, party: Party) -> bool:
        """Whether "of" stands right before a party, or before its article or title."""
        for i in range(party.at - 1, max(-1, party.at - 1 - TITLE), -1):
            low = self.tokens[i].low
            if low in self.lists["genitive"]:
                return True
            if low not in self.lists["determiners"] and low not in self.lists["persons"]:
                return False
        return False

    def done(self, found: Sides) -> None:
        """Who does what a noun tells as the object of another verb: "ordered an embargo", "issued an ultimatum"."""
        trigger, clauses = self.trigger, self.scene.clauses
        verbs = [i for i in range(max(0, trigger.at - LIGHT), trigger.at) if clauses.verbs[i]]
        own = [i for i in verbs if clauses.of[i] == self.number]
        others = {t.at for t in self.scene.triggers if t.kind != "noun" and t.type != trigger.type}
        off = bool(own) and bool(self.words.has("cancelled", self.tokens, own[-1]))  # "has called off an exercise"
        if not self.words.verb_final and not off and (not own or own[-1] in others):
            return
        subject = self.scene.subject(self.number, trigger.at)
        acting = [p for p in subject.parties if p in self.parties and p not in found.whom]
        found.who = [p for p in acting if not nobody(self.scene, p)]
        found.nobody = bool(acting) and not found.who


def sides(scene: Scene, trigger: Trigger, aside: Collection[int] = ()) -> Sides:
    """Who does what a trigger tells to whom; `aside` are the tokens of who only reports it."""
    return Reading(scene, trigger, aside).read()
