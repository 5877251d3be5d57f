"""Who takes part in what a trigger tells, and where: by roles in the sentence, else by what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.events.marks import Marks
from timeline.events.naming import TALKS, Named, Naming
from timeline.events.occasions import beside_of
from timeline.events.parties import Party
from timeline.events.referring import PAIR, PASSIVE
from timeline.events.scene import Scene
from timeline.events.story import Cast
from timeline.events.triggers import TOLD, Trigger
from timeline.events.turns import rounds
from timeline.gazetteer import Entry
from timeline.model import Status

NEXT = 3  # characters between a sentence and the one after it
RECENT = 4  # mentions among which is a plan that is called off


class Casting(Naming):
    """Answers who takes part in what a trigger tells, and where."""

    def cast(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who takes part in an encounter or a call: named in its clause, or named before and referred to."""
        if trigger.stage:
            return self.stage(scene, trigger)
        if self.no_encounter(scene, trigger):
            return None
        own_places = self.own_places(scene, trigger)
        named = self.named(scene, trigger, own_places)
        if named is None:
            return None
        cast = self.identified(scene, trigger, named)
        self.one_after_another(scene, trigger, named, cast)
        if trigger.type in TALKS:
            cast.turns = [
                (timex, self.entries(scene, group), stop)
                for timex, group, stop in rounds(scene, trigger, named.whom, own_places)
            ]
        cast.person = named.visited is None and self.called_on(scene, trigger, named.whom)
        visit = trigger.type == "visit" and not cast.person
        if visit:
            self.travel(scene, trigger, named, cast)
        cast.named = any(e.country for e in cast.whom)
        cast.lone = self.lone(scene, trigger, cast)
        self.complete(scene, trigger, named, cast)
        if visit:
            self.goes(scene, trigger, cast)
        elif len(set(cast.countries())) > 1 and trigger.type != "call":
            self.memory.pair = [e for e in (*cast.who, *cast.whom) if e.country]
            if len({e.country for e in self.memory.pair}) == PAIR:
                self.memory.two = self.memory.pair
        return cast

    def no_encounter(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a verb only says who travels along, receives a thing, or belongs somewhere."""
        if trigger.kind == "motion" and self.accompanied(scene, trigger):
            return True
        if trigger.kind == "host" and self.thing(scene, trigger):
            return True
        return trigger.kind in ("motion", "stay") and self.belonging(scene, trigger)

    def entries(self, scene: Scene, parties: Sequence[Party]) -> list[Entry]:
        """Who some parties are, by what the article has told of them."""
        return [self.memory.identify(p, scene.sentence) for p in parties]

    def identified(self, scene: Scene, trigger: Trigger, named: Named) -> Cast:
        """The parties that a sentence names, as those whom the article knows; not the bodies beside whose session it
        only happens."""
        cast = Cast(
            self.entries(scene, named.who),
            self.entries(scene, named.whom),
            named.spots,
            official=any(p.role == "person" for p in named.all()),
            people=any(p.role == "person" or self.headed(scene, p) for p in named.who),
        )
        if trigger.type in TALKS and (aside := beside_of(scene, trigger)):
            cast.who = [e for e in cast.who if e.name not in aside]
            cast.whom = [e for e in cast.whom if e.name not in aside]
        subject = named.subject
        if subject.parties and subject.title >= 0 and trigger.kind != "noun":
            titled = self.memory.titled(scene.sentence.tokens, subject.title, self.states(named.all()))
            cast.who = [*titled, *cast.who]
        return cast

    def one_after_another(self, scene: Scene, trigger: Trigger, named: Named, cast: Cast) -> None:
        """Fill in who is met apart from the others, and where each: "with A in Rome and with B in Paris"."""
        spots = named.spots
        cast.hosted = trigger.kind == "host" and bool(named.whom) and self.passive(scene, trigger)
        groups = self.one_by_one(scene, trigger, named.who if cast.hosted else named.whom)
        cast.apart = [self.entries(scene, group) for group in groups]
        ends = [group[0].prep for group in groups[1:]] + [len(scene.sentence.tokens)]
        if cast.hosted:  # "at the Quirinal by A and in the Vatican by B"
            starts = [trigger.end, *(group[-1].end for group in groups[:-1])]
            cast.sites = [[p for p in spots if s <= p.at < g[0].at] for s, g in zip(starts, groups, strict=False)]
            cast.apart = cast.apart if all(cast.sites) else []  # "by A and by B" alone may be one reception
        elif groups and all(start < end for start, end in pairwise(ends)):  # not "with A, B and C in Rome"
            cast.sites = [[p for p in spots if g[0].at < p.at < end] for g, end in zip(groups, ends, strict=True)]

    def travel(self, scene: Scene, trigger: Trigger, named: Named, cast: Cast) -> None:
        """Fill in where a visit goes, and who goes where only those after the noun are named."""
        self.destination(scene, trigger, cast, named.whom if trigger.kind != "noun" else named.all())
        if trigger.kind != "noun" or cast.who:
            return
        cast.who, cast.whom = cast.whom, []  # "a trip by Putin to China"
        hosts = {s.entry.country for s in cast.spots}
        tokens, joined = scene.sentence.tokens, self.words.lists["with"]
        alone = all(p.prep >= 0 and tokens[p.prep].low in joined for p in named.whom)
        if cast.who and alone and all(e.country in hosts for e in cast.who):
            cast.who = self.memory.guests or self.memory.one(hosts)  # "the stop in Zagreb with Plenković"

    def complete(self, scene: Scene, trigger: Trigger, named: Named, cast: Cast) -> None:
        """Fill in who takes part by what was told before, where the sentence only refers to them, and who is beside."""
        subject = named.subject
        self.refer(scene, trigger, subject, cast)
        if self.goes_for(scene, trigger, subject, cast):
            title = subject.refers == "title"
            tokens = scene.sentence.tokens
            cast.who += self.memory.titled(tokens, subject.title) if title else self.memory.one()
        if cast.apart and not cast.hosted and not any(e.country for e in cast.who):
            # "talks with A and with B are planned"
            cast.who = self.one(scene, trigger, {e.country for e in cast.whom})
        hosts = {s.entry.country for s in named.spots}
        if cast.who:
            cast.who += self.entries(scene, [p for p in named.beside if p.entry.country not in hosts])

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
