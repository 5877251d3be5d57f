"""Find who did what to whom, where and when: triggers of the pack, names of the gazetteer, dates of the timexes.

Encounters, calls and vetoes are read clause by clause: who is the subject, whom and where come after, and what a
clause leaves out comes from the clause or the sentences before. The other types take all that their sentence names:
for them it matters most which states a sentence sets against or beside one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from spacy.tokens import Doc

from timeline.events import types
from timeline.events.confidence import confidence
from timeline.events.dates import (
    Found,
    attach,
    dated,
    each,
    extend,
    length,
    nearest,
    nth_day,
    rescheduled,
    rounds,
    spell,
    stops,
    when,
    whole,
)
from timeline.events.marks import Marks, coming, status
from timeline.events.marks import read as marks_of
from timeline.events.memory import Memory, fitting
from timeline.events.names import Names
from timeline.events.once import SOON, given, once, same_parties
from timeline.events.parties import SPATIAL, Party
from timeline.events.scene import Scene, Subject, places
from timeline.events.text import Name, Sentence, sentences
from timeline.events.titles import name_of, title
from timeline.events.trained import Spans, people
from timeline.events.triggers import ENCOUNTERS, HELD, SUMMIT_BODIES, TOLD, Trigger, choose
from timeline.events.words import Words, words_of
from timeline.gazetteer import Entry, country_name
from timeline.languages import Pack
from timeline.model import Actor, Article, Mention, Status, Timex
from timeline.temporal.interval import Certainty, Granularity, Interval

HARSH = frozenset({"COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})  # announced, these are threats
KIND_CLASSES = frozenset({"AID", "CONCEDE", "RETREAT", "SUPPORT", "COOPERATE"})  # announced, these are promises
REFUSABLE = KIND_CLASSES | {"AGREE", "CONSULT"}
SIDES = 14  # tokens on either side of a trigger in which its parties stand
PASSIVE = 3  # tokens before a verb in which its passive auxiliary stands
ORDINAL = 3  # tokens before a noun in which "second" counts it
TOPICS = 0.2  # share of the names of an article from which a country is what the article is about
CITY_STATES = frozenset({"VA"})  # who goes there sees its head, and no more
FRESH = timedelta(days=3)
WEEK = timedelta(days=7)
PAIR = 2
RECALLED = 7  # tokens before a noun in which words of what is only remembered stand
RECENT = 4  # mentions among which is a plan that is called off
LONGEST = timedelta(days=15)  # a visit until somebody leaves
WEEK = timedelta(days=7)
MONTH, YEAR = 31, 365  # days
COARSE = Granularity.SEASON.rank
ROLES = {"visit": ("guest", "host"), "host": ("host", "guest"), "meeting": ("participant", "participant"),
         "summit": ("participant", "participant")}  # fmt: skip


@dataclass(slots=True)
class Cast:
    """Who takes part in an event, as entries: those who act, those whom it is done to, and where."""

    who: list[Entry] = field(default_factory=list)
    whom: list[Entry] = field(default_factory=list)
    spots: list[Party] = field(default_factory=list)
    known: bool = False  # whether the sentence itself names or refers to somebody
    missing: bool = False  # whether what is missing may be somebody named before
    official: bool = False  # whether a person of a state or a body takes part
    apart: list[list[Entry]] = field(default_factory=list)  # those met one after another: "with A and with B"
    turns: list[tuple[Timex, list[Entry], list[Party]]] = field(default_factory=list)  # the same, each with its date
    sites: list[list[Party]] = field(default_factory=list)  # where: "with A in Rome and with B in Paris"
    person: bool = False  # whether it is somebody that is visited, not a place
    named: bool = False  # whether a state stands after its words, not only one that they refer to
    people: bool = False  # whether those who act are people: "the ministers of Egypt and Jordan"

    def countries(self) -> list[str]:
        """The countries of all parties, by first mention."""
        return list(dict.fromkeys(e.country for e in (*self.who, *self.whom) if e.country))


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody is said to leave: after so many mentions, whose countries, where from, the day after, and why."""

    at: int
    home: frozenset[str]
    away: frozenset[str | None]
    end: date
    weekly: bool  # a bare weekday: of the week after, where that is when it must have been
    how: str
    who: frozenset[str] = frozenset()  # the names of those who stay until then

    def after(self, start: date) -> date | None:
        """The day after a departure from a stay that began on a day; None where that stay ended another time."""
        ends = [self.end, self.end + WEEK, self.end + 2 * WEEK] if self.weekly else [self.end]
        return next((end for end in ends if timedelta(1) < end - start <= LONGEST), None)


