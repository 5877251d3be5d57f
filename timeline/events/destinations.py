"""Where a visit goes: its places, its stops, and whether it is a journey at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.events.dates import dated
from timeline.events.layout import places
from timeline.events.parties import SPATIAL, Party
from timeline.events.roles import Roles
from timeline.events.scene import Scene
from timeline.events.story import Cast
from timeline.events.triggers import TOLD, Trigger
from timeline.gazetteer import Entry, country_name

RECEIVED = 3  # events before a visit among which its guests were received
GIVEN = 4  # tokens around "visit" in which it is given back


class Destinations(Roles):
    """Answers where a visit goes, by its sentence and by what was told before."""

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
        gone = any(t.type == "visit" and t.kind in ("motion", "verb") and t.at < trigger.at
                   and scene.clause(t) == scene.clause(trigger) for t in scene.triggers)  # fmt: skip
        if gone and all(p.end <= trigger.at for p in spots):
            return None  # "left Addis Ababa for Abuja, the second stop of his tour": told by that verb
        if not guests or not spots or others or people:
            return None
        spots = self.together(scene, [replace(p, role="place") for p in spots])
        self.memory.stops, self.went = [replace(p, at=-1, end=-1) for p in spots], spots[-1].entry
        return Cast(list(guests), [], spots, known=True, official=True, people=True)

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
            stops = self.memory.stops
            single = stops if len({s.entry.country for s in stops}) == 1 else []  # of a tour, which is meant?
            named, number = places(scene.parties), scene.clause(trigger)
            near = [p for p in named if p.end <= trigger.at or scene.clauses.of[p.at] == number]
            received = self.where_received(scene, trigger, home, line)
            cast.spots = single or near[-1:] or received or named[-1:] or line or stops
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

    def where_received(self, scene: Scene, trigger: Trigger, home: set[str], line: list[Party]) -> list[Party]:
        """The state of those who have the guests in, as their sentence tells ("the president will receive Xi, who
        reaches the country on Sunday"), or, of an article that was not written abroad (`line`), one just before; []
        where nobody does."""
        hosts = [p.entry.country for t in scene.triggers if t.kind == "host" and t.at < trigger.at
                 for p in scene.subject(scene.clause(t), t.at).parties]  # fmt: skip
        written = any(p.entry.country not in home for p in line)
        for mention in () if written else reversed(self.mentions[-RECEIVED:]):
            if home & {a.country for a in mention.actors if a.role == "guest"}:
                hosts += [a.country for a in mention.actors if a.role == "host"]
        state = next((c for c in hosts if c and c not in home), None)
        return [Party(-1, -1, Entry("country", country_name(state), state), "place")] if state else []

    def destination(self, scene: Scene, trigger: Trigger, cast: Cast, objects: Sequence[Party]) -> None:
        """Where a visit goes: a place after its words, or the country that is visited itself."""
        after = [s for s in cast.spots if self.governed(s, trigger)]
        states = [p for p in objects if p.role == "state" and p.entry.kind in SPATIAL]
        if trigger.kind == "motion" and trigger.stop > trigger.end:  # "leave Nairobi for Dar es Salaam"
            left = [p for p in states if trigger.end <= p.at < trigger.stop]
            cast.whom = [e for e in cast.whom if all(e is not p.entry for p in left)]
            states = [p for p in states if p not in left]
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
