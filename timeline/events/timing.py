"""When something happened that has no date of its own, and whether a date beside it is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from timeline.events.casting import NEXT
from timeline.events.clauses import STOPS
from timeline.events.correcting import Correcting
from timeline.events.counting import Counting
from timeline.events.dates import calling_off, dated, scheduled
from timeline.events.grounds import NEWS
from timeline.events.lengths import length, nth_day
from timeline.events.marks import Marks, status
from timeline.events.placing import Placing
from timeline.events.scene import Scene
from timeline.events.settling import FRESH, Found, when
from timeline.events.story import Cast
from timeline.events.triggers import TOLD, Trigger
from timeline.model import Status, Timex
from timeline.temporal.interval import Certainty, Interval
from timeline.temporal.operators.base import interval_value

MONTH, YEAR = 31, 365  # days
ENDING = 8  # tokens between "at the end of" and the gathering
HAD = 3  # tokens between "had" and its participle
NEARBY = 500  # characters between what was called off and what was part of it
SHARED = 6  # mentions among which is the meeting that dates another of the same states


class Timing(Counting, Correcting, Placing):
    """Answers when it was, where the date beside a trigger does not."""

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
        own = found is not None and self.of_noun(scene, trigger, found)  # "a week before the summit on 23 June"
        if trigger.kind == "noun" and not counted and not own and self.reckoned(scene, trigger):
            return False
        if interval.certainty is not Certainty.ASSUMED:
            return True
        clause, root = scene.clauses.clauses[scene.clause(trigger)], scene.clauses.root(scene.clause(trigger))
        before = clause.kind == "sub" and clause.first == 0 and clause.word in self.words.lists["offset"]
        if before and trigger.kind == "motion" and dated(scene, root):
            return False  # "Before leaving for Canada, Trump received Abe on Thursday"
        if trigger.type == "visit" and nth_day(scene, trigger) > 1:
            return cast.known
        told = any(calling_off(scene, trigger, at, t) for at, t in scene.sentence.timexes)
        if marks.cancelled and (told or self.first_told(scene, trigger, cast)):
            return cast.known  # news of what was to be on a day that nobody tells
        if self.long_before(scene, trigger):
            return False
        if trigger.kind != "noun":
            return cast.known and (marks.negated or just_before not in self.words.lists["infinitive"])
        begins, inside = self.words.lists["begins"], scene.clauses.own(scene.clause(trigger))
        verbs = (i for i in inside if scene.clauses.verbs[i] or i >= trigger.end)
        plain = marks.tense <= 0 and not (marks.modal or marks.negated or marks.cancelled)
        lead = trigger.type == "summit" and scene.sentence.start < NEWS and clause.kind == "main"
        if plain and (trigger.type == "visit" or lead) and any(
            not begins.isdisjoint((tokens[i].low, tokens[i].lemma)) for i in verbs
        ):  # fmt: skip
            # "the visit of the president has begun", and in the lead "the summit of the Union opens in Addis Ababa"
            return cast.known and (cast.official or lead)
        at = trigger.at
        if lead and plain and self.rounded_off(scene, trigger):
            return cast.known
        if cast.whom and any(e.kind == "leader" for e in cast.whom) and scene.after_talks(trigger):
            return cast.known
        spans = ((at - 2, at), (at, at + 3), (at - 1, at + 1), (at - 1, trigger.end), (at, trigger.end), (at - 1, at),
                 (at - 3, at))  # fmt: skip
        around = {" ".join(t.low for t in tokens[max(0, first) : last]) for first, last in spans}
        return cast.known and not self.words.lists["support"].isdisjoint(around)

    def rounded_off(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether what is told was at the end of a gathering of some days: "agreed to restore trade at the end of a
        two-day summit"."""
        verb = scene.clauses.clauses[scene.clause(trigger)].verb or 0
        helping = self.words.lists["future"] & self.words.lists["auxiliaries"]
        if length(scene, trigger)[0] <= 1 or any(
            t.low in helping for t in scene.sentence.tokens[max(0, verb - 1) : verb + 1]
        ):
            return False  # not "will sign the law at the end of a two-day summit"
        said = {*scene.index.begins("ending"), *scene.index.begins("afterwards")}
        return any(i in said for i in range(max(0, trigger.at - ENDING), trigger.at))

    def long_before(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a verb tells what was over when something else, told without a date, came: "had met Hu before the
        report came out"."""
        number, lists = scene.clause(trigger), self.words.lists
        clauses, tokens = scene.clauses.clauses, scene.sentence.tokens
        if trigger.kind == "noun" or clauses[number].kind != "main":
            return False
        if not any(
            c.kind == "sub" and c.parent == number and c.word in lists["offset"] | lists["when"] for c in clauses
        ):
            return False
        return any(tokens[i].low in lists["pluperfect"] for i in range(max(0, trigger.at - HAD), trigger.at))

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

    def today(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a clause tells a time of day ("in the evening") and so means the day it is told on."""
        number = scene.clause(trigger)
        return scene.index.any("then", scene.clauses.own(number))

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
        empty = scene.index.begins("expletive")  # "There was no decision on a meeting" tells of no place
        said = [key for key in keys if scene.index.any(key, [i for i in own if i not in empty])]
        then = bool(said) and not (said == ["also"] and scene.index.any("amid", own))  # "during his stay he also met"
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
                for other in reversed(self.mentions[-SHARED:]):  # the day on which the two sides met, after the arrival
                    day, same = other.interval, set(other.countries) == set(countries)
                    later = day and day.days == 1 and day.start and interval.last < day.start <= published
                    if other.type == "meeting" and same and later and day and other.date_text:
                        told = f"told together with “{other.title}”. {other.how}"
                        return day, f"no date in the sentence: {told}"
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
            last = mention.interval and mention.interval.last
            going_on = mention.type == "visit" and mention.status is Status.HAPPENED and mention.date_text is not None
            going_on = going_on and bool(last and self.article.published and last >= self.article.published)
            going_on = going_on and set(countries) == set(mention.countries)
            if (mention.status is Status.PLANNED or going_on) and near and set(countries) & set(mention.countries):
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