class Reader:
    """Reads one article; remembers who was spoken of."""

    def __init__(self, article: Article, words: Words, people: Spans | None = None) -> None:
        self.article, self.words = article, words
        self.names = Names(words, article.published, {}, people=people)
        self.memory = Memory(words, article.published)
        self.topics: list[str] = []  # countries that the article is about, most named first
        self.mentions: list[Mention] = []
        self.undated: list[Mention] = []  # what is planned without a date in the latest paragraphs
        self.bare: set[str] = set()  # those of them whose parties are all taken from sentences before
        self.political = False  # whether the article names anybody who acts for a state, or a body
        self.apart = False  # whether it has words of sport and the like
        self.before: tuple[int, Timex] | None = None  # the paragraph and the day that the sentence before told of
        self.dateline: Entry | None = None  # where the article was written
        self.departures: list[Departure] = []
        self.tale: tuple[int, Timex] | None = None  # the same of the last sentence that did not only look back
        self.digression: Interval | None = None  # the day of the sentence before, where it only looked back
        self.days: list[tuple[Timex, frozenset[str]]] = []  # days of this week, with the states named beside them
        self.opened = 0  # where the paragraph begins
        self.summit: tuple[Cast, Entry | None, list[str]] | None = None  # the one of a body that was told last
        self.past = -1  # the paragraph in which a date of long ago was named last

    def read(self, found: Sequence[Sentence]) -> None:
        """Read all sentences of the article."""
        counts: Counter[str] = Counter()
        for sentence in found:
            self.names.read(sentence)
            counts.update(n.entry.country for n in sentence.names if n.entry.country)
            self.memory.counts.update(n.entry.name for n in sentence.names if n.entry.kind == "leader")
            self.political = self.political or any(n.entry.kind in ("leader", "body") for n in sentence.names)
            self.apart = self.apart or any(t.low in self.words.lists["apart"] for t in sentence.tokens)
        total = sum(counts.values())
        self.memory.states = counts
        self.topics = [c for c, n in counts.most_common(4) if n >= max(2, TOPICS * total)]
        paragraph = -1
        for sentence in found:
            scene = Scene.of(sentence, self.words)
            if self.memory.two and any(t.low in self.words.lists["two"] for t in sentence.tokens):
                self.memory.pair = self.memory.two
            if sentence.paragraph != paragraph:
                paragraph, line = sentence.paragraph, self.written(scene)
                self.opened = sentence.start
                if sentence is found[0]:
                    self.dateline = line
                else:  # "Ankara: …" in a round-up
                    self.memory.place = line or self.memory.place
            last: Trigger | None = None  # the last that told something
            for trigger in choose(scene.triggers, sentence, self.words):
                if last and trigger.kind == "noun" and last.at < trigger.at < last.stop and last.type == trigger.type:
                    continue  # the "visit" of "pay a visit"
                if trigger.type in TOLD:
                    told = self.encounter(scene, trigger)
                    self.mentions.extend(told)
                    last = trigger if told else last
                else:
                    mention = self.other(scene, trigger)
                    if mention:
                        self.mentions.append(mention)
            self.remember(scene)
            self.leave(scene)
            self.date_paragraph(sentence)

    def remember(self, scene: Scene) -> None:
        """Note who was named and who was the subject, a title too: "The president was expected. He will"."""
        subject = scene.subject(scene.opening())
        topic = self.memory.topic
        tokens = scene.sentence.tokens
        before = self.memory.office(tokens, subject.title) if subject.refers == "title" else None
        self.memory.address(scene.parties, scene.sentence)
        self.memory.note(scene.parties, subject.parties)
        if subject.refers == "title":  # somebody of the sentences before, before whom this one names
            meant = before or self.memory.office(tokens, subject.title)
            self.memory.topic = meant or topic
        for party in subject.parties[:1]:
            meant = self.memory.identify(party, scene.sentence) if party.role == "person" else None
            if meant and meant.kind == "leader":
                self.memory.topic = meant

    def leave(self, scene: Scene) -> None:
        """Note who is said to leave, and on which day: a visit lasts until then."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        for i, token in enumerate(tokens):
            stays = not lists["staying"].isdisjoint((token.lemma, token.low))
            if not stays and lists["leaving"].isdisjoint((token.lemma, token.low)):
                continue
            number = scene.clauses.of[i]
            days = [t for _, t in dated(scene, number) if t.interval and t.interval.days == 1]
            if stays:
                days = self.until(scene, number)
            subject = scene.subject(number, i)
            guests = [self.memory.identify(p, scene.sentence) for p in subject.parties] or (
                self.memory.titled(tokens, subject.title) if subject.refers == "title" else self.memory.one()
            )
            if stays and subject.refers == "title":
                continue  # "the foreign minister, N. N., stays": not who was spoken of
            home = {e.country for e in guests if e.country}
            last = self.words.verb_final  # then what is left stands before the verb
            spots = [p for p in scene.within(number) if (p.at > i or last) and p.entry.kind in SPATIAL]
            away = {p.entry.country for p in spots} - home
            visits = [m for m in self.mentions if m.type == "visit" and m.trigger_start < token.start]
            if stays and not away and visits:
                away = {visits[-1].place_country}
            if len(days) != 1 or days[0].interval is None or days[0].interval.end is None:
                continue
            end = days[0].interval.end
            back = any(p.role != "place" and p.entry.country in home for p in spots)  # or whoever leaves home sets out
            weekly = days[0].text.replace("-", "").isalpha() and days[0].type == "DATE" and not back
            if weekly and stays and self.article.published and end > self.article.published:
                end -= WEEK  # of the week of the arrival, whichever that was
            who = frozenset(e.name for e in guests if stays and e.kind == "leader")
            self.departures.append(
                Departure(len(self.mentions), frozenset(home), frozenset(away), end, weekly, days[0].how, who)
            )

    @staticmethod
    def until(scene: Scene, number: int) -> list[Timex]:
        """The days until which something in a clause lasts: "stays until Friday"."""
        tokens, clauses = scene.sentence.tokens, scene.clauses
        found = []
        for at, timex in scene.sentence.timexes:
            clause = clauses.clauses[clauses.of[at]]
            inside = clauses.of[at] == number or (clause.parent == number and clause.verb is None)
            near = range(max(0, at - ORDINAL), at)
            said = any(scene.words.has("until", tokens, i) for i in near)
            if inside and said and timex.interval and timex.interval.end and timex.type == "DATE":
                found.append(timex)
        return found

    def stayed(self, told: Sequence[Mention]) -> list[Mention]:
        """Mentions with the visits that end with a departure made as long."""
        found = list(told)
        starts = [m.trigger_start for m in self.mentions]
        for departure in self.departures:
            before = starts[departure.at - 1] if departure.at else -1
            arrivals = [
                (stay.start, k, stay)
                for k, m in enumerate(found)
                if m.type == "visit" and departure.home & set(m.countries[:1]) and m.trigger_start <= before
                if (m.place_country in departure.away or not departure.away) and m.date_text
                if not departure.who or departure.who & {a.name for a in m.actors}
                if (stay := m.interval) and stay.start and stay.days == 1
                if departure.after(stay.start)
            ]
            if arrivals:
                start, k, stay = min(arrivals, key=lambda arrival: arrival[:2])
                end = departure.after(start)
                longer = replace(stay, end=end, granularity=Granularity.INTERVAL)
                how = f"{found[k].how}; until the departure, {departure.how}"
                found[k] = replace(found[k], interval=longer, how=how)
        return found

    @staticmethod
    def written(scene: Scene) -> Entry | None:
        """The place of a dateline: "HANOI, Vietnam (AP) —"."""
        head = scene.clauses.clauses
        if len(head) < 2 or head[0].verb is not None or not scene.parties or scene.parties[0].at:
            return None
        entry = scene.parties[0].entry
        return entry if entry.kind == "city" else None

    def date_paragraph(self, sentence: Sentence) -> None:
        """Note whether a paragraph tells of long ago: then what it tells without a date is no news of today."""
        published = self.article.published
        lasts = [t.interval.last for _, t in sentence.timexes if t.interval and t.interval.last]
        if published and lasts:
            old = all(last < published - timedelta(days=SOON) for last in lasts)
            self.past = sentence.paragraph if old else -1
        days = [t for _, t in sentence.timexes if t.interval and t.interval.days == 1]
        if not days:
            days = [t for _, t in sentence.timexes if t.interval and t.interval.granularity is Granularity.MONTH]
        back = self.looks_back(sentence)
        days = days if back else [self.told_on(t) for t in days]
        if len(days) == 1:
            self.before = sentence.paragraph, days[0]
            states = frozenset(n.entry.country for n in sentence.names if n.entry.country)
            if len(states) > 1 and published and lasts and timedelta(0) < published - lasts[-1] < WEEK:
                self.days.append((days[0], states))
        elif days:
            self.before = None
        if back:
            self.digression = days[0].interval if len(days) == 1 else None
        else:
            self.tale, self.digression = self.before, None

    def looks_back(self, sentence: Sentence) -> bool:
        """Whether a sentence only looks back ("had said farewell to Xi on Wednesday"), while the tale goes on after."""
        tale = self.tale
        if tale is None or tale[0] != sentence.paragraph or tale[1].interval is None or not sentence.timexes:
            return False
        lasts = [t.interval.last for _, t in sentence.timexes if t.interval and t.interval.last]
        back = any(t.low in self.words.lists["pluperfect"] for t in sentence.tokens)
        now = tale[1].interval.start
        return back and bool(lasts) and now is not None and all(last < now for last in lasts)

    def told_on(self, timex: Timex) -> Timex:
        """A time of day of the day that the tale goes on with, after a sentence that only looked back."""
        tale = self.tale
        if timex.type != "TIME" or self.digression is None or timex.interval is None or tale is None:
            return timex
        if timex.interval.start != self.digression.start or tale[1].interval is None:
            return timex
        return replace(timex, interval=tale[1].interval, how=f"{timex.how}; {tale[1].how}")

    # ----- encounters, calls and vetoes

    def encounter(self, scene: Scene, trigger: Trigger) -> list[Mention]:
        """The mentions that a trigger tells: none where too little is said, several for a journey with dated stops."""
        cast = self.veto(scene, trigger) if trigger.type == "veto" else self.cast(scene, trigger)
        aside = cast is None or self.welcome(scene, trigger) or self.purpose(scene, trigger, cast)
        aside = aside or self.remote(scene, trigger) or self.own_staff(scene, trigger)
        if cast is None or aside or not self.diplomatic(trigger, cast):
            return []
        trigger = self.kind(scene, trigger, cast)
        visiting = {s.entry.country for s in self.memory.stops} & {e.country for e in cast.whom}
        if trigger.kind == "mutual" and len(set(cast.countries())) < PAIR:
            return []  # one who speaks gives a speech
        if trigger.kind in ("ring", "mutual") and (cast.spots or visiting):
            trigger = replace(trigger, type="meeting", plover=types()["meeting"].plover)
        marks = marks_of(scene, trigger)
        found = rescheduled(scene, marks) or attach(scene, trigger)
        if found and found.timex is scene.sentence.heading:
            found = replace(found, verbal=True)
        found = replace(found, timex=self.told_on(found.timex)) if found else None
        if trigger.type != "veto" and self.often(scene, trigger):
            return []
        if found and self.these(scene, trigger):
            self.redate(scene, trigger, marks, found)
            return []
        if found and marks.negated and marks.exempt and self.standing(scene, found.timex):
            return []
        if found and self.counted(scene, trigger, found.timex):
            found = None
        if found is None and self.withdrawn(trigger, cast, marks):
            return []
        if found and not marks.cancelled and self.onward(scene, trigger, cast, found):
            found, marks = None, replace(marks, tense=1, present=False)
        found = found or (self.carried(scene, trigger) if not marks.modal or scene.sentence.heading else None)
        if found and not found.own and self.foretold(scene, trigger, found):
            found = None
        guests = cast.apart if trigger.type in ("meeting", "call") and any(e.country for e in cast.who) else []
        legs = stops(scene, trigger, cast.spots) if trigger.type in ENCOUNTERS else []
        days = each(scene, trigger) if trigger.type != "veto" and found and not legs else []
        if cast.turns and any(e.country for e in cast.who):
            told = [
                self.tell(scene, trigger, replace(cast, whom=whom, spots=spots), marks, Found(timex, verbal=True))
                for timex, whom, spots in cast.turns
            ]
        elif days and found and found.own and found.timex.start in {t.start for t in days}:
            told = [
                self.tell(scene, trigger, replace(cast, spots=self.spot(trigger, cast)), marks, Found(t)) for t in days
            ]
        elif legs:
            told = [self.tell(scene, trigger, replace(cast, spots=spots), marks, Found(timex)) for timex, spots in legs]
        elif guests:
            own = cast.sites if len(cast.sites) == len(guests) else [[] for _ in guests]
            parts = [
                replace(cast, whom=whom, spots=sites[:1] or ([] if any(own) else self.spot(trigger, cast)))
                for whom, sites in zip(guests, own, strict=True)
            ]
            told = [self.tell(scene, trigger, part, marks, found) for part in parts]
        else:
            told = [self.tell(scene, trigger, replace(cast, spots=self.spot(trigger, cast)), marks, found)]
        return [mention for mention in told if mention]

    def tell(self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found | None) -> Mention | None:
        """One mention of an encounter, a call or a veto, or None where the sentence does not tell it."""
        place = cast.spots[0].entry if cast.spots else None
        countries = cast.countries()
        for spot in cast.spots:
            if spot.entry.country and spot.entry.country not in countries and trigger.type != "call":
                countries.append(spot.entry.country)
        told = trigger.kind != "noun" or found is not None
        if trigger.type == "veto" and told and len(countries) <= len({e.country for e in cast.who}):
            countries += [c for c in self.topics if c not in countries]  # what was vetoed is what the article is about
        bodies = [e for e in (*cast.who, *cast.whom) if e.kind == "body" and trigger.type != "call"]
        line = self.dateline
        if line and trigger.type == "meeting" and place is None and len(countries) == 1 and self.recent(found):
            place = line
            countries += [line.country] if line.country and line.country not in countries else []
        parties = (*cast.who, *cast.whom)
        cities = all(e.kind == "city" for e in parties) and len(cast.countries()) < 2
        if trigger.kind == "noun" and trigger.type == "meeting" and cities:
            return None  # somewhere somebody meets
        if trigger.kind == "host" and len(countries) < PAIR and not bodies:
            return None  # received somebody
        if trigger.type == "visit" and not self.journey(trigger, cast, countries):
            return None
        nobody = not countries and (found is None or trigger.type != "summit")
        if not bodies and (nobody or (trigger.type in ("meeting", "call") and not cast.countries())):
            return None
        interval, how = when(found, marks, self.article.published, self.words.lists["determiners"])
        if found is None and trigger.type != "veto":
            if self.long_ago(scene, trigger):
                return None
            if marks.tense > 0 and self.today(scene, trigger):
                interval = Interval.day(self.article.published, Certainty.RESOLVED) if self.article.published else None
                how = f"a time of day without a date: the publication day, {self.article.published}"
            elif marks.tense > 0 and cast.known and self.announced(scene, trigger):
                interval, how = self.beside(countries)
            elif interval and cast.known and (visit := self.during(countries)):
                interval, how = visit
            elif self.past == scene.sentence.paragraph:
                return None  # told among what was long ago
        if (
            interval is None
            and trigger.type != "veto"
            and marks == Marks(tense=1)
            and cast.known
            and len(countries) > 1
        ):
            state = Status.PLANNED
            self.undated.append(self.build(scene, trigger, cast, countries, place, found, interval, how, state))
        if trigger.type != "veto" and (interval is None or not self.news(scene, trigger, found, marks, cast, interval)):
            return None
        undated = found is None and interval is not None and interval.certainty is Certainty.ASSUMED
        if undated and trigger.type != "veto" and not marks.negated:
            interval, how = self.led(countries) or (interval, how)
        if trigger.type == "summit" and not countries and not bodies and found and self.summit is not None:
            cast, place, countries = self.summit  # "the summit, held from Thursday to Saturday"
            bodies = [e for e in cast.who if e.kind == "body"]
        elif trigger.type == "summit" and found and bodies:
            self.summit = cast, place, countries
        if trigger.type == "summit" and not countries and scene.parties:
            countries += self.topics[:2]
        if not countries and not bodies:
            return None
        if interval and trigger.type in ("visit", "summit"):
            whole = spell(scene, trigger, interval)
            interval = whole if whole != interval else extend(interval, *length(scene, trigger, marks.moved))
        state = status(marks, interval, self.article.published)
        published = self.article.published
        if interval and published and state is Status.PLANNED and interval.start is None and interval.end:
            interval = replace(
                interval, start=min(published, interval.end - timedelta(days=1))
            )  # "before the year ends"
        mention = self.build(scene, trigger, cast, countries, place, found, interval, how, state)
        if trigger.kind == "noun" and all(p.role == "place" for p in scene.parties):
            plan = next((m for m in self.undated if m.type == mention.type and same_parties(m, mention)), None)
            if plan and mention.date_text:
                self.undated.remove(plan)
                return replace(given(mention, plan), id=mention.id)
            self.bare.add(mention.id)
        return mention

    def cast(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who takes part in an encounter or a call: named in its clause, or named before and referred to."""
        number = scene.clause(trigger)
        subject = scene.subject(number, trigger.at)
        beside: list[Party] = []
        if trigger.kind == "noun":
            left, right = scene.beside(trigger)
            right = [p for p in right if p.acts]
            mine = [p for p in left if p.acts]
            enough = len({p.entry.country for p in (*mine, *right) if p.entry.country}) > 1
            if any(p.prep >= 0 and scene.sentence.tokens[p.prep].low in self.words.lists["with"] for p in right):
                enough = False  # "talks with the ministers of Egypt and Cyprus"
            who = (
                mine
                if enough
                else [*mine, *(p for p in subject.parties if p not in mine and p.at not in self.span(right))]
            )
            whom = right
            if guest := self.visiting(scene, trigger):
                who = [guest]
            if trigger.type == "summit" and trigger.end > trigger.at + 1:  # "a peace conference on Ukraine" is about it
                near = range(trigger.end, trigger.end + ORDINAL + 1)
                whom = [*right, *(p for p in scene.parties if p.role == "about" and p.at in near and p.prep in near
                                  and p.entry.kind == "country")]  # fmt: skip
            if (self.words.verb_final or trigger.type == "call") and len(self.states((*who, *whom)) - {None}) < PAIR:
                # verbs come last, or: "told Putin in a phone call"
                whom = [*whom, *(p for p in scene.within(number) if p.acts and p not in who and p not in whom)]
        else:
            who = [p for p in subject.parties if not trigger.at <= p.at < trigger.stop]
            whom = [p for p in scene.within(number) if self.governed(p, trigger) and p.acts and p not in who]
            companion = scene.companion(number) if scene.clauses.clauses[number].kind == "relative" else None
            if companion and trigger.type in ("meeting", "call") and companion not in who and not whom:
                whom = [companion]
            if trigger.kind in ("motion", "stay"):
                beside = self.companions(scene, trigger, whom)
                whom = [
                    p for p in whom if p.entry.kind in SPATIAL and p not in beside
                ]  # "flew to Cairo to see the king"
                who = who or self.after(scene, trigger, subject)
            if not who and subject.refers in ("one", "both") and len({p.entry.country for p in whom}) > 1:
                meant = self.memory.both() if subject.refers == "both" else self.one(scene, trigger, self.states(whom))
                who = [Party(-1, -1, e, "person") for e in meant if e.country not in self.states(whom)]
            if self.passive(scene, trigger):
                who, whom = (whom, who) if trigger.kind in ("host", "verb") else (who, whom)
        hanging = scene.hanging(trigger)
        own_places = places(scene.within(number) + (scene.within(hanging) if hanging is not None else []))
        after = [p for p in own_places if self.governed(p, trigger)]
        spots = after + [p for p in reversed(own_places) if p not in after]
        if subject.place:
            spots.append(subject.place)
        own = scene.clauses.own(number)
        there = next((i for i in own if scene.words.has("there", scene.sentence.tokens, i)), None)
        if not spots and there is not None:
            before = [p.entry for p in scene.parties if p.end <= there and scene.located(p)]
            place = before[-1] if before else self.memory.place
            spots = [Party(-1, -1, place, "place")] if place else []
        cast = Cast(
            [self.memory.identify(p, scene.sentence) for p in who],
            [self.memory.identify(p, scene.sentence) for p in whom],
            spots,
            official=any(p.role == "person" for p in (*who, *whom)),
            people=any(p.role == "person" for p in who),
        )
        if subject.parties and subject.title >= 0 and trigger.kind != "noun":
            states = self.states([*who, *whom])
            cast.who = [*self.memory.titled(scene.sentence.tokens, subject.title, states), *cast.who]
        groups = self.one_by_one(scene, trigger, whom)
        cast.apart = [[self.memory.identify(p, scene.sentence) for p in group] for group in groups]
        if trigger.type in ("meeting", "call"):
            cast.turns = [
                (timex, [self.memory.identify(p, scene.sentence) for p in group], stop)
                for timex, group, stop in rounds(scene, trigger, whom, own_places)
            ]
        ends = [group[0].prep for group in groups[1:]] + [len(scene.sentence.tokens)]
        cast.sites = (
            [[p for p in spots if g[0].at < p.at < end] for g, end in zip(groups, ends, strict=True)] if groups else []
        )
        cast.person = self.called_on(scene, trigger, whom)
        if trigger.type == "visit" and not cast.person:
            self.destination(scene, trigger, cast, whom if trigger.kind != "noun" else [*who, *whom])
            if trigger.kind == "noun" and not cast.who:
                cast.who, cast.whom = cast.whom, []  # "a trip by Putin to China"
        cast.named = any(e.country for e in cast.whom)
        self.refer(scene, trigger, subject, cast)
        if cast.apart and not any(e.country for e in cast.who):  # "talks with A and with B are planned"
            cast.who = self.one(scene, trigger, {e.country for e in cast.whom})
        hosts = {s.entry.country for s in spots}
        cast.who += [self.memory.identify(p, scene.sentence) for p in beside if p.entry.country not in hosts]
        if trigger.type == "visit" and not cast.person:
            self.goes(scene, trigger, cast)
        elif len(set(cast.countries())) > 1 and trigger.type != "call":
            self.memory.pair = [e for e in (*cast.who, *cast.whom) if e.country]
            if len({e.country for e in self.memory.pair}) == PAIR:
                self.memory.two = self.memory.pair
        return cast

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

    def companions(self, scene: Scene, trigger: Trigger, found: Sequence[Party]) -> list[Party]:
        """Those who go together with the subject of a journey: "arrived in Kyiv with the secretary of state"."""
        kept: list[Party] = []
        others = [t.at for t in scene.triggers if t.at > trigger.at]
        for party in found:
            if party.role != "person" or party.at < trigger.end or any(at < party.at for at in others):
                continue
            together = party.prep >= 0 and scene.sentence.tokens[party.prep].low in self.words.lists["with"]
            named = (
                bool(kept) and party.at - kept[-1].end <= ORDINAL + 1 and party.entry.country == kept[-1].entry.country
            )
            if together or named:
                kept.append(party)
        return kept

    @staticmethod
    def after(scene: Scene, trigger: Trigger, subject: Subject) -> list[Party]:
        """The people whom a clause names only after its verb: "era a Damasco la ministra Baerbock"."""
        if subject.refers not in ("none", "other"):
            return []
        number = scene.clause(trigger)
        own = scene.within(number)
        return [
            p for p in own if p.role == "person" and p.entry.kind == "leader" and p.prep < 0 and p.at >= trigger.end
        ]

    def called_on(self, scene: Scene, trigger: Trigger, whom: Sequence[Party]) -> bool:
        """Whether the object of "visit" is a person: "visited the pope", not "visited China with the pope"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if (trigger.type, trigger.kind, trigger.stop) != ("visit", "verb", trigger.end) or not whom:
            return False
        first = min(whom, key=lambda p: p.at)
        objects = [first] if not self.words.verb_final else whom
        person = all(p.entry.kind == "leader" and (p.prep < 0 or tokens[p.prep].low in lists["place"]) for p in objects)
        if not person or self.passive(scene, trigger):
            return False
        home = first.entry.country  # "visits Biden at the White House" goes there
        return home in CITY_STATES or all(p.entry.country != home for p in scene.parties if p.role == "place")

    def one_by_one(self, scene: Scene, trigger: Trigger, whom: Sequence[Party]) -> list[list[Party]]:
        """Whom somebody met each by himself: "talks with A and with B", but not "a meeting with A and with B"."""
        tokens, alone = scene.sentence.tokens, self.words.lists["with"]
        noun = tokens[trigger.stop - 1]
        if (trigger.kind == "noun" or trigger.stop > trigger.end) and (
            noun.low == noun.lemma or not self.words.known.isdisjoint((noun.low, noun.text))
        ):
            return []
        groups: list[list[Party]] = []
        prep = -1
        for party in sorted(whom, key=lambda p: p.at):
            if party.prep >= 0 and party.prep != prep and tokens[party.prep].low in alone:
                groups.append([])
                prep = party.prep
            if groups:
                groups[-1].append(party)
        return groups if len(groups) > 1 and all(any(p.entry.country for p in group) for group in groups) else []

    def governed(self, party: Party, trigger: Trigger) -> bool:
        """Whether a party stands where a trigger may govern it: after it, or anywhere where verbs come last."""
        return party.at >= trigger.end or (self.words.verb_final and trigger.kind != "noun")

    def diplomatic(self, trigger: Trigger, cast: Cast) -> bool:
        """Whether states have a part in it, not teams or museums: where an article names nobody who acts for a state,
        two states must be named together ("talks between Iran and Iraq"), or the one that vetoes."""
        if self.political or cast.official:
            return True
        if self.apart:
            return False
        states = len(set(cast.countries()))
        if trigger.type in ("veto", "summit"):
            return states > 0
        return trigger.kind == "noun" and states > 1

    def goes(self, scene: Scene, trigger: Trigger, cast: Cast) -> None:
        """Fill in where a visit goes that says no more than "the trip", and remember one that says where."""
        home = {e.country for e in cast.who if e.country}
        if cast.spots and home and any(s.entry.country not in home for s in cast.spots):
            self.memory.guests = cast.who
            self.memory.stops = [replace(spot, at=-1, end=-1) for spot in cast.spots]
        elif not cast.spots and trigger.kind in ("verb", "stay") and self.soil(scene, trigger):
            # "visited the island", "was in the country": where the trip went, else where the article was written
            line = [Party(-1, -1, self.dateline, "place")] if self.dateline else []
            cast.spots = self.memory.stops or places(scene.parties)[-1:] or line
        elif not cast.spots and not cast.whom and trigger.kind == "noun":
            guests = {e.country for e in self.memory.guests}
            before = [p for p in places(scene.parties) if p.end <= trigger.at and p.entry.country not in home]
            others = [p for p in scene.parties if p.acts and p.entry.country and p.entry.country not in home]
            if self.memory.stops and (not home or home & guests):
                cast.who, cast.spots = cast.who or self.memory.guests, self.memory.stops
            elif before:
                cast.spots = before[-1:]
            elif home and len({p.entry.country for p in others}) == 1:
                cast.whom = [others[0].entry]  # "met the Algerian president on his visit"

    @staticmethod
    def states(found: Sequence[Party]) -> set[str | None]:
        return {p.entry.country for p in found}

    @staticmethod
    def bodies(found: Sequence[Party]) -> bool:
        """Whether somebody is named, and nobody but bodies."""
        return bool(found) and all(p.role == "body" for p in found)

    @staticmethod
    def span(found: Sequence[Party]) -> set[int]:
        return {p.at for p in found}

    def refer(self, scene: Scene, trigger: Trigger, subject: Subject, cast: Cast) -> None:
        """Fill in whom pronouns, titles and missing subjects refer to."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        people = [
            e for e in (*cast.who, *cast.whom) if e.kind in ("leader", "country", "demonym", "seat", "city", "region")
        ]
        bare = (
            trigger.kind == "noun"
            and not people
            and (subject.refers in ("other", "none", "title", "both") or self.bodies(subject.parties))
        )
        cast.known = bool(people) or any(e.kind == "body" for e in (*cast.who, *cast.whom))
        bodies = trigger.type in ("summit", "meeting") and any(e.kind == "body" for e in cast.who)
        if trigger.kind == "noun" and any(e.kind == "body" for e in cast.whom):
            bodies = bodies or any(e.country for e in cast.whom)  # "réunion Otan-Ukraine"
        needed = 0 if bodies else 1 if trigger.type == "visit" else 2
        have = {e.country for e in (cast.who if trigger.type == "visit" else (*cast.who, *cast.whom)) if e.country}
        own = scene.clauses.own(scene.clause(trigger))
        possessed = trigger.kind == "noun" and any(
            t.low in lists["pronouns"] for t in tokens[max(0, trigger.at - 3) : trigger.at]
        )
        named = bool(subject.parties) and not possessed
        if len(have) >= needed:
            return
        self.objects(scene, trigger, cast, have)
        both = subject.refers == "both" or any(scene.plural(i) for i in own)
        after = range(trigger.end, min(trigger.end + ORDINAL + 1, len(tokens)))
        if trigger.kind != "noun" and have and any(scene.plural(i) for i in after):
            meant = [e for e in self.memory.both() if e.country not in have]
            cast.whom = [*cast.whom, *meant]
            self.memory.pair = meant  # who "the pair" are for the sentences that follow too
            return  # "phoned both men"
        if subject.refers == "both" and have and trigger.kind != "noun" and (self.memory.several or not cast.who):
            those = self.memory.several or self.memory.both()
            cast.who = [e for e in those if e.country not in have] or cast.who
            return
        if both and have and trigger.type != "visit" and have < {e.country for e in self.memory.pair}:
            cast.who = self.memory.pair  # "Biden will see him on Thursday, the first meeting of the two"
            return
        if both and trigger.type != "visit" and not have:
            cast.who = self.memory.both() or cast.who
            cast.known = cast.known or len(cast.who) > 1
            return
        if possessed and trigger.type != "visit" and len(have) < needed and (pair := self.pair(scene, trigger)):
            cast.who, cast.known = pair, True
            return
        if bare and trigger.type == "visit" and not cast.who and self.his(scene, trigger):
            cast.who = self.one(scene, trigger, {s.entry.country for s in cast.spots})  # "the trip he had put off"
            cast.known = bool(cast.who)
        elif bare and trigger.type == "visit" and self.memory.guests:
            cast.who = self.memory.guests
        elif bare and trigger.type == "meeting":
            cast.who = self.two_before(scene, trigger) or self.memory.pair
        elif subject.refers == "title" and (
            not any(e.country for e in cast.who) or (trigger.kind == "host" and not any(e.country for e in cast.whom))
        ):
            meant = self.memory.titled(tokens, subject.title, have)
            cast.who = [*cast.who, *meant]
            cast.known = cast.known or bool(cast.who)
            cast.official = cast.official or bool(meant)
        elif (subject.refers in ("one", "none") or possessed) and not (named and trigger.kind != "noun"):
            spotted = {s.entry.country for s in cast.spots} if trigger.type == "visit" else set()
            if trigger.kind == "motion" and self.back(scene, trigger):
                spotted = set()  # who flies back home visits nobody, and nobody else is meant
            cast.who = [*self.one(scene, trigger, {*have, *spotted}), *cast.who]
            cast.known = cast.known or ((subject.refers == "one" or possessed) and bool(cast.who))
        elif trigger.kind != "noun" and any(tokens[i].low in lists["pronouns"] for i in own):
            cast.whom = [*cast.whom, *self.one(scene, trigger, have)]
        have = {e.country for e in (*cast.who, *cast.whom) if e.country}
        pronoun = both or subject.refers in ("one", "none") or any(tokens[i].low in lists["pronouns"] for i in own)
        nobody = not cast.whom or (trigger.kind != "noun" and not any(e.country for e in cast.whom))
        if trigger.type in ("meeting", "call") and len(have) == 1 and pronoun and nobody:
            cast.whom = [*cast.whom, *self.one(scene, trigger, have)]
        elif trigger.type in ("meeting", "call") and len(have) == 1 and nobody:
            cast.whom = [*cast.whom, *self.office(scene, trigger, have)]

    def back(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody travels back: "flew back to Washington"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        return any(not {tokens[i].low, tokens[i].lemma}.isdisjoint(lists["back"])
                   for i in scene.clauses.own(scene.clause(trigger)))  # fmt: skip

    def his(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a relative clause says that somebody spoken of put a journey off: "the trip that he postponed"."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        for k, clause in enumerate(scene.clauses.clauses):
            near = clause.kind == "relative" and clause.parent == number and trigger.at < clause.first
            if near and scene.subject(k).refers in ("one", "none"):
                return any(self.words.has("cancelled", tokens, i) for i in scene.clauses.own(k))
        return False

    def objects(self, scene: Scene, trigger: Trigger, cast: Cast, have: Collection[str | None]) -> None:
        """Fill in whom a pronoun right before the verb means: "les avait réunis", "l'a reçu"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        if trigger.kind not in ("verb", "host") or any(e.country for e in cast.whom):
            return
        for i in range(max(0, trigger.at - PASSIVE), trigger.at):
            if scene.clauses.verbs[i + 1]:
                if tokens[i].low in lists["them"]:
                    cast.whom = [*cast.whom, *(e for e in self.memory.both() if e.country not in have)]
                elif tokens[i].low in lists["him"] and trigger.kind == "host":
                    cast.whom = [*cast.whom, *self.memory.one(have)]

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

    def withdrawn(self, trigger: Trigger, cast: Cast, marks: Marks) -> bool:
        """Whether what is called off or refused without a date is a plan told just before; it is cancelled then."""
        if trigger.kind != "noun" or not (marks.cancelled or marks.negated) or marks.modal:
            return False
        named = set(cast.countries()) | {s.entry.country for s in cast.spots}
        for k in range(len(self.mentions) - 1, max(-1, len(self.mentions) - 1 - RECENT), -1):
            mention = self.mentions[k]
            if mention.type == trigger.type and mention.status is Status.PLANNED and named <= set(mention.countries):
                self.mentions[k] = replace(mention, status=Status.CANCELLED)
                return True
        return False

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
        return any(
            tokens[i].low in self.words.lists["soil"] and scene.clauses.of[i] == number and i != trigger.at
            for i in range(first, min(trigger.end + ORDINAL, len(tokens)))
        )

    def one(self, scene: Scene, trigger: Trigger, without: Collection[str | None]) -> list[Entry]:
        """Whom "he" means in a clause: the subject of the main clause before it, else somebody named before."""
        number = scene.clause(trigger)
        root = scene.clauses.root(number)
        own = scene.clauses.own(number)
        latter = next((i for i in own if i < trigger.at and scene.latter(i)), None)
        if latter is not None:
            people = [p.entry for p in scene.parties if p.role == "person" and p.end <= latter and p.entry.country]
            named = [e for e in people if e.kind == "leader"][-1:] or people[-1:]
            return [e for e in named or self.memory.last() if e.country not in without]
        sex = self.sex(scene, trigger)
        for party in scene.subject(root).parties if root != number else ():
            told = party.role == "person" and party.at < trigger.at and party.entry.country not in without
            if told and fitting([party.entry, *self.memory.people], sex)[0] is party.entry:
                return [self.memory.identify(party, scene.sentence)]
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
        return self.memory.one(without, sex)

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

    def destination(self, scene: Scene, trigger: Trigger, cast: Cast, objects: Sequence[Party]) -> None:
        """Where a visit goes: a place after its words, or the country that is visited itself."""
        after = [s for s in cast.spots if self.governed(s, trigger)]
        states = [p for p in objects if p.role == "state" and p.entry.kind in SPATIAL]
        if trigger.kind == "noun" and (after or not any(p.role == "person" for p in objects)):
            states = [p for p in states if p.at >= trigger.end]
        if trigger.kind in ("motion", "stay") and after:
            cast.spots, cast.whom = self.together(scene, after), []
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
        if not any(tokens[i].low in lists["passive"] and scene.clauses.of[i] == number for i in before):
            return False
        return any(
            tokens[i].low in lists["by"] and any(i < p.at <= i + HELD and p.acts for p in scene.parties)
            for i in own
            if scene.clauses.of[i] == number
        )

    def veto(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who vetoed, and whom the resolution was about. Who vetoes stands right before it; others abstained."""
        number = scene.clause(trigger)
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
            and n.at not in taken and scene.clauses.clauses[scene.clauses.of[n.at]].kind in ("main", "relative", "sub")
            and scene.clauses.root(scene.clauses.of[n.at]) == scene.clauses.root(scene.clause(trigger))
        ]  # fmt: skip

    @staticmethod
    def group(before: Sequence[Party]) -> list[Party]:
        """The parties that stand together right before a verb: "Russia and China"."""
        kept: list[Party] = []
        for party in reversed(before):
            if kept and kept[-1].at - party.end > 2:
                break
            kept.append(party)
        return kept[::-1]

    def kind(self, scene: Scene, trigger: Trigger, cast: Cast) -> Trigger:
        """A meeting of a body's leaders is its summit; a visit to a person is a meeting."""
        if cast.person:
            return replace(trigger, type="meeting", plover=types()["meeting"].plover)
        bodies = [e for e in cast.who if e.kind == "body"]
        if trigger.type != "meeting" or not bodies or trigger.kind == "host":
            return trigger
        near = scene.sentence.tokens[max(0, trigger.at - SIDES) : trigger.at]
        leaders = self.words.lists["leaders"]
        if any(e.name in SUMMIT_BODIES for e in bodies) or any(t.low in leaders for t in near):
            return replace(trigger, type="summit")
        return trigger

    def welcome(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody is welcomed on arrival: that is the visit, not a meeting of its own."""
        arrived = any(t.kind == "motion" and t.at < trigger.at for t in scene.triggers)
        return trigger.kind == "host" and arrived and self.passive(scene, trigger) and attach(scene, trigger) is None

    def remote(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a meeting is held by telephone or video, so that it is the call: "a talk per Videoschalte"."""
        number, tokens = scene.clause(trigger), scene.sentence.tokens
        return trigger.type == "meeting" and any(
            t.type == "call" and t.kind == "noun" and scene.clause(t) == number
            and t.at and tokens[t.at - 1].low in self.words.lists["by"] for t in scene.triggers
        )  # fmt: skip

    def purpose(self, scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether a noun only tells what something else is for: "a visit for talks", "ahead of the summit"."""
        if trigger.kind != "noun":
            return False
        reach = range(max(0, trigger.at - ORDINAL - 1), trigger.at)
        if any(scene.words.has("ahead", scene.sentence.tokens, i) for i in reach):
            return True
        tokens, number = scene.sentence.tokens, scene.clause(trigger)
        before = tokens[max(0, trigger.at - ORDINAL) : trigger.at]
        met = any(
            t.type == "meeting" and t.kind != "noun" and t.at < trigger.at and scene.clause(t) == number
            for t in scene.triggers
        )
        if trigger.type == "summit" and met and not any(e.kind == "body" for e in cast.whom):
            return any(t.low in self.words.lists["purpose"] for t in before)  # "met Putin for a summit on Syria"
        if trigger.type != "meeting":
            return False
        visits = [t for t in scene.triggers if t.type == "visit" and t.at < trigger.at and scene.clause(t) == number]
        starts = {tokens[t.at].start for t in visits}
        there = {m.place_country for m in self.mentions[-PAIR:] if m.trigger_start in starts}
        if cast.named and not {e.country for e in cast.whom if e.country} <= there:
            return False  # "flew to Rome for talks with her French colleague"
        return bool(visits) and any(t.low in self.words.lists["purpose"] for t in before)

    def own_staff(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody only meets his own people: "a meeting with his advisers"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        number = scene.clause(trigger)
        if trigger.type not in ("meeting", "call") or any(p.acts and p.at > trigger.at for p in scene.within(number)):
            return False
        after = [i for i in scene.clauses.own(number) if i >= trigger.end]
        return any(
            tokens[i].low in lists["staff"] and any(t.low in lists["pronouns"] for t in tokens[max(0, i - 2) : i])
            for i in after
        )

    def often(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a clause tells what happened several times: that is no single event."""
        number, lists = scene.clause(trigger), self.words.lists
        tokens = scene.sentence.tokens
        return any(
            self.words.has("often", tokens, i)
            and not (i and any(t.low in lists[key] for key in ("history", "first", "cancelled")
                               for t in tokens[max(0, i - 2) : i]))  # "put off twice"
            for i, k in enumerate(scene.clauses.of) if k == number
        )  # fmt: skip

    def counted(self, scene: Scene, trigger: Trigger, timex: Timex) -> bool:
        """Whether a date only counts events: "her second visit since 2016", "their third summit this year"."""
        if trigger.kind != "noun" or timex.interval is None:
            return False
        tokens, lists = scene.sentence.tokens, self.words.lists
        before = tokens[max(0, trigger.at - ORDINAL) : trigger.at]
        ordinal = any(t.low in lists["history"] for t in before)
        if timex.interval.end is None:
            published, start = self.article.published, timex.interval.start
            if length(scene, trigger)[0] > 1 or (published and start and start >= published - FRESH):
                return False  # "a two-day visit from 6 June", "from today"
            first = any(t.low in lists["first"] for t in before)
            return not first and not any(t.low in lists["negation"] for t in tokens)
        return ordinal and timex.interval.granularity.rank >= COARSE

    def standing(self, scene: Scene, timex: Timex) -> bool:
        """Whether what has not happened since is reckoned from no encounter: "has not met him since taking office in
        May" tells none, while "since May" and "since their summit in May" do."""
        tokens = scene.sentence.tokens
        date = next((i for i, t in enumerate(tokens) if t.end > timex.start), 0)
        since = next((i for i in range(date, -1, -1) if tokens[i].low in self.words.lists["exempt"]), None)
        if since is None or date - since <= ORDINAL:
            return False
        return all(not since < t.at < date for t in scene.triggers if t.type in TOLD)

    def news(
        self, scene: Scene, trigger: Trigger, found: Found | None, marks: Marks, cast: Cast, interval: Interval
    ) -> bool:
        """Whether the sentence tells an encounter, rather than naming one that is known or might be."""
        published = self.article.published
        ahead = bool(found and published and interval.last and interval.last >= published)
        if marks.modal and not ahead and not marks.cancelled:
            return False
        tokens = scene.sentence.tokens
        just_before = tokens[trigger.at - 1].low if trigger.at else ""
        if (
            trigger.kind == "noun"
            and just_before in self.words.lists["linking"]
            and any(0 <= tokens[trigger.at].start - t.end <= 1 for _, t in scene.sentence.timexes)
        ):
            return False  # "the day before the meeting" dates something else
        if trigger.kind == "noun" and self.reckoned(scene, trigger):
            return False
        if interval.certainty is not Certainty.ASSUMED:
            return True
        if trigger.type == "visit" and nth_day(scene, trigger) > 1:
            return cast.known
        if trigger.kind != "noun":
            return cast.known and (marks.negated or just_before not in self.words.lists["infinitive"])
        at = trigger.at
        spans = ((at - 2, at), (at - 1, at + 1), (at - 1, trigger.end), (at, trigger.end), (at - 1, at))
        around = {" ".join(t.low for t in tokens[max(0, first) : last]) for first, last in spans}
        return cast.known and not self.words.lists["support"].isdisjoint(around)

    def recent(self, found: Found | None) -> bool:
        """Whether an event is of these days, so that it may have been where the article was written."""
        published, interval = self.article.published, found.timex.interval if found else None
        if interval is None or published is None:
            return found is None
        return interval.overlaps(Interval(published - FRESH, published + timedelta(days=1)))

    def today(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a clause tells a time of day ("in the evening") and so means the day it is told on."""
        number = scene.clause(trigger)
        own = [i for i, k in enumerate(scene.clauses.of) if k == number]
        return any(scene.words.has("then", scene.sentence.tokens, i) for i in own)

    def reckoned(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a date is reckoned from a noun, so that it is another event's: "ten years after the last summit"."""
        tokens = scene.sentence.tokens
        i = trigger.at - 1
        while i >= 0 and trigger.at - i <= ORDINAL + 1 and i not in scene.sentence.dated:
            if scene.clauses.verbs[i] or not tokens[i].text.islower():
                return False
            i -= 1
        timex = next((t for at, t in scene.sentence.timexes if i >= 0 and t.start < tokens[i].end <= t.end), None)
        if timex is None or tokens[i].low not in self.words.lists["clause"]:
            return False
        # "some days after the summit" says well enough when the summit was
        return not (timex.interval and timex.interval.certainty is Certainty.APPROXIMATE)

    def carried(self, scene: Scene, trigger: Trigger) -> Found | None:
        """The date of the sentence before, where this one goes on from it: "later he met", "he had met"."""
        before, heading = self.before, scene.sentence.heading
        if heading is not None:
            return Found(heading, own=False, verbal=True)
        number = scene.clause(trigger)
        own = [i for i, k in enumerate(scene.clauses.of) if k == number]
        tokens = scene.sentence.tokens
        keys = ("then", "there") if trigger.kind == "noun" else ("then", "there", "pluperfect", "also")
        then = any(scene.words.has(key, tokens, i) for i in own for key in keys)
        if not then and scene.limit(trigger) != "after":
            return None
        dates = [t for at, t in scene.sentence.timexes if at < own[0] and t.type == "DATE"]
        earlier = [t for t in dates if t.interval and (t.interval.days or YEAR) <= MONTH]
        if len({t.interval for t in earlier}) == 1:
            return Found(earlier[-1], own=False)  # "began on Monday in Hanoi: there he had met"
        if before is None or before[0] != scene.sentence.paragraph:
            return None
        return Found(before[1], own=False)

    def onward(self, scene: Scene, trigger: Trigger, cast: Cast, found: Found) -> bool:
        """Whether a tour has begun, and its stops are said to be still to come: "the first day of a tour that will
        take him to Serbia"; the date of its beginning is none of theirs."""
        hanging = scene.hanging(trigger)
        if hanging is None or trigger.type != "visit" or not cast.spots:
            return False
        of, tokens = scene.clauses.of, scene.sentence.tokens
        ahead = any(of[i] == hanging and coming(self.words, t.low) for i, t in enumerate(tokens))
        at = next((at for at, t in scene.sentence.timexes if t.start == found.timex.start), -1)
        return ahead and at >= 0 and of[at] != hanging and all(s.at >= 0 and of[s.at] == hanging for s in cast.spots)

    def foretold(self, scene: Scene, trigger: Trigger, found: Found) -> bool:
        """Whether a date of the sentence before lies ahead, while a verb only looks back."""
        start, published = found.timex.interval and found.timex.interval.start, self.article.published
        return bool(start and published and start > published and self.long_ago(scene, trigger))

    def long_ago(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a verb without a date only looks back: "had come as a student", "dove era già stato"."""
        tokens, past = scene.sentence.tokens, self.words.lists["pluperfect"]
        clause = scene.clauses.clauses[scene.clause(trigger)]
        there = clause.kind == "relative" and clause.word in self.words.lists["where"]
        if trigger.kind == "noun" or not (trigger.type == "visit" or there):
            return False  # "after he had spoken to her", "had received each guest alone": news of these days
        own = scene.clauses.own(scene.clause(trigger))
        before = range(max(0, trigger.at - PASSIVE), trigger.at)
        near = own if self.words.verb_final else [i for i in before if i in own]
        return any(tokens[i].low in past for i in near if not trigger.at <= i < trigger.end)

    def announced(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a clause tells what is planned: with a verb, or a noun that it does not only refer to."""
        before = scene.sentence.tokens[trigger.at - 1].low if trigger.at else ""
        return before not in self.words.lists["linking" if trigger.kind == "noun" else "genitive"]

    def during(self, countries: Sequence[str]) -> tuple[Interval, str] | None:
        """The days of the visit that was told just before, of the same states: what is told next happened on it."""
        published = self.article.published
        for mention in reversed(self.mentions[-3:]):
            interval = mention.interval
            if mention.type != "visit" or mention.status is not Status.HAPPENED or not mention.date_text:
                continue
            if not interval or not interval.last or not published or interval.granularity.rank > 0:
                continue
            if set(countries) == set(mention.countries) and timedelta(0) < published - interval.last <= FRESH:
                return interval, f"no date in the sentence: told together with “{mention.title}”. {mention.how}"
        return None

    def led(self, countries: Sequence[str]) -> tuple[Interval, str] | None:
        """The day of this week that a sentence before told of the same states: "on Friday … The two talked"."""
        for timex, states in reversed(self.days):
            if len(set(countries)) > 1 and set(countries) <= states and timex.interval:
                return timex.interval, f"no date in the sentence: that of the sentences before it. {timex.how}"
        return None

    def beside(self, countries: Sequence[str]) -> tuple[Interval | None, str]:
        """The days of the planned event that was told just before and shares a party: the programme of a visit."""
        for mention in reversed(self.mentions[-3:]):
            if mention.status is Status.PLANNED and mention.interval and set(countries) & set(mention.countries):
                return mention.interval, f"no date in the sentence: told together with “{mention.title}”. {mention.how}"
        return None, "no date in the text"

    def these(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a noun only points to what was told before: "these meetings", "both visits"."""
        tokens = scene.sentence.tokens
        near = tokens[max(0, trigger.at - 2) : trigger.at]
        return (
            trigger.kind == "noun"
            and any(t.low in self.words.lists["these"] for t in near)
            and not any(p.acts for p in scene.parties)
        )

    def redate(self, scene: Scene, trigger: Trigger, marks: Marks, found: Found) -> None:
        """Give the date of "these meetings take place on Friday" to those told without one in the same paragraph."""
        interval, how = when(found, marks, self.article.published, self.words.lists["determiners"])
        state = status(marks, interval, self.article.published)
        timex = found.timex
        self.mentions += [replace(m, id=f"m{len(self.mentions) + k}") for k, m in enumerate(self.undated)
                          if m.type == trigger.type and m.sentence_start >= self.opened]  # fmt: skip
        for k, mention in enumerate(self.mentions):
            if mention.type == trigger.type and mention.date_text is None and mention.sentence_start >= self.opened:
                self.mentions[k] = replace(
                    mention, interval=interval, how=how, status=state, date_text=timex.text, date_start=timex.start,
                    date_end=timex.end, sentence_end=max(mention.sentence_end, timex.end),
                )  # fmt: skip

    # ----- all other types

    def reported(self, sentence: Sentence) -> range:
        """The tokens of ", an official said" at the end of a sentence: who says it is no party to it."""
        tokens, report = sentence.tokens, self.words.lists["report"]
        comma = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].low == ","), None)
        if comma is not None and any(t.lemma in report or t.low in report for t in tokens[comma:]):
            return range(comma, len(tokens))
        return range(0)

    def other(self, scene: Scene, trigger: Trigger) -> Mention | None:
        """The mention that a trigger of another type tells, or None where nobody is named."""
        sentence = scene.sentence
        aside = self.reported(sentence)
        if trigger.at in aside:
            aside = range(0)
        names = [n for n in sentence.names if n.at not in aside]
        left = [n.entry for n in names if n.end <= trigger.at and trigger.at - n.end <= 2 * SIDES]
        right = [n for n in names if n.at >= trigger.end and n.at - trigger.end <= 2 * SIDES]
        cast = Cast(left, [n.entry for n in right], known=True)
        if not left and not right:
            return None
        if self.unreal(scene, trigger):
            return None
        marks = marks_of(scene, trigger)
        if trigger.type == "rejection" and marks.negated and any(
            t.type in TOLD and t.kind == "noun" and t.at < trigger.at and scene.clause(t) == scene.clause(trigger)
            for t in scene.triggers
        ):  # fmt: skip
            return None  # "a visit is not ruled out"
        found = attach(scene, trigger) or self.any_date(scene)
        interval, how = when(found, marks, self.article.published)
        state = status(marks, interval, self.article.published)
        trigger = self.turned(trigger, marks)
        place = self.where(scene, right)
        return self.build(scene, trigger, cast, cast.countries(), place, found, interval, how, state)

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

    def any_date(self, scene: Scene) -> Found | None:
        """The only date of a sentence belongs to whatever it tells."""
        dated = [t for _, t in scene.sentence.timexes if t.interval and t.type not in ("DURATION", "SET")]
        return Found(dated[0], own=False) if len(dated) == 1 else None

    @staticmethod
    def where(scene: Scene, right: Sequence[Name]) -> Entry | None:
        starts = {n.at for n in right}
        return next((p.entry for p in scene.parties if p.at in starts and p.role == "place"), None)

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

    # ----- putting it together

    def build(
        self,
        scene: Scene,
        trigger: Trigger,
        cast: Cast,
        countries: Sequence[str],
        place: Entry | None,
        found: Found | None,
        interval: Interval | None,
        how: str,
        state: Status,
    ) -> Mention:
        """Put a mention together."""
        kind = types()[trigger.type]
        timex = found.timex if found else None
        interval = whole(interval, timex) if interval and timex else interval
        tokens = scene.sentence.tokens
        start, end = scene.sentence.start, scene.sentence.end
        if timex:
            start, end = min(start, timex.start), max(end, timex.end)
        first, last = tokens[trigger.at], tokens[trigger.end - 1]
        mention = Mention(
            id=f"m{len(self.mentions)}",
            type=trigger.type,
            plover=trigger.plover,
            mode=kind.mode if trigger.plover == kind.plover else None,
            trigger=self.article.text[first.start : last.end],
            trigger_start=first.start,
            trigger_end=last.end,
            sentence_start=start,
            sentence_end=end,
            title=title(trigger.type, cast.who, cast.whom, place),
            actors=tuple(self.actors(trigger, cast, place)),
            countries=tuple(countries),
            place=place.name if place else None,
            place_country=place.country if place else None,
            date_text=timex.text if timex else None,
            date_start=timex.start if timex else None,
            date_end=timex.end if timex else None,
            interval=interval,
            status=state,
            confidence=0.0,
            how=how,
        )
        return replace(mention, confidence=confidence(mention))

    @staticmethod
    def actors(trigger: Trigger, cast: Cast, place: Entry | None) -> list[Actor]:
        """The parties with their roles, each once; a state is left out where somebody of it is named."""
        key = "host" if trigger.kind == "host" else trigger.type
        roles = ROLES.get(key, ("actor", "recipient"))
        sides = [*((e, roles[0]) for e in cast.who), *((e, roles[1]) for e in cast.whom)]
        named = {e.country for e, _ in sides if e.kind in ("leader", "body")}
        found: dict[str, Actor] = {}
        for entry, role in sides:
            if entry.kind in ("leader", "body") or (entry.country and entry.country not in named):
                found.setdefault(name_of(entry), Actor(name_of(entry), entry.country, role))
        if (
            trigger.type == "visit"
            and place
            and place.country
            and all(a.country != place.country for a in found.values())
        ):
            state = name_of(replace(place, kind="country"))
            found.setdefault(state, Actor(state, place.country, "host"))
        return list(found.values())


def find(doc: Doc, article: Article, timexes: Sequence[Timex], pack: Pack) -> list[Mention]:
    """The events that an article tells, each once, in text order; [] where the pack has no event words yet."""
    words = words_of(pack)
    if words is None:
        return []
    reader = Reader(article, words, people(article.text, pack.code))
    reader.read(sentences(doc, timexes, words, article.published))
    return reader.stayed(once(reader.mentions, reader.bare))
