"""Read encounters, calls and vetoes clause by clause: who takes part, on which day, and whether the sentence tells it
at all or only names what is known or might be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from timeline.events import types
from timeline.events.attaching import ahead_of, attach, before_which, intended, rescheduled
from timeline.events.building import Building
from timeline.events.dates import dated
from timeline.events.grounds import NEWS
from timeline.events.journeys import carrying, set_out, stopped, taken_on
from timeline.events.lengths import length, spell
from timeline.events.marks import Marks, status
from timeline.events.marks import read as marks_of
from timeline.events.occasions import occasion, on_the_fringe, on_the_sidelines, told_to_meet
from timeline.events.once import given, same_parties
from timeline.events.parties import Party
from timeline.events.referring import PAIR
from timeline.events.scene import Scene
from timeline.events.settling import FRESH, Found, extend, when
from timeline.events.story import Cast
from timeline.events.tenses import present
from timeline.events.triggers import ENCOUNTERS, Trigger
from timeline.events.turns import each, numbered, stops, successors
from timeline.gazetteer import Entry, meets, members, seat, summits
from timeline.model import Mention, Status, Timex
from timeline.temporal.interval import Certainty, Interval

NEXT_BUT_ONE = 350  # characters after a stop without a date in which what is told of it dates it
RECENT = timedelta(days=14)  # before which a visit is none that goes on
Successor = tuple[Party, Timex, Party | None]  # a guest whose visit the same verb tells, its date, and where


@dataclass(slots=True)
class Told:
    """What a sentence tells with one trigger: who takes part where, which states that makes, and what dates it."""

    trigger: Trigger
    cast: Cast
    marks: Marks
    found: Found | None
    leg: bool  # whether it is one of several stops, of which no length is told
    place: Entry | None
    countries: list[str]
    interval: Interval | None = None
    how: str = ""

    @property
    def bodies(self) -> list[Entry]:
        """The bodies that take part."""
        return [e for e in (*self.cast.who, *self.cast.whom) if e.kind == "body" and self.trigger.type != "call"]

    def add(self, *countries: str | None) -> None:
        """Add states that are not there yet."""
        self.countries += [c for c in dict.fromkeys(countries) if c and c not in self.countries]


class Encounters(Building):
    """Reads who met, visited, called or vetoed whom."""

    def encounter(self, scene: Scene, trigger: Trigger) -> list[Mention]:
        """The mentions that a trigger tells: none where too little is said, several for a journey with dated stops."""
        cast = self.taking_part(scene, trigger)
        if cast is None:
            return []
        if last := self.last_day(scene, trigger):
            self.lasts_until(last)
            return []
        trigger = self.kind(scene, trigger, cast)
        others = successors(scene, trigger) if cast.who else []
        if others:
            self.without(cast, others)
        self.note_length(scene, trigger, cast)
        if trigger.kind == "mutual" and len(set(cast.countries())) < PAIR:
            return []  # one who speaks gives a speech
        trigger = self.in_person(scene, trigger, cast)
        dated = self.said_day(scene, trigger, marks_of(scene, trigger))
        dated = dated and self.own_day(scene, trigger, cast, *dated)
        if dated is None:
            return []
        marks, found = dated
        often = trigger.type != "veto" and self.often(scene, trigger)
        told = []
        for part, day, leg in self.parts(scene, trigger, cast, marks, found, others, often):
            told.append(self.tell(scene, trigger, part, marks, day, leg))
        if seen := self.at_whose(scene, trigger, cast):
            meeting = replace(trigger, type="meeting", kind="verb", plover=types()["meeting"].plover)
            told.append(self.tell(scene, meeting, replace(cast, whom=seen, spots=cast.spots[:1]), marks, found))
        for party, timex, where in others:
            guest = [self.memory.identify(party, scene.sentence)]
            visit = replace(cast, who=guest, spots=[where] if where else cast.spots)
            told.append(self.tell(scene, trigger, visit, marks, Found(timex, verbal=True)))
        return [mention for mention in told if mention]

    def taking_part(self, scene: Scene, trigger: Trigger) -> Cast | None:
        """Who takes part in what a trigger tells; None where it is no encounter of states."""
        if taken_on(scene, trigger) or self.where_met(scene, trigger):
            return None
        cast = self.veto(scene, trigger) if trigger.type == "veto" else self.cast(scene, trigger)
        if cast is None:
            return None
        self.given_back(scene, trigger, cast)
        if (
            self.welcome(scene, trigger)
            or self.purpose(scene, trigger, cast)
            or self.remote(scene, trigger)
            or self.own_staff(scene, trigger)
            or self.between_strangers(scene, trigger)
            or self.multitude(scene, trigger)
            or self.leisure(scene, trigger)
            or self.at_home(scene, trigger)
            or (trigger.type == "veto" and self.statute(scene, trigger))
            or not self.diplomatic(trigger, cast)
            or self.public(scene, trigger, cast)
        ):
            return None
        return cast

    def in_person(self, scene: Scene, trigger: Trigger, cast: Cast) -> Trigger:
        """The trigger of a talk as that of a meeting, where those who talk are at one place, or of a call, where they
        are on the telephone."""
        visiting = {s.entry.country for s in self.memory.stops} & {e.country for e in cast.whom}
        visiting = {c for c in visiting if not self.visited_long_ago(c)}
        there = bool(cast.spots or visiting) or self.face_to_face(scene, trigger)
        aside = trigger.stop > trigger.end and not self.words.verb_final  # "held a long conversation"
        aside = aside and on_the_sidelines(scene, trigger)
        if trigger.type == "call" and ((trigger.kind in ("ring", "mutual") and there) or aside):
            return replace(trigger, type="meeting", plover=types()["meeting"].plover)
        if self.phoned(scene, trigger, cast):
            return replace(trigger, type="call", plover=types()["call"].plover)
        return trigger

    def said_day(self, scene: Scene, trigger: Trigger, marks: Marks) -> tuple[Marks, Found | None] | None:
        """What is said of a trigger and the date that its sentence gives it; None where it only carries a tour that has
        begun to stops that are still to come."""
        found = rescheduled(scene, marks) or (intended(scene, trigger) if marks.cancelled else None)
        found = found or attach(scene, trigger)
        if found is None and (other := before_which(scene, trigger)):  # "met A on Monday before being received by B"
            first, found = marks_of(scene, other[0]), other[1]
            marks = replace(marks, tense=first.tense, present=first.present, did=first.did)
        if carrying(scene, trigger) and not (found and found.own):
            if found and (not self.ahead(found) or stopped(scene, trigger)):
                return None
            marks = replace(marks, tense=0) if found is None and set_out(scene, trigger) else marks
        if found and found.timex.start < scene.sentence.tokens[trigger.at].start:
            found = self.arranged(scene, trigger) or found  # "on Monday confirmed the visit planned for May"
        if self.beside_day(scene, trigger) and not (found and self.of_noun(scene, trigger, found)):
            found = self.counted_from(scene, trigger)
        elif found is None or not found.own:
            counted = self.counted_from(scene, trigger)
            found = counted if counted and not (counted.fixed and marks.cancelled) else found
        return marks, found

    def own_day(
        self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found | None
    ) -> tuple[Marks, Found | None] | None:
        """What is said of a trigger and the date that it has in its article: none that is another event's, and where
        its sentence has none, that of the sentences before; None where the encounter is only named, not told."""
        if counted := numbered(scene, trigger):
            return marks, Found(counted[0][0], verbal=True)
        if found:
            marks, found = self.meant_day(scene, trigger, cast, marks, found)
        if self.entitled(scene, trigger) and not (found and found.own):
            return None
        if self.spoken(scene, trigger, cast, found):
            return None
        if trigger.type != "veto" and self.often(scene, trigger) and not self.repeats(scene, trigger):
            return None
        if found and self.these(scene, trigger):
            self.redate(scene, trigger, marks, found)
            return None
        if found and marks.negated and marks.exempt and self.standing(scene, found.timex):
            return None
        if found and (self.counted(scene, trigger, found.timex) or self.of_since(scene, trigger, found.timex)):
            found = None
        if found is None and (self.edition(scene, trigger) or self.withdrawn(scene, trigger, cast, marks)):
            return None
        if found and not marks.cancelled and self.onward(scene, trigger, cast, found):
            found, marks = None, replace(marks, tense=1, present=False)
        found = found or (self.carried(scene, trigger, marks) if not marks.modal or scene.sentence.heading else None)
        found = found or self.of_the_stop(trigger, cast, marks)
        if found is None and marks.tense > 0 and self.attended(scene, trigger):
            marks = replace(marks, tense=0, present=True)
        if found is None and (self.there_already(scene, trigger, cast) or self.united(scene, trigger)):
            return None
        if found and not found.own and self.foretold(scene, trigger, marks, found):
            found = None
        return marks, found

    def meant_day(
        self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found
    ) -> tuple[Marks, Found | None]:
        """Which day of which year the date beside a trigger means in its article, and the tense that this gives."""
        if self.onwards(scene, trigger, cast, marks, found) or self.dated_ahead(scene, trigger, found):
            marks, found = replace(marks, tense=max(0, marks.tense), present=True), replace(found, verbal=True)
        if found.timex is scene.sentence.heading:
            found = replace(found, verbal=True)
        if week := ahead_of(scene, trigger, found.timex):
            found = replace(found, timex=replace(found.timex, interval=week))
        if (timex := self.told_on(found.timex, scene.sentence)) is not found.timex:
            found = replace(found, timex=timex)
        day = self.of_the_news(scene, trigger, marks, self.chronicled(scene, trigger, marks, found))
        return marks, self.next_morning(scene, day) if day else None

    def united(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a relative clause in the present only tells whom a body is made up of: "Mercosur, a bloc that brings
        together Brazil and Argentina", "la Celac, que reúne a 33 países"; no person and no summit does so."""
        clause, tokens, lists = scene.clauses.clauses[scene.clause(trigger)], scene.sentence.tokens, self.words.lists
        active = trigger.kind == "verb" and not {t.low for t in tokens[max(0, trigger.at - 1) : trigger.end + 1]} & (
            lists["themselves"] | {f"-{word}" for word in lists["themselves"]}
        )
        if clause.kind != "relative" or trigger.type != "meeting" or not active:
            return False
        if not present(self.words, [tokens[trigger.at].low]):
            return False
        at = next((i for i in range(clause.first - 1, -1, -1) if tokens[i].text.isalnum()), -1)
        name = next((n for n in scene.sentence.names if n.at <= at < n.end), None)
        told = any(t.kind == "noun" and t.at <= at < t.stop for t in scene.triggers)
        if name is not None:
            return name.entry.kind == "body" and not told
        person = not lists["persons"].isdisjoint((tokens[at].low, tokens[at].lemma)) or tokens[at].text[:1].isupper()
        return at >= 0 and not (told or person)

    def attended(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody is said by the way to take part in a summit now: "que participa em Pittsburgh da cúpula"."""
        clause = scene.clauses.clauses[scene.clause(trigger)].kind
        lead = clause == "main" and scene.sentence.start < NEWS  # "the G20 opens its summit in Antalya"
        told_of = (clause == "relative" or lead) and trigger.kind != "noun"
        verb = scene.sentence.tokens[trigger.at].low
        return told_of and trigger.type == "summit" and bool(present(self.words, [verb]))

    def parts(
        self,
        scene: Scene,
        trigger: Trigger,
        cast: Cast,
        marks: Marks,
        found: Found | None,
        others: Sequence[Successor],
        often: bool,
    ) -> Iterator[tuple[Cast, Found | None, bool]]:
        """The encounters that one trigger tells, each with those who take part, its date, and whether it is one of the
        stops of a journey: with A on Monday and with B on Tuesday, on two days, in two cities, with one after the
        other; mostly it is one."""
        guests = cast.apart if trigger.type in ("meeting", "call") and any(e.country for e in cast.who) else []
        legs = stops(scene, trigger, cast.spots) if trigger.type in ENCOUNTERS and not others else []
        days = each(scene, trigger) if trigger.type != "veto" and found and not legs else []
        days = self.repeats(scene, trigger) if often else days
        fixed = [s for s in cast.spots if s.end <= trigger.at][:1]  # "There he met A on Monday and B on Tuesday"
        if cast.turns and (any(e.country for e in cast.who) or (trigger.kind == "noun" and not cast.who)):
            for timex, whom, spots in cast.turns:
                yield replace(cast, whom=whom, spots=spots or fixed), Found(timex, verbal=True), False
        elif counted := numbered(scene, trigger):
            for timex, spots in counted:
                yield replace(cast, spots=spots), Found(timex, verbal=True), False
        elif days and found and (often or (found.own and found.timex.start in {t.start for t in days})):
            for day in days:
                yield replace(cast, spots=self.spot(trigger, cast)), Found(day), False
        elif legs:
            verbal = trigger.stage or trigger.kind != "noun" or bool(found and found.verbal and marks.present)
            for timex, spots in legs:
                yield self.stop(cast, spots), Found(timex, verbal=verbal), True
        elif guests:
            own = cast.sites if len(cast.sites) == len(guests) else [[] for _ in guests]
            for met, sites in zip(guests, own, strict=True):
                who, whom = (met, cast.whom) if cast.hosted else (cast.who, met)
                spots = sites[:1] or ([] if any(own) else self.spot(trigger, cast))
                yield replace(cast, who=who, whom=whom, spots=spots), found, False
        else:
            yield replace(cast, spots=self.spot(trigger, cast)), found, False

    def tell(
        self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found | None, leg: bool = False
    ) -> Mention | None:
        """One mention of an encounter, a call or a veto, or None where the sentence does not tell it; of one of several
        stops (`leg`) no length is told."""
        told = self.located(scene, trigger, cast, marks, found, leg)
        if self.not_told(scene, told):
            return None
        told.interval, told.how = when(found, marks, self.article.published, self.words.lists["determiners"])
        if found is None and trigger.type != "veto" and not self.date_undated(scene, told):
            return None
        if trigger.type != "veto":
            if told.interval is None or not self.news(scene, trigger, found, marks, told.cast, told.interval):
                return None
            if found is None and told.interval.certainty is Certainty.ASSUMED and not marks.negated:
                told.interval, told.how = self.led(told.countries) or (told.interval, told.how)
        if trigger.type == "summit":
            self.gather(scene, told)
        if not told.countries and not told.bodies:
            return None
        if self.before_office(scene, trigger, told.cast, told.interval):
            return None
        state = self.settle(scene, told)
        mention = self.build(
            scene, trigger, told.cast, told.countries, told.place, found, told.interval, told.how, state
        )
        return self.note(scene, told, mention)

    def located(self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found | None, leg: bool) -> Told:
        """What a trigger tells, with the place where it was and all states that take part in it: a place makes its
        state one of them, and where none is said, it is that of the dateline, of a journey, or of a summit."""
        place = cast.spots[0].entry if cast.spots else None
        countries = cast.countries()
        house = trigger.kind == "host" and place is not None and place.kind == "seat" and len(set(countries)) > 1
        if house and place and place.country not in countries:
            cast, place = replace(cast, spots=[]), None  # a host has others in at his own: "im Kanzleramt" in Vienna
        told = Told(trigger, cast, marks, found, leg, place, countries)
        if trigger.type != "call":
            told.add(*(spot.entry.country for spot in cast.spots))
        self.stop_over(scene, trigger, cast, marks, found)
        said = trigger.kind != "noun" or found is not None
        if trigger.type == "veto" and said and len(countries) <= len({e.country for e in cast.who}):
            told.add(*self.topics)  # what was vetoed is what the article is about
        if trigger.type == "meeting":
            if not cast.countries() and any(meets(e.name) for e in told.bodies):
                told.add(*self.dealt_with(scene, trigger))
            if told.place is None:
                told.place = self.where(scene, told)
                told.add(told.place.country if told.place else None)
        return told

    def where(self, scene: Scene, told: Told) -> Entry | None:
        """Where a meeting was of which its sentence names no place, or None."""
        trigger, found, countries = told.trigger, told.found, told.countries
        parties = (*told.cast.who, *told.cast.whom)
        line = self.dateline
        if line and trigger.kind != "host" and len(countries) == 1 and self.recent(found):
            return line
        if len(countries) == PAIR and found and (place := self.abroad(parties, found.timex.interval)):
            return place
        if place := self.fringe(scene, trigger, found, parties):
            return place
        return self.gathered(trigger, found, countries) if len(set(countries)) >= PAIR else None

    def not_told(self, scene: Scene, told: Told) -> bool:
        """Whether too little is said for an encounter of states: of one state among themselves, of nobody, or what is
        only part of what was told already."""
        trigger, cast, countries, found = told.trigger, told.cast, told.countries, told.found
        if self.internal(scene, trigger, cast, countries, found):
            return True  # the ministers of one state among themselves
        parties, own, bodies = (*cast.who, *cast.whom), cast.countries(), told.bodies
        if trigger.kind == "noun" and trigger.type == "meeting" and len(own) < PAIR and all(
            e.kind == "city" for e in parties
        ):  # fmt: skip
            return True  # somewhere somebody meets
        heads = any(e.kind == "leader" and not e.country for e in parties)  # "received Ban Ki-moon"
        if trigger.kind == "host" and len(countries) < PAIR and not (bodies or heads):
            return True  # received somebody
        if trigger.type == "visit" and not self.journey(trigger, cast, countries):
            return True
        nobody = not countries and (found is None or trigger.type != "summit")
        if not bodies and (nobody or (trigger.type in ("meeting", "call") and not own)):
            return True
        return found is None and not own and self.of_the_summit(scene, trigger, told.place)

    def date_undated(self, scene: Scene, told: Told) -> bool:
        """Give what its sentence does not date the day that it has beside what was told before; False where it was long
        ago, and is not told."""
        trigger, cast, marks, countries = told.trigger, told.cast, told.marks, told.countries
        published = self.article.published
        if self.long_ago(scene, trigger):
            return False
        if marks.tense > 0 and self.today(scene, trigger):
            told.interval = Interval.day(published, Certainty.RESOLVED) if published else None
            told.how = f"a time of day without a date: the publication day, {published}"
        elif marks.tense > 0 and cast.known and self.announced(scene, trigger, marks):
            told.interval, told.how = self.beside(countries)
        elif told.interval and cast.known and (visit := self.during(countries)):
            told.interval, told.how = visit
        elif self.past == scene.sentence.paragraph:
            return False  # told among what was long ago
        if told.interval is None and marks == Marks(tense=1) and cast.known and len(countries) > 1:
            plan = (scene, trigger, cast, countries, told.place, None, None, told.how, Status.PLANNED)
            self.undated.append(self.build(*plan))
        return True

    def gather(self, scene: Scene, told: Told) -> None:
        """Find the states of a summit: those of the one told before, where its sentence names nobody, the seat of its
        body, the members that the article lists, and what the article is about."""
        cast = told.cast
        bare = not told.countries or not (cast.known or cast.spots)  # "the summit": of nobody whom its sentence names
        if bare and not told.bodies and told.found and self.summit is not None:
            told.cast, told.place, told.countries = self.summit  # "the summit, held from Thursday to Saturday"
        elif told.found and told.bodies:
            self.summit = cast, told.place, told.countries
        bodies, countries = told.bodies, told.countries
        if not countries:
            countries += [home for e in bodies if (home := seat(e.name))][:1]  # "the EU summit on Thursday"
        countries += [c for e in bodies for c in self.listed.get(e.name, ()) if c not in countries]
        if not countries and scene.parties:
            able = {c for e in bodies for c in members(e.name)}  # "the G7 was to meet", in an article about Brazil
            topics = [c for c in self.topics if not able or c in able][:2]
            named = [n.entry.country for n in scene.sentence.names if n.entry.country and n.entry.kind != "other"]
            countries += named[:1] or topics

    def settle(self, scene: Scene, told: Told) -> Status:
        """Make the days of an encounter as long as its sentence says, and tell whether it took place."""
        trigger, marks, published = told.trigger, told.marks, self.article.published
        if told.interval and trigger.type in ("visit", "summit") and not told.leg:
            spelled = spell(scene, trigger, told.interval)
            extended = extend(told.interval, *length(scene, trigger, marks.moved))
            told.interval = spelled if spelled != told.interval else extended
        interval = told.interval
        state = status(marks, interval, published)
        if state is Status.PLANNED and self.off_too(scene, marks, told.countries):
            return Status.CANCELLED
        if interval and published and state is Status.PLANNED and interval.start is None and interval.end:
            start = min(published, interval.end - timedelta(days=1))  # "before the year ends"
            told.interval = replace(interval, start=start)
        return state

    def note(self, scene: Scene, told: Told, mention: Mention) -> Mention:
        """Remember of a mention what the sentences after it may refer to; the mention, with its parties where it dates
        what was planned before without a date."""
        trigger, cast = told.trigger, told.cast
        if trigger.type == "meeting" and len(set(cast.countries())) >= PAIR and on_the_fringe(scene, trigger):
            self.occasions.add(mention.trigger_start)
        if trigger.type == "summit" and occasion(scene, trigger):
            self.occasions.add(mention.trigger_start)
        if trigger.type == "visit" and trigger.kind == "noun" and told.found and self.finishing(scene, trigger):
            self.endings.add(mention.trigger_start)
        last = cast.spots[-1] if cast.spots else None
        if trigger.type == "visit" and told.place and trigger.kind != "noun" and last and all(
            p.at <= last.at for p in scene.parties if p.role == "place"
        ):  # fmt: skip
            self.went = last.entry  # "will travel to Ramallah, then reach Jerusalem. There"
        if trigger.kind == "noun" and all(p.role == "place" for p in scene.parties):
            plan = next((m for m in self.undated if m.type == mention.type and same_parties(m, mention)), None)
            if plan and mention.date_text:
                self.undated.remove(plan)
                return replace(given(mention, plan), id=mention.id)
            self.bare.add(mention.id)
        return mention

    @staticmethod
    def without(cast: Cast, others: Sequence[Successor]) -> None:
        """Take those out of a cast of whom the same verb tells another visit, and where they went."""
        names = {p.entry.name for p, _, _ in others}
        first = min(p.at for p, _, _ in others)
        cast.who = [e for e in cast.who if e.name not in names] or cast.who
        cast.whom = [e for e in cast.whom if e.name not in names]
        cast.spots = [s for s in cast.spots if s.at < first]

    def note_length(self, scene: Scene, trigger: Trigger, cast: Cast) -> None:
        """Note how long a visit lasts that its sentence does not date: another may say when it began."""
        number = scene.clause(trigger)
        plain = trigger.kind != "noun" and trigger.stop == trigger.end  # "flew in from Laos, where he spent two days"
        if trigger.type != "visit" or trigger.stage or plain:
            return
        if dated(scene, scene.clauses.root(number)) or dated(scene, number):
            return
        days, ends = length(scene, trigger)
        if days > 1 and not ends:
            home = frozenset(e.country for e in cast.who if e.country)
            away = frozenset(s.entry.country for s in cast.spots if s.entry.country)
            self.lengths.append((scene.sentence.start, home, away, days))

    @staticmethod
    def stop(cast: Cast, spots: Sequence[Party]) -> Cast:
        """Who takes part in one stop of a journey: of the hosts at its stops only those at home there."""
        here, stops = ({s.entry.country for s in found} for found in (spots, cast.spots))
        return replace(
            cast, spots=list(spots), whom=[e for e in cast.whom if e.country in here or e.country not in stops]
        )

    def visited_long_ago(self, country: str | None) -> bool:
        """Whether the visit to a state that was told last was long over when this was published."""
        last = next((m for m in reversed(self.mentions) if m.type == "visit" and m.place_country == country), None)
        over = last.interval.last if last and last.interval else None
        return bool(over and self.article.published and self.article.published - over > RECENT)

    def spoken(self, scene: Scene, trigger: Trigger, cast: Cast, found: Found | None) -> bool:
        """Whether a noun of talks only names the call that its sentence told before: "si erano parlati martedì al
        telefono, il primo colloquio tra i due presidenti"."""
        if trigger.type != "meeting" or trigger.kind != "noun":
            return False
        calls = [m for m in self.mentions if m.type == "call" and m.sentence_start == scene.sentence.start]
        when = found.timex.start if found else None
        return any(
            when in (None, m.date_start) and set(cast.countries()) <= set(m.countries) and not cast.spots for m in calls
        )

    def of_the_summit(self, scene: Scene, trigger: Trigger, place: Entry | None) -> bool:
        """Whether people of a body, or the body, only take part in a summit told already: "la conferenza che ha riunito
        trenta Paesi", "a Palermo sono anche Tusk e Mogherini"."""
        told = [m for m in self.mentions if m.type == "summit"]
        here = scene.clauses.clauses[scene.clause(trigger)].kind == "relative"
        gathered = trigger.type == "meeting" and here and trigger.kind == "verb"
        if gathered and any(m.sentence_start == scene.sentence.start for m in told):
            return True
        return trigger.kind == "stay" and place is not None and any(m.place == place.name for m in told)

    def where_met(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether the session of a body is only where two states met that its sentence told before: "vedrà venerdì
        Macron al G20 di Buenos Aires"."""
        session = any(n.entry.name in summits() and n.at <= trigger.at < n.end for n in scene.sentence.names)
        there = trigger.type == "summit" and session and occasion(scene, trigger)
        return there and told_to_meet(self.mentions, scene.sentence.start)

    def dealt_with(self, scene: Scene, trigger: Trigger) -> list[str]:
        """The states that a council sits over: those that its clause names ("riunione sulla crisi in Georgia", "at the
        request of Japan"), the two that the article is about most, and the one that its news begins with."""
        number, told = scene.clause(trigger), {p.at for p in scene.parties if p.role == "place"}
        named = [n.entry.country for n in scene.sentence.names if n.entry.country and n.at not in told
                 and n.entry.kind in ("country", "region") and scene.clauses.of[n.at] == number]  # fmt: skip
        return list(dict.fromkeys((*named, *self.topics[:2], *self.first)))

    def stop_over(self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found | None) -> None:
        """Note a stop that its sentence does not date: what is told next of the same guests there does."""
        stop = trigger.stage or trigger.kind != "noun"
        if found or not stop or trigger.type != "visit" or len(cast.spots) != 1 or not cast.who:
            return
        if marks.negated or marks.modal or marks.cancelled or not cast.spots[0].entry.country:
            return
        place = cast.spots[0].entry
        countries = list(dict.fromkeys((*cast.countries(), place.country or "")))
        ahead = marks.tense > 0 or (trigger.stage and marks.tense == 0)
        state = Status.PLANNED if ahead else Status.HAPPENED
        if len(countries) == PAIR:
            self.awaited.append(self.build(scene, trigger, cast, countries, place, None, None, "", state))

    def arrive(self, told: Sequence[Mention]) -> None:
        """Give a stop without a date that of what its guests do there, told next: "From there he flies to Rome. On
        Thursday he meets the pope in the Vatican"."""
        for mention in told:
            for stop in self.awaited[:]:
                gap = mention.sentence_start - stop.sentence_end
                here = stop.place_country in (mention.place_country, *mention.countries[1:])
                guest = stop.countries[0] in mention.countries
                if gap < 0 or gap > NEXT_BUT_ONE or not (here and guest):
                    continue
                if mention.date_text is None or not mention.interval or mention.type not in ENCOUNTERS:
                    continue
                over, published = stop.status is Status.HAPPENED, self.article.published
                day = mention.interval.start
                if published and (day is None or day < (published - FRESH if over else published)):
                    continue  # what is told of an earlier time there
                if mention.status is not stop.status and (over or mention.status is not Status.HAPPENED):
                    continue
                self.awaited.remove(stop)
                if mention.type == "visit" or mention.interval.days != 1:
                    continue
                how = f"no date in the sentence: told together with “{mention.title}”. {mention.how}"
                dated = replace(stop, interval=mention.interval, how=how, status=mention.status)
                known = [k for k, m in enumerate(self.mentions) if m.type == "visit" and m.date_text is None
                         and m.trigger_start == stop.trigger_start]  # fmt: skip
                for k in known:
                    self.mentions[k] = replace(dated, id=self.mentions[k].id)
                if not known:
                    self.mentions.append(replace(dated, id=f"m{len(self.mentions)}"))
