"""What an article has told so far: whom it has named, where they are, and what its dates hang on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from timeline.events.clauses import QUOTES
from timeline.events.dates import dated
from timeline.events.memory import Memory
from timeline.events.names import Names
from timeline.events.once import SOON
from timeline.events.parties import SPATIAL, Party
from timeline.events.scene import Scene, Subject
from timeline.events.text import Sentence
from timeline.events.trained import Spans
from timeline.events.triggers import Trigger
from timeline.events.vocabulary import Words
from timeline.gazetteer import Entry, members
from timeline.model import Article, Mention, Status, Timex
from timeline.temporal.interval import Certainty, Granularity, Interval

HEAD = 7  # tokens of a dateline: "(ANSA) - PARIGI, 2 MAG -"
ORDINAL = 3  # tokens before a noun in which "second" counts it
WEEK = timedelta(days=7)
LENGTH_NEAR = 700  # characters between a visit and the sentence that says how long it lasts
LONGEST = timedelta(days=15)  # a visit until somebody leaves
DAYS = re.compile(r"P(\d{1,2})D")
SOON_TOLD = 2  # mentions after a departure among which is the arrival


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
    lone: bool = False  # whether somebody is received abroad by nobody who is known
    hosted: bool = False  # whether those of `apart` are hosts: "was received by A and by B"
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
    days: int = 0  # how long the stay lasts, where that is said and not when it ends
    stays: bool = False  # whether it is said that they stay until then, and not that they leave

    def after(self, start: date) -> date | None:
        """The day after a departure from a stay that began on a day; None where that stay ended another time."""
        if self.days:
            return start + timedelta(self.days)
        ends = [self.end, self.end + WEEK, self.end + 2 * WEEK] if self.weekly else [self.end]
        return next((end for end in ends if timedelta(1) < end - start <= LONGEST), None)


class Story:
    """Remembers what an article has told so far, for what is left out in the sentences to come."""

    def __init__(self, article: Article, words: Words, people: Spans | None = None) -> None:
        self.article, self.words = article, words
        self.names = Names(words, article.published, {}, people=people)
        self.memory = Memory(words, article.published)
        self.paragraphs: dict[int, set[str]] = {}  # paragraph -> the states that it names
        self.states_led: set[str] = set()  # the states whose leaders the article names, anywhere
        self.topics: list[str] = []  # countries that the article is about, most named first
        self.body: tuple[Entry, int] | None = None  # the body of states named last, and where its sentence ends
        self.first: list[str] = []  # the state that its first sentence names first
        self.listed: dict[str, list[str]] = {}  # body -> its members, where the article lists them
        self.mentions: list[Mention] = []
        self.undated: list[Mention] = []  # what is planned without a date in the latest paragraphs
        self.bare: set[str] = set()  # those of them whose parties are all taken from sentences before
        # where the words stand of meetings of states beside a summit, and of summits that are only where those meet
        self.occasions: set[int] = set()
        self.political = False  # whether the article names anybody who acts for a state, or a body
        self.apart = False  # whether it has words of sport and the like
        self.before: tuple[int, Timex] | None = None  # the paragraph and the day that the sentence before told of
        self.dateline: Entry | None = None  # where the article was written
        self.departures: list[Departure] = []
        self.lead: date | None = None  # the first day of the last days that the article names: that of its news
        self.endings: set[int] = set()  # where the nouns stand that tell the last day of a visit
        # visits told without a date that last so many days: where in the text, whose, and where they go
        self.lengths: list[tuple[int, frozenset[str], frozenset[str], int]] = []
        self.tale: tuple[int, Timex] | None = None  # the same of the last sentence that did not only look back
        self.digression: Interval | None = None  # the day of the sentence before, where it only looked back
        self.flashback: tuple[int, Interval] | None = None  # paragraph and day of a last "had met"
        self.since = 0  # how many sentences ago
        self.days: list[tuple[Timex, frozenset[str]]] = []  # days of this week, with the states named beside them
        self.placed = -1  # where the sentence begins that named a place last
        self.opened = 0  # where the paragraph begins
        self.awaited: list[Mention] = []  # stops of a journey that nothing has dated yet
        self.summit: tuple[Cast, Entry | None, list[str]] | None = None  # the one of a body that was told last
        self.went: Entry | None = None  # where the sentence told somebody to go
        self.epoch: tuple[int, Interval] | None = None  # the paragraph and the last date of another year that it named
        self.past = -1  # the paragraph in which a date of long ago was named last

    def remember(self, scene: Scene) -> None:
        """Note who was named and who was the subject, a title too: "The president was expected. He will"."""
        subject = self.speaking(scene)
        topic = self.memory.topic
        tokens = scene.sentence.tokens
        before = self.memory.office(tokens, subject.title) if subject.refers == "title" else None
        if before and before.kind == "leader" and not self.memory.titles.get(before.name):
            self.memory.introduce(before, tokens[subject.title].low)
        self.memory.address(scene.sentence)
        self.memory.note(scene.parties, subject.parties)
        named = [p for p in reversed(scene.parties) if p.role == "person" or p.entry.kind == "leader"]
        people = (self.memory.identify(p, scene.sentence) for p in named)
        self.memory.latest = next((e for e in people if e.kind == "leader"), self.memory.latest)
        bodies = [p.entry for p in scene.parties if p.entry.kind == "body" and members(p.entry.name)]
        self.body = (bodies[-1], scene.sentence.end) if bodies else self.body
        if any(p.role == "place" for p in scene.parties):
            self.placed = scene.sentence.start
        if self.went:  # "the last premier to visit China was Berlusconi. Ciampi had been there in 2004"
            self.memory.place, self.went = self.went, None
        for number, clause in enumerate(scene.clauses.clauses):
            if clause.kind == "relative" and clause.word in self.words.lists["where"]:
                spot = scene.subject(number).place  # "came from Hangzhou, where he had met … There"
                self.memory.place = spot.entry if spot else self.memory.place
                self.placed = scene.sentence.start if spot else self.placed
        if subject.refers == "title":  # somebody of the sentences before, before whom this one names
            meant = before or self.memory.office(tokens, subject.title)
            self.memory.topic = meant or topic
            if meant and meant.kind == "leader" and not self.memory.titles.get(meant.name):
                self.memory.introduce(meant, tokens[subject.title].low)
        if topic and subject.parties and self.with_him(scene, subject.parties[0]):
            self.memory.topic = topic  # "In Doha he and his Qatari counterpart signed. On Wednesday he flew on"
            return
        parties = subject.parties
        if not parties and subject.refers in ("none", "other"):
            parties = self.arrived(scene)
        for party in parties[:1]:
            meant = self.memory.identify(party, scene.sentence) if party.role in ("person", "state") else None
            if meant and meant.kind == "leader":
                self.memory.topic = meant

    def with_him(self, scene: Scene, party: Party) -> bool:
        """Whether "he and" stands before the first name of a clause."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        own = [i for i in scene.clauses.own(scene.clauses.of[party.at]) if i + 1 < party.at]
        return any(tokens[i].low in lists["singular"] and tokens[i + 1].low in lists["coordinators"] for i in own)

    def arrived(self, scene: Scene) -> list[Party]:
        """Who is told after the verb to have come: "È arrivata oggi a Tbilisi la cancelliera Merkel. Ha incontrato"."""
        opening, tokens = scene.opening(), scene.sentence.tokens
        starts = {tokens[t.at].start for t in scene.triggers if t.kind == "motion" and scene.clause(t) == opening}
        told = next((m for m in self.mentions if m.trigger_start in starts and m.type == "visit"), None)
        guests = {actor.name for actor in told.actors if actor.role == "guest"} if told else set()
        return [p for p in scene.parties if p.entry.name in guests and scene.clauses.of[p.at] == opening]

    @staticmethod
    def speaking(scene: Scene) -> Subject:
        """Who is the subject of the opening clause, or what comes after its colon: "The trip stands: Pompeo will"."""
        subject = scene.subject(scene.opening())
        if scene.speakers() and scene.sentence.tokens[0].low in QUOTES:
            return Subject(scene.speakers())
        if subject.refers not in ("other", "none"):
            return subject
        for number, clause in enumerate(scene.clauses.clauses):
            if clause.kind == "main" and clause.verb is not None and scene.sentence.tokens[clause.first].low == ":":
                return scene.subject(number)
        if (speakers := scene.speakers()) and any(t.low in QUOTES for t in scene.sentence.tokens):
            return Subject(speakers)  # "A good day," said Brende in Tehran. "He will visit Oman"
        return subject

    def leave(self, scene: Scene) -> None:
        """Note who is said to leave, and on which day: a visit lasts until then."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        for i in sorted(scene.index.several(("staying", "leaving", "quitting"))):
            token = tokens[i]
            stays = not lists["staying"].isdisjoint((token.lemma, token.low))
            if not stays and all(lists[k].isdisjoint((token.lemma, token.low)) for k in ("leaving", "quitting")):
                continue
            number = scene.clauses.of[i]
            days = [t for _, t in dated(scene, number) if t.interval and t.interval.days == 1]
            clause = scene.clauses.clauses[number]
            if not days and clause.kind == "and" and clause.parent is not None:  # "on Saturday visits Rio and returns"
                days = [t for _, t in dated(scene, clause.parent) if t.interval and t.interval.days == 1]
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
            bound = {p.at for p in spots if p.prep >= 0 and self.bound(tokens[p.prep].low)}
            away = {p.entry.country for p in spots if p.at not in bound} - home
            after = tokens[i + 1].low if i + 1 < len(tokens) else ""
            again = not lists["quitting"].isdisjoint((token.lemma, token.low)) and after in lists["infinitive"]
            if again and not any(i < p.at <= i + ORDINAL for p in spots):
                continue  # "volvió a reunirse el martes"
            if away and not lists["back"].isdisjoint((token.lemma, token.low)) and not last:
                goals = [p for p in spots if p.role == "place" or p.prep == i + 1]
                if any(p.entry.country not in home for p in goals if p.at not in bound):
                    continue  # "volverá a Caracas en junio" is another journey
            visits = [m for m in self.mentions if m.type == "visit" and m.trigger_start < token.start]
            if stays and not away and visits:
                away = {visits[-1].place_country}
            if len(days) != 1 or days[0].interval is None or days[0].interval.end is None:
                continue
            end = days[0].interval.end
            # or whoever leaves home sets out
            back = any(p.role != "place" and p.entry.country in home and p.at not in bound for p in spots)
            weekly = days[0].text.replace("-", "").isalpha() and days[0].type == "DATE" and not back
            if weekly and stays and self.article.published and end > self.article.published:
                end -= WEEK  # of the week of the arrival, whichever that was
            named = stays or bool(subject.parties)
            who = frozenset(e.name for e in guests if named and e.kind == "leader")
            before = [m for m in self.mentions if m.trigger_start < scene.sentence.start] if bound else self.mentions
            self.departures.append(
                Departure(len(before), frozenset(home), frozenset(away), end, weekly, days[0].how, who, stays=stays)
            )

    def lasts(self, scene: Scene) -> None:
        """Note how long a visit lasts that the sentences before tell: "The visit, which will last three days"."""
        clauses, lists = scene.clauses, self.words.lists
        for at, timex in scene.sentence.timexes:
            unit = DAYS.fullmatch(timex.value) if timex.type == "DURATION" else None
            number = clauses.of[at]
            verb = clauses.clauses[number].verb
            if unit is None or verb is None:
                continue
            token = scene.sentence.tokens[verb]
            if lists["lasting"].isdisjoint((token.low, token.lemma)):
                continue
            near = {number, clauses.clauses[number].parent}
            noun = next((t for t in scene.triggers if t.kind == "noun" and t.type == "visit"
                         and t.at < at and scene.clause(t) in near), None)  # fmt: skip
            visits = [m for m in self.mentions if m.type == "visit" and m.date_text]
            if noun is None or not visits or not 1 < int(unit[1]) <= LONGEST.days:
                continue
            told = visits[-1]
            elsewhere = {p.entry.country for k in near if k is not None for p in scene.within(k) if p.role == "place"}
            if elsewhere - {told.place_country}:
                continue
            who = frozenset(a.name for a in told.actors if a.role == "guest")
            self.departures.append(
                Departure(len(self.mentions), frozenset(told.countries[:1]), frozenset({told.place_country}),
                          date.min, False, timex.how, who, int(unit[1]))
            )  # fmt: skip

    def last_day(self, scene: Scene, trigger: Trigger) -> Timex | None:
        """The day until which the visit told last is said to last: "The visit lasts until Tuesday"; None where none is,
        or another place is named."""
        if trigger.type != "visit" or trigger.kind != "noun":
            return None
        told = next((m for m in reversed(self.mentions) if m.type == "visit" and m.date_text), None)
        number, clauses, lists = scene.clause(trigger), scene.clauses, self.words.lists
        places = {p.entry.country for p in scene.within(number) if p.role == "place"}
        if told is None or places - {told.place_country}:
            return None
        for i in sorted(scene.index.several(("lasting",))):
            token, own = scene.sentence.tokens[i], clauses.of[i]
            lasts = not lists["lasting"].isdisjoint((token.low, token.lemma))
            if lasts and number in (own, clauses.clauses[own].parent) and len(days := self.until(scene, own)) == 1:
                return days[0]
        return None

    def lasts_until(self, timex: Timex) -> None:
        """Note until when the visit lasts that the sentences before told."""
        told = next(m for m in reversed(self.mentions) if m.type == "visit" and m.date_text)
        end = timex.interval.end if timex.interval else None
        if end is None:
            return
        weekly = timex.text.replace("-", "").isalpha()
        if weekly and self.article.published and end > self.article.published:
            end -= WEEK
        home, away = frozenset(told.countries[:1]), frozenset({told.place_country})
        self.departures.append(Departure(len(self.mentions), home, away, end, weekly, timex.how))

    def bound(self, low: str) -> bool:
        """Whether a preposition says where somebody leaves for: "leaves on Tuesday for Argentina", "quitte Cuba pour
        Haïti"."""
        return low in self.words.lists["purpose"]

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
            if inside and said and timex.interval and timex.interval.end and timex.type in ("DATE", "TIME"):
                found.append(timex)
        return found

    def lasting(self, found: list[Mention]) -> None:
        """Make the visits as long as another sentence says: "landed on Tuesday. He is on a four-day visit"."""
        for at, home, away, days in self.lengths:
            near = [
                (abs(m.trigger_start - at), k, m.interval.start)
                for k, m in enumerate(found)
                if m.type == "visit" and m.date_text and m.status in (Status.HAPPENED, Status.PLANNED)
                if m.interval and m.interval.days == 1 and m.interval.start
                if (not home or home & set(m.countries[:1])) and (not away or m.place_country in away)
            ]
            gap, k, start = min(near, default=(LENGTH_NEAR, -1, None))
            if start is None or gap >= LENGTH_NEAR or found[k].interval is None:
                continue
            guest, place, end = found[k].countries[:1], found[k].place_country, start + timedelta(days=days)
            others = (m for m in found if m.type == "visit" and m.countries[:1] == guest and m.interval and m.date_text)
            if any(
                m.interval.start < end and m.interval.last >= start
                and (m.place_country != place or (m.interval.days or 0) > 1)
                for m in others if m.interval and m.interval.start and m.interval.last
            ):  # fmt: skip
                continue  # the length of a tour, or told already
            longer = replace(found[k].interval, end=end, granularity=Granularity.INTERVAL)  # type: ignore[type-var]
            how = f"{found[k].how}; as long as another sentence says, until {end - timedelta(days=1)}"
            for j, m in enumerate(found):  # what is told of it without a date of its own
                part = m.type == "meeting" and m.date_text is None and m.interval == found[k].interval
                if part and m.status is Status.PLANNED and set(m.countries) == set(found[k].countries):
                    found[j] = replace(m, interval=longer)
            found[k] = replace(found[k], interval=longer, how=how)

    def stayed(self, told: Sequence[Mention]) -> list[Mention]:
        """Mentions with the visits that end with a departure, or that are said to last, made as long."""
        found = self.ended(told)
        self.lasting(found)
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
            later = [
                (m.interval.start, m.place_country)
                for m in found
                if m.type == "visit" and m.date_text and m.interval and departure.home & set(m.countries[:1])
            ]
            if not arrivals and departure.away and not departure.stays:
                arrivals = self.told_after(found, departure, starts)
            spare = timedelta(bool(departure.away))  # on the day of the departure the next stay may begin
            arrivals = [
                (start, k, stay)
                for start, k, stay in arrivals
                if not any(
                    day and start < day < (departure.after(start) or start) - spare and place != found[k].place_country
                    for day, place in later
                )
            ]  # a stay ends where the next one begins
            if arrivals:
                start, k, stay = min(arrivals, key=lambda arrival: arrival[:2])
                end = departure.after(start)
                longer = replace(stay, end=end, granularity=Granularity.INTERVAL)
                how = f"{found[k].how}; until the departure, {departure.how}"
                self.within(found, found[k], longer)
                found[k] = replace(found[k], interval=longer, how=how)
        return found

    @staticmethod
    def told_after(
        found: Sequence[Mention], departure: Departure, starts: Sequence[int]
    ) -> list[tuple[date, int, Interval]]:
        """The arrival that is told only after a departure: "left Nairobi today. He had arrived on Tuesday"."""
        near = set(starts[departure.at : departure.at + SOON_TOLD])
        return [
            (stay.start, k, stay)
            for k, m in enumerate(found)
            if m.type == "visit" and m.trigger_start in near and m.status is Status.HAPPENED and m.date_text
            if departure.home & set(m.countries[:1]) and m.place_country in departure.away
            if not departure.who or departure.who & {a.name for a in m.actors}
            if (stay := m.interval) and stay.start and stay.days == 1
            if (end := departure.after(stay.start)) and end - stay.start <= WEEK
        ]

    @staticmethod
    def within(found: list[Mention], visit: Mention, longer: Interval) -> None:
        """Give the meetings of a visit that have its date, and none of their own, all its days where it lasts."""
        for k, m in enumerate(found):
            mine = m.date_text is None and m.type == "meeting" and m.trigger_start > visit.trigger_start
            if mine and m.interval == visit.interval and f"“{visit.title}”" in m.how:
                found[k] = replace(m, interval=longer)

    def ended(self, told: Sequence[Mention]) -> list[Mention]:
        """Mentions with each visit whose end was told apart from its beginning told once: "The visit ended today. He
        had come on Monday"."""
        found = list(told)
        for last in [m for m in found if m.trigger_start in self.endings and m.type == "visit"]:
            guests = {a.name for a in last.actors if a.role == "guest"}
            end = last.interval and last.interval.end
            for k, first in enumerate(found):
                start = first.interval and first.interval.start
                if first is last or first.type != "visit" or not start or not end or not first.date_text:
                    continue
                same = first.place_country == last.place_country and first.countries[:1] == last.countries[:1]
                known = guests & {a.name for a in first.actors if a.role == "guest"}
                if same and known and first.status is not Status.CANCELLED and timedelta(1) < end - start <= LONGEST:
                    stay = replace(first.interval, end=end, granularity=Granularity.INTERVAL)  # type: ignore[type-var]
                    how = f"{first.how}; until the departure, {last.how}"
                    found[k] = replace(first, interval=stay, how=how)
                    found.remove(last)
                    break
        return found

    @staticmethod
    def written(scene: Scene) -> Entry | None:
        """The place of a dateline: "HANOI, Vietnam (AP) —"."""
        head, tokens = scene.clauses.clauses, scene.sentence.tokens
        if not scene.parties:
            return None
        first = scene.parties[0]
        number = scene.clauses.of[first.at]
        alone = len(head) == 1 and bool(scene.sentence.timexes) and len(tokens) <= HEAD  # "Roma, 16 giu."
        if (len(head) < 2 and not alone) or any(clause.verb is not None for clause in head[: number + 1]):
            return None
        opening = all(not t.text.isalpha() or t.text.isupper() for t in tokens[head[number].first : first.at])
        bracketed = number == 0 or all(
            len(scene.clauses.own(k)) <= HEAD for k in range(number)
        )  # "(ANSA) - PARIGI, 2 MAG -"
        named = first.entry.kind == "country" and 1 < first.at <= HEAD and tokens[first.at - 1].low == ","
        spot = first.entry.kind == "city" or (named and number == 0)  # "HEILIGENDAMM, Germany"
        return first.entry if spot and opening and bracketed else None

    def date_paragraph(self, sentence: Sentence) -> None:
        """Note whether a paragraph tells of long ago: then what it tells without a date is no news of today."""
        published = self.article.published
        lasts = [t.interval.last for _, t in sentence.timexes if t.interval and t.interval.last]
        if published and lasts:
            old = all(last < published - timedelta(days=SOON) for last in lasts)
            self.past = sentence.paragraph if old else -1
            years = [t.interval for _, t in sentence.timexes if t.interval and t.interval.start and t.interval.end]
            others = [i for i in years if i.start and i.start.year < published.year]
            if others:
                self.epoch = sentence.paragraph, others[-1]
            elif self.epoch is not None and self.epoch[0] != sentence.paragraph:
                self.epoch = None
        days = [t for _, t in sentence.timexes if t.interval and t.interval.days == 1]
        if not days:
            days = [t for _, t in sentence.timexes if t.interval and t.interval.granularity is Granularity.MONTH]
        if self.lead is None and days and published:
            start = days[0].interval.start if days[0].interval else None
            fresh = days[0].interval and days[0].interval.days == 1 and start and start <= published < start + WEEK
            self.lead = start if fresh else published
        back = self.looks_back(sentence)
        days = days if back else [self.told_on(t, sentence) for t in days]
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
        self.since += 1
        if days and published:
            past = any(t.low in self.words.lists["pluperfect"] for t in sentence.tokens)
            day = days[0].interval if len(days) == 1 else None
            over = day is not None and day.last is not None and day.last < published
            self.flashback, self.since = ((sentence.paragraph, day) if past and over and day else None), 0

    def looks_back(self, sentence: Sentence) -> bool:
        """Whether a sentence only looks back ("had said farewell to Xi on Wednesday"), while the tale goes on after."""
        tale = self.tale
        if tale is None or tale[0] != sentence.paragraph or tale[1].interval is None or not sentence.timexes:
            return False
        lasts = [t.interval.last for _, t in sentence.timexes if t.interval and t.interval.last]
        back = any(t.low in self.words.lists["pluperfect"] for t in sentence.tokens)
        now = tale[1].interval.start
        return back and bool(lasts) and now is not None and all(last < now for last in lasts)

    def news_again(self, timex: Timex, sentence: Sentence) -> bool:
        """Whether a time of day in a new paragraph is of the news again, after one that had looked back: "On Wednesday
        he had met Tusk. … In the evening he flew to Smolensk"."""
        if self.flashback is None or timex.interval is None:
            return False
        if self.flashback[0] == sentence.paragraph and self.since < 1:
            return False
        said = [w for w in timex.text.lower().split() if w not in self.words.lists["determiners"]]
        bare = bool(said) and self.words.tods.issuperset(said)
        back = any(t.low in self.words.lists["pluperfect"] for t in sentence.tokens)
        return bare and not back and timex.interval.start == self.flashback[1].start

    def told_on(self, timex: Timex, sentence: Sentence) -> Timex:
        """A time of day of the day that the tale goes on with, after a sentence that only looked back; of the
        publication day where no day was told, or a paragraph before told of earlier days."""
        tale, published = self.tale, self.article.published
        if timex.type == "TIME" and published and self.news_again(timex, sentence):
            interval = Interval.day(published, Certainty.RESOLVED)
            return replace(timex, interval=interval, how=f"“{timex.text}”, published {published}: of that day")
        if timex.type == "TIME" and timex.interval and timex.interval.days != 1 and published:
            interval = Interval.day(published, Certainty.RESOLVED)  # "in the evening", after a month was told
            return replace(timex, interval=interval, how=f"“{timex.text}”, published {published}: of that day")
        if timex.type != "TIME" or self.digression is None or timex.interval is None or tale is None:
            return timex
        if timex.interval.start != self.digression.start or tale[1].interval is None:
            return timex
        return replace(timex, interval=tale[1].interval, how=f"{timex.how}; {tale[1].how}")
