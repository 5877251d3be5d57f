"""Read what is neither an encounter nor a veto: such events take all that their sentence names, and it matters most
which states it sets against or beside one another."""

from __future__ import annotations

from dataclasses import replace

from timeline.events import types
from timeline.events.acting import Sides
from timeline.events.attaching import attach
from timeline.events.building import Building
from timeline.events.dates import nearest
from timeline.events.grounds import NEWS, grounds
from timeline.events.marks import Marks, status
from timeline.events.marks import read as marks_of
from timeline.events.nobodies import dateline
from timeline.events.referring import PAIR
from timeline.events.roles import SIDES
from timeline.events.scene import Scene, Subject
from timeline.events.senses import fired_at, meant, wording
from timeline.events.settling import FRESH, Found, when
from timeline.events.sides import sides
from timeline.events.story import ORDINAL, Cast
from timeline.events.triggers import TOLD, Trigger
from timeline.gazetteer import Entry, home
from timeline.model import Mention, Timex

HARSH = frozenset({"COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})  # announced, these are threats
KIND_CLASSES = frozenset({"AID", "CONCEDE", "RETREAT", "SUPPORT", "COOPERATE"})  # announced, these are promises
REFUSABLE = KIND_CLASSES | {"AGREE", "CONSULT"}
LEAD = 600  # characters from the start of an article in which the news itself is told
STATES = 3  # places of an event whose states it has
ATTEMPT = 3  # tokens before an infinitive in which "tried" stands
RECALLED = 7  # tokens before a noun in which words of what is only remembered stand


class Others(Building):
    """Reads events of the types that are no encounters."""

    def other(self, scene: Scene, trigger: Trigger) -> Mention | None:
        """The mention that a trigger of another type tells, or None where nobody is named."""
        sentence = scene.sentence
        aside = self.reported(sentence)
        aside = range(0) if trigger.at in aside else aside
        if self.unreal(scene, trigger):
            return None
        found_sides = sides(scene, trigger, aside)
        cast = self.sided(scene, trigger, found_sides)
        if cast is None or not meant(scene, trigger, found_sides):
            return None
        if fired_at(scene, trigger):
            trigger = replace(trigger, type="attack", plover=types()["attack"].plover)
        marks = marks_of(scene, trigger)
        if trigger.type == "rejection" and marks.negated and any(
            t.type in TOLD and t.kind == "noun" and t.at < trigger.at and scene.clause(t) == scene.clause(trigger)
            for t in scene.triggers
        ):  # fmt: skip
            return None  # "a visit is not ruled out"
        found = attach(scene, trigger) or self.any_date(scene, trigger)
        if found and self.eventful(scene, trigger, found):
            found = None  # "accused Pakistan following the April 22 attack"
        if found and marks.tense < 0 and trigger.kind != "noun" and self.ahead(found):
            found = None  # "announced plans to travel next week": the day is that of what was announced
        if found is None and sentence.start >= LEAD and (trigger.kind == "noun" or len(cast.countries()) < PAIR):
            return None  # far from the news a word without a date is mostly background, or means something else
        where = (p.entry.country for p in found_sides.spots[:STATES])
        movements = (home(e.name) for e in (*cast.who, *cast.whom) if e.kind == "body")  # "Hamas", of no state
        countries = [c for c in dict.fromkeys((*cast.countries(), *movements, *where)) if c]
        if scene.sentence.start < NEWS and countries:  # the news itself is about those of whom it is said, too
            about = (p.entry.country for p in found_sides.topics)
            countries += [c for c in dict.fromkeys(about) if c and c not in countries]
        acting = found_sides.who or (found_sides.whom if found_sides.suffered else [])
        if self.at_home_only(trigger, cast) or not grounds(scene, trigger, marks, found is not None, countries, acting):
            return None
        interval, how = when(found, marks, self.article.published)
        state = status(marks, interval, self.article.published)
        trigger = trigger if self.tried(scene, trigger) else self.turned(trigger, marks)
        place = found_sides.spots[0].entry if found_sides.spots else None
        together = [e.country for e in cast.who if e.country]
        worded = wording(scene, trigger, together)
        return self.build(scene, trigger, cast, countries, place, found, interval, how, state, worded)

    def stale(self, timex: Timex) -> bool:
        """Whether a date lies well before the article."""
        last, published = timex.interval and timex.interval.last, self.article.published
        return bool(last and published and last < published - FRESH)

    def eventful(self, scene: Scene, trigger: Trigger, found: Found) -> bool:
        """Whether a date goes with an attack told beside it: "the April 22 attack", "the killings last month"."""
        at = next((at for at, timex in scene.sentence.timexes if timex.start == found.timex.start), -1)
        tokens, phrases = scene.sentence.tokens, scene.words.phrases
        near = [i for i in range(trigger.stop, len(tokens)) if abs(i - at) < abs(at - trigger.at)]
        attack = any(
            p.kind == "noun" and p.type == "attack" and p.weight == 1
            for i in near for key in (tokens[i].low, tokens[i].lemma) for p in phrases.get(key, ())
        )  # fmt: skip
        apart = any(tokens[i].low in scene.words.lists["after"] for i in range(trigger.stop, max(at, 0)))
        return at >= 0 and attack and (self.stale(found.timex) or apart)

    @staticmethod
    def anothers(scene: Scene, trigger: Trigger, at: int) -> bool:
        """Whether a date goes with another event than that of a trigger: one that stands nearer, or another verb of a
        clause of its own."""
        here = scene.clauses.of[at]
        gap = abs(at - trigger.at)
        nearer = any(
            abs(t.at - at) < gap and (t.at > trigger.at or at < trigger.at)
            for t in scene.triggers
            if t.at != trigger.at
        )
        return nearer or (here != scene.clause(trigger) and scene.clauses.clauses[here].verb is not None)

    def sided(self, scene: Scene, trigger: Trigger, found: Sides) -> Cast | None:
        """Those who take part in an event that is no encounter; None where it is nobody who acts for a state."""
        whom = [p.entry for p in found.whom]
        if trigger.plover == "PROTEST":
            return self.crowd(scene, trigger, found)
        if found.nobody:
            return None
        who = [p.entry for p in found.who]
        if not who and found.refers is not None:
            who = self.meant(scene, trigger, found.refers, {e.country for e in whom if e.country})
        if not who and found.refers is not None and found.refers.refers == "title" and scene.sentence.start < NEWS:
            states = {p.entry.country: p.entry for p in found.topics if p.entry.country}
            who = list(states.values()) if len(states) == 1 and not whom else []  # "Vice-President Awori … Kenya"
        news = scene.sentence.start < NEWS and (found.faction or (found.refers and found.refers.refers == "title"))
        suffered = found.suffered and trigger.type in ("attack", "arrest", "expulsion")
        if not who and not ((suffered or news) and whom):
            return None
        return Cast(who, whom, known=True)

    def meant(self, scene: Scene, trigger: Trigger, subject: Subject, have: set[str]) -> list[Entry]:
        """Whom a pronoun or a title that is the subject of a verb means."""
        tokens = scene.sentence.tokens
        if subject.refers == "title":
            named = [t for t in tokens[subject.title + 1 : subject.title + 1 + PAIR] if t.text.istitle()]
            if named and not self.words.cased:
                return []  # "su presidente, José Sergio Gabrielli": somebody else
            return self.memory.titled(scene.sentence.tokens, subject.title, have)
        return self.one(scene, trigger, have) if subject.refers != "both" else []

    def crowd(self, scene: Scene, trigger: Trigger, found: Sides) -> Cast | None:
        """Where people protest, or from where those are who do, and against whom."""
        first, number = dateline(scene), scene.clause(trigger)
        near = [p for p in scene.parties if p.at >= first and abs(p.at - trigger.at) <= 2 * SIDES]
        own = [p for p in near if scene.clauses.of[p.at] == number]
        states = [p for p in own if p.entry.kind not in ("leader", "body", "other")]
        against = [p for p in own if p.prep >= 0 and scene.sentence.tokens[p.prep].low in self.words.lists["against"]]
        places = [p for p in states if p.role == "place" and p not in against]
        people = [p for p in states if p.end <= trigger.at and p not in against and p.role != "place"]
        where = places or people or [p for p in near if p.role == "place"][:1]
        if trigger.kind == "noun" and not where:
            where = [p for p in found.who if p.entry.country]
        if not where:
            where = [p for p in own if p.role == "person" and p.end <= trigger.at] or [
                p for p in near if p.end <= trigger.at
            ]
        if not where and not near:
            return None
        mine = {p.entry.country for p in where}
        whom = [p for p in near if p not in where and p.at >= min(w.at for w in where or near)]
        whom = [p for p in whom if p.entry.country not in mine and (p.entry.country or p in against)]
        found.spots = [*places, *people]
        return Cast([p.entry for p in where], [p.entry for p in whom], known=True)

    def at_home_only(self, trigger: Trigger, cast: Cast) -> bool:
        """Whether an article that names but one state at length only tells what is said there: home politics."""
        talk = trigger.plover not in HARSH and trigger.type not in ("election", "vote")
        long = len(self.article.text) > LEAD
        return talk and long and len(self.memory.states) <= 1 and len(cast.countries()) <= 1

    def unreal(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether what a trigger tells is only remembered, feared or provided for: "the anniversary of the attack",
        "in case of an attack", "if either is attacked"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.kind == "noun":
            for i in range(max(0, trigger.at - RECALLED), trigger.at):
                taken = self.words.has("remembered", tokens, i)
                between = range(i + taken, trigger.at)
                if taken > 1 and not any(scene.clauses.verbs[k] or tokens[k].low == "," for k in between):
                    return True
            since = range(max(0, trigger.at - ORDINAL), trigger.at)
            if any(tokens[i].low in lists["exempt"] for i in since) and not nearest(
                scene, trigger, scene.clause(trigger)
            ):
                return True  # "since the invasion of Ukraine"
            return any(
                timex.type == "DURATION" and timex.value[-1:] == "Y" and trigger.at - 2 * RECALLED < at < trigger.at
                and any(t.low in lists["offset"] for t in tokens[at : trigger.at])
                for at, timex in scene.sentence.timexes
            )  # "twenty-five years to the day after the bombing"  # fmt: skip
        clause = scene.clauses.clauses[scene.clause(trigger)]
        return clause.kind == "sub" and clause.word in lists["modal"] and trigger.plover in HARSH

    def any_date(self, scene: Scene, trigger: Trigger) -> Found | None:
        """The only date of a sentence belongs to whatever it tells, but where a clause has the date and an event of its
        own."""
        listed = [(at, t) for at, t in scene.sentence.timexes if t.interval and t.type not in ("DURATION", "SET")]
        if len(listed) != 1:
            return None
        at, timex = listed[0]
        here, own = scene.clauses.of[at], scene.clause(trigger)
        if self.stale(timex) and self.anothers(scene, trigger, at):
            return None
        told = any(scene.clause(t) == here for t in scene.triggers)
        if here != own and told and scene.clauses.clauses[here].parent != own:
            return None  # "ordered an embargo on Monday as punishment for seizing Kuwait"
        return Found(timex, own=False)

    def tried(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether it was tried, begun or decided, which is more than announced: "has tried to hack into"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        near = range(max(0, trigger.at - ATTEMPT), trigger.at)
        return any(not lists["attempted"].isdisjoint((tokens[i].low, tokens[i].lemma)) for i in near)

    @staticmethod
    def turned(trigger: Trigger, marks: Marks) -> Trigger:
        """What is announced or refused has another PLOVER class: a promise, a threat, a rejection."""
        if marks.negated and trigger.plover in REFUSABLE:
            return replace(trigger, type="rejection", plover="REJECT")
        if marks.tense > 0 and trigger.kind != "noun":
            if trigger.plover in KIND_CLASSES:
                return replace(trigger, plover="AGREE")
            if trigger.plover in HARSH:
                return replace(trigger, plover="THREATEN")
        return trigger
