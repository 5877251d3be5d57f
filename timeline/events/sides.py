"""Who does it to whom in an event that is no encounter: "condemned", "arrested", "the invasion of Kuwait".

Encounters ask for their parties one by one (`casting`); the words of the other types are said of companies, courts,
relatives and crowds as well, with states near them as places and adjectives. So the side that acts is the subject of
the clause, the agent of its passive or the possessor of a noun, and only where it may act for a state, a people or a
body; the other side is what the clause goes on to name. Whoever only suffers it is told as that.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from timeline.events.clauses import STOPS
from timeline.events.parties import TITLE, Party
from timeline.events.scene import Scene, Subject
from timeline.events.triggers import Trigger
from timeline.events.vocabulary import Token, Words

DATELINE = 16  # tokens in which the dash after a dateline stands
PAIR = 2  # states that agree
REFERRING = 2  # tokens between "is" and words that tell what is said of something
PASSIVE = 3  # tokens before a participle in which its auxiliary stands
AGENT = 12  # tokens after a participle in which its agent stands
OBJECT = 16  # tokens after a verb in which whom it is done to is named
POSSESSIVE = 4  # tokens between a noun and its possessor
LIGHT = 5  # tokens between a verb and the noun that tells what is done
FORCEFUL = frozenset(
    {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"}
)  # done somewhere, or to anybody there
SUFFERED = frozenset({"ASSAULT", "COERCE"})  # what somebody may be known to suffer, and from nobody
CONTENT = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE", "CONSULT"})
TALK = frozenset({"THREATEN", "REJECT", "CONSULT", "REQUEST", "AGREE", "ACCUSE"})  # what is said has topics
DONE = frozenset({"sanction", "agreement", "threat", "mediation", "protest", "exercise", "weapon_test", "aid",
                  "invitation", "withdrawal", "election", "accusation", "arms_transfer"})  # fmt: skip
DASHES = frozenset({"-", "–", "—", "_", ".-", ".–", ".—"})


@dataclass(slots=True)
class Sides:
    """Those who act and those whom it is done to, and where; `refers` where only a pronoun says who acts."""

    who: list[Party] = field(default_factory=list)
    whom: list[Party] = field(default_factory=list)
    spots: list[Party] = field(default_factory=list)
    topics: list[Party] = field(default_factory=list)  # those of whom it is only said
    refers: Subject | None = None
    faction: bool = False  # whether those who do it are forces, rebels or a party of no state that is named
    suffered: bool = False  # whether nobody is said to do it
    nobody: bool = False  # whether those who do it act for no state


class Reading:
    """The sides of one trigger."""

    def __init__(self, scene: Scene, trigger: Trigger, aside: Collection[int]) -> None:
        self.scene, self.trigger = scene, trigger
        self.tokens, self.words, self.lists = scene.sentence.tokens, scene.words, scene.words.lists
        self.number = scene.clause(trigger)
        self.aside, self.found = aside, Sides()
        head = dateline(scene)
        self.parties = [p for p in scene.parties if p.at >= head and p.at not in aside]
        clauses = scene.clauses.clauses
        bare = {k for k, c in enumerate(clauses) if c.parent == self.number and c.verb is None and c.kind == "sub"}
        self.own = [p for p in self.parties if scene.clauses.of[p.at] in {self.number, *bare}]
        above = clauses[self.number].parent
        if self.words.verb_final and not self.own and above is not None:  # "hat Palästina als Staat anerkannt"
            self.own = [p for p in self.parties if scene.clauses.of[p.at] == above]

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

    def subject(self, found: Sides) -> None:
        """Fill in who does it."""
        subject = self.scene.subject(self.number, self.trigger.at)
        acting = [p for p in subject.parties if p in self.parties and not self.by(p)]
        acting = acting or self.heading(self.number, self.trigger.at)
        acting = [p for p in acting if not self.dangling(p)]
        alone = [p for p in acting if p.prep < 0 or self.tokens[p.prep].low not in self.lists["with"]]
        acting = alone or acting  # "at a press conference with Shoukry, Lavrov denied"
        local = self.adjectives(self.number, self.trigger.at)
        if local and all(self.scene.clauses.of[p.at] != self.number for p in acting):
            acting = []  # "Dar said Indian forces did not allow"
        elif acting and self.inherited(acting):
            acting = []  # "after convention delegates voted", "said that field tests suggested"
        elif acting:
            local = [p for p in local if any(self.beside(p, other) for other in acting)]
        if self.eventful():
            found.suffered = True
            return
        if self.words.verb_final and acting and not any(p not in acting and not nobody(self.scene, p) for p in local):
            first = [i for i in self.scene.clauses.own(self.number) if i < acting[0].at]
            if any(private(self.scene.words, self.tokens[i]) and not self.led(i) for i in first):
                found.nobody = True  # "ein belgischer Investor warf der Bundesregierung vor"
                return
            own = [i for i in self.scene.clauses.own(self.number) if i < acting[0].at]
            if any(self.tokens[i].text in self.lists["forces"] for i in own) and not local:
                found.faction = True  # "als die Wehrmacht die Sowjetunion überfiel"
                return
        if self.private_before() or self.headed_by_private(acting):
            found.nobody = True
            return
        fit = [p for p in (*acting, *local) if not nobody(self.scene, p)]
        found.who = sorted({p for p in fit if p.end <= self.trigger.at or p in acting}, key=lambda p: p.at)
        found.nobody = not fit and bool(acting or local)
        inverted = [p for p in self.own if p.at >= self.trigger.end and p.role in ("person", "state", "body")]
        own = self.scene.clauses.own(self.number)
        if (
            self.trigger.type == "statement"
            and self.number
            and inverted
            and self.bare([i for i in own if i < self.trigger.at])
        ):
            found.who, found.nobody = self.first_group(inverted), False  # "…, a affirmé l'ambassade d'Espagne"
        if found.who or found.nobody:
            return
        clause = self.scene.clauses.clauses[self.number]
        own = list(range(clause.first, self.trigger.at))
        bare = subject.refers == "none" and self.bare(own)
        if subject.refers in ("one", "both") or bare or self.possessed(own):
            reported = clause.kind in ("said", "and", "main") or not self.possessed(own)
            found.who = self.speaker(self.number) if reported else self.owner()
            found.refers = None if found.who else subject
        elif subject.refers == "title":
            found.refers = subject
        if not found.who and clause.kind == "said" and self.predicative():
            found.who = self.speaker(self.number)
        if not found.who and (force := self.force(self.number)) >= 0:
            near = [p for p in self.own if force - 1 <= p.end <= force or force < p.at < self.trigger.at]
            found.who = [
                p for p in near if p.role in ("place", "about") and self.scene.clauses.of[force] == self.number
            ][:1]
            found.faction = not found.who
        if not found.who and not found.faction and found.refers is None:
            found.nobody = True

    def predicative(self) -> bool:
        """Whether it is no verb but words after "is" that tell it: "said that this is out of the question"."""
        trigger = self.trigger
        near = range(max(0, trigger.at - REFERRING), trigger.at)
        helped = any(self.scene.auxiliary(i) for i in near)
        return trigger.end - trigger.at > 1 and helped and not self.participle(trigger.at)

    def bare(self, own: Collection[int]) -> bool:
        """Whether nothing that could be a subject stands before the verb of a clause: "and said", "ha condannato"."""
        keys = ("clause", "relative", "coordinators", "auxiliaries", "adverbs", "negation", "genitive", "place",
                "determiners", "prepositions", "him", "them", "themselves")  # fmt: skip
        return all(
            i in self.scene.sentence.dated or not self.tokens[i].low.isalpha()
            or any(self.tokens[i].low in self.lists[key] for key in keys)
            or self.tokens[i].low.endswith(tuple(self.lists["adverb_endings"]))
            for i in own
        )  # fmt: skip

    def private_before(self) -> bool:
        """Whether a word for people and firms that act for no state stands right before the verb: "the airline
        announced"."""
        at = self.trigger.at - 1
        while at > 0 and (self.scene.auxiliary(at) or at in self.scene.sentence.dated
                          or self.tokens[at].low in self.lists["adverbs"]):  # fmt: skip
            at -= 1
        if at < 0 or self.scene.clauses.of[at] != self.number or self.words.verb_final:
            return False
        if any(p.at <= at < p.end and p.entry.kind == "body" for p in self.parties):
            return False  # "the International Monetary Fund"
        alone = any(t.low in self.lists["with"] for t in self.tokens[max(0, at - REFERRING) : at])
        return private(self.scene.words, self.tokens[at]) and not alone  # not "with its allies demanded"

    def headed_by_private(self, acting: Sequence[Party]) -> bool:
        """Whether a word for people and firms that act for no state begins a clause, with whoever seems to act behind
        it: "la moglie, russa di Vladikavkaz, ha chiesto"."""
        first = self.scene.clauses.clauses[self.number].first
        own = [i for i in self.scene.clauses.own(self.number) if first <= i < min(first + TITLE - 1, self.trigger.at)]
        at = next((i for i in own if private(self.scene.words, self.tokens[i])), None)
        if at is None or self.words.verb_final or any(p.at < at for p in self.own):
            return False
        return not self.led(at) and all(p.at > at for p in acting)

    def dangling(self, party: Party) -> bool:
        """Whether a state or a body only stands behind a preposition: "in a letter to the UN, Gaddafi called for"."""
        if party.role == "person" or party.prep < 0 or self.words.verb_final:
            return False
        low = self.tokens[party.prep].low
        return low in self.lists["place"] and low not in self.lists["articles"]

    def heading(self, number: int, verb: int) -> list[Party]:
        """The people right before the verb of a clause: "Palestinian leaders said"."""
        own = [p for p in self.parties if self.scene.clauses.of[p.at] == number and p.end <= verb]
        people = [p for p in own if p.role == "person" and p.prep < 0 and not self.words.verb_final]
        return [p for p in people[-1:] if not any(self.main_verb(i) for i in range(p.end, verb))]

    def possessed(self, own: Collection[int]) -> bool:
        """Whether the subject belongs to who speaks: "said that their forces had left", not "their plans"."""
        lists = self.lists
        theirs = next((i for i in own if self.tokens[i].low in lists["pronouns"]), None)
        if theirs is None:
            return False
        near = self.tokens[theirs + 1 : theirs + 1 + TITLE] if theirs + 1 < self.trigger.at else []
        acting = lists["forces"] | lists["persons"]
        alone = theirs + 1 >= self.trigger.at or self.scene.clauses.verbs[theirs + 1]
        return alone or any(not acting.isdisjoint((t.low, t.lemma)) for t in near)

    def led(self, i: int) -> bool:
        """Whether a preposition stands a word or two before a token: "für die Firma"."""
        near = [t.low for t in self.tokens[max(0, i - REFERRING) : i]]
        return any(low in self.lists[key] for low in near for key in ("prepositions", "place", "about", "with"))

    def inherited(self, acting: Sequence[Party]) -> bool:
        """Whether those who act are only taken from another clause, where a noun of its own stands before the verb."""
        clause = self.scene.clauses.clauses[self.number]
        if clause.kind not in ("sub", "said") or any(self.scene.clauses.of[p.at] == self.number for p in acting):
            return False
        at = self.trigger.at - 1
        while at > clause.first and (self.scene.auxiliary(at) or at in self.scene.sentence.dated):
            at -= 1
        token = self.tokens[at]
        if self.possessed(range(clause.first, self.trigger.at)):
            return False
        acting_words = self.lists["persons"] | self.lists["adverbs"]
        ending = token.low.endswith(tuple(self.lists["plural_nouns"])) and len(token.low) > TITLE
        plural = ending and token.low.isalpha() and token.text.islower()
        return plural and not self.words.verb_final and acting_words.isdisjoint((token.low, token.lemma))

    def beside(self, adjective: Party, other: Party) -> bool:
        """Whether an adjective of a country stands with another name of a subject: "French and German officials"."""
        left, right = sorted((adjective, other), key=lambda p: p.at)
        between = self.tokens[left.end : right.at]
        return len(between) <= TITLE and all(t.low != "," and not self.scene.clauses.verbs[left.end + k]
                                             for k, t in enumerate(between))  # fmt: skip

    def owner(self) -> list[Party]:
        """Whose those are who do it: the last state named before: "sanctions on Iraq after its troops invaded"."""
        first = self.scene.clauses.clauses[self.number].first
        before = [p for p in self.parties if p.end <= first and p.entry.country]
        return before[-1:]

    def speaker(self, number: int) -> list[Party]:
        """Who says what a clause tells: "the rebels said that they will release him"."""
        clause = self.scene.clauses.clauses[number]
        if clause.parent is None:
            return []
        above = self.scene.clauses.clauses[clause.parent]
        until = self.trigger.at if above.verb is None else above.verb
        parties = self.scene.subject(clause.parent, self.trigger.at).parties or self.heading(clause.parent, until)
        found = [p for p in (*parties, *self.adjectives(clause.parent, until)) if p in self.parties]
        found = found or [p for p in self.scene.speakers() if p in self.parties]
        bare = [p for p in found if p.prep < 0 or self.tokens[p.prep].low not in self.lists["place"]]
        found = bare or found
        return sorted({p for p in found if not nobody(self.scene, p)}, key=lambda p: p.at)

    def force(self, number: int) -> int:
        """Where a word for forces, rebels or a party stands as the subject of a clause, or of who speaks; -1 where none
        does."""
        forces, clauses = self.lists["forces"], self.scene.clauses
        for k in (number, *self.above(number)):
            clause = clauses.clauses[k]
            until = self.trigger.at if clause.verb is None or k == number else clause.verb
            for i in clauses.own(k):
                if i < until and not forces.isdisjoint((self.tokens[i].low, self.tokens[i].lemma)):
                    return i
                if i < until and self.main_verb(i):
                    break
        return -1

    def adjectives(self, number: int, verb: int) -> list[Party]:
        """The adjectives of countries that go with the subject of a clause, or of the one that it goes on: "Israeli
        troops", "Rwandan rebels"."""
        clause = self.scene.clauses.clauses[number]
        if clause.kind == "and" and clause.parent is not None and not self.named_before(number, verb):
            parent = self.scene.clauses.clauses[clause.parent]
            number, verb = clause.parent, verb if parent.verb is None else parent.verb
        found = []
        for p in self.parties:
            if self.scene.clauses.of[p.at] != number or p.role != "attribute" or p.end > verb:
                continue
            if p.entry.kind not in ("demonym", "country", "region") or self.governed(p):
                continue
            if not any(self.main_verb(i) for i in range(p.end, verb)):
                found.append(p)
        return found

    def named_before(self, number: int, verb: int) -> bool:
        """Whether a clause names somebody before its verb."""
        return any(self.scene.clauses.of[p.at] == number and p.end <= verb for p in self.parties)

    def main_verb(self, i: int) -> bool:
        """Whether a token is a verb and no auxiliary."""
        token = self.tokens[i]
        if token.low in self.lists["forces"] or (
            i and self.tokens[i - 1].low == "-" and self.tokens[i - 1].end == token.start
        ):
            return False  # "U.S. forces", "Rwandan-backed rebels"
        return self.scene.clauses.verbs[i] and not self.scene.auxiliary(i)

    def governed(self, party: Party) -> bool:
        """Whether a preposition, but no genitive, stands before a party's noun: "protests in Greek towns"."""
        lists = self.lists
        for i in range(party.at - 1, max(-1, party.at - 1 - TITLE), -1):
            low = self.tokens[i].low
            if low in lists["genitive"] or self.taken(i):
                continue
            if any(low in lists[key] for key in ("place", "origin", "prepositions", "with")):
                return low not in lists["articles"]
            if low in STOPS or low == "," or self.scene.clauses.verbs[i]:
                return False
        return False

    def taken(self, i: int) -> bool:
        return any(p.at <= i < p.end for p in self.parties)

    def eventful(self) -> bool:
        """Whether what does it is an event itself: "the bombings killed 258", "a mine explosion wounded"."""
        if self.trigger.plover not in SUFFERED or self.scene.subject(self.number, self.trigger.at).refers not in (
            "other",
            "",
        ):
            return False
        nouns = [t for t in self.scene.triggers if t.kind == "noun" and t.at < self.trigger.at]
        return any(
            t.plover == "ASSAULT" and self.scene.clause(t) == self.number
            and not any(self.main_verb(i) for i in range(t.end, self.trigger.at))
            and not any(t.end <= p.at < p.end <= self.trigger.at and p.acts and p.prep < 0 and p.entry.kind != "city"
                        and self.tokens[p.at - 1].low != "," for p in self.own)
            for t in nouns
        )  # fmt: skip

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

    def first_group(self, found: Sequence[Party]) -> list[Party]:
        """The first of some parties and those named together with it."""
        group = list(found[:1])
        for party in found[1:]:
            between = self.tokens[group[-1].end : party.at]
            small = all(
                t.low == "," or t.low in self.lists["coordinators"] or t.low in self.lists["determiners"]
                or t.low in self.lists["persons"] or t.low in self.lists["genitive"] or t.text[:1].isupper()
                for t in between
            )  # fmt: skip
            if not small or len(between) > TITLE + 1:
                break
            group.append(party)
        return group

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

    @staticmethod
    def attributed(party: Party) -> bool:
        """Whether a party is an adjective of a country."""
        return party.role == "attribute" and party.entry.kind in ("demonym", "country")

    def above(self, number: int) -> list[int]:
        """The clauses that a clause hangs on."""
        found = []
        parent = self.scene.clauses.clauses[number].parent
        while parent is not None:
            found.append(parent)
            parent = self.scene.clauses.clauses[parent].parent
        return found

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

    def participle(self, i: int) -> bool:
        """Whether a token has the form of a participle."""
        low, ends = self.tokens[i].low, tuple(self.lists["participles"])
        if ends:
            return low.endswith(ends)
        return low != self.tokens[i].lemma and not low.endswith(tuple(self.lists["no_participles"]))

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

    def by_before(self, party: Party) -> int:
        """Where "by" stands before the noun that an adjective of a country goes with; -1 where it does not."""
        for i in range(party.at - 1, max(-1, party.at - 1 - TITLE), -1):
            low = self.tokens[i].low
            if low in self.lists["by"]:
                return i
            if self.scene.clauses.verbs[i] or low in STOPS or low == ",":
                return -1
        return -1

    def by(self, party: Party) -> bool:
        """Whether a party is the agent of a passive."""
        if self.words.verb_final and not any(
            self.tokens[i].low in self.lists["passive"] for i in self.scene.clauses.own(self.number)
        ):
            return False
        return self.scene.agent(party)

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


