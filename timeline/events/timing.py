"""When something happened that has no date of its own, and whether a date beside it is its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from timeline.events.casting import NEXT
from timeline.events.clauses import STOPS
from timeline.events.dates import calling_off, dated, length, nth_day, scheduled
from timeline.events.manner import Manner
from timeline.events.marks import Marks, status
from timeline.events.referring import PASSIVE
from timeline.events.scene import Scene
from timeline.events.settling import YEAR_NAMED, Found, when
from timeline.events.story import ORDINAL, Cast
from timeline.events.tenses import coming
from timeline.events.titles import name_of
from timeline.events.triggers import TOLD, Trigger
from timeline.gazetteer import Entry
from timeline.model import Status, Timex
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import Context, interval_value
from timeline.temporal.operators.offsets import Ago

FRESH = timedelta(days=3)
FORTNIGHT = timedelta(days=14)
MONTH, YEAR, WEEK = 31, 365, 7  # days
NEAR = 5  # tokens after "before" in which the event stands that a length is counted from
COUNTED = re.compile(r"P(\d{1,3})([DW])")
NEARBY = 500  # characters between what was called off and what was part of it
TIMES = "MO MI AF EV NI"  # the times of a day as TIMEX3 writes them, in order
LEAP = (2, 29)
REACHING = re.compile(r"P(\d{1,2}|X)([DWMY])")  # lengths that lead back from the news to what came before
WEEKDAY = re.compile(r"the (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
COARSE = Granularity.SEASON.rank


class Timing(Manner):
    """Answers when it was, where the date beside a trigger does not."""

    def counted_from(self, scene: Scene, trigger: Trigger) -> Found | None:
        """The day that a length before or after another event reckons: "two days before the visit" from the visit told
        before, "on 17 December, a day after the two had talked" from the date of the main clause; else None."""
        tokens, lists, clauses = scene.sentence.tokens, self.words.lists, scene.clauses
        number = scene.clause(trigger)
        for at, timex in scene.sentence.timexes:
            unit = COUNTED.fullmatch(timex.value) if timex.type == "DURATION" else None
            i = next((i for i, t in enumerate(tokens) if t.start >= timex.end), len(tokens))
            if back := self.back_from_news(scene, trigger, timex, i):
                return back
            if unit is None or i >= len(tokens) or tokens[i].low not in lists["offset"] | lists["after"]:
                continue
            days = timedelta(days=int(unit[1]) * (WEEK if unit[2] == "W" else 1))
            later = tokens[i].low in lists["after"]
            inside = clauses.own(number)
            opening = {i, i + 1, i + 2} & set(inside)  # "después de que", "nachdem"
            if trigger.kind != "noun" and trigger.at > i and opening and clauses.clauses[number].kind == "sub":
                other = clauses.root(number)
                main = dated(scene, other) if other != number else []
                interval = main[0][1].interval if len(main) == 1 else None
                if interval and interval.days == 1:
                    return self.moved_by(interval, timex, -days if later else days)
                continue
            sub = next((k for k in range(len(clauses.clauses)) if clauses.clauses[k].first in (i, i + 1)
                        and clauses.clauses[k].kind == "sub" and clauses.root(k) == number), None)  # fmt: skip
            if sub is not None:  # "two days after she had met him on 3 March, she flew to Prague"
                days_of = [t.interval for _, t in dated(scene, sub) if t.interval]
                if trigger.kind != "noun" and len(days_of) == 1 and days_of[0].days == 1:
                    return self.moved_by(days_of[0], timex, days if later else -days)
            event = next(
                (t for t in scene.triggers if t.kind == "noun" and t.type in TOLD and i < t.at <= i + NEAR), None
            )
            if event is None or any(clauses.verbs[i + 1 : event.at]):
                continue
            if event.at == trigger.at:
                if later and (apart := self.apart_from(scene, trigger, timex)):
                    return apart
                continue
            if clauses.root(clauses.of[at]) != clauses.root(number):
                continue
            before = [m for m in self.mentions if m.type == event.type and m.sentence_end <= scene.sentence.start]
            told = next((m for m in before[::-1] if m.date_text and m.status is not Status.CANCELLED), None)
            if told and told.interval and told.interval.start and told.interval.end:
                return self.moved_by(told.interval, timex, days if later else -days)
        return None

    def apart_from(self, scene: Scene, trigger: Trigger, timex: Timex) -> Found | None:
        """When what a noun tells was, so long before what its sentence tells: "the meeting comes two days after the
        call between Trump and Putin"."""
        unit, published, clauses = REACHING.fullmatch(timex.value), self.article.published, scene.clauses
        number = scene.clause(trigger)
        main = [t.interval for k in {number, clauses.root(number)} for _, t in dated(scene, k)]
        if unit is None or unit[1] == "X" or published is None or len(main) > 1:
            return None
        lists, tokens = self.words.lists, scene.sentence.tokens
        keys = ("genitive", "with", "place", "prepositions")
        own = (t.low for t in tokens[trigger.at + 1 : trigger.end + 1])
        if not any(low in lists[key] for low in own for key in keys):
            return None  # "a week after the visit", the one told before
        base = main[0].start if main and main[0] and main[0].days == 1 else None if main else published
        interval = Ago(int(unit[1]), UNITS[unit[2]], -1).resolve(Context(base)) if base else None
        if base is None or interval is None or interval.start is None:
            return None
        how = f"“{timex.text}”, counted from {base}: {interval_value(interval)}"
        value = interval_value(interval)
        return Found(replace(timex, type="DATE", value=value, interval=interval, how=how), verbal=True, fixed=True)

    def back_from_news(self, scene: Scene, trigger: Trigger, timex: Timex, at: int) -> Found | None:
        """When it was that the news comes so long after: "the visit comes a month after Obama met Xi". The main clause
        has no date, so that the length leads back from the publication day; `at` is the token after the length."""
        tokens, lists, clauses = scene.sentence.tokens, self.words.lists, scene.clauses
        unit, published, number = REACHING.fullmatch(timex.value), self.article.published, scene.clause(trigger)
        while clauses.clauses[number].kind in ("relative", "and") and clauses.clauses[number].parent is not None:
            number = clauses.clauses[number].parent or 0  # "a week after X was in the capital, where he held talks"
        at += at < len(tokens) and tokens[at].low == ","
        if timex.type != "DURATION" or unit is None or published is None or at >= len(tokens):
            return None
        clause, root = clauses.clauses[number], clauses.root(number)
        opening = {at, at + 1, at + 2} & set(clauses.own(number)) and clause.kind == "sub" and root != number
        behind = tokens[at].low in lists["after"]
        if not (opening and behind) or trigger.kind == "noun" or trigger.at <= at or dated(scene, root):
            return None
        if dated(scene, number) or dated(scene, scene.clause(trigger)):
            return None
        ago = Ago(None if unit[1] == "X" else int(unit[1]), UNITS[unit[2]], -1)
        interval = ago.resolve(Context(published))
        if interval is None:
            return None
        how = f"“{timex.text}”, published {published}: {ago.explain(Context(published))}, {interval_value(interval)}"
        dated_so = replace(timex, type="DATE", interval=interval.weakened(Certainty.APPROXIMATE), how=how)
        return Found(dated_so, own=False, verbal=True)

    @staticmethod
    def moved_by(interval: Interval, timex: Timex, days: timedelta) -> Found | None:
        """The day that many days before an event begins, or after it ends."""
        start = interval.last if days > timedelta(0) else interval.start
        if start is None:
            return None
        day = start + days
        how = f"“{timex.text}”, counted from {start}: {day}"
        return Found(
            replace(timex, type="DATE", value=str(day), interval=Interval.day(day, Certainty.RESOLVED), how=how)
        )

    def often(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a clause tells what happened several times: that is no single event."""
        number, lists = scene.clause(trigger), self.words.lists
        tokens = scene.sentence.tokens
        return any(
            scene.clauses.of[i] == number
            and not (i and any(t.low in lists[key] for key in ("history", "first", "cancelled")
                               for t in tokens[max(0, i - 2) : i]))  # "put off twice"
            # "never happened"
            and not any(self.words.has("occur", tokens, j) for j in (i + 1, i + 2) if j < len(tokens))
            for i in scene.index.begins("often")
        )  # fmt: skip

    @staticmethod
    def repeats(scene: Scene, trigger: Trigger) -> list[Timex]:
        """The days or months of what happened several times, where each is named: "met twice, once late on Monday and
        again on Tuesday morning", "deux fois, en janvier et en mars"; [] where none is."""
        clauses, number = scene.clauses, scene.clause(trigger)
        near = {number} | {k for k, c in enumerate(clauses.clauses)
                           if c.verb is None and k > number and clauses.root(k) == clauses.root(number)}  # fmt: skip
        days: dict[object, Timex] = {}
        for k in sorted(near):
            for _, t in dated(scene, k):
                month = trigger.type == "visit" and t.interval and t.interval.granularity is Granularity.MONTH
                if t.interval and (t.interval.days == 1 or month) and t.type in ("DATE", "TIME"):
                    days.setdefault(t.interval.start, t)
        return list(days.values())

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

    def of_since(self, scene: Scene, trigger: Trigger, timex: Timex) -> bool:
        """Whether a date belongs to what somebody did, that what is told is reckoned from: "would have been his first
        visit since he took office a year ago"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        date = next((i for i, t in enumerate(tokens) if t.end > timex.start), 0)
        plain = lists["exempt"] - lists["origin"] - lists["by"] - lists["place"]  # "da" means much else
        since = next((i for i in range(date - 1, trigger.end - 1, -1) if tokens[i].low in plain), None)
        if since is None or any(since < t.at < date for t in scene.triggers if t.type in TOLD):
            return False
        small = lists["determiners"] | lists["place"] | lists["prepositions"] | lists["about"] | lists["adverbs"]
        between = [i for i in range(since + 1, date) if i not in scene.sentence.dated]
        if any(p.entry.kind == "leader" and since < p.at < date for p in scene.parties):
            verbs = any(scene.clauses.verbs[i] for i in between)
            return verbs  # "since Trump took office in January", but "since Clinton in 1999"
        said = [i for i in between if tokens[i].low.isalpha() and tokens[i].low not in small]
        names = [i for i in said if tokens[i].text[:1].isupper() and (i == since + 1 or tokens[i - 1].low not in small)]
        return bool(said) and not names

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
        counted = found is not None and found.fixed  # "two days after the call" tells that too
        if trigger.kind == "noun" and not counted and self.reckoned(scene, trigger):
            return False
        if interval.certainty is not Certainty.ASSUMED:
            return True
        if trigger.type == "visit" and nth_day(scene, trigger) > 1:
            return cast.known
        told = any(calling_off(scene, trigger, at, t) for at, t in scene.sentence.timexes)
        if marks.cancelled and (told or self.first_told(scene, trigger, cast)):
            return cast.known  # news of what was to be on a day that nobody tells
        if trigger.kind != "noun":
            return cast.known and (marks.negated or just_before not in self.words.lists["infinitive"])
        verbs = (i for i in scene.clauses.own(scene.clause(trigger)) if scene.clauses.verbs[i])
        plain = marks.tense <= 0 and not (marks.modal or marks.negated or marks.cancelled)
        if trigger.type == "visit" and plain and any(
            not self.words.lists["begins"].isdisjoint((tokens[i].low, tokens[i].lemma)) for i in verbs
        ):  # fmt: skip
            return cast.known and cast.official  # "the visit of the president has begun"
        at = trigger.at
        if cast.whom and any(e.kind == "leader" for e in cast.whom) and scene.after_talks(trigger):
            return cast.known
        spans = ((at - 2, at), (at, at + 3), (at - 1, at + 1), (at - 1, trigger.end), (at, trigger.end), (at - 1, at))
        around = {" ".join(t.low for t in tokens[max(0, first) : last]) for first, last in spans}
        return cast.known and not self.words.lists["support"].isdisjoint(around)

    @staticmethod
    def first_told(scene: Scene, trigger: Trigger, cast: Cast) -> bool:
        """Whether a main clause tells of a noun, and where a journey went: news, while "after the visit was called
        off" refers to it."""
        clauses = scene.clauses.clauses
        number = scene.clause(trigger)
        while clauses[number].kind in ("and", "said") and clauses[number].parent is not None:
            number = clauses[number].parent or 0
        whole = bool(cast.spots) or trigger.type != "visit"
        return trigger.kind == "noun" and whole and clauses[number].kind == "main"

    def chronicled(self, scene: Scene, trigger: Trigger, marks: Marks, found: Found) -> Found:
        """A day without a year in a chronicle that tells in the present, of the year that its paragraph is in: "In 2008
        all changes. On 12 August Sarkozy meets Medvedev"."""
        timex, epoch, published = found.timex, self.epoch, self.article.published
        interval = timex.interval
        if epoch is None or epoch[0] != scene.sentence.paragraph or published is None:
            return found
        clauses, tokens = scene.clauses, scene.sentence.tokens
        day_in = next((clauses.of[at] for at, t in scene.sentence.timexes if t is timex), clauses.of[trigger.at])
        near = {scene.clause(trigger), day_in, clauses.root(scene.clause(trigger))}
        own = [t.low for i, t in enumerate(tokens) if clauses.of[i] in near]
        ahead = any(coming(self.words, low) or low in self.words.lists["future"] for low in own)
        over = any(low in self.words.lists["pluperfect"] for low in own)  # "had flown there to speak with"
        present = not (ahead or over) and marks.tense >= 0 and not (marks.modal or marks.cancelled or marks.negated)
        if not present:
            return found
        said = timex.text.lower().split()
        plain = not YEAR_NAMED.search(timex.text) and any(word.strip(".,") in self.words.months for word in said)
        first = epoch[1].start
        if not plain or interval is None or interval.days != 1 or not interval.start or not interval.end or not first:
            return found
        day = interval.start
        if (day.month, day.day) == LEAP:
            return found
        year = first.year if day.replace(year=first.year) >= first else first.year + 1
        moved = day.replace(year=year)
        if moved > published or moved == day:
            return found
        how = f"“{timex.text}”, published {published}: the verb tells of what is over, {moved}"
        timex = replace(timex, interval=Interval.day(moved, interval.certainty), how=how)
        return replace(found, timex=timex, fixed=True)

    def off_too(self, scene: Scene, marks: Marks, countries: Sequence[str]) -> bool:
        """Whether what was to come belongs to what was called off right before: "cancelled his trip. He was to meet
        Abe on 3 December"."""
        for mention in self.mentions[-4:]:
            near = 0 <= scene.sentence.start - mention.sentence_end <= NEARBY
            if mention.status is Status.CANCELLED and mention.type in TOLD and near:
                return marks.foreseen and bool(set(countries) & set(mention.countries))
        return False

    def date_plan(self, scene: Scene) -> None:
        """Give what the sentence before announced or called off without a date the one for which it was planned:
        "The visit was called off. It had been scheduled for 25 June"."""
        plan = self.mentions[-1] if self.mentions else None
        if plan is None or plan.date_text or plan.status not in (Status.CANCELLED, Status.PLANNED):
            return
        number = scene.opening()
        near = 0 <= scene.sentence.start - plan.sentence_end <= NEXT and plan.sentence_start >= self.opened
        days = [t for _, t in dated(scene, number) if scheduled(scene, t)]
        if plan.type not in TOLD or not near or len(days) != 1:
            return
        if scene.subject(number).refers not in ("one", "none"):
            return
        timex = days[0]
        marks = Marks(tense=1, cancelled=plan.status is Status.CANCELLED, foreseen=True)
        interval, how = when(Found(timex, verbal=True), marks, self.article.published, self.words.lists["determiners"])
        self.mentions[-1] = replace(
            plan, interval=interval, how=how, date_text=timex.text, date_start=timex.start, date_end=timex.end,
            sentence_end=max(plan.sentence_end, timex.end),
        )  # fmt: skip

    def abroad(self, parties: Sequence[Entry], interval: Interval | None) -> Entry | None:
        """The place that somebody who meets another was said to visit on that very day, so that they met there."""
        leaders = {name_of(e) for e in parties if e.kind == "leader"}
        for mention in reversed(self.mentions):
            days = mention.interval
            if mention.type != "visit" or mention.status is not Status.HAPPENED or not days or not interval:
                continue
            guest = any(a.name in leaders and a.role == "guest" for a in mention.actors)
            if guest and interval.days == 1 and days.start == interval.start and mention.date_text and mention.place:
                return Entry("city", mention.place, mention.place_country)
        return None

    def gathered(self, trigger: Trigger, found: Found | None, countries: Sequence[str]) -> Entry | None:
        """Where a summit was told to be held on the day on which two of those who are there for it meet: "took part in
        the G20 in Osaka, held on 28 and 29 June. On Saturday he met Modi"; None where one is received at home."""
        published = self.article.published
        day = found.timex.interval if found else Interval.day(published) if published else None
        if trigger.kind == "host" or day is None or day.days != 1:
            return None
        for mention in reversed(self.mentions):
            days, home = mention.interval, mention.place_country in countries
            if mention.type == "visit" and days and day in days and home:
                return None  # in the capital of one of the two
            held = mention.type == "summit" and mention.date_text and mention.place and mention.place_country
            if held and days and (days.days or MONTH) <= WEEK and day in days:
                return None if home else Entry("city", mention.place or "", mention.place_country)
        return None

    def fringe(self, scene: Scene, trigger: Trigger, found: Found | None, parties: Sequence[Entry]) -> Entry | None:
        """Where those meet who do so on the sidelines of something: where that is held, as far as it was told."""
        root = scene.clauses.root(scene.clause(trigger))
        if not any(scene.clauses.root(scene.clauses.of[i]) == root for i in scene.index.begins("sidelines")):
            return None
        if any((p.entry.kind == "city" or (p.entry.kind == "seat" and p.role == "place"))
               and scene.clauses.root(scene.clauses.of[p.at]) == root for p in scene.parties):  # fmt: skip
            return None
        held = self.summit[1] if self.summit else None
        if held and (self.memory.place is None or self.memory.place.kind != "city") and self.about_then(found):
            return held  # "promised Ukraine help. On the sidelines of the summit"
        if self.memory.place and self.placed >= self.opened:
            return self.memory.place
        leaders = {name_of(e) for e in parties if e.kind == "leader"}
        day = found.timex.interval.start if found and found.timex.interval else self.article.published
        stays = [
            (abs(day - m.interval.start), m) for m in self.mentions
            if m.type == "visit" and m.place and m.interval and m.interval.start and day
            if leaders & {a.name for a in m.actors if a.role == "guest"}
        ]  # fmt: skip
        near = min(stays, key=lambda stay: stay[0], default=None)
        if near and near[0] <= FRESH:
            return Entry("city", near[1].place or "", near[1].place_country)
        summit = self.summit[1] if self.summit else None
        return self.memory.place or summit or (self.dateline if self.recent(found) else None)

    def about_then(self, found: Found | None) -> bool:
        """Whether the summit told last was about the day of an event, so that this may have been on its sidelines."""
        told = next((m for m in reversed(self.mentions) if m.type == "summit"), None)
        day = found.timex.interval if found else None
        if told is None or told.interval is None or day is None:
            return told is not None
        return told.interval.overlaps(day)

    def recent(self, found: Found | None) -> bool:
        """Whether an event is of these days, so that it may have been where the article was written."""
        published, interval = self.article.published, found.timex.interval if found else None
        if interval is None or published is None:
            return found is None
        return interval.overlaps(Interval(published - FRESH, published + timedelta(days=1)))

    def today(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a clause tells a time of day ("in the evening") and so means the day it is told on."""
        number = scene.clause(trigger)
        return scene.index.any("then", scene.clauses.own(number))

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

    def carried(self, scene: Scene, trigger: Trigger, marks: Marks) -> Found | None:
        """The date of the sentence before, where this one goes on from it; none that is over for what is to come:
        "arrived yesterday. From there he will fly on"."""
        found = self.told_before(scene, trigger)
        last, published = found and found.timex.interval and found.timex.interval.last, self.article.published
        ahead = marks.tense > 0 and trigger.kind != "noun" and not (marks.cancelled or marks.may)
        return None if ahead and last and published and last < published else found

    def told_before(self, scene: Scene, trigger: Trigger) -> Found | None:
        """The date of the sentence before, where this one goes on from it: "later he met", "he had met"."""
        before, heading = self.before, scene.sentence.heading
        if heading is not None:
            return Found(heading, own=False, verbal=True)
        number = scene.clause(trigger)
        own = scene.clauses.own(number)
        keys = ("then", "there") if trigger.kind == "noun" else ("then", "there", "pluperfect", "also")
        then = any(scene.index.any(key, own) for key in keys)
        if not then and scene.limit(trigger) != "after":
            return None
        dates = [(at, t) for at, t in scene.sentence.timexes if at < own[0] and t.type != "DURATION"]
        near = [(at, t) for at, t in dates if t.interval and (t.interval.days or YEAR) <= MONTH]
        clause = scene.clauses.clauses[number]
        goes_on = clause.kind == "and" or scene.sentence.tokens[clause.first].low in STOPS
        main = [t for at, t in near if goes_on and scene.clauses.clauses[scene.clauses.of[at]].kind != "relative"]
        earlier = main[-1:] or [t for _, t in near if t.type == "DATE"]
        if len({t.interval for t in earlier}) == 1:
            return Found(earlier[-1], own=False)  # "began on Monday in Hanoi: there he had met"
        if before is None or before[0] != scene.sentence.paragraph:
            return None
        return Found(before[1], own=False)

    def of_the_stop(self, trigger: Trigger, cast: Cast, marks: Marks) -> Found | None:
        """The date of the stop of a journey at which somebody will meet others: "goes to Riyadh on Monday and to
        Doha on Tuesday. In Riyadh he will see the king"; None where no such stop was told, or several were."""
        planned = (marks.tense > 0 or marks.present) and not (marks.cancelled or marks.modal or marks.negated)
        places = {s.entry.country for s in cast.spots}
        if trigger.type != "meeting" or trigger.kind == "noun" or not planned or len(places) != 1:
            return None
        guests = {e.country for e in cast.who}
        stops = [m for m in self.mentions if m.type == "visit" and m.status is Status.PLANNED and m.date_text
                 and m.place_country in places and guests & set(m.countries[:1])]  # fmt: skip
        if len({m.interval for m in stops}) != 1:
            return None
        stop = stops[-1]
        if stop.interval is None or stop.date_start is None or stop.date_end is None:
            return None
        value = interval_value(stop.interval)
        timex = Timex(stop.date_start, stop.date_end, stop.date_text or "", "DATE", value, stop.interval, stop.how)
        return Found(timex, own=False, fixed=True)

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

    def onwards(self, scene: Scene, trigger: Trigger, cast: Cast, marks: Marks, found: Found) -> bool:
        """Whether a bare day of a stop is to come, though no verb says so: "last stop, on Monday, Kuwait City", and
        what a journey goes on to after a later day than the same weekday of the week before."""
        if trigger.type != "visit" or trigger.kind != "noun" or marks.tense > 0 or marks.cancelled:
            return False
        lists, tokens = self.words.lists, scene.sentence.tokens
        own = [tokens[i].low for i in scene.clauses.own(scene.clause(trigger))]
        past = lists["past"] - lists["present"] - lists["prepositions"] - lists["clause"]
        endings = [ending for ending, sign in self.words.endings if sign < 0]
        hanging = scene.hanging(trigger)
        led = hanging is not None and bool(cast.spots) and all(
            s.at >= 0 and scene.clauses.of[s.at] == hanging for s in cast.spots
        )  # fmt: skip
        if led and hanging is not None:  # "left on a tour that takes him to Cairo on Tuesday"
            own = [tokens[i].low for i in scene.clauses.own(hanging)]
        if any(low in past or any(len(low) > len(e) + 1 and low.endswith(e) for e in endings) for low in own):
            return False
        if trigger.stage:
            return True
        if led and scene.clauses.clauses[hanging or 0].verb is not None:
            verb = tokens[scene.clauses.clauses[hanging or 0].verb or 0].low
            return verb in lists["presents"] or any(verb.endswith(e) for e in lists["present_endings"])
        day = found.timex.interval
        home = {e.country for e in cast.who}
        before = [m for m in self.mentions if m.type == "visit" and m.date_text and home & set(m.countries[:1])]
        at = next((at for at, t in scene.sentence.timexes if t.start == found.timex.start), -1)
        if not before or at < 0 or scene.clauses.of[at] != scene.clause(trigger):
            return False
        start = before[-1].interval and before[-1].interval.start
        return bool(
            day and day.days == 1 and day.start and start and timedelta(0) < start - day.start < timedelta(WEEK)
        )

    def dated_ahead(self, scene: Scene, trigger: Trigger, found: Found) -> bool:
        """Whether the date of a noun was told to lie ahead, for another event of its sentence, or comes after one that
        was: "the tour ends on Tuesday in Kuwait, with an audience", "goes to Benguela on Wednesday and on Friday takes
        part in the summit"."""
        first = found.timex.interval.start if found.timex.interval else None
        if trigger.kind != "noun" or first is None or found.timex.interval is None:
            return False
        single = found.timex.interval.days == 1 and found.timex.text.replace("-", "").isalpha()
        ahead = {m.date_start for m in self.mentions if m.interval and m.sentence_start == scene.sentence.start
                 and m.interval.start and m.status is Status.PLANNED}  # fmt: skip
        for _, timex in scene.sentence.timexes if single else ():
            day = timex.interval.start if timex.interval else None
            moved = next((m.interval.start for m in self.mentions if m.interval and m.date_start == timex.start), None)
            if (
                timex.start in ahead
                and day
                and moved == day + timedelta(WEEK)
                and day < first
                and timex is not found.timex
            ):
                return True
        return any(
            m.date_start == found.timex.start and m.interval and m.interval.start == first + timedelta(WEEK)
            for m in self.mentions
        )

    def foretold(self, scene: Scene, trigger: Trigger, marks: Marks, found: Found) -> bool:
        """Whether a date of the sentence before lies ahead, while a verb only looks back, or tells what is over: "will
        fly to Algiers on 6 November. In the afternoon he met"."""
        start, published = found.timex.interval and found.timex.interval.start, self.article.published
        weekday = found.verbal and WEEKDAY.search(found.timex.how)  # its verb tells which
        over = marks.did and not (marks.modal or marks.cancelled or weekday)
        return bool(start and published and start > published and (over or self.long_ago(scene, trigger)))

    def of_the_news(self, scene: Scene, trigger: Trigger, marks: Marks, found: Found) -> Found:
        """A bare time of day of what is over on the day of the news, where it would be that of a day to come, or of one
        that another paragraph told: "will fly to Algiers on 6 November. In the afternoon he received"."""
        timex, published = found.timex, self.article.published
        start = timex.interval.start if timex.interval else None
        if timex.type != "TIME" or not marks.did or published is None or start in (None, published, self.lead):
            return found
        at = next((i for i, t in enumerate(scene.sentence.tokens) if t.end > timex.start), 0)
        end = next((i for i, t in enumerate(scene.sentence.tokens) if t.start >= timex.end), at + 1)
        then = scene.index.begins("then")
        bare = any(i + then.get(i, 0) >= end for i in (at - 1, at))
        elsewhere = self.before is None or self.before[0] != scene.sentence.paragraph
        elsewhere = elsewhere and all(first >= at for first, _ in scene.sentence.timexes)
        ahead = start is not None and start > published
        if not bare or not (ahead or (elsewhere and start and abs(published - start) < FORTNIGHT)):
            return found
        day: date = self.lead if elsewhere and self.lead else published
        how = f"“{timex.text}”, published {published}: a time of that day, {day}"
        return replace(found, timex=replace(timex, interval=Interval.day(day, Certainty.RESOLVED), how=how))

    @staticmethod
    def next_morning(scene: Scene, found: Found) -> Found:
        """A time of day that comes after a later one of the day before: "arrived yesterday night and in the morning was
        received"."""
        timex, order = found.timex, TIMES
        before = [t for _, t in scene.sentence.timexes if t.end <= timex.start and t.type == "TIME"]
        if not before or timex.type != "TIME" or timex.interval is None or before[-1].interval != timex.interval:
            return found
        late, early = (order.find(t.value[-2:]) for t in (before[-1], timex))
        start, end = timex.interval.start, timex.interval.end
        if not 0 <= early < late or start is None or end is None:
            return found
        day = replace(timex.interval, start=start + timedelta(days=1), end=end + timedelta(days=1))
        how = f"{timex.how}; the day after “{before[-1].text}”, {day.start}"
        return replace(found, timex=replace(timex, interval=day, how=how))

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

    def announced(self, scene: Scene, trigger: Trigger, marks: Marks) -> bool:
        """Whether a clause tells what is planned: with a verb, or a noun that it does not only refer to."""
        if marks.negated and trigger.kind == "noun":
            return False
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
            near = mention.interval is not None and (mention.interval.days or YEAR) <= MONTH  # a year is no programme
            if mention.status is Status.PLANNED and near and set(countries) & set(mention.countries):
                return mention.interval, f"no date in the sentence: told together with “{mention.title}”. {mention.how}"
        return None, "no date in the text"

    def finishing(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether the date of a noun is that of its end: "the visit ends on Tuesday"."""
        lists, clauses, number = self.words.lists, scene.clauses, scene.clause(trigger)
        near = [number, *(k for k, c in enumerate(clauses.clauses) if c.kind == "relative" and c.parent == number)]
        said = scene.index.begins("ending")
        return any(
            i in said and scene.sentence.tokens[i].low not in lists["after"] for k in near for i in clauses.own(k)
        )

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
