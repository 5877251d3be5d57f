"""Find who did what to whom, where and when: triggers of the pack, names of the gazetteer, dates of the timexes.

Encounters, calls and vetoes are read clause by clause: who is the subject, whom and where come after, and what a
clause leaves out comes from the clause or the sentences before. The other types take all that their sentence names:
for them it matters most which states a sentence sets against or beside one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Doc

from timeline.events import types
from timeline.events.confidence import OTHERS, WEIGHTS, chance, shown
from timeline.events.dates import ahead_of, attach, before_which, dated, intended, length, nearest, rescheduled, spell
from timeline.events.grounds import NEWS, grounds
from timeline.events.journeys import carrying, set_out, stopped, taken_on
from timeline.events.marks import Marks, status
from timeline.events.marks import read as marks_of
from timeline.events.once import given, once, same_parties
from timeline.events.parties import Party
from timeline.events.referring import PAIR
from timeline.events.roles import SIDES
from timeline.events.scene import Scene, Subject
from timeline.events.senses import fired_at, meant, wording
from timeline.events.settling import FRESH, Found, extend, when, whole
from timeline.events.sides import Sides, dateline, sides
from timeline.events.story import ORDINAL, Cast
from timeline.events.tenses import present
from timeline.events.text import Sentence, sentences
from timeline.events.timing import Timing
from timeline.events.titles import name_of, title
from timeline.events.trained import people
from timeline.events.triggers import ENCOUNTERS, TOLD, Trigger, choose
from timeline.events.turns import each, stops, successors
from timeline.events.words import words_of
from timeline.gazetteer import Entry, country_name, meets, members, seat, summits
from timeline.languages import Pack
from timeline.model import Actor, Article, Mention, Status, Timex
from timeline.temporal.interval import Certainty, Interval

HARSH = frozenset({"COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})  # announced, these are threats
KIND_CLASSES = frozenset({"AID", "CONCEDE", "RETREAT", "SUPPORT", "COOPERATE"})  # announced, these are promises
REFUSABLE = KIND_CLASSES | {"AGREE", "CONSULT"}
LEAD = 600  # characters from the start of an article in which the news itself is told
TOPICS = 0.2  # share of the names of an article from which a country is what the article is about
NEXT_BUT_ONE = 350  # characters after a stop without a date in which what is told of it dates it
STATES = 3  # places of an event whose states it has
ATTEMPT = 3  # tokens before an infinitive in which "tried" stands
RECENT = timedelta(days=14)  # before which a visit is none that goes on
LISTED = 3  # members of a body that are listed where it is told who they are
RECALLED = 7  # tokens before a noun in which words of what is only remembered stand
ROLES = {"visit": ("guest", "host"), "host": ("host", "guest"), "meeting": ("participant", "participant"),
         "summit": ("participant", "participant")}  # fmt: skip


class Reader(Timing):
    """Reads one article; remembers who was spoken of."""

    def read(self, found: Sequence[Sentence]) -> None:
        """Read all sentences of the article."""
        self.names.read(found)
        counts: Counter[str] = Counter()
        for sentence in found:
            counts.update(n.entry.country for n in sentence.names if n.entry.country)
            self.memory.counts.update(n.entry.name for n in sentence.names if n.entry.kind == "leader")
            around = self.paragraphs.setdefault(sentence.paragraph, set())
            around.update(n.entry.country for n in sentence.names if n.entry.country and n.entry.kind != "other")
            leaders = (n.entry.country for n in sentence.names if n.entry.kind == "leader")
            self.states_led.update(country for country in leaders if country)
            self.political = self.political or any(n.entry.kind in ("leader", "body") for n in sentence.names)
            self.apart = self.apart or bool(sentence.index(self.words).lows("apart"))
            self.list_members(sentence)
            news = (n.entry for n in sentence.names if n.entry.kind in ("country", "demonym", "leader"))
            self.first = self.first or [e.country for e in news if e.country][:1]
        total = sum(counts.values())
        self.memory.states = counts
        self.topics = [c for c, n in counts.most_common(4) if n >= max(2, TOPICS * total)]
        paragraph = -1
        noun: Trigger | None = None  # the last that "quella di Putin" may stand for, of this sentence or the one before
        gathering: Trigger | None = None  # and the last summit or meeting, of which "the next" is another
        aged = past = False
        for sentence in found:
            scene = Scene.of(sentence, self.words, noun, gathering)
            noun, aged = self.elidable(scene) or (None if aged else noun), not self.elidable(scene)
            gathering, past = self.convened(scene) or (None if past else gathering), not self.convened(scene)
            if self.memory.two and not self.memory.just and scene.index.lows("two"):
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
                    self.arrive(told)
                    last = trigger if told else last
                else:
                    mention = self.other(scene, trigger)
                    if mention:
                        self.mentions.append(mention)
            if last is None:
                self.call_off(scene)
                self.date_plan(scene)
            self.remember(scene)
            self.leave(scene)
            self.lasts(scene)
            self.date_paragraph(sentence)

    def list_members(self, sentence: Sentence) -> None:
        """Note which members of a body a sentence lists, where they are most of them: "the G7 is a group of seven
        countries, the United Kingdom, …"."""
        states = dict.fromkeys(n.entry.country for n in sentence.names if n.entry.kind == "country" and n.entry.country)
        for name in sentence.names if len(states) >= LISTED else ():
            all_of = members(name.entry.name) if name.entry.kind == "body" else ()
            listed = [c for c in states if c in all_of]
            if len(listed) >= max(LISTED, len(all_of) / 2):
                self.listed.setdefault(name.entry.name, listed)

    def elidable(self, scene: Scene) -> Trigger | None:
        """The last noun of a sentence that a pronoun may stand for."""
        found = (t for t in reversed(scene.triggers) if t.kind == "noun" and t.type in TOLD)
        return next((t for t in found if scene.sentence.tokens[t.at].lemma in self.words.lists["elidable"]), None)

    @staticmethod
    def convened(scene: Scene) -> Trigger | None:
        """The last summit or meeting of a sentence of which the next may be told."""
        found = (t for t in reversed(scene.triggers) if t.type in ("summit", "meeting"))
        return next((t for t in found if t.type == "summit" or t.kind == "noun"), None)

    def encounter(self, scene: Scene, trigger: Trigger) -> list[Mention]:
        """The mentions that a trigger tells: none where too little is said, several for a journey with dated stops."""
        if taken_on(scene, trigger) or self.where_met(scene, trigger):
            return []
        cast = self.veto(scene, trigger) if trigger.type == "veto" else self.cast(scene, trigger)
        if cast is not None:
            self.given_back(scene, trigger, cast)
        aside = cast is None or self.welcome(scene, trigger) or self.purpose(scene, trigger, cast)
        aside = aside or self.remote(scene, trigger) or self.own_staff(scene, trigger)
        aside = aside or self.between_strangers(scene, trigger)
        aside = aside or self.multitude(scene, trigger) or self.leisure(scene, trigger)
        aside = aside or self.at_home(scene, trigger) or (trigger.type == "veto" and self.statute(scene, trigger))
        if cast is None or aside or not self.diplomatic(trigger, cast) or self.public(scene, trigger, cast):
            return []
        if last := self.last_day(scene, trigger):
            self.lasts_until(last)
            return []
        trigger = self.kind(scene, trigger, cast)
        others = successors(scene, trigger) if cast.who else []
        if others:
            self.without(cast, others)
        self.note_length(scene, trigger, cast)
        visiting = {s.entry.country for s in self.memory.stops} & {e.country for e in cast.whom}
        visiting = {c for c in visiting if not self.visited_long_ago(c)}
        if trigger.kind == "mutual" and len(set(cast.countries())) < PAIR:
            return []  # one who speaks gives a speech
        there = bool(cast.spots or visiting) or self.face_to_face(scene, trigger)
        aside_talk = trigger.stop > trigger.end and not self.words.verb_final  # "held a long conversation"
        aside_talk = aside_talk and scene.index.any("sidelines", scene.clauses.own(scene.clause(trigger)))
        if trigger.type == "call" and ((trigger.kind in ("ring", "mutual") and there) or aside_talk):
            trigger = replace(trigger, type="meeting", plover=types()["meeting"].plover)
        elif self.phoned(scene, trigger, cast):
            trigger = replace(trigger, type="call", plover=types()["call"].plover)
        marks = marks_of(scene, trigger)
        found = rescheduled(scene, marks) or (intended(scene, trigger) if marks.cancelled else None)
        found = found or attach(scene, trigger)
        if found is None and (other := before_which(scene, trigger)):  # "met A on Monday before being received by B"
            first, found = marks_of(scene, other[0]), other[1]
            marks = replace(marks, tense=first.tense, present=first.present, did=first.did)
        if carrying(scene, trigger) and not (found and found.own):
            if found and (not self.ahead(found) or stopped(scene, trigger)):
                return []  # the tour has begun: the stops that it is said to have are still to come
            marks = replace(marks, tense=0) if found is None and set_out(scene, trigger) else marks
        if found and found.timex.start < scene.sentence.tokens[trigger.at].start:
            found = self.arranged(scene, trigger) or found  # "on Monday confirmed the visit planned for May"
        if self.beside_day(scene, trigger) and not (found and self.of_noun(scene, trigger, found)):
            found = self.counted_from(scene, trigger)
        elif found is None or not found.own:
            counted = self.counted_from(scene, trigger)
            found = counted if counted and not (counted.fixed and marks.cancelled) else found
        if found and (self.onwards(scene, trigger, cast, marks, found) or self.dated_ahead(scene, trigger, found)):
            marks, found = replace(marks, tense=max(0, marks.tense), present=True), replace(found, verbal=True)
        if found and found.timex is scene.sentence.heading:
            found = replace(found, verbal=True)
        if found and (week := ahead_of(scene, trigger, found.timex)):
            found = replace(found, timex=replace(found.timex, interval=week))
        if found and (timex := self.told_on(found.timex, scene.sentence)) is not found.timex:
            found = replace(found, timex=timex)
        found = (
            self.of_the_news(scene, trigger, marks, self.chronicled(scene, trigger, marks, found)) if found else None
        )
        found = self.next_morning(scene, found) if found else None
        if self.entitled(scene, trigger) and not (found and found.own):
            return []
        if self.spoken(scene, trigger, cast, found):
            return []
        often = trigger.type != "veto" and self.often(scene, trigger)
        if often and not self.repeats(scene, trigger):
            return []
        if found and self.these(scene, trigger):
            self.redate(scene, trigger, marks, found)
            return []
        if found and marks.negated and marks.exempt and self.standing(scene, found.timex):
            return []
        if found and (self.counted(scene, trigger, found.timex) or self.of_since(scene, trigger, found.timex)):
            found = None
        if found is None and (self.edition(scene, trigger) or self.withdrawn(scene, trigger, cast, marks)):
            return []
        if found and not marks.cancelled and self.onward(scene, trigger, cast, found):
            found, marks = None, replace(marks, tense=1, present=False)
        found = found or (self.carried(scene, trigger, marks) if not marks.modal or scene.sentence.heading else None)
        found = found or self.of_the_stop(trigger, cast, marks)
        told_of = scene.clauses.clauses[scene.clause(trigger)].kind == "relative" and trigger.kind != "noun"
        if (
            found is None
            and told_of
            and trigger.type == "summit"
            and marks.tense > 0
            and present(self.words, [scene.sentence.tokens[trigger.at].low])
        ):
            marks = replace(
                marks, tense=0, present=True
            )  # "que participa em Pittsburgh da cúpula", without a date: now
        if found is None and self.there_already(scene, trigger, cast):
            return []
        if found and not found.own and self.foretold(scene, trigger, marks, found):
            found = None
        guests = cast.apart if trigger.type in ("meeting", "call") and any(e.country for e in cast.who) else []
        legs = stops(scene, trigger, cast.spots) if trigger.type in ENCOUNTERS and not others else []
        days = each(scene, trigger) if trigger.type != "veto" and found and not legs else []
        days = self.repeats(scene, trigger) if often else days
        fixed = [s for s in cast.spots if s.end <= trigger.at][:1]  # "There he met A on Monday and B on Tuesday"
        if cast.turns and (any(e.country for e in cast.who) or (trigger.kind == "noun" and not cast.who)):
            told = []
            for timex, whom, spots in cast.turns:
                turn = replace(cast, whom=whom, spots=spots or fixed)
                told.append(self.tell(scene, trigger, turn, marks, Found(timex, verbal=True)))
        elif days and found and (often or (found.own and found.timex.start in {t.start for t in days})):
            told = [
                self.tell(scene, trigger, replace(cast, spots=self.spot(trigger, cast)), marks, Found(t)) for t in days
            ]
        elif legs:
            verbal = trigger.stage or trigger.kind != "noun" or bool(found and found.verbal and marks.present)
            told = [
                self.tell(scene, trigger, self.stop(cast, spots), marks, Found(timex, verbal=verbal), leg=True)
                for timex, spots in legs
            ]
        elif guests:
            own = cast.sites if len(cast.sites) == len(guests) else [[] for _ in guests]
            parts = [
                replace(
                    cast,
                    who=others if cast.hosted else cast.who,
                    whom=cast.whom if cast.hosted else others,
                    spots=sites[:1] or ([] if any(own) else self.spot(trigger, cast)),
                )
                for others, sites in zip(guests, own, strict=True)
            ]
            told = [self.tell(scene, trigger, part, marks, found) for part in parts]
        else:
            told = [self.tell(scene, trigger, replace(cast, spots=self.spot(trigger, cast)), marks, found)]
        if seen := self.at_whose(scene, trigger, cast):
            meeting = replace(trigger, type="meeting", kind="verb", plover=types()["meeting"].plover)
            told.append(self.tell(scene, meeting, replace(cast, whom=seen, spots=cast.spots[:1]), marks, found))
        for party, timex, where in others:
            guest = [self.memory.identify(party, scene.sentence)]
            spots = [where] if where else cast.spots
            told.append(
                self.tell(scene, trigger, replace(cast, who=guest, spots=spots), marks, Found(timex, verbal=True))
            )
        return [mention for mention in told if mention]

    @staticmethod
    def without(cast: Cast, others: Sequence[tuple[Party, Timex, Party | None]]) -> None:
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

    def tell(
        self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found | None, leg: bool = False
    ) -> Mention | None:
        """One mention of an encounter, a call or a veto, or None where the sentence does not tell it; of one of several
        stops (`leg`) no length is told."""
        place = cast.spots[0].entry if cast.spots else None
        countries = cast.countries()
        house = trigger.kind == "host" and place is not None and place.kind == "seat" and len(set(countries)) > 1
        if house and place and place.country not in countries:
            cast, place = replace(cast, spots=[]), None  # a host has others in at his own: "im Kanzleramt" in Vienna
        for spot in cast.spots:
            if spot.entry.country and spot.entry.country not in countries and trigger.type != "call":
                countries.append(spot.entry.country)
        self.stop_over(scene, trigger, cast, marks, found)
        told = trigger.kind != "noun" or found is not None
        if trigger.type == "veto" and told and len(countries) <= len({e.country for e in cast.who}):
            countries += [c for c in self.topics if c not in countries]  # what was vetoed is what the article is about
        bodies = [e for e in (*cast.who, *cast.whom) if e.kind == "body" and trigger.type != "call"]
        if trigger.type == "meeting" and not cast.countries() and any(meets(e.name) for e in bodies):
            countries += [c for c in self.dealt_with(scene, trigger) if c not in countries]
        line = self.dateline
        alone = trigger.type == "meeting" and trigger.kind != "host" and place is None and len(countries) == 1
        if line and alone and self.recent(found):
            place = line
            countries += [line.country] if line.country and line.country not in countries else []
        parties = (*cast.who, *cast.whom)
        if trigger.type == "meeting" and place is None and len(countries) == PAIR and found:
            place = self.abroad(parties, found.timex.interval)
            countries += [place.country] if place and place.country and place.country not in countries else []
        if trigger.type == "meeting" and place is None and (place := self.fringe(scene, trigger, found, parties)):
            countries += [place.country] if place.country and place.country not in countries else []
        if trigger.type == "meeting" and place is None and len(set(countries)) >= PAIR:
            place = self.gathered(trigger, found, countries)
            countries += [place.country] if place and place.country else []
        if self.internal(scene, trigger, cast, countries, found):
            return None  # the ministers of one state among themselves
        cities = all(e.kind == "city" for e in parties) and len(cast.countries()) < 2
        if trigger.kind == "noun" and trigger.type == "meeting" and cities:
            return None  # somewhere somebody meets
        heads = any(e.kind == "leader" and not e.country for e in (*cast.who, *cast.whom))  # "received Ban Ki-moon"
        if trigger.kind == "host" and len(countries) < PAIR and not (bodies or heads):
            return None  # received somebody
        if trigger.type == "visit" and not self.journey(trigger, cast, countries):
            return None
        nobody = not countries and (found is None or trigger.type != "summit")
        if not bodies and (nobody or (trigger.type in ("meeting", "call") and not cast.countries())):
            return None
        if found is None and not cast.countries() and self.of_the_summit(scene, trigger, place):
            return None
        interval, how = when(found, marks, self.article.published, self.words.lists["determiners"])
        if found is None and trigger.type != "veto":
            if self.long_ago(scene, trigger):
                return None
            if marks.tense > 0 and self.today(scene, trigger):
                interval = Interval.day(self.article.published, Certainty.RESOLVED) if self.article.published else None
                how = f"a time of day without a date: the publication day, {self.article.published}"
            elif marks.tense > 0 and cast.known and self.announced(scene, trigger, marks):
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
        bare = not countries or not (cast.known or cast.spots)  # "the summit": of nobody whom its sentence names
        if trigger.type == "summit" and bare and not bodies and found and self.summit is not None:
            cast, place, countries = self.summit  # "the summit, held from Thursday to Saturday"
            bodies = [e for e in cast.who if e.kind == "body"]
        elif trigger.type == "summit" and found and bodies:
            self.summit = cast, place, countries
        if trigger.type == "summit" and not countries:
            countries += [home for e in bodies if (home := seat(e.name))][:1]  # "the EU summit on Thursday"
        if trigger.type == "summit":
            countries += [c for e in bodies for c in self.listed.get(e.name, ()) if c not in countries]
        if trigger.type == "summit" and not countries and scene.parties:
            able = {c for e in bodies for c in members(e.name)}  # "the G7 was to meet", in an article about Brazil
            topics = [c for c in self.topics if not able or c in able][:2]
            named = [n.entry.country for n in scene.sentence.names if n.entry.country and n.entry.kind != "other"]
            countries += named[:1] or topics
        if not countries and not bodies:
            return None
        if self.before_office(scene, trigger, cast, interval):
            return None
        if interval and trigger.type in ("visit", "summit") and not leg:
            whole = spell(scene, trigger, interval)
            interval = whole if whole != interval else extend(interval, *length(scene, trigger, marks.moved))
        state = status(marks, interval, self.article.published)
        state = Status.CANCELLED if state is Status.PLANNED and self.off_too(scene, marks, countries) else state
        published = self.article.published
        if interval and published and state is Status.PLANNED and interval.start is None and interval.end:
            interval = replace(
                interval, start=min(published, interval.end - timedelta(days=1))
            )  # "before the year ends"
        mention = self.build(scene, trigger, cast, countries, place, found, interval, how, state)
        if trigger.type == "meeting" and len(set(cast.countries())) >= PAIR and self.on_the_fringe(scene, trigger):
            self.sidelined.add(mention.trigger_start)
        if trigger.type == "summit" and self.occasion(scene, trigger):
            self.occasions.add(mention.trigger_start)
        if trigger.type == "visit" and trigger.kind == "noun" and found and self.finishing(scene, trigger):
            self.endings.add(mention.trigger_start)
        if (
            trigger.type == "visit"
            and place
            and trigger.kind != "noun"
            and all(p.at <= cast.spots[-1].at for p in scene.parties if p.role == "place")
        ):
            self.went = cast.spots[-1].entry  # "will travel to Ramallah, then reach Jerusalem. There"
        if trigger.kind == "noun" and all(p.role == "place" for p in scene.parties):
            plan = next((m for m in self.undated if m.type == mention.type and same_parties(m, mention)), None)
            if plan and mention.date_text:
                self.undated.remove(plan)
                return replace(given(mention, plan), id=mention.id)
            self.bare.add(mention.id)
        return mention

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
        ahead = scene.clauses.clauses[
            scene.clause(trigger)
        ].prospect  # "incontrato oggi in vista del Consiglio europeo"
        return trigger.type == "summit" and session and not ahead and any(
            m.type == "meeting" and m.sentence_start == scene.sentence.start
            and len({a.country for a in m.actors if a.country}) >= PAIR for m in self.mentions
        )  # fmt: skip

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
        countries = [c for c in dict.fromkeys((*cast.countries(), *where)) if c]
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

    def ahead(self, found: Found) -> bool:
        """Whether a date lies after the article."""
        start, published = found.timex.interval and found.timex.interval.start, self.article.published
        return bool(start and published and start > published)

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
        worded: str | None = None,
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
        actors = tuple(self.actors(trigger, cast, place))
        return Mention(
            id=f"m{len(self.mentions)}",
            type=trigger.type,
            plover=trigger.plover,
            mode=kind.mode if trigger.plover == kind.plover else None,
            trigger=self.article.text[first.start : last.end],
            trigger_start=first.start,
            trigger_end=last.end,
            sentence_start=start,
            sentence_end=end,
            title=title(trigger.type, cast.who, cast.whom, place, worded),
            actors=actors,
            countries=tuple(countries),
            place=place.name if place else None,
            place_country=place.country if place else None,
            date_text=timex.text if timex else None,
            date_start=timex.start if timex else None,
            date_end=timex.end if timex else None,
            interval=interval,
            status=state,
            confidence=chance(
                shown(interval, timex is not None, state, len(actors)),
                WEIGHTS if trigger.type in TOLD else OTHERS,
            ),
            how=how,
        )

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
            state = country_name(place.country)
            found.setdefault(state, Actor(state, place.country, "host"))
        return list(found.values())


def find(doc: Doc, article: Article, timexes: Sequence[Timex], pack: Pack) -> list[Mention]:
    """The events that an article tells, each once, in text order; [] where the pack has no event words yet."""
    words = words_of(pack)
    if words is None:
        return []
    reader = Reader(article, words, people(article.text, pack.code))
    reader.read(sentences(doc, timexes, words, article.published))
    return reader.stayed(once(reader.mentions, reader.bare, frozenset(reader.sidelined), frozenset(reader.occasions)))