def dateline(scene: Scene) -> int:
    """The token after a dateline at the head of a sentence: "HANOI, Vietnam (AP) —"; 0 where there is none."""
    tokens = scene.sentence.tokens
    if not tokens:
        return 0
    first = tokens[0].text
    capital = first.isupper() and len(first) > 2 and first.isalpha()
    for i in range(1, min(DATELINE, len(tokens))):
        text = tokens[i].text
        bracketed = any(t.text == "(" for t in tokens[:i]) and any(t.text == ")" for t in tokens[:i])
        if (text in DASHES or text.startswith("_")) and (capital or bracketed):
            joined = (
                tokens[i - 1].end == tokens[i].start and i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start
            )
            if not joined or text.startswith("_"):
                return i + 1
        if tokens[i].low != tokens[i].text and not tokens[i].text[:1].isupper():
            break
        if scene.clauses.verbs[i] and not tokens[i].text.isupper():
            break
    return 0


def private(words: Words, token: Token) -> bool:
    """Whether a word is one for people and firms that act for no state; in a language that writes compounds, the last
    part of one too ("Finanzinvestor")."""
    listed = words.lists["private"]
    if not listed.isdisjoint((token.low, token.lemma, token.text)):
        return True
    return words.cased and any(len(w) > TITLE and token.text.lower().endswith(w.lower()) for w in listed)


