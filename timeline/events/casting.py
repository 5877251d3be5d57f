"""Who takes part in what a trigger tells, and where: by roles in the sentence, else by what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.events.destinations import Destinations
from timeline.events.layout import places
from timeline.events.marks import Marks
from timeline.events.occasions import beside_of
from timeline.events.parties import SPATIAL, Party
from timeline.events.referring import PAIR, PASSIVE
from timeline.events.scene import Scene, Subject
from timeline.events.story import ORDINAL, Cast
from timeline.events.triggers import TOLD, Trigger
from timeline.events.turns import rounds
from timeline.events.vetoes import Vetoes
from timeline.model import Status

NEXT = 3  # characters between a sentence and the one after it
RECENT = 4  # mentions among which is a plan that is called off


class Casting(Destinations, Vetoes):
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
        if trigger.kind in ("motion", "stay") and self.belonging(scene, trigger):
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
            if subject.refers == "other" and clause.kind == "main" and self.talks_with(scene, trigger, right):
                subject = replace(subject, refers="none")
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
            whom = [*whom, *self.bidden(scene, trigger, right)]
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
            if trigger.type == "summit":  # "a peace conference on Ukraine" is about it
                near = range(trigger.end - 1, trigger.end + ORDINAL + 1)
                first = near if trigger.end > trigger.at + 1 else (trigger.end,)
                whom = [*whom, *(p for p in scene.parties if p.role == "about" and p.at in near and p.prep in first
                                  and p.entry.kind == "country")]  # fmt: skip
            if (self.words.verb_final or trigger.type == "call") and len(self.states((*who, *whom)) - {None}) < PAIR:
                # verbs come last, or: "told Putin in a phone call"
                whom = [*whom, *(p for p in scene.within(number) if p.acts and p not in who and p not in whom)]
        else:
            subject = self.carried_along(scene, trigger) or self.cleft(scene, trigger) or subject
            who = [p for p in subject.parties if not trigger.at <= p.at < trigger.stop]
            whom = [p for p in scene.within(number) if self.governed(p, trigger) and p.acts and p not in who]
            if trigger.type in ("meeting", "call"):
                whom = [p for p in whom if not (self.owned(scene, p) or self.of_summit(scene, trigger, p))]
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
            if trigger.type == "meeting" and not whom and scene.clauses.clauses[number].word in self.words.lists["met"]:
                whom = [p for p in scene.antecedent(number).parties if p.entry.kind == "leader" and p not in who]
            if trigger.kind == "motion" and subject.refers in ("other", "title") and any(
                tokens[i].low in self.words.lists["whom"] for i in range(trigger.at + 1, trigger.end)
            ):  # fmt: skip
                if any(not self.words.lists["private"].isdisjoint((tokens[i].low, tokens[i].lemma))
                       for i in scene.clauses.own(number) if i < trigger.at):  # fmt: skip
                    return None  # "the family takes him to Havana"
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
        if trigger.type == "summit" and trigger.kind != "noun":
            hanging = scene.held_after(trigger)
        own_places = places(scene.within(number) + (scene.within(hanging) if hanging is not None else []))
        after = [p for p in own_places if self.governed(p, trigger)]
        spots = after + [p for p in reversed(own_places) if p not in after]
        if subject.place:
            spots.append(subject.place)
        if trigger.type == "summit" and not spots:
            spots = self.goal(scene, trigger)
        visited = self.visited(scene, trigger, whom) if not spots else None
        if visited:
            spots, who = [visited], [p for p in who if p.at != visited.at]
            if self.words.verb_final and not who and (leading := scene.leading(number)):
                subject, who = leading, leading.parties  # "Brasilien, das die Kanzlerin besucht hatte"
                whom = [p for p in whom if p not in who]
            left = [p for p in subject.parties if p.at != visited.at]
            subject = replace(subject, parties=left, refers=subject.refers or ("" if left else "none"), place=None)
        spots = spots or self.gone_too(scene, trigger)
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
        if trigger.type in ("meeting", "call") and (aside := beside_of(scene, trigger)):
            cast.who = [e for e in cast.who if e.name not in aside]
            cast.whom = [e for e in cast.whom if e.name not in aside]
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
        if self.goes_for(scene, trigger, subject, cast):
            title = subject.refers == "title"
            cast.who += self.memory.titled(tokens, subject.title) if title else self.memory.one()
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

    def talks_with(self, scene: Scene, trigger: Trigger, right: Sequence[Party]) -> bool:
        """Whether talks are the subject of their clause and name only those with whom they are: "L'udienza con papa
        Francesco è durata mezz'ora", "The meeting with Putin lasted an hour"."""
        verb = scene.clauses.clauses[scene.clause(trigger)].verb
        if trigger.type != "meeting" or verb is None or not right or not trigger.at < right[0].at < verb:
            return False
        prep = right[0].prep
        joined = prep >= trigger.end and scene.sentence.tokens[prep].low in self.words.lists["with"]
        return joined and not any(p.acts and p.end <= trigger.at for p in scene.parties)

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
