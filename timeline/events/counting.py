"""Dates counted from another event ("two days after"), and dates that only count events ("the third since")."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from timeline.events.dates import dated, dates_back
from timeline.events.lengths import length
from timeline.events.manner import Manner
from timeline.events.scene import Scene
from timeline.events.settling import FRESH, Found
from timeline.events.story import ORDINAL
from timeline.events.triggers import TOLD, Trigger
from timeline.model import Status, Timex
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import Context, interval_value
from timeline.temporal.operators.offsets import Ago

WEEK = 7  # days
NEAR = 5  # tokens after "before" in which the event stands that a length is counted from
COUNTED = re.compile(r"P(\d{1,3})([DW])")
REACHING = re.compile(r"P(\d{1,2}|X)([DWMY])")  # lengths that lead back from the news to what came before
UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
COARSE = Granularity.SEASON.rank


class Counting(Manner):
    """Answers from what a length or a date of a sentence is reckoned, and how often something was."""

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
                if later and (apart := self.apart_from(scene, trigger, timex, -1)):
                    return apart
                continue
            if clauses.root(clauses.of[at]) != clauses.root(number):
                continue
            before = [m for m in self.mentions if m.type == event.type and m.sentence_end <= scene.sentence.start]
            told = next((m for m in before[::-1] if m.date_text and m.status is not Status.CANCELLED), None)
            if told and told.interval and told.interval.start and told.interval.end:
                return self.moved_by(told.interval, timex, days if later else -days)
        return self.day_from(scene, trigger)

    def next_days(self, scene: Scene) -> list[tuple[int, int, Timex, int]]:
        """Where the words for the day before or after something stand in a sentence, as a length of a day, and on which
        side of it they put what its main clause tells: "the day after his meeting with Putin", "à la veille d'un
        sommet"."""
        tokens, found = scene.sentence.tokens, []
        for name, side in (("morrow", 1), ("eve", -1)):
            for i, taken in scene.index.begins(name).items():
                start, end = tokens[i].start, tokens[i + taken - 1].end
                text = self.article.text[start:end]
                found.append((i, i + taken, Timex(start, end, text, "DURATION", "P1D", None, ""), side))
        return found

    def beside_day(self, scene: Scene, trigger: Trigger) -> tuple[Timex, int] | None:
        """The words for the day before or after right before a noun, and the side on which they put the main clause."""
        for _, end, timex, side in self.next_days(scene) if trigger.kind == "noun" and trigger.type in TOLD else ():
            between = range(end, trigger.at)
            plain = not any(scene.clauses.verbs[i] or scene.sentence.tokens[i].low == "," for i in between)
            if 0 <= trigger.at - end < NEAR and plain:
                return timex, side
        return None

    @staticmethod
    def of_noun(scene: Scene, trigger: Trigger, found: Found) -> bool:
        """Whether a date belongs to a noun itself: "the day after the meeting of 3 May", "sa visite mardi à Alger"."""
        tokens = scene.sentence.tokens
        date = next((i for i, t in enumerate(tokens) if t.end > found.timex.start), 0)
        between = range(trigger.end, date)
        return date >= trigger.end and not any(scene.clauses.verbs[i] or tokens[i].low == "," for i in between)

    def day_from(self, scene: Scene, trigger: Trigger) -> Found | None:
        """The day before or after what a sentence tells, where a noun is that of it, or after the event told before
        where it is that of the main clause: "au lendemain de cette rencontre, elle s'est rendue à Kiev"."""
        if beside := self.beside_day(scene, trigger):
            timex, side = beside
            return self.apart_from(scene, trigger, timex, -side)
        clauses, number = scene.clauses, scene.clause(trigger)
        for i, _, timex, side in self.next_days(scene):
            event = next((t for t in scene.triggers if self.beside_day(scene, t) == (timex, side)), None)
            if event is None or event.at == trigger.at or clauses.root(clauses.of[i]) != clauses.root(number):
                continue
            if any(p.at > event.at and p.acts and p.at < trigger.at and scene.clauses.of[p.at] == clauses.of[event.at]
                   and p.prep > event.at for p in scene.parties):  # fmt: skip
                continue  # another than the one told before: "the day after his meeting with Putin"
            before = [m for m in self.mentions if m.type == event.type and m.sentence_end <= scene.sentence.start]
            told = next((m for m in before[::-1] if m.date_text and m.status is not Status.CANCELLED), None)
            if told and told.interval and told.interval.start and told.interval.end:
                return self.moved_by(told.interval, timex, timedelta(days=side))
        return None

    def apart_from(self, scene: Scene, trigger: Trigger, timex: Timex, sign: int) -> Found | None:
        """When what a noun tells was, so long before what its sentence tells, or after it with a `sign` of 1: "the
        meeting comes two days after the call between Trump and Putin"."""
        unit, published, clauses = REACHING.fullmatch(timex.value), self.article.published, scene.clauses
        number = scene.clause(trigger)
        main = [t.interval for k in {number, clauses.root(number)} for _, t in dated(scene, k)
                if t.end <= timex.start or t.start >= timex.end]  # fmt: skip
        if unit is None or unit[1] == "X" or published is None or len(main) > 1:
            return None
        lists, tokens = self.words.lists, scene.sentence.tokens
        keys = ("genitive", "with", "place", "prepositions")
        own = (t.low for t in tokens[trigger.at + 1 : trigger.end + 1])
        if not any(low in lists[key] for low in own for key in keys):
            return None  # "a week after the visit", the one told before
        base = main[0].start if main and main[0] and main[0].days == 1 else None if main else published
        if sign > 0 and not main:
            return None  # "on the eve of the summit" may be some days before it
        interval = Ago(int(unit[1]), UNITS[unit[2]], sign).resolve(Context(base)) if base else None
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
        coarse = ordinal and timex.interval.granularity.rank >= COARSE
        return coarse and not self.dating(scene, trigger, timex)

    @staticmethod
    def dating(scene: Scene, trigger: Trigger, timex: Timex) -> bool:
        """Whether the verb of a noun tells its date: "the last Chinese veto was in 1999", "remontait à 1999"."""
        of, number = scene.clauses.of, scene.clause(trigger)
        date = next((i for i, t in enumerate(scene.sentence.tokens) if t.end > timex.start), 0)
        told = (i for i in range(trigger.end, date) if of[i] == number)
        return any(scene.clauses.verbs[i] or dates_back(scene, i) for i in told)

    def of_since(self, scene: Scene, trigger: Trigger, timex: Timex) -> bool:
        """Whether a date belongs to what somebody did, that what is told is reckoned from: "would have been his first
        visit since he took office a year ago"."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        date = next((i for i, t in enumerate(tokens) if t.end > timex.start), 0)
        plain = lists["exempt"] - lists["origin"] - lists["by"] - lists["place"]  # "da" means much else
        since = next((i for i in range(date - 1, trigger.end - 1, -1) if tokens[i].low in plain), None)
        told = lists["exempt"] & lists["origin"]  # "depuis que", "desde que"
        since = since or next((i for i in range(date - 2, trigger.end - 1, -1) if tokens[i].low in told
                               and tokens[i + 1].low in lists["relative"]), None)  # fmt: skip
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

    def reckoned(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a date is reckoned from a noun, so that it is another event's: "ten years after the last summit"."""
        tokens = scene.sentence.tokens
        i = trigger.at - 1
        while i >= 0 and trigger.at - i <= ORDINAL + 1 and i not in scene.sentence.dated:
            if scene.clauses.verbs[i] or not tokens[i].text.islower():
                return False
            i -= 1
        timex = next((t for at, t in scene.sentence.timexes if i >= 0 and t.start < tokens[i].end <= t.end), None)
        lists = self.words.lists
        counted = (
            timex is not None and timex.type == "DURATION" and tokens[i + 1].low in lists["offset"] | lists["after"]
        )
        if timex is None or not (counted or tokens[i].low in lists["clause"]):
            return False  # "a few days before the state visit"
        # "some days after the summit" says well enough when the summit was
        return not (timex.interval and timex.interval.certainty is Certainty.APPROXIMATE)
