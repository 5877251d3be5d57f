"""Whom "he", "the president", "the two leaders" and clauses without a subject mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.events.memory import fitting
from timeline.events.parties import Party
from timeline.events.scene import Scene, Subject
from timeline.events.story import ORDINAL, Cast, Story
from timeline.events.triggers import TOLD, Trigger
from timeline.gazetteer import ROLES, Entry, country_name, women

LENGTHY = 7  # tokens between "from" and the journey that it takes somebody home from: "from a six-day official tour"
PASSIVE = 3  # tokens before a verb in which its passive auxiliary stands
GROUPS = ((3, "three"), (4, "four"))
HEADED = 5  # tokens between "talks" and the first of those whom they are held with
SOIL = 6  # tokens after a verb in which "the country" stands behind a date
JUST = 300  # characters after a body is named in which its leaders need not be called so again
PAIR = 2  # states between which something happens


STATELY = ("leader", "country", "demonym", "seat", "city", "region")
OWNED = 3  # tokens before a noun in which a pronoun says whose it is


@dataclass(slots=True)
class Gap:
    """What a sentence leaves open of who takes part."""

    scene: Scene
    trigger: Trigger
    subject: Subject
    have: set[str]  # the states that it names
    needed: int  # how many there must be
    possessed: bool  # whether a pronoun says whose a noun is
    bare: bool  # whether a noun has no party of a state, and its clause no subject of one
    several: Sequence[int] = ()  # where words for several people stand

    @property
    def titled(self) -> bool:
        """Whether a title without a name is the subject."""
        return self.subject.refers == "title"

    @property
    def both(self) -> bool:
        """Whether two are spoken of who were named before."""
        return self.subject.refers == "both" or bool(self.several)

    @property
    def named(self) -> bool:
        """Whether the subject names somebody whose own it is."""
        return bool(self.subject.parties) and not self.possessed


def stated(entries: Collection[Entry]) -> bool:
    """Whether one of some people is of a state."""
    return any(e.country for e in entries)


class Referring(Story):
    """Fills in who takes part where a sentence does not name them."""

    @staticmethod
    def bodies(found: Sequence[Party]) -> bool:
        """Whether somebody is named, and nobody but bodies."""
        return bool(found) and all(p.role == "body" for p in found)

    def refer(self, scene: Scene, trigger: Trigger, subject: Subject, cast: Cast) -> None:
        """Fill in whom pronouns, titles and missing subjects refer to."""
        people = [e for e in (*cast.who, *cast.whom) if e.kind in STATELY]
        if not (cast.who or cast.whom) and (body := self.its_leaders(scene, trigger)):
            cast.who = [body]
        cast.known = bool(people) or any(e.kind == "body" for e in (*cast.who, *cast.whom))
        have = {e.country for e in (cast.who if trigger.type == "visit" else (*cast.who, *cast.whom)) if e.country}
        needed = self.needed(trigger, subject, cast)
        if len(have) >= needed:
            if not cast.who and not subject.parties and self.counterparts(scene, trigger):
                cast.who = self.one(scene, trigger, have)  # "talks with her counterparts Ban and Aso are planned"
            return
        gap = Gap(
            scene, trigger, subject, have, needed,
            possessed=self.possessive(scene, trigger),
            bare=self.unnamed(trigger, subject) and not people,
        )  # fmt: skip
        if not gap.possessed and not have and self.edition(scene, trigger):
            cast.who = [*cast.who, *self.members(trigger)]
            return
        if trigger.type == "visit" and trigger.kind != "noun" and any(e.kind == "leader" for e in cast.who):
            return  # an official of a body: he has no state, and nobody else is meant
        acting = self.memory.titled(scene.sentence.tokens, subject.title, have) if gap.titled and not have else []
        if subject.refers in ("one", "none") and not have:
            acting = self.one(scene, trigger, have)
        self.objects(scene, trigger, cast, {*have, *(e.country for e in acting)})
        gap.several = self.several(scene, trigger, subject)
        if self.refer_to_several(gap, cast):
            return
        self.refer_to_one(gap, cast)
        self.refer_across(gap, cast)

    def unnamed(self, trigger: Trigger, subject: Subject) -> bool:
        """Whether the subject of a noun's clause names nobody of a state."""
        open_ = subject.refers in ("other", "none", "title", "both") or self.bodies(subject.parties)
        return trigger.kind == "noun" and open_

    @staticmethod
    def needed(trigger: Trigger, subject: Subject, cast: Cast) -> int:
        """How many states must be known before an event can be told: none where a body meets."""
        bodies = trigger.type in ("summit", "meeting") and any(e.kind == "body" for e in cast.who)
        if trigger.kind == "noun" and any(e.kind == "body" for e in cast.whom):
            bodies = bodies or any(e.country for e in cast.whom)  # "réunion Otan-Ukraine"
            bodies = bodies or (trigger.type == "summit" and subject.refers == "none")  # "in programma il vertice Nato"
        return 0 if bodies else 1 if trigger.type == "visit" or cast.lone else PAIR

    def possessive(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a pronoun says whose a noun is: "her visit"."""
        near = scene.sentence.tokens[max(0, trigger.at - OWNED) : trigger.at]
        return trigger.kind == "noun" and any(t.low in self.words.lists["pronouns"] for t in near)

    def several(self, scene: Scene, trigger: Trigger, subject: Subject) -> list[int]:
        """Where the words of a trigger's clause stand that mean two people or more: "they", "the two leaders"."""
        plurals = scene.index.begins("plural")
        own = scene.clauses.own(scene.clause(trigger)) if plurals else ()
        found = [i for i in own if i in plurals and scene.plural(i)]
        if subject.refers == "one":  # "traf sie" is she, where the verb says so
            found = [i for i in found if scene.sentence.tokens[i].low not in self.words.lists["singular"]]
        return found

    def refer_to_several(self, gap: Gap, cast: Cast) -> bool:
        """Fill in those whom "the two leaders", "they" or "their meeting" mean; whether that is all."""
        scene, trigger, have = gap.scene, gap.trigger, gap.have
        visit, verbal = trigger.type == "visit", trigger.kind != "noun"
        both = gap.both
        after = range(trigger.end, min(trigger.end + ORDINAL + 1, len(scene.sentence.tokens)))
        if verbal and have and any(i in after for i in gap.several):
            meant = [e for e in self.both(scene, trigger) if e.country not in have]
            cast.whom = [*cast.whom, *meant]
            self.memory.pair = meant  # who "the pair" are for the sentences that follow too
            return True  # "phoned both men"
        if gap.subject.refers == "both" and have and verbal and (self.memory.several or not cast.who):
            those = self.counted_off(scene, trigger) or self.memory.several or self.both(scene, trigger)
            cast.who = [e for e in those if e.country not in have] or cast.who
            return True
        if visit:
            return False
        if both and have and have < {e.country for e in self.memory.pair}:
            cast.who = self.memory.pair  # "Biden will see him on Thursday, the first meeting of the two"
            return True
        if both and not have:
            cast.who = self.both(scene, trigger) or cast.who
            cast.known = cast.known or len(cast.who) > 1
            return True
        if gap.possessed and len(have) < gap.needed and (pair := self.pair(scene, trigger)):
            cast.who, cast.known = pair, True
            return True
        return False

    def refer_to_one(self, gap: Gap, cast: Cast) -> None:
        """Fill in whom a noun without parties, a title, a pronoun or a missing subject means."""
        scene, trigger, subject, have = gap.scene, gap.trigger, gap.subject, gap.have
        tokens, visit = scene.sentence.tokens, trigger.type == "visit"
        if gap.bare and visit and not cast.who and self.his(scene, trigger):
            cast.who = self.one(scene, trigger, {s.entry.country for s in cast.spots})  # "the trip he had put off"
            cast.known = bool(cast.who)
        elif gap.bare and visit and self.memory.guests:
            cast.who = self.memory.guests
        elif gap.bare and trigger.type == "meeting":
            cast.who = self.two_before(scene, trigger) or self.memory.pair
        elif gap.titled and (not stated(cast.who) or (trigger.kind == "host" and not stated(cast.whom))):
            meant = self.memory.titled(tokens, subject.title, have)
            self.memory.recall(meant)
            cast.who = [*cast.who, *meant]
            cast.known = cast.known or bool(cast.who)
            cast.official = cast.official or bool(meant)
        elif (subject.refers in ("one", "none") or gap.possessed) and not (gap.named and trigger.kind != "noun"):
            home = (trigger.kind == "motion" and self.back(scene, trigger)) or self.back_from(scene, trigger)
            # who flies back home visits nobody, and nobody else is meant
            spotted = {s.entry.country for s in cast.spots} if visit and not home else set()
            cast.who = [*self.one(scene, trigger, {*have, *spotted}), *cast.who]
            cast.known = cast.known or ((subject.refers == "one" or gap.possessed) and bool(cast.who))
        elif trigger.kind != "noun" and any(not self.described(scene, i) for i in self.pronouns(gap)):
            cast.whom = [*cast.whom, *self.one(scene, trigger, have)]

    def refer_across(self, gap: Gap, cast: Cast) -> None:
        """Fill in the other side of a meeting or a call of which one side is known: "he met him", "the president"."""
        scene, trigger, subject = gap.scene, gap.trigger, gap.subject
        have = {e.country for e in (*cast.who, *cast.whom) if e.country}
        if len(have) >= gap.needed or trigger.type not in ("meeting", "call"):
            return
        nobody = not cast.whom or (trigger.kind != "noun" and not stated(cast.whom))
        if len(have) == 1 and nobody and (gap.both or subject.refers in ("one", "none") or self.pronouns(gap)):
            cast.whom = [*cast.whom, *self.one(scene, trigger, have)]
        elif not have and any(e.kind == "leader" for e in cast.who):
            cast.whom = [*cast.whom, *self.office(scene, trigger, have)]  # "between the president and Ban Ki-moon"
        elif len(have) == 1 and nobody:
            cast.whom = [*cast.whom, *self.office(scene, trigger, have)]

    def pronouns(self, gap: Gap) -> list[int]:
        """Where the words of a clause stand that refer to people named before."""
        own, pronouns = gap.scene.clauses.own(gap.scene.clause(gap.trigger)), self.words.lists["pronouns"]
        return [i for i in own if gap.scene.sentence.tokens[i].low in pronouns]

    def described(self, scene: Scene, i: int) -> bool:
        """Whether a word that may refer to people named before has a noun of its own before it: "police leaders"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        before = tokens[i - 1] if i else None
        if before is None or tokens[i].low not in lists["persons"] or self.words.verb_final:
            return False
        keys = ("determiners", "two", "three", "four", "place", "prepositions", "genitive", "with", "coordinators")
        known = any(before.low in lists[key] for key in keys)
        return before.text.islower() and before.low.isalpha() and not known and not scene.clauses.verbs[i - 1]

    def its_leaders(self, scene: Scene, trigger: Trigger) -> Entry | None:
        """The body that was named just before, whose leaders meet: "The EU ministers meet on Monday. The heads of state
        and government will meet on Thursday"; None where others are named or no leaders meet."""
        if trigger.type != "meeting" or trigger.kind != "verb" or self.body is None or self.words.verb_final:
            return None
        number, leaders = scene.clause(trigger), self.words.lists["leaders"]
        near = scene.sentence.start - self.body[1] <= JUST and not any(p.acts for p in scene.within(number))
        before = (i for i in scene.clauses.own(number) if i < trigger.at)
        return self.body[0] if near and any(scene.sentence.tokens[i].low in leaders for i in before) else None

    def edition(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a noun is another summit than the one spoken of: "the next will be held in Sydney", "the last summit
        was in Madrid", "a cimeira de 2016"."""
        if trigger.another:
            return True
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.kind != "noun" or trigger.type != "summit":
            return False
        before = range(max(0, trigger.at - ORDINAL), trigger.at)
        after = tokens[trigger.end].low if trigger.end < len(tokens) else ""
        year = after in lists["genitive"] and trigger.end + 1 in scene.sentence.dated
        return year or any(self.words.has("another", tokens, i) for i in before)

    def members(self, trigger: Trigger) -> list[Entry]:
        """The states that hold another of the summits of two told before; [] where it was a body's."""
        told = next((m for m in reversed(self.mentions) if m.type in ("summit", trigger.type)), None)
        if told is None or any(a.country is None for a in told.actors):
            return []
        states = list(dict.fromkeys(a.country for a in told.actors if a.country))
        return [Entry("country", country_name(c), c) for c in states] if len(states) == PAIR else []

    def both(self, scene: Scene, trigger: Trigger) -> list[Entry]:
        """Whom the words for several in a clause mean: "the two ministers" the last two that are ministers."""
        if group := self.counted_off(scene, trigger):
            return group
        named = [p for p in scene.parties if p.role == "person" and p.entry.kind == "leader" and p.end <= trigger.at]
        ended = max((p.end for p in named), default=0)
        stop = any(scene.sentence.tokens[i].low == ";" for i in range(ended, trigger.at))
        if stop and len(here := self.two_before(scene, trigger)) == PAIR:
            return here  # "Merkel telefonierte mit Putin; die beiden treffen sich im April"
        tokens, roles = scene.sentence.tokens, set[str]()
        number = scene.clause(trigger)
        root = scene.clauses.root(number)
        if root != number:  # "Trump and Macron put on a show of unity when they met"
            acting = [p.entry for p in scene.subject(root).parties if p.role == "person" and p.at < trigger.at]
            leaders = {e.country: e for e in acting if e.kind == "leader"}
            if len(leaders) == PAIR:
                return list(leaders.values())
        for i, length in scene.index.begins("plural").items():
            if scene.clauses.of[i] == number:
                roles |= self.memory.offices(tokens, i, length)
        meant = self.memory.both(roles)
        told = self.mentions[-1] if self.mentions else None
        if told and len({e.country for e in meant}) < PAIR == len(told.countries) and told.type in TOLD:
            return [
                Entry("country", country_name(c), c) for c in told.countries
            ]  # "the visit of X to France … the two"
        return meant

    def counterparts(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether those whom talks are held with are somebody's: "talks with her counterparts Ban and Aso"."""
        first = min((p.at for p in scene.parties if p.role == "person" and p.at >= trigger.end), default=0)
        between = scene.sentence.tokens[trigger.end : first]
        lists = self.words.lists
        whose = any(t.low in lists["he"] or t.low in lists["she"] for t in between)
        near = all(t.low != "," for t in between) and len(between) <= HEADED
        return trigger.type == "meeting" and trigger.kind == "noun" and whose and near

    def counted_off(self, scene: Scene, trigger: Trigger) -> list[Entry]:
        """Whom "the three" or "the four leaders" in a clause means; [] where nobody is counted so."""
        tokens, plural = scene.sentence.tokens, scene.index.begins("plural")
        for i in scene.clauses.own(scene.clause(trigger)) if plural else ():
            said = {t.low for t in tokens[i : i + plural.get(i, 0)]}
            for size, key in GROUPS:
                if not said.isdisjoint(self.words.lists[key]):
                    return self.memory.group(size)
        return []

    def back(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody travels back: "flew back to Washington"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        return any(not {tokens[i].low, tokens[i].lemma}.isdisjoint(lists["back"])
                   for i in scene.clauses.own(scene.clause(trigger)))  # fmt: skip

    def back_from(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody comes home from a journey that a noun tells: "returned to Moscow from a tour"."""
        lists = self.words.lists
        first = max((i for i in range(trigger.at) if scene.clauses.verbs[i]), default=0)
        near = scene.sentence.tokens[max(first, trigger.at - LENGTHY) : trigger.at]
        left = any(t.low in lists["origin"] and t.low not in lists["genitive"] for t in near)
        return trigger.kind == "noun" and left and self.back(scene, trigger)

    def his(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a relative clause says that somebody spoken of put a journey off: "the trip that he postponed"."""
        number = scene.clause(trigger)
        for k, clause in enumerate(scene.clauses.clauses):
            near = clause.kind == "relative" and clause.parent == number and trigger.at < clause.first
            if near and scene.subject(k).refers in ("one", "none"):
                return scene.index.any("cancelled", scene.clauses.own(k))
        return False

    def objects(self, scene: Scene, trigger: Trigger, cast: Cast, have: Collection[str | None]) -> None:
        """Fill in whom a pronoun right before the verb means: "les avait réunis", "l'a reçu"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.kind not in ("verb", "host", "ring") or any(e.country for e in cast.whom):
            return
        after = range(trigger.at + 1, min(trigger.at + 2, len(tokens)))  # "recebeu-o"
        hung = [tokens[i].low[1:] for i in after if tokens[i].low[:1] == "-"]
        if hung and trigger.type == "meeting":
            if not lists["them"].isdisjoint(hung):
                cast.whom = [*cast.whom, *(e for e in self.both(scene, trigger) if e.country not in have)]
            elif not lists["him"].isdisjoint(hung):
                cast.whom = [*cast.whom, *self.memory.one(have)]
        for i in range(max(0, trigger.at - PASSIVE), trigger.at):
            if scene.clauses.verbs[i + 1]:
                if tokens[i].low in lists["them"]:
                    cast.whom = [*cast.whom, *(e for e in self.both(scene, trigger) if e.country not in have)]
                elif tokens[i].low in lists["him"] and trigger.kind == "ring":
                    cast.whom = [*cast.whom, *self.one(scene, trigger, have)]
                elif tokens[i].low in lists["him"] and (trigger.kind == "host" or trigger.type in ("meeting", "call")):
                    cast.whom = [*cast.whom, *(self.subject_before(scene, trigger, have) or self.memory.one(have))]

    def subject_before(self, scene: Scene, trigger: Trigger, without: Collection[str | None]) -> list[Entry]:
        """The person who is the subject of a clause before a trigger's in its sentence: "Letta will be in Berlin on
        Monday; the chancellor receives him"."""
        number = scene.clause(trigger)
        for before in range(number - 1, -1, -1):
            for party in scene.subject(before).parties:
                meant = self.memory.identify(party, scene.sentence) if party.role == "person" else party.entry
                if party.role == "person" and meant.kind == "leader" and meant.country not in without:
                    return [meant]
        return []

    def office(self, scene: Scene, trigger: Trigger, have: Collection[str | None]) -> list[Entry]:
        """Whom a title without a name after a trigger means: "a call between Macron and the king"."""
        tokens = scene.sentence.tokens
        for i in scene.clauses.own(scene.clause(trigger)):
            if i < trigger.end or tokens[i].low not in self.words.lists["persons"] or scene.named_by(i):
                continue
            meant = self.memory.office(tokens, i)
            if meant and meant.country not in have:
                return [meant]
            before = self.mentions[-1] if self.mentions else None
            here = before is not None and scene.sentence.start <= before.trigger_start < tokens[trigger.at].start
            if before and here and before.type == "visit" and before.place_country not in (None, *have):
                return [Entry("country", country_name(before.place_country or ""), before.place_country)]
        return []  # "landed in Kuwait and met the emir"

    @staticmethod
    def two_before(scene: Scene, trigger: Trigger) -> list[Entry]:
        """The people of two states whom the clauses before name: "had pressed Lavrov; the talks on Saturday"."""
        before = [p.entry for p in scene.parties if p.role == "person" and p.end <= trigger.at and p.entry.country]
        leaders = {e.name: e for e in before if e.kind == "leader"}
        return list(leaders.values()) if len(leaders) == len({e.country for e in before}) == PAIR else []

    @staticmethod
    def pair(scene: Scene, trigger: Trigger) -> list[Entry]:
        """The two people named together before "their meeting" in its sentence."""
        before = [p for p in scene.parties if p.role == "person" and p.end <= trigger.at]
        for left, right in reversed(list(pairwise(before))):
            if scene.joined(left, right) and left.entry.country != right.entry.country:
                return [left.entry, right.entry]
        return []

    def soil(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether what is visited is only called "the country" or "the island"."""
        tokens, number = scene.sentence.tokens, scene.clause(trigger)
        first = scene.clauses.clauses[number].first if self.words.verb_final else trigger.end
        last = trigger.end + ORDINAL
        while (
            last < len(tokens) and any(i in scene.sentence.dated for i in (trigger.end, last)) and last - first < SOIL
        ):
            last += 1  # "is arrived yesterday night in the capital"
        return any(
            tokens[i].low in self.words.lists["soil"] and scene.clauses.of[i] == number and i != trigger.at
            for i in range(first, min(last, len(tokens)))
        )

    def one(self, scene: Scene, trigger: Trigger, without: Collection[str | None]) -> list[Entry]:
        """Whom "he" means in a clause: the subject of the main clause before it, else somebody named before."""
        number = scene.clause(trigger)
        root = scene.clauses.root(number)
        own = scene.clauses.own(number)
        latters = scene.index.begins("latter")
        latter = next((i for i in own if i < trigger.at and scene.latter(i)), None) if latters else None
        if latter is not None:
            people = [p.entry for p in scene.parties if p.role == "person" and p.end <= latter and p.entry.country]
            named = [e for e in people if e.kind == "leader"][-1:] or people[-1:]
            latest = [e for e in named or self.memory.last() if e.country not in without]
            if latest:
                return latest  # else another: "dieser war mit ihm zusammengekommen"
        sex = self.sex(scene, trigger)
        for party in scene.subject(root).parties if root != number else ():
            told = party.role == "person" and party.at < trigger.at and party.entry.country not in without
            if told and fitting([party.entry, *self.memory.people], sex)[0] is party.entry:
                return [self.bearer(scene, party)]
        if root != number and (titled := self.told_right_before(scene, number)):
            return [e for e in titled if e.country not in without]
        subject = scene.subject(root)
        if root != number and subject.refers == "title" and subject.title < trigger.at:
            tokens = scene.sentence.tokens
            mine = self.memory.office(tokens, subject.title) if self.memory.proper(tokens, subject.title) else None
            if mine and mine.country not in without and fitting([mine, *self.memory.people], sex)[0] is mine:
                return [mine]  # "the president of the republic went to Cairo, where he met"
        clauses = scene.clauses.clauses
        earlier = sorted((k for k, c in enumerate(clauses) if c.first < trigger.at), key=lambda k: -clauses[k].first)
        for before in earlier:
            if before in (number, root):
                continue
            for party in scene.subject(before).parties:
                meant = self.memory.identify(party, scene.sentence) if party.role == "person" else party.entry
                told = party.role == "person" and meant.kind == "leader" and meant.country not in without
                if told and fitting([meant, *self.memory.people], sex)[0] is meant:
                    return [meant]  # "before Biden landed, he had met"
        own_whom = [i for i in own if i >= trigger.end and scene.sentence.tokens[i].low in self.words.lists["whom"]]
        if own_whom:  # "hosted Xi in Florida and called him on Tuesday"
            before_it = [p.entry for p in scene.parties if p.role == "person" and p.end <= trigger.at]
            leaders = [e for e in before_it if e.kind == "leader" and e.country not in without]
            if leaders and not (root != number and scene.subject(root).refers == "one"):
                return fitting(leaders, sex)[-1:]  # but "he goes to Jerusalem, where Olmert will welcome him"
        found = self.memory.one(without, sex)
        plain = bool(sex) and not self.words.verb_final  # "sie" may be they
        if plain and any(p.role in ROLES and (p.name in women()) != (sex == "she") for p in found):
            return []  # "she" in an article that names but men is none of them
        return found

    def told_right_before(self, scene: Scene, number: int) -> list[Entry]:
        """Whom a title means that stands without a name right before the clause of a pronoun: "it presented itself to
        the president as he arrived"; [] where none does."""
        first, tokens = scene.clauses.clauses[number].first, scene.sentence.tokens
        titled = first > 1 and not self.words.verb_final and not scene.named_by(first - 1)
        if not titled or tokens[first - 1].low not in self.words.lists["persons"]:
            return []
        meant = self.memory.office(tokens, first - 1)
        return [meant] if meant else []

    def bearer(self, scene: Scene, party: Party) -> Entry:
        """The person that a title stands for: whoever is named right behind it, "Czech Foreign Minister Jan Kavan"."""
        meant = self.memory.identify(party, scene.sentence)
        after = next((p for p in scene.parties if p.at >= party.end), None)
        if meant.kind == "leader" or after is None or after.entry.kind != "leader":
            return meant
        near = after.at - party.end <= ORDINAL and after.entry.country == meant.country
        return after.entry if near else meant

    def sex(self, scene: Scene, trigger: Trigger) -> str:
        """Whether the pronoun of a clause means a man ("he") or a woman ("she"); "" where it does not tell."""
        lists, tokens = self.words.lists, scene.sentence.tokens
        own = [i for i in scene.clauses.own(scene.clause(trigger)) if i < trigger.at or self.words.verb_final]
        near = range(max(0, trigger.at - ORDINAL), trigger.at) if trigger.kind == "noun" else ()
        for i in (*reversed(near), *own):
            for sex in ("she", "he"):
                if tokens[i].low in lists[sex]:
                    return sex
        return ""
