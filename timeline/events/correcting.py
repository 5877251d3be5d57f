"""Dates that what was told around them corrects: the year of a chronicle, days ahead, the morning after."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from timeline.events.manner import Manner
from timeline.events.marks import Marks
from timeline.events.referring import PASSIVE
from timeline.events.scene import Scene
from timeline.events.settling import YEAR_NAMED, Found
from timeline.events.story import Cast
from timeline.events.tenses import coming
from timeline.events.triggers import TOLD, Trigger
from timeline.model import Status, Timex
from timeline.temporal.interval import Certainty, Interval
from timeline.temporal.operators.base import DAY_PARTS, WEEKDAYS

FORTNIGHT = timedelta(days=14)
WEEK = 7  # days
LEAP = (2, 29)
COUNTED = re.compile(rf"the (?:{'|'.join(WEEKDAYS)})")  # an explanation of a weekday that was counted from a day


class Correcting(Manner):
    """Answers whether a date beside a trigger means other days than it says alone."""

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
            m.date_start == found.timex.start
            and m.type in TOLD
            and m.interval
            and m.interval.start == first + timedelta(WEEK)
            for m in self.mentions
        )

    def foretold(self, scene: Scene, trigger: Trigger, marks: Marks, found: Found) -> bool:
        """Whether a date of the sentence before lies ahead, while a verb only looks back, or tells what is over: "will
        fly to Algiers on 6 November. In the afternoon he met"."""
        start, published = found.timex.interval and found.timex.interval.start, self.article.published
        weekday = found.verbal and COUNTED.search(found.timex.how)  # its verb tells which
        over = marks.did and not (marks.modal or marks.cancelled or weekday)
        return bool(start and published and start > published and (over or self.long_ago(scene, trigger)))

    def of_the_news(self, scene: Scene, trigger: Trigger, marks: Marks, found: Found) -> Found:
        """A bare time of day of what is over on the day of the news, where it would be that of a day to come, or of one
        that another paragraph told: "will fly to Algiers on 6 November. In the afternoon he received"."""
        timex, published = found.timex, self.article.published
        start = timex.interval.start if timex.interval else None
        if timex.type != "TIME" or not marks.did or published is None or start in (None, self.lead):
            return found
        eve = self.lead == published - timedelta(days=1) and timex.value[-2:] in DAY_PARTS[2:]
        if start == published and not eve:
            return found  # "Yesterday … In the evening the council met" is news of yesterday
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
        timex = found.timex
        if dawned := next_after_arrival(scene, timex):
            return replace(found, timex=dawned)
        before = [t for _, t in scene.sentence.timexes if t.end <= timex.start and t.type == "TIME"]
        if not before or timex.type != "TIME" or timex.interval is None or before[-1].interval != timex.interval:
            return found
        late, early = (_part(t) for t in (before[-1], timex))
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


def _part(timex: Timex) -> int:
    """Which part of a day a time is, in their order; -1 for none ("15:30")."""
    part = timex.value[-2:]
    return DAY_PARTS.index(part) if part in DAY_PARTS else -1


def next_after_arrival(scene: Scene, timex: Timex) -> Timex | None:
    """The morning after a day on which a clause by the way says that somebody arrived: "Renzi, who arrived yesterday,
    was received in the morning"; None where a morning is that day's."""
    interval, clauses = timex.interval, scene.clauses
    if timex.type != "TIME" or not timex.value.endswith(DAY_PARTS[0]) or interval is None or not interval.start:
        return None
    at = next((i for i, t in scene.sentence.timexes if t.start == timex.start), 0)
    for i, day in scene.sentence.timexes:
        number = clauses.of[i]
        aside = number != clauses.of[at] and clauses.clauses[number].kind == "relative"
        if i < at and aside and day.type == "DATE" and day.interval == interval and interval.days == 1 and any(
            t.kind == "motion" and scene.clause(t) == number for t in scene.triggers
        ):  # fmt: skip
            morrow = interval.start + timedelta(days=1)
            how = f"{timex.how}; the day after “{day.text}”, {morrow}"
            return replace(timex, interval=replace(interval, start=morrow, end=morrow + timedelta(days=1)), how=how)
    return None
