"""Who does what a verb tells, where it is no encounter: the subject of its clause, as far as that acts for a state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from timeline.events.clauses import STOPS
from timeline.events.nobodies import dateline, nobody, private
from timeline.events.parties import TITLE, Party
from timeline.events.scene import Scene, Subject
from timeline.events.triggers import Trigger

REFERRING = 2  # tokens between "is" and words that tell what is said of something
SUFFERED = frozenset({"ASSAULT", "COERCE"})  # what somebody may be known to suffer, and from nobody


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


class Acting:
    """The side that acts of one trigger."""

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

    def subject(self, found: Sides) -> None:
        """Fill in who does it: those whom the clause names before its verb, else those whom it refers to."""
        subject = self.scene.subject(self.number, self.trigger.at)
        acting, local = self.candidates(subject)
        if self.eventful():
            found.suffered = True
        elif self.private_first(acting, local) or self.private_before() or self.headed_by_private(acting):
            found.nobody = True
        elif self.forces_first(acting, local):
            found.faction = True
        else:
            self.named(found, acting, local)
            if not (found.who or found.nobody):
                self.referred_to(found, subject)

    def candidates(self, subject: Subject) -> tuple[list[Party], list[Party]]:
        """Those who may act: the names that are the subject, and adjectives of countries that go with it."""
        acting = [p for p in subject.parties if p in self.parties and not self.by(p)]
        acting = acting or self.heading(self.number, self.trigger.at)
        acting = [p for p in acting if not self.dangling(p)]
        alone = [p for p in acting if p.prep < 0 or self.tokens[p.prep].low not in self.lists["with"]]
        acting = alone or acting  # "at a press conference with Shoukry, Lavrov denied"
        local = self.adjectives(self.number, self.trigger.at)
        if local and all(self.scene.clauses.of[p.at] != self.number for p in acting):
            return [], local  # "Dar said Indian forces did not allow"
        if acting and self.inherited(acting):
            return [], local  # "after convention delegates voted", "said that field tests suggested"
        if acting:
            local = [p for p in local if any(self.beside(p, other) for other in acting)]
        return acting, local

    def before_names(self, acting: Sequence[Party], local: Sequence[Party]) -> list[int]:
        """The tokens of a clause before those who seem to act, where verbs come last and no adjective of a country
        tells whose they are."""
        if not self.words.verb_final or not acting:
            return []
        if any(p not in acting and not nobody(self.scene, p) for p in local):
            return []
        return [i for i in self.scene.clauses.own(self.number) if i < acting[0].at]

    def private_first(self, acting: Sequence[Party], local: Sequence[Party]) -> bool:
        """Whether somebody who acts for no state stands before them: "ein belgischer Investor warf der Bundesregierung
        vor"."""
        first = self.before_names(acting, local)
        return any(private(self.scene.words, self.tokens[i]) and not self.led(i) for i in first)

    def forces_first(self, acting: Sequence[Party], local: Sequence[Party]) -> bool:
        """Whether a word for forces stands before them: "als die Wehrmacht die Sowjetunion überfiel"."""
        first = self.before_names(acting, local) if not local else []
        return any(self.tokens[i].text in self.lists["forces"] for i in first)

    def named(self, found: Sides, acting: Sequence[Party], local: Sequence[Party]) -> None:
        """Fill in those of them who act for a state."""
        fit = [p for p in (*acting, *local) if not nobody(self.scene, p)]
        found.who = sorted({p for p in fit if p.end <= self.trigger.at or p in acting}, key=lambda p: p.at)
        found.nobody = not fit and bool(acting or local)
        behind = [p for p in self.own if p.at >= self.trigger.end and p.role in ("person", "state", "body")]
        if not behind or self.trigger.type != "statement" or not self.number:
            return
        if self.bare([i for i in self.scene.clauses.own(self.number) if i < self.trigger.at]):
            found.who, found.nobody = self.first_group(behind), False  # "…, a affirmé l'ambassade d'Espagne"

    def referred_to(self, found: Sides, subject: Subject) -> None:
        """Fill in whom a pronoun, a title, a word for forces or no subject at all means; nobody where none does."""
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
            inside = self.scene.clauses.of[force] == self.number
            found.who = [p for p in near if p.role in ("place", "about") and inside][:1]
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

    def by(self, party: Party) -> bool:
        """Whether a party is the agent of a passive."""
        if self.words.verb_final and not any(
            self.tokens[i].low in self.lists["passive"] for i in self.scene.clauses.own(self.number)
        ):
            return False
        return self.scene.agent(party)

    def by_before(self, party: Party) -> int:
        """Where "by" stands before the noun that an adjective of a country goes with; -1 where it does not."""
        for i in range(party.at - 1, max(-1, party.at - 1 - TITLE), -1):
            low = self.tokens[i].low
            if low in self.lists["by"]:
                return i
            if self.scene.clauses.verbs[i] or low in STOPS or low == ",":
                return -1
        return -1

    def participle(self, i: int) -> bool:
        """Whether a token has the form of a participle."""
        low, ends = self.tokens[i].low, tuple(self.lists["participles"])
        if ends:
            return low.endswith(ends)
        return low != self.tokens[i].lemma and not low.endswith(tuple(self.lists["no_participles"]))

    # what both sides need

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
