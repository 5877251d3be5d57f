"""What part those play whom a sentence names: guest, host, company, agent of a passive, or only an owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.events.around import HELD, STAYS
from timeline.events.journeys import carrying
from timeline.events.layout import places
from timeline.events.parties import SPATIAL, Party
from timeline.events.referring import PASSIVE, Referring
from timeline.events.scene import Scene, Subject
from timeline.events.story import ORDINAL, Cast
from timeline.events.triggers import TOLD, Trigger

SIDES = 14  # tokens on either side of a trigger in which its parties stand
CITY_STATES = frozenset({"VA"})  # who goes there sees its head, and no more
CLEFT = 10  # tokens before an infinitive in which the verb of being stands that puts it behind a person
HEADED = 5  # tokens after a body in which its head is named


class Roles(Referring):
    """Answers in which part a sentence names somebody."""

    @staticmethod
    def goal(scene: Scene, trigger: Trigger) -> list[Party]:
        """Where a journey goes that is told before a summit in its sentence: "will fly to Singapore to attend a meeting
        of ministers and the summit of leaders"; [] where none does, or to several states."""
        trips = [t.at for t in scene.triggers if t.type == "visit" and t.kind != "noun" and t.at < trigger.at]
        goals = [p for p in places(scene.parties) if any(at < p.at < trigger.at for at in trips)]
        return goals[-1:] if len({p.entry.country for p in goals}) == 1 else []

    @staticmethod
    def headed(scene: Scene, party: Party) -> bool:
        """Whether who speaks for a body follows its name: "EU foreign policy chief Catherine Ashton"."""
        near = range(party.end, party.end + HEADED)
        alone = party.entry.kind == "body"
        return alone and any(p.at in near and p.entry.kind == "leader" and not p.entry.country for p in scene.parties)

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

    def guests(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> list[Party]:
        """Whose visit it is by the genitive right after the noun, where nobody else pays it: "Bei einem Besuch Obamas
        in Berlin sagte Merkel", "der Besuch des türkischen Präsidenten Erdogan"; [] where that is not told."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.type != "visit" or not self.words.verb_final or not right or right[0].role != "person":
            return []
        between = tokens[trigger.end : right[0].at]
        small = lists["genitive"] | lists["persons"]
        own = all(t.low in small or t.lemma in lists["persons"] for t in between) and len(between) <= PASSIVE
        if not own or (right[0].prep >= 0 and tokens[right[0].prep].low not in lists["genitive"]):
            return []
        return [p for p in right if p.role == "person" and p.entry.country == right[0].entry.country]

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

    def bidden(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> list[Party]:
        """Whom a verb asks to come to talks: "summoned Papandreou to Cannes for crisis talks"; [] where the noun has
        parties of its own, or none is named between the verb and it."""
        tokens, lists, number = scene.sentence.tokens, self.words.lists, scene.clause(trigger)
        verb = scene.clauses.clauses[number].verb
        near = range(max(0, trigger.at - ORDINAL), trigger.at)
        purpose = any(tokens[i].low in lists["purpose"] for i in near)
        if trigger.type not in ("meeting", "summit") or right or verb is None or not purpose or self.words.verb_final:
            return []
        own = (i for i in scene.clauses.own(number) if verb <= i < trigger.at)
        last = max((i for i in own if not lists["asking"].isdisjoint((tokens[i].low, tokens[i].lemma))), default=-1)
        if last < 0 or (last and any(tokens[last - 1].low in lists[k] for k in ("determiners", "negation"))):
            return []
        return [p for p in scene.within(number) if last < p.at < near.stop and p.role == "person" and p.prep < 0]

    def belonging(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether it is something of somebody's that travels, and not what carries him: "the president's body was flown
        to Warsaw", but "the president's plane landed"."""
        tokens, lists, at = scene.sentence.tokens, self.words.lists, trigger.at - 1
        small = lists["auxiliaries"] | lists["passive"] | lists["adverbs"]
        while at > 0 and (tokens[at].low in small or at in scene.sentence.dated):
            at -= 1
        owned = at > 1 and tokens[at - 1].low in lists["possessive"]
        if not owned or not tokens[at].text.islower() or not tokens[at].low.isalpha() or self.words.verb_final:
            return False
        told = {tokens[at].low, tokens[at].lemma}
        journey = any(t.at <= at < t.end for t in scene.triggers)
        return not journey and told.isdisjoint(lists["carriers"]) and told.isdisjoint(lists["persons"])

    def goes_for(self, scene: Scene, trigger: Trigger, subject: Subject, cast: Cast) -> bool:
        """Whether whom a title or a pronoun means comes to the summit of a body: "The Secretary will go to Warsaw for
        the NATO summit"; a body alone would be all that takes part."""
        near = scene.sentence.tokens[max(0, trigger.at - ORDINAL) : trigger.at]
        purpose = any(t.low in self.words.lists["purpose"] for t in near)
        alone = bool(cast.who) and all(e.kind == "body" for e in cast.who)
        named = subject.refers in ("title", "one") and not subject.parties
        return trigger.type == "summit" and trigger.kind == "noun" and purpose and alone and named

    def gone_too(self, scene: Scene, trigger: Trigger) -> list[Party]:
        """Where somebody went before whoever the main clause tells of: "the first to visit Syria since Powell went in
        2003"; [] where it tells of no visit."""
        number, clauses = scene.clause(trigger), scene.clauses
        clause = clauses.clauses[number]
        lists = self.words.lists
        if trigger.type != "visit" or trigger.kind != "motion" or clause.kind != "sub" or clause.parent is None:
            return []
        if clause.word not in lists["exempt"] or any(p.entry.kind in SPATIAL for p in scene.within(number)):
            return []
        for t in scene.triggers:
            if t.type == "visit" and t.at < trigger.at and scene.clause(t) == clause.parent:
                near = [p for p in scene.within(clause.parent) if p.at >= t.end and p.entry.kind in SPATIAL]
                return [replace(p, role="place") for p in near[:1]]
        return []

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
            small = token.low in lists["adverbs"] and token.low not in lists["genitive"]
            if token.low in lists["place"] and token.low in lists["determiners"] and token.low not in lists["articles"]:
                return False  # "ha accolto nella residenza il segretario"
            article = token.low in lists["determiners"] and not (noun and token.low in lists["genitive"])
            if i in scene.sentence.dated or small or article:
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
        if after in lists["by"] and after not in lists["genitive"] and after not in lists["place"] | lists["origin"]:
            return True  # "acompañado por el exfutbolista", whoever he is
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

    @staticmethod
    def states(found: Sequence[Party]) -> set[str | None]:
        return {p.entry.country for p in found}

    @staticmethod
    def span(found: Sequence[Party]) -> set[int]:
        return {p.at for p in found}

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

    def of_summit(self, scene: Scene, trigger: Trigger, party: Party) -> bool:
        """Whether a body only says whose summit it is at which others meet: "lors du sommet du G8"."""
        if party.entry.kind != "body" or self.words.verb_final:
            return False
        tokens, lists = scene.sentence.tokens, self.words.lists
        small = lists["genitive"] | lists["determiners"]
        return any(
            t.type == "summit" and t.kind == "noun" and trigger.end <= t.at and t.end < party.at <= t.end + 2
            and all(tokens[i].low in small for i in range(t.end, party.at)) for t in scene.triggers
        )  # fmt: skip

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

    @staticmethod
    def group(before: Sequence[Party]) -> list[Party]:
        """The parties that stand together right before a verb: "Russia and China"."""
        kept: list[Party] = []
        for party in reversed(before):
            if kept and kept[-1].at - party.end > 2:
                break
            kept.append(party)
        return kept[::-1]