def nobody(scene: Scene, party: Party) -> bool:
    """Whether a name only says whose or from where somebody is who acts for no state: "a Dutch company", "Fidel
    Castro's supporters", "una sociedad de Chipre", "el ex ministro"."""
    words, lists, tokens = scene.words, scene.words.lists, scene.sentence.tokens
    if not lists["private"] or party.role in ("place", "origin", "about"):
        return False
    if former(scene, party):
        return True
    hyphen = party.end + 1 < len(tokens) and tokens[party.end].low == "-" and party.entry.kind in ("city", "region")
    if hyphen and tokens[party.end].start == tokens[party.end - 1].end and tokens[party.end + 1].text.islower():
        return True  # "Mumbai-based"
    owner = party.end < len(tokens) and tokens[party.end].low in lists["possessive"]
    adjectival = party.role == "attribute" or party.entry.kind in ("demonym", "country", "region", "city")
    if owner or adjectival:
        first = party.end + owner
        for i in range(first, min(first + TITLE, len(tokens))):
            low, lemma = tokens[i].low, tokens[i].lemma
            if scene.clauses.verbs[i] and low not in lists["private"] and low != lemma:
                break  # "police clubbed"
            if private(words, tokens[i]):
                return True
            if scene.clauses.verbs[i] or low in STOPS or low == ",":
                break
            if low in lists["prepositions"] or low in lists["coordinators"] or (low in lists["place"] and not owner):
                break
            if (low in lists["persons"] or lemma in lists["persons"]) and not owner:
                return False
    genitive = False
    for i in range(party.at - 1, max(-1, party.at - 1 - TITLE), -1):
        low, lemma = tokens[i].low, tokens[i].lemma
        if low in lists["genitive"]:
            genitive = True
            continue
        if scene.clauses.verbs[i] or low in STOPS or low == "," or low in lists["prepositions"]:
            return False
        if any(p.at <= i < p.end for p in scene.parties) or low in lists["persons"] or lemma in lists["persons"]:
            return False
        if (genitive or (party.role == "attribute" and not words.cased)) and private(words, tokens[i]):
            return True
        if genitive and party.entry.kind == "city" and low not in lists["determiners"]:
            known = low in lists["forces"] or lemma in lists["forces"]
            return tokens[i].text[:1].isupper() and not known  # "el Tau Cerámica de Vitoria"
        if low in lists["determiners"] and not genitive and i < party.at - 1:
            return False
    return False


def former(scene: Scene, party: Party) -> bool:
    """Whether somebody held an office once: "former prime minister Paul Keating", "el ex ministro español"."""
    words, tokens = scene.words, scene.sentence.tokens
    if party.role not in ("person", "attribute"):
        return False
    for i in range(party.at - 1, max(-1, party.at - 2 - TITLE), -1):
        token = tokens[i]
        if words.has("former", tokens, i):
            return True
        if scene.clauses.verbs[i] or token.low in STOPS:
            return False
        if token.low == "," and i != party.at - 1:
            return False
    return False


def sides(scene: Scene, trigger: Trigger, aside: Collection[int] = ()) -> Sides:
    """Who does what a trigger tells to whom; `aside` are the tokens of who only reports it."""
    return Reading(scene, trigger, aside).read()
